"""Entries of a list that say nearly the same, so that listing both is a choice."""

from collections.abc import Iterable

import numpy as np

from commonspace.analysis.reading.plain import folded
from commonspace.analysis.vectors import letter_view

NEAR = 0.85
MOST_COMPARED = 3000
LONGEST = 1000
_AT_ONCE = 500


def near_equal(texts: Iterable[tuple[object, str]]) -> dict[object, list[object]]:
    """Return for each entry the keys of those that say nearly the same.

    Entries are compared by their pieces of words, each with each, so that another order of
    words or a word put in front does not hide one. Two entries are near from a cosine of
    0.85; in a list of a hundred services and recommendations only true repetitions reach it.

    Args:
        texts: Key and text of each entry; the first 3,000 are compared.
    """
    listed = [(key, _plain(text)) for key, text in texts]
    entries = [(key, text) for key, text in listed if text][:MOST_COMPARED]
    if len(entries) < 2:  # noqa: PLR2004  # nothing to compare
        return {}
    vectors = letter_view([text for _key, text in entries])
    found: dict[object, list[object]] = {}
    for start in range(0, len(entries), _AT_ONCE):
        near = vectors[start : start + _AT_ONCE] @ vectors.T >= NEAR
        for row, column in np.argwhere(near):
            one, other = start + int(row), int(column)
            if one != other:
                found.setdefault(entries[one][0], []).append(entries[other][0])
    return found


def _plain(text: str) -> str:
    return folded(text).strip(" .;:,")[:LONGEST]
