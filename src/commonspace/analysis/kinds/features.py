"""Statements as numbers: their signs, their shape, and pieces of their words by hash."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from commonspace.analysis import cues
from commonspace.analysis.kinds.signs import (
    ADDRESS,
    ASKS,
    ASKS_OPENLY,
    CITATION,
    COMMAND,
    FIGURE,
    TOLD,
    Sign,
)
from commonspace.analysis.kinds.traits import MESSAGES
from commonspace.analysis.words import whole_characters

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import HashingVectorizer

Numbers = NDArray[np.float32]

CODES: tuple[str, ...] = (
    *(f"{kind}-{strength}" for kind in (
        cues.RECOMMENDATION, cues.SERVICE, cues.EXAMPLE, cues.CHALLENGE, cues.RESOURCE, cues.POSITION
    ) for strength in ("strong", "weak")),
    *MESSAGES,
    ASKS, ASKS_OPENLY, ADDRESS, CITATION, COMMAND, TOLD, FIGURE,
)  # fmt: skip
SHAPES = (
    "few words",
    "many words",
    "a figure",
    "no full stop",
    "exclaims",
    "a colon",
    "opens small",
)
N_DENSE = len(CODES) + len(SHAPES)
WORD_BITS, PIECE_BITS, BESIDE_BITS = 15, 16, 14
_PLACE = {code: place for place, code in enumerate(CODES)}
_FEW, _MANY = 6, 16
_READ = 2000
_MOST = 1.5
_PIECE_OF_TEXT = r"(?u)\b\w+\b|[!?؟¿:;…]"
_STOPS = (".", "!", "?", "؟", "…", '"', "”", "»")
_DIGIT = re.compile(r"\d")


def readable(text: str) -> str:
    """Return the first 2,000 characters, without halves of characters."""
    return whole_characters(text[:_READ])


def dense_rows(texts: Sequence[str], signs: Sequence[Sequence[Sign]]) -> Numbers:
    """Return one row a statement: how much of each sign it has, then its shape.

    Returns:
        float32 array of shape (n, N_DENSE), in the order of ``CODES`` and ``SHAPES``.
    """
    rows = np.zeros((len(texts), N_DENSE), dtype=np.float32)
    for row, (text, found) in enumerate(zip(texts, signs, strict=True)):
        for sign in found:
            place = _PLACE.get(sign.code)
            if place is not None:
                rows[row, place] = min(_MOST, rows[row, place] + sign.weight)
        rows[row, len(CODES) :] = _shape(text)
    return rows


def _shape(text: str) -> tuple[bool, ...]:
    words = text.count(" ") + 1
    return (
        words <= _FEW,
        words >= _MANY,
        _DIGIT.search(text) is not None,
        not text.rstrip().endswith(_STOPS),
        "!" in text,
        ":" in text,
        text[:1].islower(),
    )


@lru_cache(maxsize=8)
def _hasher(bits: int, analyzer: str, longest: tuple[int, int]) -> "HashingVectorizer":
    from sklearn.feature_extraction.text import HashingVectorizer  # noqa: PLC0415  # slow to load

    return HashingVectorizer(
        analyzer=analyzer,
        ngram_range=longest,
        n_features=2**bits,
        alternate_sign=False,
        norm="l2",
        token_pattern=_PIECE_OF_TEXT,
    )


def words_and_pieces(texts: Sequence[str]) -> csr_matrix:
    """Return words, word pairs and pieces of 2 to 5 letters, counted by hash, unit length each.

    Returns:
        Sparse float array of shape (n, 2**WORD_BITS + 2**PIECE_BITS); a text has the same
        row in any company.
    """
    words = _hasher(WORD_BITS, "word", (1, 2)).transform(texts)
    pieces = _hasher(PIECE_BITS, "char_wb", (2, 5)).transform(texts)
    return csr_matrix(hstack([words, pieces], format="csr", dtype=np.float32))


def words_beside(texts: Sequence[str]) -> csr_matrix:
    """Return the words of the statements before or after: shape (n, 2**BESIDE_BITS)."""
    return csr_matrix(
        _hasher(BESIDE_BITS, "word", (1, 2)).transform(texts),
        dtype=np.float32,
    )


def single_words(text: str) -> list[str]:
    """Return the distinct words of a statement, longest first."""
    found = dict.fromkeys(re.findall(r"\w+", text.lower()))
    return sorted(found, key=lambda word: (-len(word), word))
