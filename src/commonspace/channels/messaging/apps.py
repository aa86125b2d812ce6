from functools import partial
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from commonspace.consultations.models import Consultation

TITLES = {
    "whatsapp": _("On WhatsApp"),
    "telegram": _("On Telegram"),
    "facebook": _("On Facebook"),
    "sms": _("By text message (SMS)"),
}
TEXTS = {
    "whatsapp": _(
        "Write or send a voice message. Meta, the company behind WhatsApp, learns that you wrote to us, "
        "when and from which number, and its computers hold your message before we get it."
    ),
    "telegram": _(
        "Write or send a voice message. The company behind Telegram can read it, and learns who you are "
        "there and when you wrote."
    ),
    "facebook": _(
        "Write to our page. Meta, the company behind Facebook, can read it and knows who you are there. "
        "Comments are seen by everybody."
    ),
    "sms": _(
        "Write a text message from any phone. Your telephone company and ours can read it, and keep from "
        "which number it came and when."
    ),
}


class MessagingConfig(AppConfig):
    name = "commonspace.channels.messaging"
    label = "channel_messaging"

    def ready(self) -> None:
        from commonspace.channels.messaging.keeping import erase  # noqa: PLC0415  # needs loaded models
        from commonspace.consultations.ways import (  # noqa: PLC0415  # needs loaded models
            Entrance,
            Way,
            register,
            register_entrance,
        )
        from commonspace.intake.keepers import Keeper, register_keeper  # noqa: PLC0415  # needs loaded models

        register_keeper(Keeper(order=62, erase=erase))
        for place, service in enumerate(TITLES):
            register(
                Way(
                    order=60 + place,
                    title=TITLES[service],
                    text=TEXTS[service],
                    url=partial(_link, service),
                    is_ready=partial(_is_offered, service),
                    detail=partial(_address, service),
                    set_up="messages-set-up",
                )
            )
        register_entrance(
            Entrance(
                order=60,
                title=_("Messages"),
                url_name="messages",
                is_ready=_is_set_up,
                waiting=_set_aside,
            )
        )


def _is_offered(service: str, consultation: "Consultation") -> bool:
    from commonspace.channels.messaging.queries import line_on  # noqa: PLC0415  # needs loaded models

    return consultation.is_published and line_on(consultation, service) is not None


def _is_set_up(consultation: "Consultation") -> bool:
    from commonspace.channels.messaging.queries import lines_of  # noqa: PLC0415

    lines = [line for _service, line in lines_of(consultation) if line is not None]
    return any(line.is_on and line.worked_at and line.address for line in lines)


def _set_aside(consultation: "Consultation") -> int:
    from commonspace.channels.messaging.choices import Fate  # noqa: PLC0415
    from commonspace.channels.messaging.queries import messages_of  # noqa: PLC0415

    return messages_of(consultation, fate=Fate.SET_ASIDE).count()


def _link(service: str, consultation: "Consultation") -> str:
    from commonspace.channels.messaging.queries import line_on, link_to, word_for  # noqa: PLC0415

    line = line_on(consultation, service)
    return link_to(line, word_for(line, consultation)) if line else ""


def _address(service: str, consultation: "Consultation") -> str:
    from commonspace.channels.messaging.queries import line_on, word_for  # noqa: PLC0415

    line = line_on(consultation, service)
    word = word_for(line, consultation) if line else ""
    if line is None or not word:
        return line.address if line else ""
    told = _("%(address)s, and begin with the word %(word)s")
    return str(told) % {"address": line.address, "word": word}
