"""Mails as programs write them, and the ways to hand them in."""

from email.message import EmailMessage
from itertools import count

from django.utils import timezone

from commonspace.channels.email.choices import CameBy
from commonspace.channels.email.models import Mail
from commonspace.channels.email.services.arriving import keep
from commonspace.channels.email.services.reading import read_waiting

_number = count(1)
ANA = "Ana Pérez <ana@casa.example>"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def written(
    text: str = "Evening classes help most.",
    *,
    to: str = "answers@example.org",
    sender: str = ANA,
    subject: str = "Our answer",
    **headers: str,
) -> EmailMessage:
    """Return a mail; headers are named with underscores."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = f"<m{next(_number)}@casa.example>"
    message["Date"] = "Mon, 04 May 2026 12:00:00 +0000"
    for name, value in headers.items():
        del message[name.replace("_", "-")]
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def handed_in(*messages: EmailMessage | bytes, **how) -> list[Mail]:
    """Keep mails and read them; return them as they then are."""
    kept = [
        keep(bytes(one), **{"came_by": CameBy.FOLDER, "arrived_at": timezone.now(), **how})
        for one in messages
    ]
    read_waiting()
    return [Mail.objects.get(pk=one.pk) for one in kept if one]
