from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SocialConfig(AppConfig):
    name = "commonspace.channels.social"
    label = "channel_social"

    def ready(self) -> None:
        from commonspace.channels.social.keeping import erase  # noqa: PLC0415  # needs loaded models
        from commonspace.consultations.ways import (  # noqa: PLC0415  # needs loaded models
            Entrance,
            register_entrance,
        )
        from commonspace.intake.keepers import Keeper, register_keeper  # noqa: PLC0415  # needs loaded models

        register_keeper(Keeper(order=64, erase=erase))
        register_entrance(Entrance(order=40, title=_("Record a public post"), url_name="posts"))
