"""Everything a report is made of, read at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch

from commonspace.consultations.models import Consultation, Question
from commonspace.contributions.models import Contribution
from commonspace.desk.hearing import HeardBy, who_was_heard
from commonspace.desk.voices import voice_of, voices_at
from commonspace.evidence.models import Statement
from commonspace.evidence.queries import Support, contributors_by_question, support_of
from commonspace.people.access import speaker_labels
from commonspace.provenance.anchors import Anchor, BrokenAnchorError
from commonspace.reports.composition.campaigns import Campaigns, campaigns_of, largest_among
from commonspace.reports.document import Note
from commonspace.reports.models import Report
from commonspace.synthesis.ledger import Ledger, ledger_of
from commonspace.synthesis.models import (
    Example,
    Finding,
    Quote,
    Recommendation,
    Resource,
    Service,
    Synthesised,
)
from commonspace.synthesis.names import settled_names
from commonspace.synthesis.queries import rests_on_less

ByQuestion = Mapping[int | None, Sequence[Synthesised]]


@dataclass(frozen=True, kw_only=True)
class Material:
    """A consultation as its report sees it. ``language`` is that of the report.

    ``notes`` gathers the footnotes as the texts that carry them are composed.
    """

    consultation: Consultation
    report: Report
    language: str
    questions: Sequence[Question]
    findings: ByQuestion
    examples: ByQuestion
    recommendations: ByQuestion
    services: ByQuestion
    quotes: ByQuestion
    resources: ByQuestion
    ledger: Ledger
    spoke_to: Mapping[int | None, int]
    campaigns: Campaigns
    introductions: Mapping[int, str]
    notes: list[Note] = field(default_factory=list)

    @cached_property
    def things(self) -> tuple[Synthesised, ...]:
        """Return every finding, example, recommendation, service, quote and resource."""
        lists = (
            self.findings, self.examples, self.recommendations,
            self.services, self.quotes, self.resources,
        )  # fmt: skip
        return tuple(thing for found in lists for things in found.values() for thing in things)

    def support(self, thing: Synthesised) -> Support:
        """Count who stands behind a thing, among those who spoke to its question."""
        return support_of(alive(thing), of=self.spoke_to.get(thing.question_id, 0))

    def same_letter(self, thing: Synthesised) -> int:
        """Count those behind a thing who sent one and the same letter."""
        behind: set[object] = {voice_of(one.contribution).pk for one in alive(thing)}
        return largest_among(self.campaigns, behind)

    def speaker(self, contribution: Contribution) -> str:
        """Return the label a contributor allowed."""
        return self.labels.get((contribution.contributor_id, contribution.attribution), "")

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Return the names of organisations that somebody settled, as names compare."""
        return settled_names(self.consultation)

    @cached_property
    def heard(self) -> tuple[HeardBy, ...]:
        """Return who was heard and who was not, named in the language of the report."""
        return who_was_heard(self.consultation, self.language)

    @cached_property
    def labels(self) -> Mapping[tuple[object, str], str]:
        """Return the labels of all whose words may be printed; the vault is opened once."""
        behind = {
            statement.contribution
            for thing in self.things
            for statement in alive(thing)
            if statement.contribution.may_publish and not statement.contribution.is_protected
        }
        return speaker_labels((one.contributor, one.attribution) for one in behind)


def alive(thing: Synthesised) -> list[Statement]:
    """Return the statements under a thing whose contribution was not withdrawn."""
    return [
        statement for statement in thing.statements.all() if not statement.contribution.is_withdrawn
    ]


def language_of(statement: Statement) -> str:
    """Return the language of a statement's words, as far as it is known."""
    return statement.text.language or statement.contribution.language


def may_print(statement: Statement) -> bool:
    """Tell whether a statement's words may stand in the report."""
    contribution = statement.contribution
    return (
        contribution.may_publish
        and not contribution.is_protected
        and not contribution.is_withdrawn
        and resolves(statement)
    )


def resolves(statement: Statement) -> bool:
    """Tell whether the quotation still stands where it was taken from."""
    anchor = Anchor(start=statement.start, end=statement.end, quote=statement.quote)
    try:
        anchor.resolve(statement.text.text)
    except BrokenAnchorError:
        return False
    return True


def material_of(consultation: Consultation) -> Material:
    """Read everything the report of a consultation is made of."""
    report, _is_new = Report.objects.get_or_create(
        consultation=consultation,
        defaults={
            "title": consultation.title_in()[:300],
            "language": consultation.default_language,
        },
    )
    questions = list(
        consultation.questions.filter(retired_at=None).prefetch_related(
            "versions", "areas", "audience_headings"
        )
    )
    return Material(
        consultation=consultation,
        report=report,
        language=report.language,
        questions=questions,
        findings=_by_question(Finding, consultation),
        examples=_by_question(Example, consultation),
        recommendations=_by_question(Recommendation, consultation),
        services=_by_question(Service, consultation),
        quotes=_by_question(Quote, consultation),
        resources=_by_question(Resource, consultation),
        ledger=ledger_of(consultation),
        spoke_to=contributors_by_question(consultation),
        campaigns=campaigns_of(consultation, questions),
        introductions=dict(report.section_texts.values_list("question", "text")),
    )


def _by_question(thing: type[Synthesised], consultation: Consultation) -> ByQuestion:
    statements = Statement.objects.select_related(
        "contribution__contributor__organisation",
        *voices_at("contribution"),
        "text__attachment",
    ).prefetch_related("translations")
    things: Iterable[Synthesised] = (
        thing.objects.filter(  # type: ignore[attr-defined]  # concrete
            consultation=consultation
        )
        .annotate(rests_on_less=rests_on_less())
        .prefetch_related(Prefetch("statements", queryset=statements))
    )
    found: dict[int | None, list[Synthesised]] = defaultdict(list)
    for one in things:
        found[one.question_id].append(one)
    return found
