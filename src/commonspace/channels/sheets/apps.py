from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SheetsConfig(AppConfig):
    name = "commonspace.channels.sheets"
    label = "channel_sheets"

    def ready(self) -> None:
        from commonspace.consultations.ways import (  # noqa: PLC0415  # needs loaded models
            Entrance,
            register_entrance,
        )

        register_entrance(Entrance(order=20, title=_("Import a spreadsheet"), url_name="sheets"))
