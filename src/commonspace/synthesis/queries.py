"""Reading what the report says, each thing with the statements it rests on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from commonspace.consultations.models import Consultation, Question
from commonspace.desk.voices import voices_at
from commonspace.evidence.models import Coding, Statement
from commonspace.evidence.queries import Support, contributors_by_question, support_of
from commonspace.synthesis.choices import Audience
from commonspace.synthesis.models import (
    AudienceHeading,
    Example,
    Finding,
    Quote,
    Recommendation,
    Resource,
    RestsOnLess,
    Service,
    Synthesised,
)

KINDS: Mapping[str, type[Synthesised]] = {
    "finding": Finding,
    "example": Example,
    "recommendation": Recommendation,
    "service": Service,
    "quote": Quote,
    "resource": Resource,
}
Thing_co = TypeVar("Thing_co", bound=Synthesised, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced(Generic[Thing_co]):
    """One thing of the report, the statements under it that stand, and who is behind them.

    ``withdrawn`` counts statements whose contributors took them back; ``children`` are the
    sub-points of a recommendation. ``rests_on_less`` tells that nobody has read it again since
    words under it were removed.
    """

    thing: Thing_co
    statements: tuple[Statement, ...]
    withdrawn: int
    support: Support
    children: tuple["Sourced[Thing_co]", ...] = ()
    rests_on_less: bool = False

    @property
    def is_sourced(self) -> bool:
        return bool(self.statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The services for one audience, under the heading this question words for them."""

    audience: Audience
    heading: str
    items: tuple[Sourced[Service], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionThings:
    """Everything the report says on one question; ``question`` is ``None`` for what is general."""

    question: Question | None
    findings: tuple[Sourced[Finding], ...]
    examples: tuple[Sourced[Example], ...]
    recommendations: tuple[Sourced[Recommendation], ...]
    services: tuple[Services, ...]
    quotes: tuple[Sourced[Quote], ...]
    resources: tuple[Sourced[Resource], ...]

    @property
    def number(self) -> int:
        return self.question.number if self.question else 0

    @property
    def all_services(self) -> tuple[Sourced[Service], ...]:
        return tuple(item for group in self.services for item in group.items)

    @property
    def everything(self) -> tuple[Sourced[Synthesised], ...]:
        below = tuple(child for one in self.recommendations for child in one.children)
        return (
            *self.findings, *self.examples, *self.recommendations, *below,
            *self.all_services, *self.quotes, *self.resources,
        )  # fmt: skip

    @property
    def without_source(self) -> tuple[Sourced[Synthesised], ...]:
        return tuple(
            one for one in self.everything if not one.is_sourced and not one.thing.unsourced_reason
        )


def statements_for_report() -> QuerySet[Statement]:
    """Return statements with all that a page says of them at hand."""
    return Statement.objects.select_related(
        "contribution__contributor__organisation",
        *voices_at("contribution"),
        "text",
        "question",
        "candidate",
        "confirmed_by",
    ).prefetch_related(Prefetch("codings", Coding.objects.select_related("theme")), "translations")


def things_by_question(consultation: Consultation) -> tuple[QuestionThings, ...]:
    """Return what the report says, question by question, general things last.

    A fixed number of queries, whatever there is to say.
    """
    questions = list(consultation.questions.filter(retired_at=None).prefetch_related("versions"))
    of = contributors_by_question(consultation)
    by_kind = {
        name: _by_question(sourced(_things(consultation, kind), of=of))
        for name, kind in KINDS.items()
    }
    headings = {
        (heading.question_id, heading.audience): heading.text
        for heading in AudienceHeading.objects.filter(question__consultation=consultation)
    }
    known = {question.pk for question in questions}
    for question in questions:
        question.consultation = consultation
    return tuple(
        _question_things(question, by_kind, headings, known) for question in [*questions, None]
    )


def things_of(consultation: Consultation, question: Question | None) -> QuestionThings:
    """Return what the report says on one question, or in general."""
    key = question.pk if question else None
    return next(
        (one for one in things_by_question(consultation) if (one.question.pk if one.question else None) == key),
        QuestionThings(
            question=question, findings=(), examples=(), recommendations=(), services=(), quotes=(), resources=(),
        ),
    )  # fmt: skip


def _things(consultation: Consultation, kind: type[Synthesised]) -> QuerySet[Synthesised]:
    found: QuerySet[Synthesised] = kind.objects.filter(consultation=consultation)  # type: ignore[attr-defined]  # concrete
    return (
        found.select_related("question", "made_by")
        .annotate(rests_on_less=rests_on_less())
        .prefetch_related(Prefetch("statements", statements_for_report()))
    )


def rests_on_less() -> Exists:
    """Return what tells of a thing that nobody kept it anew since words under it were removed."""
    return Exists(RestsOnLess.objects.filter(thing=OuterRef("pk"), at__gte=OuterRef("changed_at")))


def with_sources(consultation: Consultation, thing: Synthesised) -> Sourced[Synthesised]:
    """Return one thing with its statements and their count, as they now stand."""
    fresh = _things(consultation, type(thing)).get(pk=thing.pk)
    return _sourced(fresh, contributors_by_question(consultation))


def sourced(
    things: Iterable[Synthesised], *, of: Mapping[int | None, int]
) -> list[Sourced[Synthesised]]:
    """Put with each thing its statements and their count.

    Args:
        things: With statements prefetched.
        of: How many contributors spoke to each question; ``None`` for all there are.
    """
    return [_sourced(thing, of) for thing in things]


def _sourced(thing: Synthesised, of: Mapping[int | None, int]) -> Sourced[Synthesised]:
    every = list(thing.statements.all())
    standing = tuple(one for one in every if one.contribution.withdrawn_at is None)
    return Sourced(
        thing=thing,
        statements=standing,
        withdrawn=len(every) - len(standing),
        support=support_of(standing, of=of.get(thing.question_id, 0)),
        rests_on_less=getattr(thing, "rests_on_less", False),
    )


def _by_question(
    things: Iterable[Sourced[Synthesised]],
) -> dict[int | None, list[Sourced[Synthesised]]]:
    found: dict[int | None, list[Sourced[Synthesised]]] = defaultdict(list)
    for one in things:
        found[one.thing.question_id].append(one)
    return found


def _question_things(
    question: Question | None,
    by_kind: Mapping[str, Mapping[int | None, list[Sourced[Synthesised]]]],
    headings: Mapping[tuple[int, str], str],
    known: set[int],
) -> QuestionThings:
    def of_kind(name: str) -> tuple[Sourced[Synthesised], ...]:
        found = by_kind[name]
        if question is not None:
            return tuple(found.get(question.pk, ()))
        return tuple(one for key, some in found.items() if key not in known for one in some)

    services = of_kind("service")
    return QuestionThings(
        question=question,
        findings=of_kind("finding"),  # type: ignore[arg-type]  # of this kind
        examples=of_kind("example"),  # type: ignore[arg-type]  # of this kind
        recommendations=_nested(of_kind("recommendation")),  # type: ignore[arg-type]  # of this kind
        services=tuple(_services(question, services, headings)),  # type: ignore[arg-type]  # of this kind
        quotes=of_kind("quote"),  # type: ignore[arg-type]  # of this kind
        resources=of_kind("resource"),  # type: ignore[arg-type]  # of this kind
    )


def _nested(things: Iterable[Sourced[Recommendation]]) -> tuple[Sourced[Recommendation], ...]:
    listed = list(things)
    keys = {one.thing.pk for one in listed}
    inside: dict[object, list[Sourced[Recommendation]]] = defaultdict(list)
    for one in listed:
        inside[one.thing.parent_id if one.thing.parent_id in keys else None].append(one)

    def grown(one: Sourced[Recommendation]) -> Sourced[Recommendation]:
        return Sourced(
            thing=one.thing, statements=one.statements, withdrawn=one.withdrawn, support=one.support,
            children=tuple(grown(child) for child in inside[one.thing.pk]),
            rests_on_less=one.rests_on_less,
        )  # fmt: skip

    return tuple(grown(one) for one in inside[None])


def _services(
    question: Question | None,
    services: tuple[Sourced[Service], ...],
    headings: Mapping[tuple[int, str], str],
) -> Iterable[Services]:
    """Give one group for each audience that has services: an empty list has no heading."""
    for audience in Audience:
        items = tuple(one for one in services if one.thing.audience == audience)
        worded = headings.get((question.pk, audience)) if question else None
        if items:
            yield Services(audience=audience, heading=worded or str(audience.label), items=items)
