"""Which of a theme's phrases mean what the theme means: the second half of naming it.

Shared words alone make labels such as "city" or "asked". Where an embedder is at hand, each
candidate phrase is weighed by how much nearer it lies to the middle of its own theme than
to the middles of the others.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from commonspace.analysis.labels import Namer
from commonspace.analysis.vectors import Embed, Vectors, centre, unit_rows

Weights = dict[str, float]
_LEAST = 0.2


def weigh_phrases(
    namer: Namer,
    rows_of: Mapping[int, Sequence[int]],
    *,
    meaning: Vectors | None,
    embed: Embed | None,
) -> dict[int, Weights]:
    """Weigh the candidate phrases of each theme by nearness of meaning.

    Args:
        namer: Knows the phrases of every text.
        rows_of: The texts of each theme.
        meaning: float32 array of shape (n_texts, dims), languages taken out, unit rows.
        embed: Gives one unit vector for each phrase.

    Returns:
        For each theme a weight from 0.2 to 1.2 for each phrase; empty without an embedder.
    """
    shortlists = {group: namer.shortlist(rows) for group, rows in rows_of.items()}
    phrases = sorted({pair for shortlist in shortlists.values() for pair in shortlist})
    if embed is None or meaning is None or not phrases:
        return {}
    languages = [language for language, _phrase in phrases]
    vectors = centre(unit_rows(embed([phrase for _language, phrase in phrases])), languages)
    groups = sorted(rows_of)
    middles = unit_rows(np.stack([meaning[list(rows_of[g])].mean(axis=0) for g in groups]))
    nearness = np.round(vectors @ middles.T, 5)
    contrast = nearness - nearness.mean(axis=1, keepdims=True)
    place = {pair: row for row, pair in enumerate(phrases)}
    return {
        group: _scaled(
            [phrase for _language, phrase in shortlists[group]],
            [float(contrast[place[pair], column]) for pair in shortlists[group]],
        )
        for column, group in enumerate(groups)
    }


def _scaled(phrases: Sequence[str], scores: Sequence[float]) -> Weights:
    low, high = min(scores, default=0.0), max(scores, default=0.0)
    spread = (high - low) or 1.0
    return {
        phrase: round(_LEAST + (score - low) / spread, 4)
        for phrase, score in zip(phrases, scores, strict=True)
    }
