"""Reading the desk: one list of everything received, figures that add up, who is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation, Question
from commonspace.contributions.choices import Reading
from commonspace.contributions.models import Answer, Attachment, Contribution, SourceText
from commonspace.desk.choices import DUPLICATES, Aspect, State
from commonspace.desk.hearing import who_was_heard
from commonspace.desk.models import DuplicateProposal
from commonspace.engines.extraction import Reason, UnreadableError
from commonspace.people.access import speaker_labels
from commonspace.people.choices import Attribution
from commonspace.provenance.models import Outcome, Run

SORTS = {
    "newest": ("-reference",),
    "oldest": ("reference",),
    "received": ("received_at", "reference"),
    "state": ("place__state", "reference"),
    "country": ("contributor__country", "reference"),
    "language": ("language", "reference"),
}
UNREAD = {Reading.WAITING, Reading.TRANSCRIPT}
"""Attachments of which the words are still to come."""
BADGES = {
    State.NEW: "received",
    State.READ: "work",
    State.FILED: "work",
    State.PROTECTED: "protected",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What of the list is asked for; an empty value asks for everything.

    Attributes:
        question: Number of a question; 0 for contributions with a general remark.
        late: ``yes`` or ``no``.
        attachments: ``any``, ``waiting`` or ``unreadable``.
        words: Words of the text, or a reference such as C-0007.
    """

    question: int | None = None
    channel: str = ""
    language: str = ""
    kind: str = ""
    country: str = ""
    state: str = ""
    late: str = ""
    attachments: str = ""
    words: str = ""
    sort: str = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the list."""

    contribution: Contribution
    day: date
    who: str
    questions: tuple[int, ...]
    has_general: bool
    attachments: int
    waiting: int
    unreadable: tuple[str | Promise, ...]
    state: State
    badge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """How many contributions stand where. ``total`` is their sum, twice over."""

    by_state: tuple[tuple[State, int], ...]
    late: int

    @property
    def total(self) -> int:
        """How many contributions were received, withdrawn and merged ones included."""
        return sum(count for _state, count in self.by_state)

    @property
    def on_time(self) -> int:
        """How many came by the deadline."""
        return self.total - self.late


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What kinds, languages, countries and ways have been heard, and which are still missing."""

    kinds: frozenset[str]
    languages: frozenset[str]
    countries: frozenset[str]
    channels: frozenset[str]
    missing_kinds: tuple[str, ...] = field(default=())
    missing_languages: tuple[str, ...] = field(default=())
    missing_others: tuple[str, ...] = field(default=())


def state_of(contribution: Contribution) -> State:
    """Return where a contribution stands; what has no place yet is new."""
    place = getattr(contribution, "place", None)
    return State(place.state) if place else State.NEW


def sums(consultation: Consultation) -> Sums:
    """Count every contribution once by its state, and those that came late."""
    counts = dict.fromkeys(State, 0)
    late = 0
    groups = consultation.contributions.order_by().values_list("place__state", "is_late")
    for state, is_late, count in groups.annotate(count=Count("pk")):
        counts[State(state or State.NEW)] += count
        late += count if is_late else 0
    return Sums(
        by_state=tuple((state, count) for state, count in counts.items() if count), late=late
    )


def received(consultation: Consultation, filters: Filters) -> QuerySet[Contribution]:
    """Return what was received and answers the filters, with what a line of the list shows."""
    found = consultation.contributions.filter(_plain(filters)).filter(_in_force(filters))
    in_force = Q(revision__number=F("contribution__current_revision"))
    return (
        found.select_related(
            "place__merged_into", "contributor__organisation", "round__consultation"
        )
        .prefetch_related(
            Prefetch("answers", Answer.objects.filter(in_force).select_related("question"), "said"),
            Prefetch("attachments", Attachment.objects.filter(in_force), "files"),
        )
        .order_by(*SORTS.get(filters.sort, SORTS["newest"]))
    )


def _plain(filters: Filters) -> Q:
    """Return the filters on the contribution and who sent it."""
    asked = Q()
    for column, value in (
        ("channel", filters.channel),
        ("language", filters.language),
        ("contributor__kind", filters.kind),
        ("contributor__country", filters.country),
    ):
        asked &= Q(**{column: value}) if value else Q()
    if filters.late:
        asked &= Q(is_late=filters.late == "yes")
    if filters.state == State.NEW:
        asked &= Q(place__state=State.NEW) | Q(place=None)
    elif filters.state:
        asked &= Q(place__state=filters.state)
    return asked


def _in_force(filters: Filters) -> Q:
    """Return the filters on answers, attachments and words as they now stand."""
    here = {"contribution": OuterRef("pk")}
    now = {**here, "revision__number": OuterRef("current_revision")}
    asked = Q()
    if filters.question == 0:
        asked &= Q(Exists(Answer.objects.filter(**now, question=None)))
    elif filters.question:
        number = filters.question
        asked &= Q(Exists(Answer.objects.filter(**now, question__number=number))) | Q(
            Exists(Attachment.objects.filter(**now, question__number=number))
        )
    if filters.attachments:
        readings = {"waiting": UNREAD, "unreadable": {Reading.UNREADABLE}}
        reading = readings.get(filters.attachments)
        kept = Attachment.objects.filter(**now, **({"reading__in": reading} if reading else {}))
        asked &= Q(Exists(kept))
    if filters.words:
        texts = SourceText.objects.filter(**here, text__icontains=filters.words)
        asked &= Q(Exists(texts)) | Q(reference=_reference(filters.words))
    return asked


def _reference(words: str) -> int:
    """Return the number of a reference like C-0007, or one that no contribution has."""
    digits = words.strip().upper().removeprefix("C-")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 9 else 0  # noqa: PLR2004


def rows(contributions: Iterable[Contribution], *, zone: tzinfo) -> list[Row]:
    """Return the lines of the list, each contributor named as they allowed, days by ``zone``."""
    shown = list(contributions)
    labels = speaker_labels((one.contributor, one.attribution) for one in shown)
    return [_row(one, labels[one.contributor.pk, one.attribution], zone) for one in shown]


def _row(contribution: Contribution, label: str, zone: tzinfo) -> Row:
    answers: Sequence[Answer] = contribution.said  # type: ignore[attr-defined]  # prefetched
    files: Sequence[Attachment] = contribution.files  # type: ignore[attr-defined]  # prefetched
    state = state_of(contribution)
    asked = {answer.question.number for answer in answers if answer.question}
    return Row(
        contribution=contribution,
        day=timezone.localdate(contribution.received_at, zone),
        who=label or _("anonymous"),
        questions=tuple(sorted(asked)),
        has_general=any(answer.question is None for answer in answers),
        attachments=len(files),
        waiting=sum(file.reading in UNREAD for file in files),
        unreadable=tuple(
            refusal_sentence(file) for file in files if file.reading == Reading.UNREADABLE
        ),
        state=state,
        badge=BADGES.get(state, "settled"),
    )


def refusal_sentence(attachment: Attachment) -> str | Promise:
    """Return why an attachment could not be read, in the language of this page."""
    if attachment.refusal in list(Reason):
        return UnreadableError(Reason(attachment.refusal)).message
    return attachment.refusal_message


def heard(consultation: Consultation) -> Heard:
    """Tell who has been heard so far, and who of those expected is missing."""
    seen = set(
        consultation.contributions.filter(withdrawn_at=None)
        .order_by()
        .values_list(
            "contributor__kind", "language", "contributor__country", "channel", "attribution"
        )
        .distinct()
    )
    kinds, languages = {row[0] for row in seen}, {row[1] for row in seen}
    missing = {
        one.aspect: tuple(row.label for row in one.missing) for one in who_was_heard(consultation)
    }
    return Heard(
        kinds=frozenset(kinds - {""}),
        languages=frozenset(languages - {""}),
        countries=frozenset(row[2] for row in seen if row[2]),
        channels=frozenset(row[3] for row in seen),
        missing_kinds=missing[Aspect.KIND],
        missing_languages=missing[Aspect.LANGUAGE],
        missing_others=missing[Aspect.COUNTRY] + missing[Aspect.GROUP],
    )


def neighbours(
    consultation: Consultation, filters: Filters, contribution: Contribution
) -> tuple[int | None, int | None]:
    """Return the references before and after a contribution in the list as it is filtered.

    What has left the filtered list by a decision stands where its number puts it.
    """
    found = consultation.contributions.filter(_plain(filters)).filter(_in_force(filters))
    order = list(
        found.order_by(*SORTS.get(filters.sort, SORTS["newest"])).values_list(
            "reference", flat=True
        )
    )
    if contribution.reference in order:
        here = order.index(contribution.reference)
        before, after = order[:here], order[here + 1 :]
    else:
        is_rising = filters.sort == "oldest"
        before = [one for one in order if (one < contribution.reference) == is_rising]
        after = [one for one in order if (one < contribution.reference) != is_rising]
    return (before[-1] if before else None), (after[0] if after else None)


def open_proposals(consultation: Consultation) -> QuerySet[DuplicateProposal]:
    """Return the pairs that nobody has decided yet, the most alike first."""
    return (
        DuplicateProposal.objects.filter(
            earlier__consultation=consultation, later__consultation=consultation, accepted=None
        )
        .exclude(Q(earlier__place__state=State.MERGED) | Q(later__place__state=State.MERGED))
        .filter(earlier__withdrawn_at=None, later__withdrawn_at=None)
        .select_related("earlier__contributor__organisation", "later__contributor__organisation")
        .order_by("-similarity", "pk")
    )


def not_compared(consultation: Consultation) -> int:
    """Count the contributions that came after the last search for duplicates."""
    last = (
        Run.objects.filter(
            kind=DUPLICATES, parameters__consultation=consultation.code, outcome=Outcome.DONE
        )
        .order_by("-started_at")
        .values_list("started_at", flat=True)
        .first()
    )
    found = consultation.contributions.filter(withdrawn_at=None)
    return (found.filter(received_at__gt=last) if last else found).count()


def questions_asked(consultation: Consultation) -> list[Question]:
    """Return the questions of a call with their wordings at hand."""
    return list(consultation.questions.prefetch_related("versions"))


def is_unnamed(contribution: Contribution) -> bool:
    """Tell whether even the kind and country of a contributor stay out of what leaves the desk."""
    return contribution.attribution == Attribution.ANONYMOUS
