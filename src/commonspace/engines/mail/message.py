"""One mail, from its bytes to what a person wrote. Runs confined; its input is hostile."""

import email
import re
from email import policy

from commonspace.analysis.routing import MARKER
from commonspace.engines.extraction.plain import clean, is_clean
from commonspace.engines.mail import headers
from commonspace.engines.mail.bodies import MOST_CHARACTERS, gather
from commonspace.engines.mail.quotes import cut
from commonspace.engines.mail.shapes import LeftOut, Letter, Trouble, UnreadError
from commonspace.engines.mail.signatures import key_names

MOST_BYTES = 50 << 20
MOST_HEAD_BYTES = 64 << 10
MOST_HEAD_LINES = 1_000
_MOST_MULTIPARTS = 100
_BODY_STARTS = re.compile(rb"\r?\n\r?\n")
_MULTIPART = re.compile(
    rb"^content-type:\s{0,20}(?:multipart|message)/", re.IGNORECASE | re.MULTILINE
)


def read_letter(content: bytes) -> Letter:
    """Read one mail.

    Raises:
        UnreadError: If it is too large, built to do harm, or encrypted.
    """
    _check(content)
    message = email.message_from_bytes(content, policy=policy.compat32)
    found = gather(message)
    subject = headers.words(message, "Subject")[:300]
    name, address = headers.sender(message)
    text = "\n\n".join(text for text in found.texts if text.strip())
    own = cut(text, subject=subject, asks=MARKER)
    left_out = set(found.left_out)
    left_out |= {LeftOut.QUOTED} if own.quoted else set()
    left_out |= {LeftOut.SIGNATURE} if own.signature else set()
    left_out |= {LeftOut.TEXT_CUT} if len(own.written) > MOST_CHARACTERS else set()
    return Letter(
        subject=subject,
        sender_name=name,
        sender_address=address,
        to=headers.recipients(message),
        answers_to=headers.answered_ids(message),
        written=_settled(own.written[:MOST_CHARACTERS]),
        left_out=tuple(sorted(left_out)),
        forwarded_name=own.name,
        forwarded_address=own.address,
        files=tuple(found.files),
        letters=tuple(found.letters),
        automatic=headers.sent_by_machine(message, address=address, subject=subject),
        vouched=headers.vouchers(message),
        keys=key_names(message, address=address),
    )


def _settled(text: str) -> str:
    return text if is_clean(text) else clean(text)


def _check(content: bytes) -> None:
    """Refuse what would keep the parser busy, before it sees it."""
    if len(content) > MOST_BYTES:
        raise UnreadError(Trouble.TOO_LARGE)
    end = _BODY_STARTS.search(content[: MOST_HEAD_BYTES + 4])
    head = content[: end.start()] if end else content
    if len(head) > MOST_HEAD_BYTES or head.count(b"\n") > MOST_HEAD_LINES:
        raise UnreadError(Trouble.TOO_MANY_HEADERS)
    if sum(1 for _part in _MULTIPART.finditer(content)) > _MOST_MULTIPARTS:
        raise UnreadError(Trouble.TOO_MANY_PARTS)
