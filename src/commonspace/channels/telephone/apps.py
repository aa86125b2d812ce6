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
        from commonspace.consultations.ways import (  # noqa: PLC0415  # needs loaded models
            Entrance,
            Way,
            register,
            register_entrance,
        )

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
        register_entrance(Entrance(order=50, title=_("Telephone"), url_name="telephone"))


def _page_of(consultation: "Consultation") -> str:
    from commonspace.channels.telephone.queries import line_of  # noqa: PLC0415

    if not line_of(consultation).takes_requests:
        return ""
    return reverse("ask-for-a-call", args=[consultation.code])


def _is_offered(consultation: "Consultation") -> bool:
    from commonspace.channels.telephone.queries import line_of  # noqa: PLC0415

    return consultation.is_published and line_of(consultation).is_offered


def _number_of(consultation: "Consultation") -> str:
    from commonspace.channels.telephone.queries import line_of  # noqa: PLC0415

    line = line_of(consultation)
    return " · ".join(filter(None, (line.number, line.hours)))
