"""The map of statements: one picture a question, and the same in a table."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from commonspace.analysis.projection import BADGE, HEIGHT, WIDTH, apart, middle, projected
from commonspace.analysis.results import Statement
from commonspace.analysis.vectors import Vectors, unit_rows, vectors_for
from commonspace.cli.synthesising.composition.material import Material, question_words
from commonspace.cli.synthesising.page.listing import Listing, spread
from commonspace.cli.synthesising.page.order import Order
from commonspace.engines.embedding import EmbedderFailedError

MOST_POINTS = 3000
TONES = 10
_FEWEST_POINTS = 25
_LEAST_A_QUESTION = 120
_NEAREST = 2
_LABEL = 30
_LETTER = 7.6
_LINE = 8

Frame = tuple[int, int, int, int]
"""Left, top, right and bottom of a rectangle."""


@dataclass(frozen=True, slots=True)
class Point:
    """One statement on the map."""

    statement: int
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloud:
    """The points of one topmost theme; tone and shape tell it from the others.

    ``side`` is where the label stands in relation to the badge: "start" if it begins there, "end"
    if it ends there, and empty where there is no room for it.
    """

    key: str
    number: str
    short: str
    label: str
    tone: int
    shape: str
    points: tuple[Point, ...]
    x: int
    y: int
    near: tuple[str, ...]
    statements: int
    side: str = ""

    @property
    def brief(self) -> str:
        """The label as far as the map has room for it."""
        return self.label if len(self.label) <= _LABEL else f"{self.label[:_LABEL].rstrip()}…"

    @property
    def label_x(self) -> int:
        """Where the label begins or ends."""
        return self.x + (-BADGE - 5 if self.side == "end" else BADGE + 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """The map of one question."""

    number: int
    question: str
    clouds: tuple[Cloud, ...]
    loose: tuple[Point, ...]
    shown: int
    total: int
    width: int = WIDTH
    height: int = HEIGHT


def plots_of(material: Material, order: Order, listing: Listing) -> tuple[Plot, ...]:
    """Draw a map of each question that has enough different statements and two themes.

    Only listed statements are drawn, each near-duplicate once, at most ``MOST_POINTS`` in all;
    what is left out is left out evenly over themes.
    """
    own = {
        number: material.without_copies(_listed(listing, summary.question))
        for number, summary in order.questions
        if len(order.of(summary.question)) > 1
    }
    most = _shares({number: len(indexes) for number, indexes in own.items()})
    return tuple(
        _plot(material, order, number, spread(own[number], most[number]))
        for number in own
        if most[number] >= _FEWEST_POINTS
    )


def _listed(listing: Listing, question: str | None) -> list[int]:
    groups = [own for (asked, _theme), own in listing.groups.items() if asked == question]
    return [index for own in groups for index in own]


def _shares(sizes: dict[int, int]) -> dict[int, int]:
    """Part the points between the questions by size, with a least for the small ones."""
    total = sum(sizes.values())
    if total <= MOST_POINTS:
        return sizes
    return {
        number: min(size, max(_LEAST_A_QUESTION, size * MOST_POINTS // total))
        for number, size in sizes.items()
    }


def _plot(material: Material, order: Order, number: int, indexes: Sequence[int]) -> Plot:
    statements = [material.statement(index) for index in indexes]
    vectors = _vectors(material, statements)
    places = projected(vectors, seed=material.settings.seed)
    rows: dict[str | None, list[int]] = defaultdict(list)
    for row, one in enumerate(statements):
        rows[_topmost(material, one.theme)].append(row)
    summary = dict(order.questions)[number]
    return Plot(
        number=number,
        question=question_words(summary.question),
        clouds=_clouds(order, rows, indexes, places, vectors),
        loose=_points(rows[None], indexes, places),
        shown=len(indexes),
        total=len(material.without_copies(_all(material, summary.question))),
    )


def _all(material: Material, question: str | None) -> list[int]:
    statements = enumerate(material.analysis.statements)
    return [index for index, one in statements if one.question == question]


def _vectors(material: Material, statements: Sequence[Statement]) -> Vectors:
    """Return the vectors themes were found in; of wording alone should a service fail by now."""
    settings = material.settings
    view = partial(
        vectors_for,
        [one.quote for one in statements],
        [one.language for one in statements],
        word_weight=settings.word_weight,
        seed=settings.seed,
    )
    try:
        return view(embed=material.embed, background=material.background).joined
    except EmbedderFailedError:
        return view(embed=None).joined


def _topmost(material: Material, key: str | None) -> str | None:
    while key and material.theme(key).parent:
        key = material.theme(key).parent
    return key


def _points(
    rows: Sequence[int], indexes: Sequence[int], places: NDArray[np.int64]
) -> tuple[Point, ...]:
    return tuple(Point(indexes[row], int(places[row, 0]), int(places[row, 1])) for row in rows)


def _clouds(
    order: Order,
    rows: dict[str | None, list[int]],
    indexes: Sequence[int],
    places: NDArray[np.int64],
    vectors: Vectors,
) -> tuple[Cloud, ...]:
    keys = [key for key in order.placed if rows.get(key)]
    middles = np.array([middle(places[rows[key]]) for key in keys]).reshape(-1, 2)
    badges = apart(middles)
    near = _nearest(unit_rows(np.array([vectors[rows[key]].mean(axis=0) for key in keys])))
    return _labelled(
        Cloud(
            key=key,
            number=order.placed[key].number,
            short=order.placed[key].number.partition(".")[2],
            label=order.material.labels[key],
            tone=(order.placed[key].rank - 1) % TONES,
            shape=("dot", "box", "tip")[(order.placed[key].rank - 1) // TONES % 3],
            points=_points(rows[key], indexes, places),
            x=int(badges[place, 0]),
            y=int(badges[place, 1]),
            near=tuple(order.name(keys[other]) for other in near[place]),
            statements=len(order.placed[key].theme.statements),
        )
        for place, key in enumerate(keys)
    )


def _labelled(clouds: Iterable[Cloud]) -> tuple[Cloud, ...]:
    """Give each label the side where it covers nothing; the largest themes choose first."""
    waiting = list(clouds)
    taken = [_badge(cloud) for cloud in waiting]
    labelled = []
    for cloud in waiting:
        sides = [replace(cloud, side=side) for side in ("start", "end")]
        free = next((one for one in sides if _is_free(_frame(one), taken)), cloud)
        if free.side:
            taken.append(_frame(free))
        labelled.append(free)
    return tuple(labelled)


def _badge(cloud: Cloud) -> Frame:
    return cloud.x - BADGE, cloud.y - BADGE, cloud.x + BADGE, cloud.y + BADGE


def _frame(cloud: Cloud) -> Frame:
    """Return the room a label takes, by a mean width of its letters."""
    width = round(len(cloud.brief) * _LETTER)
    left = cloud.label_x - (width if cloud.side == "end" else 0)
    return left, cloud.y - _LINE, left + width, cloud.y + _LINE


def _is_free(frame: Frame, taken: Sequence[Frame]) -> bool:
    left, top, right, bottom = frame
    inside = left >= 0 and right <= WIDTH
    return inside and all(
        right <= other[0] or left >= other[2] or bottom <= other[1] or top >= other[3]
        for other in taken
    )


def _nearest(middles: Vectors) -> list[list[int]]:
    likeness = np.round(middles @ middles.T, 4)
    np.fill_diagonal(likeness, -2)
    order = np.argsort(-likeness, axis=1, kind="stable")
    return [[int(other) for other in row[: min(_NEAREST, len(middles) - 1)]] for row in order]
