from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from commonspace.consultations.models import Consultation
    from commonspace.sharing.links import Copy

_AFTER_THE_FORM = 32
_BEFORE_WORDS_GO = 45


class PaperConfig(AppConfig):
    name = "commonspace.channels.paper"
    label = "channel_paper"

    def ready(self) -> None:
        from commonspace.channels.paper.keeping import erase, touched  # noqa: PLC0415  # needs loaded models
        from commonspace.consultations.ways import (  # noqa: PLC0415
            Entrance,
            Way,
            register,
            register_entrance,
        )
        from commonspace.intake.keepers import Keeper, register_keeper  # noqa: PLC0415
        from commonspace.sharing import kit  # noqa: PLC0415

        register(
            Way(
                order=38,
                title=_("On paper"),
                text=_(
                    "Print the form, write by hand, and bring or send it. A machine finds your "
                    "answers on it, and a person reads them."
                ),
                url=lambda consultation: reverse("answer-on-paper", args=[consultation.code]),
                is_ready=_is_offered,
                set_up="paper-set-up",
            )
        )
        register_entrance(
            Entrance(order=38, title=_("Paper"), url_name="paper", waiting=_to_look_at)
        )
        register_keeper(Keeper(order=_BEFORE_WORDS_GO, touched=touched, erase=erase))
        kit.register(
            kit.Paper(
                order=_AFTER_THE_FORM,
                name="paper-form.pdf",
                title=_("Form to fill in by hand and to be scanned (PDF)"),
                make=_blank,
                is_ready=lambda copy: _is_offered(copy.consultation),
            )
        )


def _is_offered(consultation: "Consultation") -> bool:
    from commonspace.channels.paper.queries import offer_of  # noqa: PLC0415

    return consultation.is_published and offer_of(consultation).is_offered


def _to_look_at(consultation: "Consultation") -> int:
    from commonspace.channels.paper.queries import waits_for_staff  # noqa: PLC0415

    return waits_for_staff(consultation)


def _blank(copy: "Copy") -> bytes:
    from commonspace.channels.paper.services.printing import blank_pdf  # noqa: PLC0415

    return blank_pdf(consultation=copy.consultation, language=copy.language)
