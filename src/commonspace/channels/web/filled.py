"""What a filled form says, as plain values."""

import hmac
import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.core import signing

from commonspace.intake.envelopes import AnswerPart, Consent, Sender
from commonspace.kernel.secrets import derived_key

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

SALT = "commonspace.web.waiting-file"
WAITS_FOR_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A document that came with this request; ``field`` is the input it was chosen in."""

    file: "UploadedFile[bytes]"
    title: str
    sha256: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A document that came with an earlier try of the same form and is already on disk."""

    file: str
    name: str
    sha256: str
    title: str

    def token(self, key: str) -> str:
        """Return this as text for a form field: signed, and of use to the form ``key`` alone."""
        return signing.dumps([key, self.file, self.name, self.sha256, self.title], salt=SALT)

    @classmethod
    def from_token(cls, token: str, *, key: str) -> "Waiting | None":
        """Return what ``token`` stands for, or ``None`` if it is not of this form or too old."""
        try:
            made_for, file, name, digest, title = signing.loads(
                token, salt=SALT, max_age=WAITS_FOR_SECONDS
            )
        except signing.BadSignature:
            return None
        if made_for != key:
            return None
        return cls(file=file, name=name, sha256=digest, title=title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """One filled form: words, documents, who, and on which terms.

    Attributes:
        key: What the page was made with; the same page sent twice has the same key.
        keep: Ids of documents sent earlier that stay with a changed contribution.
    """

    key: str
    answers: tuple[AnswerPart, ...]
    uploads: tuple[Upload, ...]
    waiting: tuple[Waiting, ...]
    sender: Sender
    consent: Consent
    language: str
    keep: frozenset[str] = frozenset()

    def channel_key(self) -> str:
        """Return the key under which the door takes this form once.

        The same page with the same content is one contribution however often it is sent. With
        other content it is another one: on a shared telephone the next person may have gone
        back to this page. The digest is keyed, so it confirms no guess at a name.
        """
        content = json.dumps(
            {
                "answers": [asdict(part) for part in self.answers],
                "files": [
                    *([part.sha256, part.title] for part in self.waiting),
                    *([part.sha256, part.title] for part in self.uploads),
                ],
                "sender": [
                    asdict(self.sender.details), self.sender.organisation, self.sender.kind,
                    self.sender.country, self.sender.place,
                ],
                "consent": asdict(self.consent),
                "language": self.language,
                "keep": sorted(self.keep),
            },
            sort_keys=True,
        )  # fmt: skip
        digest = hmac.new(derived_key("web form keys"), content.encode(), sha256).hexdigest()
        return f"{self.key}:{digest[:32]}"


def digest_of(file: "UploadedFile[bytes]") -> str:
    """Return the SHA-256 of an upload and leave it ready to be read again."""
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
