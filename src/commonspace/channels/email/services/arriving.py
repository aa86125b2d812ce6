"""Keeping mails: the bytes and the row first, on disk, before anybody is told that they came."""

import hmac
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice

from django.db import IntegrityError, transaction

from commonspace.channels.email.choices import Fate
from commonspace.channels.email.models import Mail, Mailbox
from commonspace.consultations.models import Consultation
from commonspace.engines.mail.message import MOST_BYTES
from commonspace.engines.mail.shapes import Trouble
from commonspace.kernel.secrets import derived_key
from commonspace.provenance.services import store_bytes

_AT_ONCE = 8
_LOOKED_AT = 1 << 16
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_NAMING = re.compile(
    rb"^(?:message-id|date|from|subject):[^\n]{0,2000}(?:\n[ \t][^\n]{0,2000}){0,20}",
    re.IGNORECASE | re.MULTILINE,
)
_ID = re.compile(rb"<[^<>\s]{3,250}>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A mail that has come.

    Attributes:
        content: The mail as it came; of one that is too large, its head.
        came_by: A value of ``CameBy``.
        arrived_at: When the mail server took it in. It decides whether an answer is late.
        mailbox: Where it lay.
        addressed: To whom, where the mail itself need not say so.
        inside: The mail that passed it on.
        is_whole: Whether ``content`` is all of it.
    """

    content: bytes
    came_by: str
    arrived_at: datetime
    mailbox: Mailbox | None = None
    addressed: tuple[str, ...] = ()
    inside: Mail | None = None
    is_whole: bool = True

    @property
    def consultation(self) -> Consultation | None:
        """The call it belongs to by the way it came."""
        if self.inside:
            return self.inside.consultation
        return self.mailbox.consultation if self.mailbox else None


def keep(arrivals: Iterable[Arrival]) -> list[Mail]:
    """Keep mails, each once; return only when they are on disk.

    A few share a transaction, so that the disk is waited for less often, and nobody else long.

    Returns:
        Those that were not kept before, in their order.
    """
    waiting = iter(arrivals)
    kept: list[Mail] = []
    while few := list(islice(waiting, _AT_ONCE)):
        kept += _keep(few)
    return kept


def _keep(few: Sequence[Arrival]) -> list[Mail]:
    keys = [mail_key(one.content, call=one.consultation) for one in few]
    try:
        with transaction.atomic():
            known = set(Mail.objects.filter(key__in=keys).values_list("key", flat=True))
            fresh: dict[str, Arrival] = {}
            for key, one in zip(keys, few, strict=True):
                if key not in known:
                    fresh.setdefault(key, one)
            return Mail.objects.bulk_create(_row(one, key) for key, one in fresh.items())
    except IntegrityError:
        # Somebody else kept one of them at the same moment.
        if len(few) > 1:
            return [mail for one in few for mail in _keep([one])]
        if not Mail.objects.filter(key__in=keys).exists():
            raise
        return []


def _row(arrival: Arrival, key: str) -> Mail:
    """Put a mail's bytes on disk, and return the row that is to be written."""
    content = io.BytesIO(arrival.content)
    return Mail(
        mailbox=arrival.mailbox,
        consultation=arrival.consultation,
        inside=arrival.inside,
        came_by=arrival.came_by,
        key=key,
        file=store_bytes(stream=content, name="mail.eml", max_bytes=MOST_BYTES + 1),
        is_whole=arrival.is_whole,
        addressed=[address.lower()[:250] for address in arrival.addressed][:20],
        arrived_at=arrival.arrived_at,
        fate=Fate.WAITING if arrival.is_whole else Fate.SET_ASIDE,
        reason="" if arrival.is_whole else Trouble.TOO_LARGE,
    )


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
