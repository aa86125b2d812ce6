from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from commonspace.consultations.models import Consultation


class TelephoneConfig(AppConfig):
    name = "commonspace.channels.telephone"
    label = "channel_telephone"

    def ready(self) -> None:
        from commonspace.channels.telephone.keeping import erase  # noqa: PLC0415  # needs loaded models
        from commonspace.consultations.ways import (  # noqa: PLC0415  # needs loaded models
            Entrance,
            Way,
            register,
            register_entrance,
        )
        from commonspace.intake.keepers import Keeper, register_keeper  # noqa: PLC0415  # needs loaded models

        register_keeper(Keeper(order=66, erase=erase))
        register(
            Way(
                order=50,
                title=_("By telephone"),
                text=_(
                    "Somebody writes down what you say, reads it back to you, and gives you the "
                    "receipt code aloud."
                ),
                url=_page_of,
                is_ready=_is_offered,
                detail=_number_of,
                set_up="telephone-set-up",
            )
        )
        register_entrance(
            Entrance(
                order=50,
                title=_("Telephone"),
                url_name="telephone",
                is_ready=_is_set_up,
                waiting=_to_call,
            )
        )


def _page_of(consultation: "Consultation") -> str:
    from commonspace.channels.telephone.queries import line_of  # noqa: PLC0415

    if not line_of(consultation).takes_requests:
        return ""
    return reverse("ask-for-a-call", args=[consultation.code])


def _is_offered(consultation: "Consultation") -> bool:
    return consultation.is_published and _is_set_up(consultation)


def _is_set_up(consultation: "Consultation") -> bool:
    from commonspace.channels.telephone.queries import line_of  # noqa: PLC0415

    return line_of(consultation).is_offered


def _to_call(consultation: "Consultation") -> int:
    from commonspace.channels.telephone.choices import Asked  # noqa: PLC0415
    from commonspace.channels.telephone.models import CallRequest  # noqa: PLC0415

    return CallRequest.objects.filter(consultation=consultation, state=Asked.OPEN).count()


def _number_of(consultation: "Consultation") -> str:
    from commonspace.channels.telephone.queries import line_of  # noqa: PLC0415

    line = line_of(consultation)
    return " · ".join(filter(None, (line.number, line.hours_in())))
