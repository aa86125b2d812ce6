from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from commonspace.consultations.models import Consultation


class EmailConfig(AppConfig):
    name = "commonspace.channels.email"
    label = "channel_email"

    def ready(self) -> None:
        from commonspace.channels.email.keeping import erase  # noqa: PLC0415  # needs loaded models
        from commonspace.consultations.ways import (  # noqa: PLC0415  # needs loaded models
            Entrance,
            Way,
            register,
            register_entrance,
        )
        from commonspace.intake.keepers import Keeper, register_keeper  # noqa: PLC0415  # needs loaded models

        register_keeper(Keeper(order=61, erase=erase))
        register(
            Way(
                order=30,
                title=_("By email"),
                text=_(
                    "Write in any language, with documents or voice messages if you like. Put “Question 3” "
                    "above an answer, or simply write. You get a receipt, and choose then how we may name you."
                ),
                url=_letter_to,
                is_ready=_is_ready,
                detail=_address_of,
                set_up="mail-settings",
            )
        )
        register_entrance(
            Entrance(
                order=30,
                title=_("Mail"),
                url_name="mail",
                is_ready=_is_set_up,
                waiting=_set_aside,
            )
        )


def _is_ready(consultation: "Consultation") -> bool:
    return consultation.is_published and _is_set_up(consultation)


def _is_set_up(consultation: "Consultation") -> bool:
    from commonspace.channels.email.addresses import offers_mail  # noqa: PLC0415  # needs loaded models

    return offers_mail(consultation)


def _set_aside(consultation: "Consultation") -> int:
    from commonspace.channels.email.choices import Fate  # noqa: PLC0415  # needs loaded models
    from commonspace.channels.email.queries import mails_listed  # noqa: PLC0415

    return mails_listed(consultation, fate=Fate.SET_ASIDE).count()


def _address_of(consultation: "Consultation") -> str:
    from commonspace.channels.email.addresses import answer_address  # noqa: PLC0415  # needs loaded models

    return answer_address(consultation)


def _letter_to(consultation: "Consultation") -> str:
    address = _address_of(consultation)
    return f"mailto:{address}" if address else ""
