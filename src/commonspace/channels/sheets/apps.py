from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from commonspace.consultations.models import Consultation


class SheetsConfig(AppConfig):
    name = "commonspace.channels.sheets"
    label = "channel_sheets"

    def ready(self) -> None:
        from commonspace.channels.sheets.keeping import erase  # noqa: PLC0415  # needs loaded models
        from commonspace.consultations.ways import (  # noqa: PLC0415  # needs loaded models
            Entrance,
            register_entrance,
        )
        from commonspace.intake.keepers import Keeper, register_keeper  # noqa: PLC0415  # needs loaded models

        register_keeper(Keeper(order=67, erase=erase))
        register_entrance(
            Entrance(
                order=20, title=_("Import a spreadsheet"), url_name="sheets", waiting=_unmapped
            )
        )


def _unmapped(consultation: "Consultation") -> int:
    from commonspace.channels.sheets.queries import unmapped_count  # noqa: PLC0415

    return unmapped_count(consultation)
