"""A call from its first title to its publication."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from commonspace.consultations.choices import Role, Stage
from commonspace.consultations.errors import (
    DatesOutOfOrderError,
    IncompleteCallError,
    TakenAddressError,
    UnstatedUseError,
)
from commonspace.consultations.models import Consultation, DeadlineChange, Membership
from commonspace.consultations.queries import says_what_happens, what_lacks
from commonspace.consultations.services.log import note
from commonspace.kernel.localised import Localised
from commonspace.people.models import Account, Organisation
from commonspace.people.services import folded

TEXTS = frozenset(
    {
        "title",
        "subject",
        "purpose",
        "background",
        "event_prepared",
        "what_happens",
        "naming_terms",
    }
)
RESERVED_CODES = frozenset({"new", "account"})
CODE_LENGTH = 40


@transaction.atomic
def create_consultation(  # what a consultation starts from
    *,
    by: Account,
    owner: Organisation,
    title: str,
    language: str,
    time_zone: str,
    code: str = "",
) -> Consultation:
    """Begin a consultation as a draft; whoever begins it is its secretariat.

    Args:
        by: The account that begins it.
        owner: The organisation that answers for it, from call to report.
        title: Title in the main language.
        language: Two-letter code of the main language.
        time_zone: IANA name of the zone in which its dates are set.
        code: Short address; made from the Latin letters of the title if empty.

    Raises:
        TakenAddressError: If ``code`` is used or reserved.
    """
    code = code or _free_code(title)
    if not code or code in RESERVED_CODES or Consultation.objects.filter(code=code).exists():
        raise TakenAddressError
    consultation = Consultation.objects.create(
        code=code,
        owner=owner,
        title={language: title.strip()},
        languages=[language],
        default_language=language,
        time_zone=time_zone,
    )
    Membership.objects.create(account=by, consultation=consultation, role=Role.SECRETARIAT)
    note(consultation, by, "consultation.created")
    return consultation


def _free_code(title: str) -> str:
    base = slugify(title)[: CODE_LENGTH - 4].strip("-") or "call"
    taken = set(Consultation.objects.filter(code__startswith=base).values_list("code", flat=True))
    candidates = [base, *(f"{base}-{number}" for number in range(2, 1000))]
    return next((code for code in candidates if code not in taken | RESERVED_CODES), "")


def merged(before: Localised, after: Mapping[str, str]) -> dict[str, str]:
    """Return texts with those of ``after`` in place; languages it does not name are kept."""
    tidy = {code: text.replace("\r\n", "\n").strip() for code, text in after.items()}
    return {code: text for code, text in {**before, **tidy}.items() if text}


@transaction.atomic
def change_texts(
    *, consultation: Consultation, by: Account, texts: Mapping[str, Localised]
) -> list[str]:
    """Replace texts of a call, by field and language.

    Returns:
        The fields that changed, so that an unchanged form leaves no trace.

    Raises:
        ValueError: If a field is not one of the call's texts.
    """
    if unknown := set(texts) - TEXTS:
        raise ValueError(unknown)
    changed = []
    for field, values in texts.items():
        before = getattr(consultation, field)
        after = merged(before, values)
        if after != before:
            setattr(consultation, field, after)
            changed.append(field)
    if changed:
        consultation.save(update_fields=changed)
        note(consultation, by, "call.reworded")
    return changed


@transaction.atomic
def state_promise(
    *,
    consultation: Consultation,
    by: Account,
    level: str,
    what_happens: Localised,
    naming_terms: Localised,
) -> None:
    """Say what those who answer may expect, and how they may be named."""
    change_texts(
        consultation=consultation,
        by=by,
        texts={"what_happens": what_happens, "naming_terms": naming_terms},
    )
    if level != consultation.level:
        consultation.level = level
        consultation.save(update_fields=["level"])
        note(consultation, by, "call.level-set")


@transaction.atomic
def set_dates(
    *,
    consultation: Consultation,
    by: Account,
    opens_at: datetime,
    closes_at: datetime,
    time_zone: str,
) -> DeadlineChange | None:
    """Set when a call opens and closes, and on whose clock.

    Once a call is published a deadline cannot move quietly.

    Args:
        consultation: The call.
        by: Who sets the dates.
        opens_at: Timezone-aware instant from which answers are on time.
        closes_at: Timezone-aware instant from which they are late.
        time_zone: IANA name of the zone in which both are told.

    Returns:
        The dated notice that now stands with the call, if a published deadline moved.

    Raises:
        DatesOutOfOrderError: If the call would close before it opens.
    """
    if opens_at >= closes_at:
        raise DatesOutOfOrderError
    before = consultation.closes_at
    consultation.opens_at, consultation.closes_at = opens_at, closes_at
    consultation.time_zone = time_zone
    consultation.save(update_fields=["opens_at", "closes_at", "time_zone"])
    note(consultation, by, "call.dates-set")
    if not consultation.is_published or before is None or before == closes_at:
        return None
    change = DeadlineChange.objects.create(
        consultation=consultation, before=before, after=closes_at, made_by=by
    )
    note(consultation, by, "call.deadline-moved", f"deadline-change:{change.pk}")
    return change


@transaction.atomic
def set_languages(
    *, consultation: Consultation, by: Account, languages: Sequence[str], main: str
) -> None:
    """Set in which languages the call can be read. Texts in other languages are kept, unseen."""
    consultation.languages = [main, *(code for code in languages if code != main)]
    consultation.default_language = main
    consultation.save(update_fields=["languages", "default_language"])
    note(consultation, by, "call.languages-set")


@transaction.atomic
def set_contacts(
    *, consultation: Consultation, by: Account, content: str, technical: str, event_site: str = ""
) -> None:
    """Say whom to ask about the questions, and whom when something does not work."""
    consultation.contact_content = content.strip()
    consultation.contact_technical = technical.strip()
    consultation.event_site = event_site
    consultation.save(update_fields=["contact_content", "contact_technical", "event_site"])
    note(consultation, by, "call.contacts-set")


@transaction.atomic
def publish(
    *, consultation: Consultation, by: Account, signed: str = "", at: datetime | None = None
) -> None:
    """Make a call public. It cannot be taken back: people may have answered.

    Args:
        consultation: The call.
        by: Who publishes it.
        signed: The name of ``by``, typed by hand, where the call does not say what happens
            with the answers and is to be published all the same.
        at: When it was made public, for a consultation taken over from elsewhere; now if ``None``.

    Raises:
        IncompleteCallError: If something its readers need is missing.
        UnstatedUseError: If it is silent about the answers and nobody signed for that.
    """
    if consultation.is_published:
        return
    lacks = what_lacks(consultation, at)
    if lacks:
        raise IncompleteCallError([lack.sentence for lack in lacks])
    if not says_what_happens(consultation):
        if not signed.strip() or folded(signed) != folded(str(by)):
            raise UnstatedUseError
        note(consultation, by, "call.published-without-stated-use")
    consultation.stage = Stage.PUBLISHED
    consultation.published_at = at or timezone.now()
    consultation.save(update_fields=["stage", "published_at"])
    note(consultation, by, "call.published")
