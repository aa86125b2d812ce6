"""Answers that are not sent yet: kept under a code, readable only with it, shared by whoever has it.

Only words are kept, never who writes or on which terms. The key that seals them is made from
the code, which is kept nowhere: whoever holds the database and the server's key holds noise.
"""

import base64
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256

from cryptography.fernet import Fernet
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonspace.channels.web.errors import DraftGoneError
from commonspace.channels.web.models import Draft
from commonspace.consultations.models import Consultation
from commonspace.contributions.errors import MistypedCodeError
from commonspace.kernel.codes import code_from, is_well_formed, normalised
from commonspace.kernel.secrets import derived_key

KEPT_AFTER_THE_CALL = timedelta(days=7)
KEPT_WITHOUT_A_DEADLINE = timedelta(days=60)
_REMEMBERED = 20

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One answer of a draft.

    Attributes:
        version: The save in which the text last changed.
        by: What its writer calls themselves, as they said.
        was: Earlier texts, each with the save it came in.
        other: What somebody else wrote to the same answer meanwhile, until one is chosen.
    """

    text: str
    version: int
    by: str = ""
    was: tuple[tuple[int, str], ...] = ()
    other: str = ""
    other_by: str = ""

    def at(self, version: int) -> str:
        """Return the text as it stood after a save."""
        if self.version <= version:
            return self.text
        return next((text for number, text in reversed(self.was) if number <= version), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A draft as its holder sees it; ``clashes`` are the answers two people wrote at once."""

    draft: Draft
    code: str
    fields: Mapping[str, Field] = field(default_factory=dict)

    @property
    def words(self) -> dict[str, str]:
        return {name: one.text for name, one in self.fields.items()}

    @property
    def clashes(self) -> dict[str, Field]:
        return {name: one for name, one in self.fields.items() if one.other}


def merged(
    stored: Mapping[str, Field], words: Words, *, based_on: int, version: int, by: str
) -> dict[str, Field]:
    """Return the answers after somebody saved theirs; nothing anybody wrote is overwritten.

    An answer only one of two people changed is theirs. Where both changed it, both texts stay
    until the next save chooses.

    Args:
        stored: The answers as they are kept now.
        words: The answers as they were typed, all of them.
        based_on: The save these words were begun on.
        version: The number of this save.
        by: What the writer calls themselves.
    """
    found = dict(stored)
    for name, text in words.items():
        before = stored.get(name)
        if before is None:
            if text.strip():
                found[name] = Field(text=text, version=version, by=by)
        elif before.version > based_on and text not in (before.text, before.at(based_on)):
            found[name] = replace(
                _changed(before, text, version, by), other=before.text, other_by=before.by
            )
        elif before.version <= based_on:
            kept = before if text == before.text else _changed(before, text, version, by)
            found[name] = replace(kept, other="", other_by="")
    return found


def _changed(before: Field, text: str, version: int, by: str) -> Field:
    was = (*before.was, (before.version, before.text))[-_REMEMBERED:]
    return Field(text=text, version=version, by=by, was=was)


@transaction.atomic
def begin(*, consultation: Consultation, words: Words, by: str) -> Opened:
    """Keep words under a new code."""
    code = code_from(secrets.token_bytes(32), "a draft")
    fields = merged({}, words, based_on=0, version=1, by=by)
    draft = Draft.objects.create(
        consultation=consultation,
        code_digest=_digest(code),
        sealed=_seal(fields, code),
        expires_at=_expiry(consultation),
    )
    return Opened(draft=draft, code=code, fields=fields)


@transaction.atomic
def save(*, code: str, words: Words, based_on: int, by: str) -> Opened:
    """Keep words beside what others wrote under the same code meanwhile.

    Raises:
        MistypedCodeError: If the code has a slip in it.
        DraftGoneError: If the draft was sent, deleted or never was.
    """
    held = open_draft(code, lock=True)
    draft = held.draft
    draft.version += 1
    fields = merged(held.fields, words, based_on=based_on, version=draft.version, by=by)
    draft.sealed = _seal(fields, held.code)
    draft.save(update_fields=["version", "sealed", "saved_at"])
    return Opened(draft=draft, code=held.code, fields=fields)


def open_draft(typed: str, *, lock: bool = False) -> Opened:
    """Return the draft a code opens.

    Raises:
        MistypedCodeError: If the code has a slip in it.
        DraftGoneError: If the draft was sent, deleted or never was.
    """
    code = normalised(typed)
    if not is_well_formed(code):
        raise MistypedCodeError(
            _("One of the characters of this code is not right. Please compare it once more.")
        )
    drafts = Draft.objects.select_for_update() if lock else Draft.objects.select_related()
    draft = drafts.filter(code_digest=_digest(code), expires_at__gt=timezone.now()).first()
    if draft is None:
        raise DraftGoneError
    return Opened(draft=draft, code=code, fields=_unseal(bytes(draft.sealed), code))


def forget(typed: str) -> None:
    """Delete a draft, because it was sent or is not wanted; a code that opens none is no trouble."""
    Draft.objects.filter(code_digest=_digest(normalised(typed))).delete()


def forget_expired() -> int:
    """Delete drafts whose time has passed; return how many."""
    return Draft.objects.filter(expires_at__lte=timezone.now()).delete()[0]


def _expiry(consultation: Consultation) -> datetime:
    closes = consultation.closes_at
    return closes + KEPT_AFTER_THE_CALL if closes else timezone.now() + KEPT_WITHOUT_A_DEADLINE


def _digest(code: str) -> str:
    return hmac.new(derived_key("draft digests"), code.encode(), sha256).hexdigest()


def _sealer(code: str) -> Fernet:
    key = hmac.new(derived_key("drafts"), code.encode(), sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _seal(fields: Mapping[str, Field], code: str) -> bytes:
    plain = json.dumps({name: asdict(one) for name, one in fields.items()}, ensure_ascii=False)
    return _sealer(code).encrypt(plain.encode())


def _unseal(sealed: bytes, code: str) -> dict[str, Field]:
    plain = json.loads(_sealer(code).decrypt(sealed))
    return {
        name: Field(**{**one, "was": tuple((number, text) for number, text in one["was"])})
        for name, one in plain.items()
    }
