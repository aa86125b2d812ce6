"""A tray for views that counting would lose: single voices, and voices against the rest.

Rarity is not minority, and no measure finds minority views reliably; this is a reading list
for a person, short on purpose.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from commonspace.analysis.kinds import opposes
from commonspace.analysis.results import Minority
from commonspace.analysis.themes import Grouped, Material
from commonspace.analysis.wording import gettext_noop, remark
from commonspace.analysis.words import count_words

SINGLE, CONTRARY = "single voice", "contrary"
_ALONE = gettext_noop("nobody else said anything near it")
_AGAINST = gettext_noop("says “%(cue)s” in a theme where few oppose")
_MIN_WORDS = 6
_MOST_SINGLE = 10
_LONELY_SHARE = 0.05
_MIN_THEME = 5
_FEW_OPPOSE = 0.25


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
    speakers = {row: material.speaker(row) for row in rows}
    cues = {row: opposes(d.quote, d.language.language) for row, d in speakers.items()}
    against = [row for row in rows if cues[row]]
    if len(rows) < _MIN_THEME or len(against) > _FEW_OPPOSE * len(rows):
        return
    own = material.vectors[list(rows)]
    consensus = np.round(own @ own.mean(axis=0), 5)
    middle = float(np.median(consensus))
    for row, nearness in zip(rows, consensus, strict=True):
        cue = cues[row]
        if cue and nearness <= middle:
            yield Minority(
                statement=material.ideas[row].representative,
                why=CONTRARY,
                reason=remark("against", _AGAINST, cue=cue),
            )
