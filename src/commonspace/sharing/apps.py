from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from commonspace.consultations.models import Consultation


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
        register_entrance(
            Entrance(
                order=36, title=_("Filled forms"), url_name="filled-forms", waiting=_to_look_at
            )
        )


def _to_look_at(consultation: "Consultation") -> int:
    from commonspace.sharing.queries import forms_to_look_at  # noqa: PLC0415

    return forms_to_look_at(consultation)
