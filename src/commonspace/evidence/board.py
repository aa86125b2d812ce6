"""What the analysis pages show: the overview, the board of themes of one question, one theme."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from commonspace.analysis.results import FEWEST_CONTRIBUTORS
from commonspace.analysis.settings import Settings
from commonspace.consultations.models import Consultation, Question
from commonspace.contributions.queries import current_answers
from commonspace.desk.voices import organisation_key, voice_key
from commonspace.evidence.campaigns import Letter, letters_of
from commonspace.evidence.choices import ANALYSIS
from commonspace.evidence.doubts import Doubted
from commonspace.evidence.mapping import Plot, plot_of
from commonspace.evidence.models import (
    CandidateStatement,
    CandidateTheme,
    Coding,
    Statement,
    Theme,
)
from commonspace.evidence.queries import (
    contributors_by_question,
    contributors_to,
    finished_run,
    latest_run,
    live_statements,
    live_themes,
    statements_with_source,
    waiting,
    with_source,
)
from commonspace.evidence.reading_list import ReadingList, reading_list
from commonspace.evidence.showing import Shown, fold, show_candidates, show_statements
from commonspace.kernel.localised import current_language
from commonspace.kernel.names import language_name
from commonspace.provenance.models import Outcome, Run

FEW_ANSWERS = Settings().few_answers
QUOTATIONS = 3
TRAY = 12
DOTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One question on the overview; ``question`` is ``None`` for what answers none."""

    question: Question | None
    answers: int
    contributors: int
    confirmed: int
    waiting: int
    unsorted: int
    themes: int
    run: Run | None

    @property
    def number(self) -> int:
        return self.question.number if self.question else 0

    @property
    def is_small(self) -> bool:
        return (
            self.question is not None
            and self.answers > 0
            and _is_small(self.answers, self.contributors)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed(Doubted):
    """A theme that the last run proposes, with the words that tell most."""

    quotations: tuple[Shown, ...]
    languages: tuple[str, ...]
    children: tuple["Proposed", ...] = ()

    @property
    def label(self) -> str:
        return label_of(self.theme)

    @property
    def voices_differ(self) -> bool:
        """Tell whether the theme is ranked by another number than its contributors."""
        people = getattr(self.theme, "n_contributors", 0) or getattr(self.theme, "n_below", 0)
        return 0 < self.theme.voices != people

    @property
    def dots(self) -> int:
        return round(self.theme.stability * DOTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """A theme somebody made or adopted; ``waiting`` candidates could be added to it."""

    theme: Theme
    depth: int
    quotations: tuple[Shown, ...]
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything the theme board of one question shows."""

    run: Run | None
    latest: Run | None
    proposed: tuple[Proposed, ...]
    ours: tuple[Ours, ...]
    unsorted: tuple[Shown, ...]
    n_unsorted: int
    minority: tuple[Shown, ...]
    letters: tuple[Letter, ...]
    n_answers: int
    contributors: int
    reading: ReadingList | None = None
    plot: Plot | None = None

    @property
    def is_small(self) -> bool:
        """There is too little for themes: people read it all."""
        return _is_small(self.n_answers, self.contributors)


def _is_small(answers: int, contributors: int) -> bool:
    return answers < FEW_ANSWERS or contributors < FEWEST_CONTRIBUTORS


def label_of(theme: CandidateTheme) -> str:
    """Return a proposed theme's label in the reader's language if statements in it gave one."""
    return str(theme.labels.get(current_language()) or theme.label)


def question_numbered(consultation: Consultation, number: int) -> Question | None:
    """Return the question in force under ``number``, or a retired one that bore it."""
    found = consultation.questions.filter(number=number).prefetch_related("versions")
    return found.filter(retired_at=None).first() or found.first()


def finished_runs(consultation: Consultation) -> list[Run]:
    """Return all finished analyses of a consultation, newest first."""
    return list(
        Run.objects.filter(
            kind=ANALYSIS, parameters__consultation=consultation.code, outcome=Outcome.DONE
        ).order_by("-created_at")
    )


def run_by_question(
    runs: Iterable[Run], questions: Iterable[Question | None]
) -> dict[int | None, Run]:
    """Return for each question the newest of ``runs`` that speaks of it."""
    found: dict[int | None, Run] = {}
    ordered = list(runs)
    for question in questions:
        key = question.pk if question else None
        for run in ordered:
            if run.parameters.get("question") in {None, key}:
                found[key] = run
                break
    return found


def overview(consultation: Consultation) -> list[Line]:
    """Return where the analysis of each question stands, in a fixed number of queries."""
    questions: list[Question | None] = [
        *consultation.questions.filter(retired_at=None).prefetch_related("versions"), None
    ]  # fmt: skip
    for question in questions:
        if question:
            question.consultation = consultation
    runs = run_by_question(finished_runs(consultation), questions)
    answers = _answers(consultation)
    spoke = contributors_by_question(consultation)
    confirmed = _by_question(live_statements(consultation).order_by())
    themes = _by_question(consultation.themes.filter(merged_into=None).order_by())
    pending, loose = _pending(runs)
    return [
        Line(
            question=question,
            answers=answers.get(key, (0, 0))[0],
            contributors=spoke.get(key, 0) if question else answers.get(key, (0, 0))[1],
            confirmed=confirmed.get(key, 0),
            waiting=pending.get(key, 0),
            unsorted=loose.get(key, 0),
            themes=themes.get(key, 0),
            run=runs.get(key),
        )
        for question in questions
        for key in [question.pk if question else None]
    ]


def _answers(consultation: Consultation) -> dict[int | None, tuple[int, int]]:
    rows = (
        current_answers(consultation)
        .order_by()
        .values("question")
        .annotate(n=Count("pk"), who=Count(voice_key("contribution"), distinct=True))
    )
    return {row["question"]: (row["n"], row["who"]) for row in rows}


def _by_question(rows: QuerySet[Statement] | QuerySet[Theme]) -> dict[int | None, int]:
    counted = rows.values("question").annotate(n=Count("pk", distinct=True))
    return {row["question"]: row["n"] for row in counted}


def _pending(runs: Mapping[int | None, Run]) -> tuple[dict[int | None, int], dict[int | None, int]]:
    rows = (
        waiting(set(runs.values()))
        .order_by()
        .values("question", "run")
        .annotate(n=Count("pk"), loose=Count("pk", filter=Q(theme=None)))
    )
    own = [
        row for row in rows if row["question"] in runs and runs[row["question"]].pk == row["run"]
    ]
    return {row["question"]: row["n"] for row in own}, {
        row["question"]: row["loose"] for row in own
    }


def board_of(consultation: Consultation, question: Question | None) -> Board:
    """Return the theme board of a question, or of what answers none."""
    run = run_for(consultation, question)
    answers = current_answers(consultation).filter(question=question).count()
    contributors = contributors_to(consultation, question)
    reading = (
        reading_list(consultation, question, run)
        if answers > 0 and _is_small(answers, contributors)
        else None
    )
    ours = _ours(consultation, question, run)
    if run is None:
        return Board(
            run=None, latest=latest_run(consultation, question), proposed=(), ours=ours,
            unsorted=(), n_unsorted=0, minority=(), letters=(), n_answers=answers,
            contributors=contributors, reading=reading,
        )  # fmt: skip
    open_ones = with_source(waiting(run).filter(question=question))
    loose = open_ones.filter(theme=None).order_by("text__contribution__reference", "start")
    return Board(
        run=run,
        latest=latest_run(consultation, question),
        proposed=_proposed(run, question),
        ours=ours,
        unsorted=tuple(show_candidates(loose[:TRAY])),
        n_unsorted=loose.count(),
        minority=tuple(show_candidates(open_ones.filter(is_minority=True)[:TRAY])),
        letters=letters_of(consultation, run, question),
        n_answers=answers,
        contributors=contributors,
        reading=reading,
        plot=None if reading else plot_of(run, question),
    )


def run_for(consultation: Consultation, question: Question | None) -> Run | None:
    """Return the newest finished analysis that speaks of a question, or of none."""
    if question is not None:
        return finished_run(consultation, question)
    return next(
        (run for run in finished_runs(consultation) if run.parameters.get("question") is None), None
    )


def _proposed(run: Run, question: Question | None) -> tuple[Proposed, ...]:
    alive = Q(statements__refused_at=None, statements__text__contribution__withdrawn_at=None)
    below = Q(
        children__statements__refused_at=None,
        children__statements__text__contribution__withdrawn_at=None,
    )
    themes = list(
        run.candidate_themes.filter(question=question, theme=None)
        .annotate(
            n_statements=Count("statements", filter=alive, distinct=True),
            n_contributors=Count(
                voice_key("statements__text__contribution"), filter=alive, distinct=True
            ),
            n_organisations=Count(
                organisation_key("statements__text__contribution"), filter=alive, distinct=True
            ),
            n_below=Count(
                voice_key("children__statements__text__contribution"), filter=below, distinct=True
            ),
        )
        .order_by("position", "pk")
    )
    told = _most_telling(run, question)
    spoken = _languages(run, question)
    children: dict[int, list[Proposed]] = defaultdict(list)
    shown: list[tuple[CandidateTheme, Proposed]] = []
    for theme in reversed(themes):
        one = Proposed(
            theme=theme,
            quotations=tuple(told.get(theme.pk, ())),
            languages=tuple(spoken.get(theme.pk, ())),
            children=tuple(reversed(children.pop(theme.pk, []))),
        )
        parent = theme.parent_id
        if parent and any(other.pk == parent for other in themes):
            children[parent].append(one)
        elif theme.n_statements or one.children:
            shown.append((theme, one))
    return tuple(one for _theme, one in reversed(shown))


def _most_telling(run: Run, question: Question | None) -> dict[int, list[Shown]]:
    ranked = waiting(run).filter(question=question, theme__theme=None).exclude(theme=None)
    best = with_source(
        ranked.annotate(
            place=Window(
                RowNumber(),
                partition_by=F("theme"),
                order_by=[F("telling_rank").asc(nulls_last=True), F("pk").asc()],
            )
        ).filter(place__lte=QUOTATIONS)
    )
    rows = sorted(best, key=lambda row: row.place)  # type: ignore[attr-defined]  # annotated above
    shown = show_candidates(rows, _group_sizes(run, question))
    found: dict[int, list[Shown]] = defaultdict(list)
    for row, one in zip(rows, shown, strict=True):
        found[row.theme_id or 0].append(one)
    return found


def _group_sizes(run: Run, question: Question | None) -> dict[str, int]:
    rows = (
        run.candidates.filter(question=question)
        .exclude(duplicate_group="")
        .order_by()
        .values("duplicate_group")
        .annotate(n=Count("pk"))
    )
    return {row["duplicate_group"]: row["n"] for row in rows}


def _languages(run: Run, question: Question | None) -> dict[int | None, list[str]]:
    rows = (
        run.candidates.filter(question=question, refused_at=None)
        .exclude(theme=None)
        .order_by()
        .values("theme", "language")
        .annotate(n=Count("pk"))
        .order_by("theme", "-n")
    )
    found: dict[int | None, list[str]] = defaultdict(list)
    for row in rows:
        if row["language"]:
            found[row["theme"]].append(language_name(row["language"]))
    return found


def _ours(
    consultation: Consultation, question: Question | None, run: Run | None
) -> tuple[Ours, ...]:
    themes = list(live_themes(consultation).filter(question=question).select_related("made_by"))
    best = (
        Coding.objects.filter(theme__in=themes, statement__contribution__withdrawn_at=None)
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=F("theme"),
                order_by=[
                    F("statement__candidate__telling_rank").asc(nulls_last=True),
                    F("statement__contribution__reference").asc(),
                ],
            )
        )
        .filter(place__lte=QUOTATIONS)
        .values_list("theme", "statement")
    )
    pairs = list(best)
    statements = Statement.objects.filter(pk__in=[statement for _theme, statement in pairs])
    shown = {one.pk: one for one in show_statements(statements_with_source(statements))}
    quotations: dict[int, list[Shown]] = defaultdict(list)
    for theme, statement in pairs:
        quotations[theme].append(shown[statement])
    pending = _waiting_for_ours(run, question)
    return tuple(
        Ours(
            theme=theme,
            depth=depth,
            quotations=tuple(quotations[theme.pk]),
            waiting=pending[theme.pk],
        )
        for theme, depth in in_tree_order(themes)
    )


def _waiting_for_ours(run: Run | None, question: Question | None) -> Counter[int]:
    if run is None:
        return Counter()
    rows = (
        waiting(run)
        .filter(question=question)
        .exclude(theme__theme=None)
        .order_by()
        .values("theme__theme")
        .annotate(n=Count("pk"))
    )
    return Counter({row["theme__theme"]: row["n"] for row in rows})


def in_tree_order(themes: Iterable[Theme]) -> list[tuple[Theme, int]]:
    """Return themes, each followed by those inside it, with how deep each lies."""
    ordered = list(themes)
    known = {theme.pk for theme in ordered}
    inside: dict[int | None, list[Theme]] = defaultdict(list)
    for theme in ordered:
        inside[theme.parent_id if theme.parent_id in known else None].append(theme)
    found: list[tuple[Theme, int]] = []

    def walk(parent: int | None, depth: int) -> None:
        for theme in inside[parent]:
            found.append((theme, depth))
            walk(theme.pk, depth + 1)

    walk(None, 0)
    return found


def candidates_of_theme(theme: CandidateTheme) -> list[Shown]:
    """Return the candidates of a proposed theme and those below it, near-duplicates folded."""
    found = with_source(
        CandidateStatement.objects.filter(
            Q(theme=theme) | Q(theme__parent=theme), text__contribution__withdrawn_at=None
        ).filter(pk__in=waiting(theme.run).values("pk"))
    )
    return folded(found)


def folded(candidates: QuerySet[CandidateStatement]) -> list[Shown]:
    """Return candidates most telling first, near-duplicates under the first of them."""
    rows = list(candidates.order_by(F("telling_rank").asc(nulls_last=True), "pk"))
    groups = {f"c-{row.pk}": row.duplicate_group for row in rows}
    return fold(show_candidates(rows), groups)


def statements_of_theme(theme: Theme) -> list[Shown]:
    """Return the confirmed statements of a theme, most telling first, near-duplicates folded."""
    rows = list(
        statements_with_source(
            Statement.objects.filter(codings__theme=theme, contribution__withdrawn_at=None)
        ).order_by(
            F("candidate__telling_rank").asc(nulls_last=True), "contribution__reference", "start"
        )
    )
    groups = {f"s-{row.pk}": row.candidate.duplicate_group for row in rows if row.candidate}
    return fold(show_statements(rows), groups)


def waiting_for(theme: Theme) -> list[Shown]:
    """Return candidates of the last run whose group became this theme."""
    run = run_for(theme.consultation, theme.question)
    if run is None:
        return []
    return folded(with_source(waiting(run).filter(theme__theme=theme)))


def refused_in(run: Run, question: Question | None) -> list[Shown]:
    """Return the candidates somebody set aside; each can be taken up again."""
    found = (
        run.candidates.filter(question=question, text__contribution__withdrawn_at=None)
        .exclude(refused_at=None)
        .filter(replaced_by=None)
    )
    return show_candidates(with_source(found).order_by("-refused_at"))
