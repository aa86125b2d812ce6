"""Reading candidates, statements and themes, with honest counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from commonspace.analysis.counting import quantity_word
from commonspace.consultations.models import Consultation, Question
from commonspace.contributions.queries import current_answers
from commonspace.desk.voices import organisation_key, voice_key, voice_of, voices_at
from commonspace.evidence.choices import ANALYSIS
from commonspace.evidence.models import CandidateStatement, CandidateTheme, Coding, Statement, Theme
from commonspace.provenance.models import Outcome, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """How many stand behind something: distinct, never typed, campaigns counted once as a text.

    ``of`` is how many contributors spoke to the question (or at all, where there is none).
    """

    contributors: int
    organisations: int
    countries: int
    of: int

    @property
    def quantity(self) -> str:
        """Return the code of the word the published rule allows: most, many, some, one, none."""
        return quantity_word(self.contributors, max(self.of, self.contributors, 1))


def contributors_to(consultation: Consultation, question: Question | None = None) -> int:
    """Return how many distinct contributors spoke to a question, documents included."""
    people = set(
        current_answers(consultation)
        .filter(**({"question": question} if question else {}))
        .values_list(voice_key("contribution"), flat=True)
    )
    marked = live_statements(consultation)
    if question:
        marked = marked.filter(question=question)
    return len(people | set(marked.values_list(voice_key("contribution"), flat=True)))


def contributors_by_question(consultation: Consultation) -> dict[int | None, int]:
    """Return ``contributors_to`` for every question at once; ``None`` counts all there are."""
    pairs = set(
        current_answers(consultation).order_by().values_list("question", voice_key("contribution"))
    ) | set(
        live_statements(consultation).order_by().values_list("question", voice_key("contribution"))
    )
    counted: dict[int | None, int] = dict(Counter(question for question, _who in pairs))
    return counted | {None: len({who for _question, who in pairs})}


def live_statements(consultation: Consultation) -> QuerySet[Statement]:
    """Return confirmed statements whose contribution was not withdrawn."""
    return consultation.statements.filter(contribution__withdrawn_at=None).select_related(
        "contribution__contributor__organisation",
        *voices_at("contribution"),
        "question",
        "text",
    )


def support_of(statements: Iterable[Statement], *, of: int) -> Support:
    """Count who stands behind ``statements``; what came twice counts for one voice."""
    contributors, organisations, countries = set(), set(), set()
    for statement in statements:
        contributor = voice_of(statement.contribution)
        contributors.add(contributor.pk)
        if contributor.organisation_id:
            organisations.add(contributor.organisation_id)
        if contributor.country:
            countries.add(contributor.country)
    return Support(
        contributors=len(contributors),
        organisations=len(organisations),
        countries=len(countries),
        of=of,
    )


def live_themes(consultation: Consultation, question: Question | None = None) -> QuerySet[Theme]:
    """Return the themes people work with, most voices first."""
    themes = consultation.themes.filter(merged_into=None)
    if question is not None:
        themes = themes.filter(question=question)
    alive = Q(codings__statement__contribution__withdrawn_at=None)
    return themes.annotate(
        n_statements=Count("codings", filter=alive, distinct=True),
        n_contributors=Count(
            voice_key("codings__statement__contribution"), filter=alive, distinct=True
        ),
        n_organisations=Count(
            organisation_key("codings__statement__contribution"), filter=alive, distinct=True
        ),
    ).order_by("-n_contributors", "position", "pk")


def waiting(run: Run | Iterable[Run]) -> QuerySet[CandidateStatement]:
    """Return candidates nobody has decided about, of contributions that stand."""
    runs = [run] if isinstance(run, Run) else list(run)
    same = Statement.objects.filter(
        text=OuterRef("text"), start=OuterRef("start"), end=OuterRef("end")
    )
    return CandidateStatement.objects.filter(
        ~Exists(same), run__in=runs, refused_at=None, text__contribution__withdrawn_at=None
    )


def with_source(candidates: QuerySet[CandidateStatement]) -> QuerySet[CandidateStatement]:
    """Fetch with candidates what a page shows of them."""
    return candidates.select_related(
        "text__contribution__contributor__organisation", "theme", "refused_by"
    )


def statements_with_source(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """Fetch with statements what a page shows of them."""
    themes = Prefetch("codings", Coding.objects.select_related("theme"))
    return statements.select_related(
        "contribution__contributor__organisation", "question", "text", "candidate", "confirmed_by"
    ).prefetch_related(themes, "translations")


def latest_run(consultation: Consultation, question: Question | None = None) -> Run | None:
    """Return the newest analysis that speaks of ``question``, under way or done."""
    runs = Run.objects.filter(kind=ANALYSIS, parameters__consultation=consultation.code)
    if question is not None:
        runs = runs.filter(Q(parameters__question=question.pk) | Q(parameters__question=None))
    return runs.order_by("-created_at").first()


def finished_run(consultation: Consultation, question: Question) -> Run | None:
    """Return the newest finished analysis of a question."""
    return (
        Run.objects.filter(
            Q(parameters__question=question.pk) | Q(parameters__question=None),
            kind=ANALYSIS,
            parameters__consultation=consultation.code,
            outcome=Outcome.DONE,
        )
        .order_by("-created_at")
        .first()
    )


def candidate_themes(run: Run, question: Question | None) -> QuerySet[CandidateTheme]:
    """Return what a run proposes for a question, most voices first."""
    alive = Q(statements__refused_at=None, statements__text__contribution__withdrawn_at=None)
    said = "statements__text__contribution"
    return (
        run.candidate_themes.filter(question=question)
        .annotate(
            n_statements=Count("statements", filter=alive, distinct=True),
            n_contributors=Count(voice_key(said), filter=alive, distinct=True),
            n_organisations=Count(organisation_key(said), filter=alive, distinct=True),
        )
        .select_related("theme")
    )


def candidates(run: Run, question: Question | None) -> QuerySet[CandidateStatement]:
    """Return the candidate statements of a question, most telling first."""
    return (
        run.candidates.filter(question=question, text__contribution__withdrawn_at=None)
        .select_related("text__contribution__contributor__organisation", "theme", "statement")
        .order_by("telling_rank", "pk")
    )
