"""Sentences for staff and for the call: risks, reasons, troubles."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonspace.channels.messaging.choices import Service
from commonspace.engines.messengers.shapes import Trouble

NOT_OPEN, NOT_PUBLISHED, TOO_LONG, OFTEN = "not-open", "not-published", "too-long", "often"
STALE, NO_MEDIA, FAILED, NO_CALL = "stale", "no-media", "failed", "no-call"

_REASONS: dict[str, str | Promise] = {
    NOT_OPEN: _("It came before the call opened."),
    NOT_PUBLISHED: _("The call is not published."),
    TOO_LONG: _("With it, one answer would be longer than a book chapter."),
    OFTEN: _("More than two hundred messages came from this person today. It may be a machine."),
    STALE: _(
        "The service says it is more than a week old, or from the future. It may be a repetition."
    ),
    NO_MEDIA: _(
        "Its voice message or file could not be fetched from the service. Its writer was told."
    ),
    NO_CALL: _(
        "Its writer has not said yet which of the calls on this line it answers. Once they do, it is taken by itself."
    ),
    FAILED: _("Reading it failed three times. It is kept as it came."),
}

RISKS: dict[str, str | Promise] = {
    Service.WHATSAPP: _(
        "Meta, the company behind WhatsApp, learns that you wrote to us, when and from which number, "
        "and its computers hold your message before we get it."
    ),
    Service.TELEGRAM: _(
        "The company behind Telegram can read what you write to us, and learns who you are there and "
        "when you wrote."
    ),
    Service.FACEBOOK: _(
        "Meta, the company behind Facebook, can read what you write to us and knows who you are "
        "there. Comments are seen by everybody."
    ),
    Service.SMS: _(
        "Your telephone company and ours can read text messages, and keep from which number they "
        "came and when."
    ),
}

_TROUBLES: dict[str, str | Promise] = {
    Trouble.UNREACHABLE: _(
        "The service does not answer just now. Please try again in a few minutes."
    ),
    Trouble.REFUSED: _("The service does not accept these keys. Compare each of them once more."),
    Trouble.GONE: _(
        "The service does not know this number, bot or page. Compare its id once more."
    ),
    Trouble.ODD: _("The service answered something unexpected. Please try again in a few minutes."),
    Trouble.TOO_LARGE: _("The service sent more than 100 MB."),
}


def reason_sentence(reason: str) -> str | Promise:
    """Return why a message was set aside; empty where there is nothing to tell."""
    return _REASONS.get(reason, _("It could not be taken.")) if reason else ""


def trouble_sentence(trouble: str) -> str | Promise:
    """Return what to tell of a service that did not do what it was asked."""
    return _TROUBLES.get(trouble, _TROUBLES[Trouble.ODD])
