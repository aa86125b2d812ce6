"""Which of our themes statements may belong to: always a suggestion, with its reason.

What people coded teaches; nothing is stored. Each page lays out the coded statements of a
question, those it shows and a bounded share of the rest, and learns from them anew, so that every
correction shows at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

import numpy as np
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonspace.analysis.learning.assigning import Chances, Coded, fit
from commonspace.analysis.learning.certainty import FEW_ENOUGH, threshold_from, within
from commonspace.analysis.learning.ordering import code_next
from commonspace.analysis.learning.reasons import Taught, suggestions_for
from commonspace.analysis.learning.shapes import Suggestion
from commonspace.analysis.learning.space import Space, Titles, space_of, titles_in
from commonspace.consultations.models import Consultation, Question
from commonspace.engines.embedding import (
    Embedder,
    background_of,
    embedder_for,
    local_embedder,
    with_local_instead,
)
from commonspace.engines.vector_store import vector_file
from commonspace.evidence.board import run_for
from commonspace.evidence.models import Theme, ThemeRefusal
from commonspace.evidence.queries import (
    live_statements,
    statements_with_source,
    waiting,
    with_source,
)
from commonspace.evidence.showing import (
    Shown,
    SuggestedTheme,
    said,
    show_candidates,
    show_statements,
)

Spot = tuple[UUID, int, int]
"""A stretch of a text: its key, first code point, after the last."""

MOST_WAITING = 4000
QUEUE = 40
MOST_SHOWN = 400
VERY_LIKELY, LIKELY, POSSIBLE = 0.75, 0.5, 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What people taught about the themes of one question, and the chances of what waits.

    ``row_of`` gives the row of each stretch of text; ``barred`` the themes somebody refused for a
    row, by their place in ``themes``.
    """

    themes: tuple[Theme, ...]
    row_of: Mapping[Spot, int]
    taught: Taught
    chances: Chances
    barred: Mapping[int, frozenset[int]]
    open_rows: tuple[int, ...]

    @property
    def n_coded(self) -> int:
        return int(self.taught.coded.whole.sum())


@dataclass(frozen=True, slots=True)
class _Piece:
    spot: Spot
    quote: str
    language: str


def lesson_of(
    consultation: Consultation, question: Question | None, shown: Iterable[Shown] = ()
) -> Lesson | None:
    """Learn from what was coded under a question.

    Args:
        consultation: Whose themes.
        question: The question; ``None`` for what answers none.
        shown: What a page shows, which must be among the rows.

    Returns:
        None where no statement has been found or made yet.
    """
    themes = tuple(
        consultation.themes.filter(merged_into=None, question=question).order_by("position", "pk")
    )
    given = _given(consultation, question, themes)
    pieces = _pieces(consultation, question, shown)
    if not pieces:
        return None
    spots = list(pieces)
    row_of = {spot: row for row, spot in enumerate(spots)}
    names = [(str(theme.pk), theme.label) for theme in themes]
    titles = tuple(f"{one.label}. {one.description}".strip(" .") for one in themes)
    texts = tuple(pieces[spot].quote for spot in spots)
    languages = tuple(pieces[spot].language for spot in spots)
    space, near = _laid_out(
        texts, languages, titles, tuple(consultation.languages), settings.COMMONSPACE_EMBEDDER
    )
    barred = _barred(themes, row_of)
    coded = _coded({row_of[spot]: places for spot, places in given.items()}, barred, len(themes))
    model = fit(space, near, coded)
    return Lesson(
        themes=themes,
        row_of=row_of,
        taught=Taught(space, near, model.coded, model, names),
        chances=model.chances(space, near, slice(None)),
        barred=barred,
        open_rows=tuple(row for spot, row in row_of.items() if spot not in given),
    )


def _given(
    consultation: Consultation, question: Question | None, themes: Sequence[Theme]
) -> dict[Spot, list[int]]:
    """Return the places of the themes each coded statement was given."""
    place_of = {theme.pk: place for place, theme in enumerate(themes)}
    coded = live_statements(consultation).filter(question=question, codings__theme__in=place_of)
    found: dict[Spot, list[int]] = defaultdict(list)
    for text, start, end, theme in coded.order_by("pk").values_list(
        "text", "start", "end", "codings__theme"
    ):
        if theme in place_of:
            found[text, start, end].append(place_of[theme])
    return dict(found)


def _pieces(
    consultation: Consultation, question: Question | None, shown: Iterable[Shown]
) -> dict[Spot, _Piece]:
    """Return what is laid out: confirmed statements, what is shown, and a share of what waits."""
    rows = [
        _Piece(_spot(one), one.quote, one.language or "en") for one in shown if not one.is_refused
    ]
    confirmed = live_statements(consultation).filter(question=question).order_by("pk")
    rows += [
        _Piece((text, start, end), quote, found or language or "en")
        for text, start, end, quote, found, language in confirmed.values_list(
            "text", "start", "end", "quote", "candidate__language", "text__language"
        )
    ]
    run = run_for(consultation, question)
    if run is not None:
        left = waiting(run).filter(question=question).order_by("pk")
        step = max(1, -(-left.count() // MOST_WAITING))
        rows += [
            _Piece((text, start, end), quote, language or "en")
            for text, start, end, quote, language in list(
                left.values_list("text", "start", "end", "quote", "language")
            )[::step]
        ]
    in_order = sorted(rows, key=lambda one: (str(one.spot[0]), one.spot[1:]))
    return {one.spot: one for one in in_order}


def _barred(themes: Sequence[Theme], row_of: Mapping[Spot, int]) -> dict[int, frozenset[int]]:
    place_of = {theme.pk: place for place, theme in enumerate(themes)}
    found: dict[int, set[int]] = defaultdict(set)
    refused = ThemeRefusal.objects.filter(theme__in=place_of)
    for text, start, end, theme in refused.values_list("text", "start", "end", "theme"):
        row = row_of.get((text, start, end))
        if row is not None:
            found[row].add(place_of[theme])
    return {row: frozenset(places) for row, places in found.items()}


def _coded(
    given: Mapping[int, Sequence[int]], barred: Mapping[int, frozenset[int]], n_themes: int
) -> Coded:
    """A coded statement was decided about for all themes, another one for those refused."""
    rows = sorted(given.keys() | barred.keys())
    table = np.zeros((len(rows), n_themes), dtype=bool)
    known = np.zeros_like(table)
    for at, row in enumerate(rows):
        table[at, list(given.get(row, ()))] = True
        known[at] = True if row in given else [p in barred[row] for p in range(n_themes)]
    return Coded(np.array(rows, dtype=np.intp), table, known)


@lru_cache(maxsize=4)
def _laid_out(
    texts: tuple[str, ...],
    languages: tuple[str, ...],
    titles: tuple[str, ...],
    expected: tuple[str, ...],
    setting: str,
) -> tuple[Space, Titles]:
    """Lay out texts with the embedder of the settings, or a packaged one should it fail."""
    store = vector_file(settings.COMMONSPACE_DATA / "vectors.sqlite")

    def use(embedder: Embedder) -> tuple[Space, Titles]:
        space = space_of(texts, languages, embedder.embed, background_of(embedder, expected))
        return space, titles_in(space, titles)

    found, _note = with_local_instead(
        embedder_for(setting, expected, store=store),
        lambda: local_embedder(expected, store=store),
        use,
    )
    return found


def likely_in_words(chance: float) -> str | Promise:
    """Say how likely it is that a person would choose a theme."""
    if chance >= VERY_LIKELY:
        return _("very likely")
    if chance >= LIKELY:
        return _("likely")
    return _("possible") if chance >= POSSIBLE else _("a guess")


def with_suggestions(
    consultation: Consultation, question: Question | None, shown: Sequence[Shown]
) -> list[Shown]:
    """Add to statements without a theme the three they may belong to."""
    if not any(_asks(one) for one in shown):
        return list(shown)
    if not consultation.themes.filter(merged_into=None, question=question).exists():
        return list(shown)
    lesson = lesson_of(consultation, question, shown)
    return list(shown) if lesson is None else suggested_by(lesson, shown)


def with_suggestions_by_question(consultation: Consultation, shown: Sequence[Shown]) -> list[Shown]:
    """Add suggestions to statements of several questions, each from the themes of its own."""
    questions = {one.pk: one for one in consultation.questions.all()}
    found: dict[str, Shown] = {}
    for key in dict.fromkeys(one.question_id for one in shown):
        own = [one for one in shown if one.question_id == key]
        question = questions.get(key) if key else None
        found |= {one.key: one for one in with_suggestions(consultation, question, own)}
    return [found[one.key] for one in shown]


def _asks(one: Shown) -> bool:
    return not one.is_refused and not one.themes


def suggested_by(lesson: Lesson, shown: Sequence[Shown]) -> list[Shown]:
    """Add to statements without a theme what a lesson suggests for them."""
    asking = [one for one in shown if _asks(one)]
    rows = np.array([lesson.row_of[_spot(one)] for one in asking], dtype=np.intp)
    chances = Chances(lesson.chances.codes[rows], lesson.chances.none[rows])
    found = suggestions_for(lesson.taught, chances, rows, barred=lesson.barred)
    themes = {str(theme.pk): theme for theme in lesson.themes}
    told = {
        one.key: tuple(_as_shown(each, themes) for each in suggestions)
        for one, suggestions in zip(asking, found, strict=True)
    }
    return [replace(one, may_belong=told.get(one.key, ())) for one in shown]


def _spot(one: Shown) -> Spot:
    return UUID(str(one.text_id)), one.start, one.end


def _as_shown(suggestion: Suggestion, themes: Mapping[str, Theme]) -> SuggestedTheme:
    why = {"message": suggestion.reason.message, "params": dict(suggestion.reason.params)}
    return SuggestedTheme(
        theme=themes[suggestion.code],
        why=said(why),
        likely=likely_in_words(suggestion.chance),
    )


def code_first(consultation: Consultation, question: Question | None) -> list[Shown]:
    """Return the statements to sort next, best first, each with the reason it was picked."""
    lesson = lesson_of(consultation, question)
    if lesson is None:
        return []
    settled = sorted(set(range(len(lesson.row_of))) - set(lesson.open_rows))
    picks = code_next(
        lesson.taught.space,
        lesson.taught.titles,
        lesson.chances,
        np.array(settled, dtype=np.intp),
        n=QUEUE,
    )
    why = {
        pick.row: said({"message": pick.why.message, "params": dict(pick.why.params)})
        for pick in picks
    }
    shown = _shown_rows(consultation, question, lesson, list(why))
    noted = [replace(one, picked=why[lesson.row_of[_spot(one)]]) for one in shown]
    return suggested_by(lesson, noted)


def unsure(consultation: Consultation, question: Question | None) -> tuple[list[Shown], int]:
    """Return the statements no small set of themes fits, most doubtful first, and how many were coded.

    Below nine coded statements nothing can be said yet, and the list is empty.
    """
    lesson = lesson_of(consultation, question)
    if lesson is None:
        return [], 0
    threshold = threshold_from(lesson.taught.model)
    if not threshold:
        return [], lesson.n_coded
    sets = within(lesson.chances, threshold)
    doubtful = [row for row in lesson.open_rows if not 0 < len(sets[row]) <= FEW_ENOUGH]
    doubtful.sort(key=lambda row: (float(lesson.chances.codes[row].max(initial=0)), row))
    shown = _shown_rows(consultation, question, lesson, doubtful)
    return suggested_by(lesson, shown), lesson.n_coded


def _shown_rows(
    consultation: Consultation, question: Question | None, lesson: Lesson, rows: Sequence[int]
) -> list[Shown]:
    """Return some rows of a lesson as a page shows them, in the order given."""
    place = {row: at for at, row in enumerate(rows[:MOST_SHOWN])}
    texts = {spot[0] for spot, row in lesson.row_of.items() if row in place}
    run = run_for(consultation, question)
    candidates = waiting([run] if run else []).filter(question=question, text__in=texts)
    statements = live_statements(consultation).filter(
        question=question, codings=None, text__in=texts
    )
    shown = [
        *show_candidates(with_source(candidates)),
        *show_statements(statements_with_source(statements)),
    ]
    found = [one for one in shown if lesson.row_of.get(_spot(one)) in place]
    return sorted(found, key=lambda one: place[lesson.row_of[_spot(one)]])
