"""What is found in a mail, and why nothing may be found in it."""

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """Why a mail could not be read. The bytes are kept in any case."""

    TOO_LARGE = "too-large"
    TOO_MANY_HEADERS = "too-many-headers"
    TOO_DEEP = "too-deep"
    TOO_MANY_PARTS = "too-many-parts"
    TOO_SLOW = "too-slow"
    OUT_OF_MEMORY = "out-of-memory"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"


class Automatic(StrEnum):
    """What a machine sent that nobody wrote to us."""

    BOUNCE = "bounce"
    AUTO_REPLY = "auto-reply"
    LIST_POST = "list-post"


class LeftOut(StrEnum):
    """What stays in the original and is not among the words of the sender."""

    QUOTED = "quoted"
    SIGNATURE = "signature"
    PICTURES = "pictures"
    INVITATION = "invitation"
    WINMAIL = "winmail"
    TEXT_CUT = "text-cut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A file that came inside a mail, decoded."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail as a person wrote it.

    Attributes:
        to: Every address it was sent or delivered to, in lower case, ours among them.
        answers_to: Message-IDs of the mails it replies to.
        written: The sender's own words, without quoted mails and signatures.
        forwarded_name: Who wrote the words, where the sender only passed them on.
        letters: Whole mails that were attached.
        automatic: What kind of machine sent it; empty for a person.
        vouched: What each server says of the sender's domain: its name and the whole header.
        keys: Where the keys are published by which signatures of that domain can be checked.
    """

    subject: str
    sender_name: str
    sender_address: str
    to: tuple[str, ...]
    answers_to: tuple[str, ...]
    written: str
    left_out: tuple[LeftOut, ...]
    forwarded_name: str
    forwarded_address: str
    files: tuple[Piece, ...]
    letters: tuple[Piece, ...]
    automatic: str
    vouched: tuple[str, ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A mail that could not be read, and why."""

    trouble: Trouble


class UnreadError(Exception):
    """Raised inside the confined process when a mail has to be left unread."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble
