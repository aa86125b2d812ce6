"""What messaging services say, in one shape for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

MOST_MEDIA_BYTES = 100 << 20


class Trouble(StrEnum):
    """Why a service could not be used."""

    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    GONE = "gone"
    TOO_LARGE = "too-large"
    ODD = "odd"


class UnreadableError(ValueError):
    """A body is not what the service publishes."""


class ServiceError(RuntimeError):
    """A service did not do what it was asked; ``trouble`` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(str(trouble))
        self.trouble = trouble

    @property
    def may_pass(self) -> bool:
        """Whether it is worth asking again later."""
        return self.trouble in {Trouble.UNREACHABLE, Trouble.ODD}


class Kind(StrEnum):
    """What somebody did."""

    MESSAGE = "message"
    COMMENT = "comment"
    UNUSUAL = "unusual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request of a service as it came: its head, its body, the address it was sent to."""

    headers: Mapping[str, str]
    body: bytes
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """Something to be fetched; ``ref`` is what the service knows it by."""

    ref: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the answers that are offered: the number that stands for it, and what it says."""

    number: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing one person did.

    Attributes:
        id: As the service names it, always the same however often it is delivered.
        person: Who, as the service names them; stays the same.
        reply_to: What a reply is addressed to.
        phone: Their number, where the service tells it.
        at: When the service took it in; ``None`` where it does not say.
        language: What their phone or program is set to; empty if unknown.
        press: What a pressed button is acknowledged by, where the service wants that.
    """

    id: str
    person: str
    reply_to: str
    phone: str = ""
    text: str = ""
    media: tuple[Media, ...] = field(default=())
    at: datetime | None = None
    language: str = ""
    kind: Kind = Kind.MESSAGE
    press: str = ""


class Provider(Protocol):
    """One line to a messaging service."""

    @property
    def longest(self) -> int:
        """How many characters one message may have."""
        ...

    def is_genuine(self, asked: Asked, secrets: tuple[str, ...]) -> bool:
        """Tell whether a request comes from the service; nothing in it is believed before."""
        ...

    def events(self, body: bytes) -> tuple[Event, ...]:
        """Return what people did; what concerns other lines or nobody is left out.

        Raises:
            UnreadableError: If the body is not what the service publishes.
        """
        ...

    def send(self, to: str, text: str, choices: Sequence[Choice] = ()) -> None:
        """Send somebody a text, with a button for each choice where the service has room for them.

        A button says its number, as if somebody had typed it; ``text`` names the numbers too.

        Raises:
            ServiceError: If the service did not take it.
        """
        ...

    def acknowledge(self, event: Event) -> None:
        """Tell the service that a pressed button was heard, so that it stops showing that it waits.

        Raises:
            ServiceError: If the service did not take it.
        """
        ...

    def fetch(self, media: Media) -> bytes:
        """Return the bytes of a voice note, picture or document.

        Raises:
            ServiceError: If they could not be had.
        """
        ...

    def who(self) -> str:
        """Return what the service calls this line, to see whether the keys are right.

        Raises:
            ServiceError: If the service does not let us in.
        """
        ...
