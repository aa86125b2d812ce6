"""Mails as programs write them."""

from email.message import EmailMessage
from itertools import count

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
