from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    name = "commonspace.sharing"
    label = "sharing"

    def ready(self) -> None:
        from commonspace.consultations.ways import (  # noqa: PLC0415  # needs loaded models
            Entrance,
            register_entrance,
        )
        from commonspace.sharing import receivers  # noqa: F401, PLC0415  # registers them
        from commonspace.sharing.answerform import FORM  # noqa: PLC0415
        from commonspace.sharing.recognising import register_form  # noqa: PLC0415

        register_form(FORM)
        register_entrance(Entrance(order=36, title=_("Filled forms"), url_name="filled-forms"))
