"""The map of the statements of one question, drawn on the board."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from commonspace.analysis.projection import HEIGHT, WIDTH, apart, middle
from commonspace.consultations.models import Question
from commonspace.evidence.models import CandidateStatement
from commonspace.evidence.queries import waiting
from commonspace.evidence.showing import place_of
from commonspace.kernel.localised import current_language
from commonspace.provenance.models import Run

TONES = 10
SHAPES = ("dot", "box", "tip")
SHORT = 140


@dataclass(frozen=True, slots=True)
class Point:
    """One statement on the map, its words shortened."""

    x: int
    y: int
    reference: int
    place: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloud:
    """The points of one topmost theme: a number, a tone and a shape tell it from the others."""

    number: int
    key: int
    label: str
    tone: int
    shape: str
    points: tuple[Point, ...]
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """The map of one question."""

    clouds: tuple[Cloud, ...]
    loose: tuple[Point, ...]
    width: int = WIDTH
    height: int = HEIGHT


def plot_of(run: Run, question: Question | None) -> Plot | None:
    """Return the map of a question as its analysis placed it; nothing without two themes on it."""
    rows = list(
        waiting(run)
        .filter(question=question)
        .exclude(map_x=None)
        .select_related("theme__parent", "text__contribution")
        .order_by("pk")
    )
    groups: dict[int | None, list[CandidateStatement]] = defaultdict(list)
    for row in rows:
        top = (row.theme.parent or row.theme) if row.theme else None
        groups[top.pk if top else None].append(row)
    found = run.candidate_themes.filter(question=question, parent=None)
    tops = [one for one in found.order_by("position", "pk") if groups.get(one.pk)]
    if len(tops) < 2:  # noqa: PLR2004 - one theme needs no map
        return None
    own = [np.array([[row.map_x, row.map_y] for row in groups[top.pk]]) for top in tops]
    badges = apart(np.array([middle(places) for places in own]))
    return Plot(
        clouds=tuple(
            Cloud(
                number=n + 1,
                key=top.pk,
                label=str(top.labels.get(current_language()) or top.label),
                tone=n % TONES,
                shape=SHAPES[n // TONES % len(SHAPES)],
                points=tuple(_point(row) for row in groups[top.pk]),
                x=int(badges[n, 0]),
                y=int(badges[n, 1]),
            )
            for n, top in enumerate(tops)
        ),
        loose=tuple(_point(row) for row in groups[None]),
    )


def _point(row: CandidateStatement) -> Point:
    return Point(
        x=row.map_x or 0,
        y=row.map_y or 0,
        reference=row.text.contribution.reference,
        place=place_of(row.text_id, row.start, row.end),
        words=row.quote if len(row.quote) <= SHORT else f"{row.quote[:SHORT].rstrip()}…",
    )
