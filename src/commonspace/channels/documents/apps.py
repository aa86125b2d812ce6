from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "commonspace.channels.documents"
    label = "channel_documents"

    def ready(self) -> None:
        from commonspace.channels.documents.keeping import erase  # noqa: PLC0415  # needs loaded models
        from commonspace.consultations.ways import (  # noqa: PLC0415  # needs loaded models
            Entrance,
            register_entrance,
        )
        from commonspace.intake.keepers import Keeper, register_keeper  # noqa: PLC0415  # needs loaded models

        register_keeper(Keeper(order=60, erase=erase))
        register_entrance(Entrance(order=10, title=_("Put in documents"), url_name="documents"))
