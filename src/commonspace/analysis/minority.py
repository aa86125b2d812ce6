"""A tray for views that counting would lose: single voices, and voices against the rest.

Rarity is not minority, and no measure finds minority views reliably; this is a reading list
for a person, short on purpose.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from commonspace.analysis.results import Minority
from commonspace.analysis.stance import OPPOSE, SUPPORT
from commonspace.analysis.themes import Grouped, Material
from commonspace.analysis.wording import gettext_noop, remark
from commonspace.analysis.words import count_words

SINGLE, CONTRARY = "single voice", "contrary"
_ALONE = gettext_noop("nobody else said anything near it")
_AGAINST = gettext_noop("says “%(cue)s” in a theme where few oppose")
_IN_FAVOUR = gettext_noop("says “%(cue)s” in a theme where most oppose")
_MIN_WORDS = 6
_MOST_SINGLE = 10
_LONELY_SHARE = 0.05
_MIN_THEME = 5
_FEW_OPPOSE = 0.25
_MOST_OPPOSE = 0.5


def minority_tray(material: Material, grouped: Grouped) -> list[Minority]:
    """List the statements of one question that a person should not miss.

    Args:
        material: The question's ideas.
        grouped: Its themes.

    Returns:
        Single voices, loneliest first, then contrary ones.
    """
    return [*_single_voices(material, grouped), *_contrary(material, grouped)]


def _single_voices(material: Material, grouped: Grouped) -> Iterator[Minority]:
    nearness = _nearest_other(material, grouped)
    if not len(nearness):
        return
    limit = float(np.quantile(nearness, _LONELY_SHARE))
    lonely = [
        row
        for row in np.argsort(nearness, kind="stable").tolist()
        if (row not in grouped.theme_of or nearness[row] <= limit)
        and count_words(material.speaker(row).quote) >= _MIN_WORDS
        and len({material.drafts[m].record.contributor for m in material.ideas[row].members}) == 1
    ]
    for row in lonely[:_MOST_SINGLE]:
        yield Minority(
            statement=material.ideas[row].representative,
            why=SINGLE,
            reason=remark("alone", _ALONE),
        )


def _nearest_other(material: Material, grouped: Grouped) -> NDArray[np.float32]:
    """Return each idea's best cosine to a near idea of somebody else; -1 where there is none."""
    names = [material.speaker(row).record.contributor for row in range(len(material.ideas))]
    numbers = np.unique(names, return_inverse=True)[1]
    best = np.full(len(names), -1.0, dtype=np.float32)
    edges = grouped.graph.tocoo()
    others = numbers[edges.row] != numbers[edges.col]
    np.maximum.at(best, edges.row[others], edges.data[others].astype(np.float32))
    return best


def _contrary(material: Material, grouped: Grouped) -> Iterator[Minority]:
    rows_of: dict[str, list[int]] = defaultdict(list)
    for row, key in sorted(grouped.theme_of.items()):
        rows_of[key].append(row)
    for key in sorted(rows_of):
        yield from _contrary_in(material, rows_of[key])


def _contrary_in(material: Material, rows: Sequence[int]) -> Iterator[Minority]:
    """Yield the few who oppose, or who support what most oppose, far from the middle of a theme."""
    if len(rows) < _MIN_THEME:
        return
    on = {
        side: [row for row in rows if material.speaker(row).stance.side == side]
        for side in (OPPOSE, SUPPORT)
    }
    own = material.vectors[list(rows)]
    consensus = np.round(own @ own.mean(axis=0), 5)
    middle = float(np.median(consensus))
    outlying = {row for row, near in zip(rows, consensus, strict=True) if near <= middle}
    most_oppose = len(on[OPPOSE]) >= _MOST_OPPOSE * len(rows)
    for side, message in ((OPPOSE, _AGAINST), (SUPPORT, _IN_FAVOUR)):
        if len(on[side]) > _FEW_OPPOSE * len(rows) or (side == SUPPORT and not most_oppose):
            continue
        for row in on[side]:
            if row in outlying:
                yield _contrary_view(material, row, message)


def _contrary_view(material: Material, row: int, message: str) -> Minority:
    cue = dict(material.speaker(row).stance.reason.params).get("cue", "")
    return Minority(
        statement=material.ideas[row].representative,
        why=CONTRARY,
        reason=remark("against" if message == _AGAINST else "in-favour", message, cue=cue),
    )
