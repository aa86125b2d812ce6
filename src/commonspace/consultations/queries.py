"""Reading calls: what a page needs in a fixed number of queries, and what a call still lacks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonspace.consultations.choices import PartnerRole, Stage
from commonspace.consultations.file_types import WORDS
from commonspace.consultations.models import (
    CallDocument,
    Consultation,
    DeadlineChange,
    KeyDate,
    Membership,
    Partner,
    Question,
    ThematicArea,
)
from commonspace.consultations.steps import STEPS, Step, step
from commonspace.kernel.localised import Localised
from commonspace.people.models import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaShown:
    """A theme of the call with the questions it frames."""

    area: ThematicArea
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallParts:
    """Everything a call page shows beside the consultation's own texts."""

    questions: tuple[Question, ...]
    areas: tuple[AreaShown, ...]
    organisers: tuple[Partner, ...]
    funders: tuple[Partner, ...]
    partners: tuple[Partner, ...]
    documents: tuple[CallDocument, ...]
    key_dates: tuple[KeyDate, ...]
    deadline_changes: tuple[DeadlineChange, ...]


def asked_questions(consultation: Consultation) -> QuerySet[Question]:
    """Return the questions in force, with their wordings and themes at hand."""
    return consultation.questions.filter(retired_at=None).prefetch_related("versions", "areas")


def call_parts(consultation: Consultation) -> CallParts:
    """Return the parts of a call, in as many queries whatever their number."""
    prefetch_related_objects(
        [consultation],
        "areas",
        "key_dates",
        "deadline_changes",
        Prefetch("partners", Partner.objects.select_related("organisation")),
        Prefetch("documents", CallDocument.objects.select_related("file")),
    )
    questions = tuple(asked_questions(consultation))
    partners = list(consultation.partners.all())
    return CallParts(
        questions=questions,
        areas=tuple(
            AreaShown(area=area, questions=tuple(q for q in questions if area in q.areas.all()))
            for area in consultation.areas.all()
        ),
        organisers=_in_role(partners, PartnerRole.ORGANISER),
        funders=_in_role(partners, PartnerRole.FUNDER),
        partners=_in_role(partners, PartnerRole.PARTNER),
        documents=tuple(consultation.documents.all()),
        key_dates=tuple(consultation.key_dates.all()),
        deadline_changes=tuple(consultation.deadline_changes.all()),
    )


def _in_role(partners: Sequence[Partner], role: str) -> tuple[Partner, ...]:
    return tuple(partner for partner in partners if partner.role == role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One dated line of the public path: a key date, or the opening or closing of the call."""

    on: date
    title: Localised
    label: str | Promise = ""


def timeline(consultation: Consultation) -> list[Stop]:
    """Return the public path, day by day.

    The opening and the deadline come from the call itself, so that the path can never name
    another deadline than the page does. A key date of the same day joins their line.
    """
    stops = [Stop(on=step.on, title=step.title) for step in consultation.key_dates.all()]
    for at, label in (
        (consultation.opens_at, _("Opening")),
        (consultation.closes_at, _("Deadline")),
    ):
        if at is None:
            continue
        on = at.astimezone(consultation.zone).date()
        same = next((stop for stop in stops if stop.on == on and not stop.label), None)
        if same:
            stops.remove(same)
        stops.append(Stop(on=on, title=same.title if same else {}, label=label))
    return sorted(stops, key=lambda stop: stop.on)


def type_word(document: CallDocument) -> str:
    """Return the word a reader knows a document's type by, such as PDF."""
    return WORDS.get(document.file.media_type, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """Something a call needs before it can be published, and the step that gives it."""

    step: str
    sentence: str | Promise

    @property
    def url_name(self) -> str:
        """Return the name of the address where it can be given."""
        return step(self.step).url_name


def what_lacks(consultation: Consultation, at: datetime | None = None) -> tuple[Lack, ...]:
    """Return what keeps a call from being published, in the order of the steps."""
    main = consultation.default_language
    tests: tuple[tuple[bool, str, str | Promise], ...] = (
        (bool(consultation.title.get(main)), "texts", _("A title in the main language.")),
        (bool(consultation.level), "promise", _("The level of participation.")),
        (
            bool(consultation.naming_terms.get(main)),
            "promise",
            _("What may be published and under which name, in the main language."),
        ),
        (
            consultation.opens_at is not None and consultation.closes_at is not None,
            "dates",
            _("An opening and a closing date."),
        ),
        (
            consultation.closes_at is None or consultation.closes_at > (at or timezone.now()),
            "dates",
            _("A closing date that is still to come."),
        ),
        (
            _has_questions(consultation),
            "questions",
            _("One question or more, each with a heading."),
        ),
        (bool(consultation.contact_content), "contacts", _("A contact for questions of content.")),
        (
            bool(consultation.contact_technical),
            "contacts",
            _("A contact for technical difficulties."),
        ),
    )
    return tuple(Lack(step=key, sentence=sentence) for met, key, sentence in tests if not met)


def _has_questions(consultation: Consultation) -> bool:
    main = consultation.default_language
    questions = list(asked_questions(consultation))
    return bool(questions) and all(question.wording.heading.get(main) for question in questions)


def says_what_happens(consultation: Consultation) -> bool:
    """Tell whether the call says, in its main language, what becomes of the answers."""
    return bool(consultation.what_happens.get(consultation.default_language))


State = Literal["done", "lacks", "advised", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the checklist: a step, how it stands, and what it lacks."""

    step: Step
    state: State
    sentences: tuple[str | Promise, ...]


def checklist(consultation: Consultation) -> list[Item]:
    """Return how each step of making a call stands.

    ``lacks`` keeps the call from being published; ``advised`` asks for somebody's name;
    ``open`` may stay empty.
    """
    lacks = what_lacks(consultation) if not consultation.is_published else ()
    return [_item(each, consultation, lacks) for each in STEPS]


def _item(each: Step, consultation: Consultation, lacks: Sequence[Lack]) -> Item:
    missing = tuple(lack.sentence for lack in lacks if lack.step == each.key)
    if missing:
        return Item(step=each, state="lacks", sentences=missing)
    advice = _advice(each, consultation)
    if advice:
        return Item(step=each, state="advised", sentences=advice)
    return Item(step=each, state="done" if _is_filled(each, consultation) else "open", sentences=())


def _advice(each: Step, consultation: Consultation) -> tuple[str | Promise, ...]:
    """Return what a call can be published without and ought not to be."""
    main = consultation.default_language
    if each.key == "promise" and not says_what_happens(consultation):
        return (_("What happens with people’s answers."),)
    if each.key != "texts":
        return ()
    advised: tuple[tuple[bool, str | Promise], ...] = (
        (bool(consultation.purpose.get(main)), _("The purpose.")),
        (bool(consultation.background.get(main)), _("The background.")),
        (
            all(map(consultation.title.get, consultation.languages)),
            _("The title in every language."),
        ),
    )
    return tuple(sentence for met, sentence in advised if not met)


def _is_filled(each: Step, consultation: Consultation) -> bool:
    relation = {"key-dates": "key_dates"}.get(each.key, each.key)
    if relation not in {"areas", "partners", "documents", "key_dates", "rounds"}:
        return True
    return bool(getattr(consultation, relation).exists())


def published_consultations() -> QuerySet[Consultation]:
    """Return the consultations anybody may read about."""
    return Consultation.objects.filter(stage=Stage.PUBLISHED).select_related("owner")


def open_calls(at: datetime | None = None) -> QuerySet[Consultation]:
    """Return the calls that can be answered or soon will be: the next to close first."""
    return (
        published_consultations().filter(closes_at__gt=at or timezone.now()).order_by("closes_at")
    )


def closed_calls(at: datetime | None = None) -> QuerySet[Consultation]:
    """Return the calls whose deadline has passed: the latest first."""
    return (
        published_consultations().filter(closes_at__lte=at or timezone.now()).order_by("-closes_at")
    )


def consultations_of(account: Account) -> QuerySet[Consultation]:
    """Return the consultations an account works on; ``held`` lists its memberships in each."""
    return (
        Consultation.objects.filter(memberships__account=account.pk)
        .annotate(
            asked=Count("questions", filter=Q(questions__retired_at=None), distinct=True),
        )
        .prefetch_related(
            Prefetch("memberships", Membership.objects.filter(account=account.pk), to_attr="held")
        )
        .distinct()
    )


def members_of(consultation: Consultation) -> QuerySet[Membership]:
    """Return who works on a consultation, by role and name."""
    return consultation.memberships.select_related("account").order_by(
        "role", "account__name", "pk"
    )


def languages_of(consultation: Consultation) -> Iterator[str]:
    """Yield the languages of a call, the main one first."""
    yield consultation.default_language
    yield from (code for code in consultation.languages if code != consultation.default_language)
