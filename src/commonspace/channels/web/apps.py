from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from commonspace.consultations.models import Consultation


class WebConfig(AppConfig):
    name = "commonspace.channels.web"
    label = "channel_web"

    def ready(self) -> None:
        from commonspace.consultations.ways import Way, register  # noqa: PLC0415  # needs loaded models

        register(
            Way(
                order=10,
                title=_("On this website"),
                text=_(
                    "Write your answers here and add documents if you like. You need no account, "
                    "and you get a code with which you can read, change or withdraw them."
                ),
                url=_form_of,
                is_ready=_is_public,
            )
        )
        register(
            Way(
                order=20,
                title=_("With what you have already written"),
                text=_(
                    "A paper, a leaflet, a letter: add it on the same page, as PDF, Word, "
                    "OpenDocument, text or a photo. You need not write anything else."
                ),
                url=lambda consultation: f"{_form_of(consultation)}#documents",
                is_ready=_is_public,
            )
        )


def _form_of(consultation: "Consultation") -> str:
    return reverse("answer", args=[consultation.code])


def _is_public(consultation: "Consultation") -> bool:
    return consultation.is_published
