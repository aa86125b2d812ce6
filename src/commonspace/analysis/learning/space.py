"""The space suggestions are made in: meaning and wording of statements, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from commonspace.analysis.background import Background
from commonspace.analysis.vectors import Embed, Vectors, centre, letter_view, unit_rows
from commonspace.analysis.words import normal_words

Matrix = NDArray[np.float64]

_PIECES = 1 << 17
_BUCKETS = 512
_WORD_WEIGHT = 0.5
_HALF_TRUST = 2
_BATCH = 10_000
_LEAST_SPREAD = 1e-6


@dataclass(frozen=True, slots=True)
class Space:
    """Statements as rows: meaning with the language taken out, then wording, joined to unit length.

    Attributes:
        vectors: float32 array of shape (n_statements, width + 512), unit rows.
        width: How many of the columns are meaning.
        origin: float32 array of shape (width,), the mean of the meanings before centring.
        rarity: float64 array of shape (131072,), the weight of each hashed piece of a word.
        texts: The words of each row.
        languages: The language of each row.
        embed: What gave the meanings; None where wording alone is compared.
    """

    vectors: Vectors
    width: int
    origin: Vectors
    rarity: Matrix
    texts: tuple[str, ...]
    languages: tuple[str, ...]
    embed: Embed | None


@dataclass(frozen=True, slots=True)
class Titles:
    """How near each statement lies to the title of each code, in meaning and in wording.

    Both float32 arrays of shape (n_statements, n_codes); each column has mean 0, and the whole
    table a spread of 1.
    """

    meaning: Vectors
    wording: Vectors


def space_of(
    texts: Sequence[str],
    languages: Sequence[str],
    embed: Embed | None,
    background: Background | None = None,
) -> Space:
    """Lay out statements so that those of like subject and wording lie near each other.

    Pieces of three and four letters inside words are weighed by their rarity among the
    statements and folded into 512 columns by a fixed random sign; likeness of wording survives
    the fold to within a few hundredths.

    Args:
        texts: At least one statement.
        languages: The language of each.
        embed: Gives one unit row for each text; without it pieces of letters stand for meaning.
        background: Where each language lies in this embedder's space, if that is known.

    Source:
        Weinberger, K. et al. (2009). Feature hashing for large scale multitask learning. ICML.
    """
    raw = _embedded(texts, embed)
    pieces = _pieces(texts)
    seen = np.bincount(pieces.indices, minlength=_PIECES)
    rarity = np.log((1 + len(texts)) / (1 + seen)) + 1
    meaning = centre(raw, languages, background)
    joined = np.hstack([meaning, _WORD_WEIGHT * _folded(pieces, rarity)])
    return Space(
        vectors=unit_rows(np.asarray(joined, dtype=np.float32)),
        width=raw.shape[1],
        origin=np.asarray(raw.mean(axis=0), dtype=np.float32),
        rarity=rarity,
        texts=tuple(texts),
        languages=tuple(languages),
        embed=embed,
    )


def titles_in(space: Space, titles: Sequence[str]) -> Titles:
    """Compare every statement with the title of every code."""
    n = len(space.texts)
    if not titles:
        return Titles(np.zeros((n, 0), np.float32), np.zeros((n, 0), np.float32))
    raw = _embedded(titles, space.embed)
    middle = (raw.sum(axis=0) + _HALF_TRUST * space.origin) / (len(titles) + _HALF_TRUST)
    meaning = unit_rows(np.asarray(raw - middle, dtype=np.float32))
    wording = _folded(_pieces(titles), space.rarity)
    return Titles(
        meaning=_standard(space.vectors[:, : space.width] @ meaning.T),
        wording=_standard(space.vectors[:, space.width :] @ wording.T),
    )


def _embedded(texts: Sequence[str], embed: Embed | None) -> Vectors:
    raw = letter_view(texts) if embed is None else np.asarray(embed(list(texts)), dtype=np.float32)
    if raw.ndim != 2 or len(raw) != len(texts) or not np.isfinite(raw).all():  # noqa: PLR2004 - a table
        raise ValueError("the embedder must give one finite row for each text")
    return unit_rows(raw)


def _pieces(texts: Sequence[str]) -> csr_matrix:
    from sklearn.feature_extraction.text import HashingVectorizer  # noqa: PLC0415  # slow to load

    counts = HashingVectorizer(
        analyzer="char_wb", ngram_range=(3, 4), n_features=_PIECES, alternate_sign=False, norm=None
    )
    found = csr_matrix(counts.transform([" ".join(normal_words(text)) for text in texts]))
    found.data = 1 + np.log(found.data)
    return found


def _folded(pieces: csr_matrix, rarity: Matrix) -> Vectors:
    random = np.random.default_rng(0)
    signs, places = random.choice([-1.0, 1.0], _PIECES), random.integers(0, _BUCKETS, _PIECES)
    fold = csr_matrix((signs * rarity, (np.arange(_PIECES), places)), shape=(_PIECES, _BUCKETS))
    parts = [
        np.asarray((pieces[start : start + _BATCH] @ fold).toarray(), dtype=np.float32)
        for start in range(0, pieces.shape[0], _BATCH)
    ]
    return unit_rows(np.vstack(parts))


def _standard(table: Vectors) -> Vectors:
    moved = table - table.mean(axis=0)
    return np.asarray(moved / (float(moved.std()) + _LEAST_SPREAD), dtype=np.float32)
