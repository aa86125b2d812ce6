"""Keeping mails: the bytes and the row first, on disk, before anybody is told that they came."""

import hmac
import io
import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from commonspace.channels.email.choices import CameBy, Fate
from commonspace.channels.email.models import Mail, Mailbox
from commonspace.consultations.models import Consultation
from commonspace.engines.mail.message import MOST_BYTES
from commonspace.engines.mail.shapes import Trouble
from commonspace.kernel.secrets import derived_key
from commonspace.provenance.services import forget_bytes, store_bytes

_LOOKED_AT = 1 << 16
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_NAMING = re.compile(
    rb"^(?:message-id|date|from|subject):[^\n]{0,2000}(?:\n[ \t][^\n]{0,2000}){0,20}",
    re.IGNORECASE | re.MULTILINE,
)
_ID = re.compile(rb"<[^<>\s]{3,250}>")


def keep(
    content: bytes,
    *,
    came_by: str,
    arrived_at: datetime,
    mailbox: Mailbox | None = None,
    addressed: Iterable[str] = (),
    inside: Mail | None = None,
    is_whole: bool = True,
) -> Mail | None:
    """Keep a mail, once; return only when it is on disk.

    Args:
        content: The mail as it came; of one that is too large, its head.
        came_by: A value of ``CameBy``.
        arrived_at: When the mail server took it in. It decides whether an answer is late.
        mailbox: Where it lay.
        addressed: To whom, where the mail itself need not say so.
        inside: The mail that passed it on.
        is_whole: Whether ``content`` is all of it.

    Returns:
        The mail, or ``None`` if it was kept before.
    """
    call = inside.consultation if inside else mailbox.consultation if mailbox else None
    key = mail_key(content, call=call)
    if Mail.objects.filter(key=key).exists():
        return None
    file = store_bytes(stream=io.BytesIO(content), name="mail.eml", max_bytes=MOST_BYTES + 1)
    try:
        with transaction.atomic():
            return Mail.objects.create(
                mailbox=mailbox,
                consultation=call,
                inside=inside,
                came_by=came_by,
                key=key,
                file=file,
                is_whole=is_whole,
                addressed=[address.lower()[:250] for address in addressed][:20],
                arrived_at=arrived_at,
                fate=Fate.WAITING if is_whole else Fate.SET_ASIDE,
                reason="" if is_whole else Trouble.TOO_LARGE,
            )
    except IntegrityError:
        if not Mail.objects.filter(key=key).exists():
            raise
        with transaction.atomic():
            forget_bytes(file=file)
        return None


def keep_passed_on(content: bytes, *, outer: Mail) -> Mail | None:
    """Keep a mail that lay inside another, as a mail of its own."""
    return keep(
        content, came_by=CameBy.INSIDE, arrived_at=outer.arrived_at, inside=outer,
        mailbox=outer.mailbox,
    )  # fmt: skip


def mail_key(content: bytes, *, call: Consultation | None) -> str:
    """Return what tells one mail from another, whatever way it came.

    Servers on the way change the head, so the Message-ID and the body count; without a Message-ID,
    date, sender and subject stand in. The digest is keyed: it confirms no guess at a mail.
    """
    end = _HEAD_END.search(content[:_LOOKED_AT])
    head = content[: end.start()] if end else content[:_LOOKED_AT]
    body = content[end.end() :] if end else b""
    lines = [line.strip() for line in _NAMING.findall(head.replace(b"\r\n", b"\n"))]
    ids = [line for line in lines if line.lower().startswith(b"message-id")]
    found = _ID.search(ids[0]) if ids else None
    named = found.group(0) if found else b"\n".join(sorted(lines))
    settled = body.replace(b"\r\n", b"\n").rstrip()
    scope = str(call.pk if call else "").encode()
    whole = b"\0".join((scope, named, sha256(settled).digest()))
    return hmac.new(derived_key("mail keys"), whole, sha256).hexdigest()
