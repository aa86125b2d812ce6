"""Why a code is suggested, in a sentence a person can check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from commonspace.analysis.learning.assigning import Chances, Coded, Model, Rows
from commonspace.analysis.learning.shapes import Suggestion
from commonspace.analysis.learning.space import Matrix, Space, Titles
from commonspace.analysis.stopwords import STOP_WORDS
from commonspace.analysis.wording import Remark, gettext_noop, remark
from commonspace.analysis.words import normal_words, surface_words

MOST = 3
_BATCH = 5000
_LONGEST = 90
_SHOWN_WORDS = 3
_NEAR = 0.2

_CLOSE = gettext_noop("because it is close to “%(quote)s”")
_CLOSE_WORDS = gettext_noop("because it is close to “%(quote)s” and shares the words: %(words)s")
_NAME_WORDS = gettext_noop("because it shares words with the theme’s name: %(words)s")
_NAME = gettext_noop("because its meaning is near the theme’s name")
_WEAK = gettext_noop("nothing coded is close to it yet")


@dataclass(frozen=True, slots=True)
class Taught:
    """Everything suggestions are made from; ``codes`` holds key and title of each code."""

    space: Space
    titles: Titles
    coded: Coded
    model: Model
    codes: Sequence[tuple[str, str]]


def suggestions_for(
    taught: Taught,
    chances: Chances,
    rows: Rows,
    *,
    barred: Mapping[int, frozenset[int]] | None = None,
) -> list[tuple[Suggestion, ...]]:
    """Return the three likeliest codes of some statements, each with its reason.

    Args:
        taught: What was learnt, and from what.
        chances: Of the statements in ``rows``.
        rows: Which statements.
        barred: Codes by place that a person refused for a statement, by row; never suggested.
    """
    found: list[tuple[Suggestion, ...]] = []
    vectors = taught.space.vectors
    for start in range(0, len(rows), _BATCH):
        part = rows[start : start + _BATCH]
        alike = vectors[part] @ vectors[taught.coded.rows].T
        for place, row in enumerate(part):
            refused = (barred or {}).get(int(row), frozenset())
            chance = chances.codes[start + place]
            order = np.argsort(-chance, kind="stable")
            best = [int(code) for code in order if int(code) not in refused][:MOST]
            own = np.where(taught.coded.rows == row, -1.0, alike[place])
            found.append(tuple(_suggestion(taught, own, int(row), c, chance[c]) for c in best))
    return found


def _suggestion(taught: Taught, alike: Matrix, row: int, code: int, chance: float) -> Suggestion:
    key, title = taught.codes[code]
    examples = np.flatnonzero(taught.coded.given[:, code])
    nearest = int(examples[alike[examples].argmax()]) if len(examples) else None
    if nearest is not None and _speaks(taught, row, code, float(alike[nearest])):
        other = int(taught.coded.rows[nearest])
        why = _close_to(taught.space, row, other)
        return Suggestion(code=key, chance=float(chance), reason=why, nearest=other)
    why = _named_like(taught, row, code, title)
    return Suggestion(code=key, chance=float(chance), reason=why)


def _speaks(taught: Taught, row: int, code: int, likeness: float) -> bool:
    """Tell whether the nearest coded statement is the better reason: it can be read and judged.

    A title is only where nothing coded is near, or where it weighs more and shares words.
    """
    if likeness < _NEAR:
        return False
    weights, titles = taught.model.weights, taught.titles
    by_title = weights[2] * titles.meaning[row, code] + weights[3] * titles.wording[row, code]
    language = taught.space.languages[row]
    named = shared_words((taught.space.texts[row], language), (taught.codes[code][1], language))
    return bool(weights[0] * likeness >= by_title) or not named


def _close_to(space: Space, row: int, other: int) -> Remark:
    quote = shortened(space.texts[other])
    words = shared_words(
        (space.texts[row], space.languages[row]), (space.texts[other], space.languages[other])
    )
    if words:
        return remark("close-to", _CLOSE_WORDS, quote=quote, words=", ".join(words))
    return remark("close-to", _CLOSE, quote=quote)


def _named_like(taught: Taught, row: int, code: int, title: str) -> Remark:
    language = taught.space.languages[row]
    words = shared_words((taught.space.texts[row], language), (title, language))
    if words:
        return remark("named-like", _NAME_WORDS, words=", ".join(words))
    if taught.titles.meaning[row, code] > 0:
        return remark("named-like", _NAME)
    return remark("weak", _WEAK)


def shared_words(one: tuple[str, str], other: tuple[str, str]) -> list[str]:
    """Return up to three content words two texts share, longest first, as the first writes them."""
    theirs = set(normal_words(other[0])) - STOP_WORDS.get(other[1], frozenset())
    stop = STOP_WORDS.get(one[1], frozenset())
    found: dict[str, str] = {}
    for word, _start, _end in surface_words(one[0]):
        for form in normal_words(word):
            if form in theirs and form not in stop and len(form) > 1:
                found.setdefault(form, word)
    return sorted(found.values(), key=lambda word: (-len(word), word))[:_SHOWN_WORDS]


def shortened(quote: str) -> str:
    """Return the beginning of a quotation, cut between words, with dots where it was cut."""
    words = " ".join(quote.split())
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rpartition(" ")[0].rstrip(",;:–-") + " …"
