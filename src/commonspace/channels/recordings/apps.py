from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from commonspace.consultations.models import Consultation


class RecordingsConfig(AppConfig):
    name = "commonspace.channels.recordings"
    label = "channel_recordings"

    def ready(self) -> None:
        from commonspace.channels.recordings import receivers  # noqa: F401, PLC0415  # registers them
        from commonspace.channels.recordings.keeping import erase  # noqa: PLC0415  # needs loaded models
        from commonspace.consultations.ways import (  # noqa: PLC0415  # needs loaded models
            Entrance,
            Way,
            register,
            register_entrance,
        )
        from commonspace.intake.keepers import Keeper, register_keeper  # noqa: PLC0415  # needs loaded models

        register_keeper(Keeper(order=63, erase=erase))
        register(
            Way(
                order=40,
                title=_("By voice or video message"),
                text=_(
                    "Record your answer on your phone, or send a recording you have. Somebody "
                    "writes it down; you can read that and put it right."
                ),
                url=lambda consultation: reverse("record", args=[consultation.code]),
                is_ready=_is_offered,
                set_up="recordings-set-up",
            )
        )
        register_entrance(
            Entrance(
                order=45,
                title=_("Recordings"),
                url_name="recordings",
                is_ready=_is_set_up,
                waiting=_unwritten,
            )
        )


def _is_offered(consultation: "Consultation") -> bool:
    return consultation.is_published and _is_set_up(consultation)


def _is_set_up(consultation: "Consultation") -> bool:
    from commonspace.channels.recordings.queries import offer_of  # noqa: PLC0415

    return offer_of(consultation).is_offered


def _unwritten(consultation: "Consultation") -> int:
    from commonspace.channels.recordings.queries import unwritten_count  # noqa: PLC0415

    return unwritten_count(consultation)
