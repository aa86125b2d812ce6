"""What every channel hands to the door."""

import json
import unicodedata
from dataclasses import asdict, dataclass, field
from datetime import datetime

from commonspace.consultations.models import Consultation
from commonspace.people.models import Account, Contributor
from commonspace.people.vault import PersonalDetails
from commonspace.provenance.models import StoredFile


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPart:
    """Words to one question; ``question`` is its primary key, ``None`` for a general remark.

    ``wording`` is the primary key of the wording its writer read; the one in force if ``None``.
    ``taken_from`` is that of the source text the words were taken from, empty if they are its first.
    """

    question: int | None
    text: str
    origin: str = "typed"
    wording: int | None = None
    taken_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePart:
    """A file that is already on disk, with what its giver says of it.

    ``is_form`` says that its fields are the answers it comes with, so that it is not read again.
    """

    file: StoredFile
    title: str = ""
    author: str = ""
    year: int | None = None
    question: int | None = None
    is_form: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """How the contributor may be named and whether their words may be published. No defaults."""

    attribution: str
    may_publish: bool
    by: str = "self"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who contributes, as far as they say."""

    details: PersonalDetails = field(default_factory=PersonalDetails)
    organisation: str = ""
    kind: str = ""
    country: str = ""
    place: str = ""
    contributor: Contributor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One act of contributing, whatever way it came.

    Attributes:
        channel: A value of ``contributions.choices.Channel``.
        key: Unique within the channel: the same key twice is the same contribution, once.
        received_at: When *the channel* received it. It decides lateness: slow workers must
            not make people late.
        copies: How many identical letters one bundle stands for.
        read_back: Whether what was written down was read to the speaker, who agreed.
    """

    consultation: Consultation
    channel: str
    key: str
    received_at: datetime
    sender: Sender
    consent: Consent
    answers: tuple[AnswerPart, ...] = ()
    files: tuple[FilePart, ...] = ()
    language: str = ""
    on_behalf_of: str = ""
    entered_by: Account | None = None
    round_id: int | None = None
    copies: int = 1
    read_back: bool = False

    def original(self) -> bytes:
        """Return what came, as bytes, for keeping; who sent it stays in the vault."""
        return json.dumps(
            {
                "channel": self.channel,
                "received_at": self.received_at.isoformat(),
                "language": self.language,
                "answers": [asdict(part) for part in self.answers],
                "files": [
                    {"sha256": part.file.sha256, "name": part.file.name, "title": part.title}
                    for part in self.files
                ],
                "attribution": self.consent.attribution,
                "may_publish": self.consent.may_publish,
            },
            ensure_ascii=False,
            sort_keys=True,
        ).encode()


def tidy(text: str) -> str:
    r"""Return ``text`` in NFC with ``\n`` line ends and without NUL, otherwise as it came."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return unicodedata.normalize("NFC", plain)
