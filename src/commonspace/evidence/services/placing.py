"""Placing the statements of an analysis on the maps of its questions."""

from collections import defaultdict

from commonspace.analysis.background import Background
from commonspace.analysis.projection import projected
from commonspace.analysis.results import Analysis
from commonspace.analysis.settings import Settings
from commonspace.analysis.vectors import Embed, vectors_for

MOST_POINTS = 1000
FEWEST_POINTS = 20
Places = dict[int, tuple[int, int]]


def places_of(
    found: Analysis, *, settings: Settings, embed: Embed, background: Background | None
) -> Places:
    """Return where statements lie on the map of their question, by their indexes.

    Near-duplicates are placed once. Of many statements an even share is placed. Questions with too
    little for themes have no map.
    """
    own: dict[str | None, list[int]] = defaultdict(list)
    read = {one.question for one in found.questions if one.is_for_reading}
    seen: set[str] = set()
    for index, one in enumerate(found.statements):
        if one.question in read or one.duplicate_group in seen:
            continue
        if one.duplicate_group:
            seen.add(one.duplicate_group)
        own[one.question].append(index)
    placed: Places = {}
    for indexes in own.values():
        shown = indexes[:: max(1, -(-len(indexes) // MOST_POINTS))]
        if len(shown) < FEWEST_POINTS:
            continue
        vectors = vectors_for(
            [found.statements[index].quote for index in shown],
            [found.statements[index].language for index in shown],
            embed=embed,
            word_weight=settings.word_weight,
            seed=settings.seed,
            background=background,
        ).joined
        places = projected(vectors, seed=settings.seed)
        placed |= {
            index: (int(x), int(y)) for index, (x, y) in zip(shown, places.tolist(), strict=True)
        }
    return placed
