"""Letters of many signatories: one text, and every organisation that stands behind it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from commonspace.contributions.choices import Signing
from commonspace.contributions.errors import AlreadySenderError, TooManySignatoriesError
from commonspace.contributions.models import Contribution, Signatory
from commonspace.kernel.errors import NotYoursError
from commonspace.kernel.localised import current_language
from commonspace.kernel.names import countries
from commonspace.people.services import organisation_named
from commonspace.provenance.services import record_event

MOST_SIGNATORIES = 5_000
_MARK = re.compile(r"^\s*(?:[-*•–·]|\(?\d{1,4}[.)\]])\s+")
_PARTS = re.compile(r"\s*[\t;|]\s*")
_IN_BRACKETS = re.compile(r"^(?P<name>.+?)\s*\((?P<country>[^()]+)\)$")
_SALT = "a text to sign"


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation on a list; ``country`` is an ISO 3166 code or empty."""

    name: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """How many organisations are new under a text, and how many stood there already."""

    new: int
    already: int


def organisations_in(text: str) -> list[Named]:
    """Return the organisations of a pasted list, one a line, each once.

    A line is a name, and after a tab, semicolon or bar, or in brackets, a country by its code or
    by its name in the reader's language or in English. Bullets and numbers before it are left out.
    """
    codes = _codes()
    found: dict[str, Named] = {}
    for line in text.splitlines():
        named = _named(_MARK.sub("", line).strip(), codes)
        if named:
            found.setdefault(named.name.casefold(), named)
    return list(found.values())


def _codes() -> dict[str, str]:
    """Return country codes by code and by name, without case."""
    names = [pair for language in ("en", current_language()) for pair in countries(language)]
    return {key.casefold(): code for code, name in names for key in (code, name)}


def _named(line: str, codes: dict[str, str]) -> Named | None:
    name, *rest = _PARTS.split(line)
    if not name:
        return None
    country = next((codes[part.casefold()] for part in rest if part.casefold() in codes), "")
    bracketed = _IN_BRACKETS.match(name)
    if not country and bracketed and bracketed["country"].casefold() in codes:
        return Named(bracketed["name"][:300], codes[bracketed["country"].casefold()])
    return Named(name[:300], country)


@transaction.atomic
def name_signatories(
    *, contribution: Contribution, organisations: Iterable[Named], actor: str
) -> Signed:
    """Put organisations under a text on its sender's word; those there already stay as they are.

    Raises:
        TooManySignatoriesError: If there would be more than ``MOST_SIGNATORIES``.
    """
    listed = list(organisations)
    if contribution.signatories.count() + len(listed) > MOST_SIGNATORIES:
        raise TooManySignatoriesError(
            _("That is more than %(most)s organisations. Please send the list as a document.")
            % {"most": f"{MOST_SIGNATORIES:,}"}
        )
    new = sum(
        _add(contribution, one.name, "", one.country, Signing.NAMED) is not None for one in listed
    )
    _record(contribution, "contribution.signatories-named", actor)
    return Signed(new, len(listed) - new)


@transaction.atomic
def sign(*, contribution: Contribution, name: str, kind: str, country: str) -> Signatory:
    """Let an organisation put itself under a text; one the sender had named counts as signed now.

    Raises:
        TooManySignatoriesError: If the text holds no more.
        AlreadySenderError: If it is the organisation that sent the text.
    """
    if contribution.signatories.count() >= MOST_SIGNATORIES:
        raise TooManySignatoriesError(_("This text has all the signatures it can hold."))
    made = _add(contribution, name, kind, country, Signing.SIGNED)
    if made is None:
        organisation = organisation_named(name=name)
        made = contribution.signatories.filter(organisation=organisation).first()
        if made is None:
            raise AlreadySenderError(
                _("This organisation sent the text, so it stands behind it already.")
            )
        made.how = Signing.SIGNED
        made.save(update_fields=["how"])
    _record(contribution, "contribution.signed", "public")
    return made


@transaction.atomic
def strike(*, signatory: Signatory, actor: str) -> None:
    """Take an organisation off a text."""
    _record(signatory.contribution, "contribution.signatory-struck", actor)
    signatory.delete()


def sign_token(contribution: Contribution) -> str:
    """Return what makes the address of the page on which others sign; it opens nothing else."""
    return signing.dumps(str(contribution.pk), salt=_SALT)


def contribution_to_sign(token: str) -> Contribution:
    """Return the text a token lets people read and sign.

    Raises:
        NotYoursError: If the token was made up, or the text was withdrawn.
    """
    try:
        key = signing.loads(token, salt=_SALT)
    except signing.BadSignature as stranger:
        raise NotYoursError from stranger
    found = (
        Contribution.objects.filter(pk=key, withdrawn_at=None, is_protected=False)
        .select_related("consultation")
        .first()
    )
    if found is None:
        raise NotYoursError
    return found


def _add(
    contribution: Contribution, name: str, kind: str, country: str, how: str
) -> Signatory | None:
    """Add an organisation; ``None`` if it stands there already, or is the sender's own."""
    organisation = organisation_named(name=name, kind=kind, country=country)
    if organisation is None or organisation.pk == contribution.contributor.organisation_id:
        return None
    made, is_new = Signatory.objects.get_or_create(
        contribution=contribution, organisation=organisation, defaults={"how": how}
    )
    return made if is_new else None


def _record(contribution: Contribution, verb: str, actor: str) -> None:
    record_event(
        actor=actor, verb=verb, subject=f"contribution:{contribution.pk}",
        scope=contribution.consultation.code,
    )  # fmt: skip
