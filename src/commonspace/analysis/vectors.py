"""From texts to unit vectors in which nearness means likeness of subject, not of language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from commonspace.analysis.stopwords import STOP_WORDS
from commonspace.analysis.words import normal_words

if TYPE_CHECKING:
    from commonspace.analysis.background import Background

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]

WORDING = "wording"
_DIMENSIONS = 100
_SHRINK = 10
_SHRINK_TO_BACKGROUND = 100
_TOO_FEW = 5
_DECIMALS = 5
_EXACT_ROWS = 1000
_READ = 20_000
_MOST_WORDS = 20_000
_PIECES = 2048
_BATCH = 256


class Remembered:
    """A vector for each of many texts, each made once, in one table."""

    def __init__(self, places: dict[str, int], table: Vectors) -> None:
        """Take the row of each text."""
        self._places, self._table = places, table

    @classmethod
    def of(cls, texts: Sequence[str], embed: Embed, told: Callable[[int], None]) -> "Remembered":
        """Make a vector for each of some distinct texts; ``told`` hears how many are made."""
        table = np.empty((0, 0), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            made = _checked(texts[start : start + _BATCH], embed)
            if not start:
                table = np.empty((len(texts), made.shape[1]), dtype=np.float32)
            table[start : start + len(made)] = made
            told(start + len(made))
        return cls({text: row for row, text in enumerate(texts)}, table)

    def rows(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts that are known."""
        return self._table[[self._places[text] for text in texts]]

    def forget(self) -> None:
        """Let go of all: of a million texts they are two gigabytes."""
        self._places, self._table = {}, self._table[:0].copy()


@dataclass(frozen=True, slots=True)
class Views:
    """Vectors of texts in two views side by side: the first ``width`` columns are of meaning.

    ``joined`` is a float32 array of shape (n_texts, n_dims), rows of unit length. Of a million
    texts it is gigabytes, so there is no second table of meaning alone.
    """

    joined: Vectors
    width: int

    def meaning(self, rows: Sequence[int]) -> Vectors:
        """Return the vectors of meaning alone of some rows, of unit length."""
        return unit_rows(self.joined[list(rows), : self.width])


def unit_rows(vectors: Vectors) -> Vectors:
    """Return the rows scaled to length 1; rows of zeros stay zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _reduced(matrix: csr_matrix, width: int) -> Vectors:
    """Keep the strongest directions of a sparse table with few rows."""
    rows, columns = matrix.shape
    size = min(width, rows - 1, columns - 1)
    if size < 1:
        return np.ones((rows, 1), dtype=np.float32)
    squares, directions = np.linalg.eigh((matrix @ matrix.T).toarray())
    strengths = np.sqrt(np.clip(squares[-size:], 0, None))
    return unit_rows(np.asarray(directions[:, -size:] * strengths, dtype=np.float32))


def letter_view(texts: Sequence[str]) -> Vectors:
    """Vectors without any model: pieces of 2 to 5 letters inside words, counted by hash.

    Used when no embedder is at hand. It finds likeness of wording, within one language and
    between related ones; it knows nothing of meaning. A text has the same vector in any
    company.

    Args:
        texts: Any texts.

    Returns:
        float32 array of shape (n_texts, 2048), rows of unit length.
    """
    from sklearn.feature_extraction.text import HashingVectorizer  # noqa: PLC0415  # slow to load

    shown = [" ".join(normal_words(text)) or "?" for text in texts]
    counts = HashingVectorizer(analyzer="char_wb", ngram_range=(2, 5), n_features=_PIECES)
    return unit_rows(np.asarray(counts.transform(shown).toarray(), dtype=np.float32))


def word_view(texts: Sequence[str], languages: Sequence[str], *, seed: int = 0) -> Vectors:
    """Vectors of content words and word pairs, stop words of each text's language left out.

    Of more than a thousand texts, words of one text only are left out; of more than 20,000, the
    directions are learnt from 20,000 spread over them.

    Args:
        texts: Texts with at least one word each.
        languages: The language of each text.
        seed: Start of the reduction.

    Returns:
        float32 array of shape (n_texts, up to 100), rows of unit length.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  # slow to load
    from sklearn.utils.extmath import randomized_svd  # noqa: PLC0415  # slow to load

    shown = [_content(text, language) for text, language in zip(texts, languages, strict=True)]
    if not any(shown):
        return np.ones((len(texts), 1), dtype=np.float32)
    many = len(shown) > _EXACT_ROWS
    counts = TfidfVectorizer(
        tokenizer=str.split,
        token_pattern=None,
        lowercase=False,
        ngram_range=(1, 2),
        sublinear_tf=True,
        min_df=2 if many else 1,
        max_features=_MOST_WORDS if many else None,
        dtype=np.float32,
    )
    read = shown[:: -(-len(shown) // _READ)]
    try:
        matrix = counts.fit_transform(read)
    except ValueError:
        return np.ones((len(texts), 1), dtype=np.float32)
    if not many:
        return _reduced(matrix, _DIMENSIONS)
    directions = randomized_svd(matrix, min(_DIMENSIONS, *matrix.shape), random_state=seed)[2].T
    return unit_rows(
        np.vstack(
            [
                np.asarray(counts.transform(shown[start : start + _READ]) @ directions)
                for start in range(0, len(shown), _READ)
            ]
        )
    )


def _content(text: str, language: str) -> str:
    stop = STOP_WORDS.get(language, frozenset())
    return " ".join(word for word in normal_words(text) if word not in stop)


def centre(
    vectors: Vectors, languages: Sequence[str], background: "Background | None" = None
) -> Vectors:
    """Take the language out of the vectors.

    Each text moves by its language's background mean, then by what is left of the mean of all
    texts, then by what is left of its language's own mean, which counts n / (n + 100) for n
    texts: a language that speaks of one subject only must not lose that subject. Without a
    background own means are all there is: they count n / (n + 10), from five texts on.
    Without this, themes found in mixed languages are languages.

    Args:
        vectors: float32 array of shape (n_texts, n_dims), rows of unit length.
        languages: The language of each text.
        background: Where each language lies in this embedder's space.

    Returns:
        float32 array of the same shape, rows of unit length.

    Source:
        The idea is known as language information removal: Yang, Z. et al. (2021). A simple
        and effective method to eliminate the self language bias in multilingual
        representations. EMNLP. That own means are drawn towards fixed ones is ours.
    """
    moved = vectors.copy()
    _centre(moved, languages, background)
    return moved


def _centre(
    moved: Vectors, languages: Sequence[str], background: "Background | None" = None
) -> None:
    """Take the language out of the vectors where they stand, to hold no second copy of many."""
    shrink = _SHRINK if background is None else _SHRINK_TO_BACKGROUND
    names = np.asarray(languages)
    spoken = [(language, (names == language)[:, None]) for language in sorted(set(languages))]
    if background is not None:
        for language, own in spoken:
            np.subtract(moved, background.rows([language]), out=moved, where=own)
    moved -= _mean(moved)
    for _language, own in spoken:
        n = int(own.sum())
        if n >= _TOO_FEW and n < len(names):
            share = np.float32(n / (n + shrink))
            np.subtract(moved, share * _mean(moved, where=own), out=moved, where=own)
    _to_unit(moved)


def _mean(vectors: Vectors, *, where: NDArray[np.bool_] | bool = True) -> Vectors:
    """Return the mean of the rows, summed in double so that a million keep their last digits."""
    return np.asarray(vectors.mean(axis=0, dtype=np.float64, where=where), dtype=np.float32)


def _to_unit(vectors: Vectors) -> None:
    """Scale the rows to length 1 where they stand, a part at a time."""
    for start in range(0, len(vectors), _READ):
        part = vectors[start : start + _READ]
        lengths = np.linalg.norm(part, axis=1, keepdims=True)
        part /= np.where(lengths > 0, lengths, 1)


def vectors_for(
    texts: Sequence[str],
    languages: Sequence[str],
    *,
    embed: Embed | None,
    word_weight: float,
    seed: int,
    background: "Background | None" = None,
) -> Views:
    """Return the vectors that themes are found in: meaning and wording side by side.

    Args:
        texts: Texts with at least one word each.
        languages: The language of each text.
        embed: Gives one unit row for each text; without it wording alone is compared.
        word_weight: Weight of the word view beside the meaning view.
        seed: Start of the reductions.
        background: Where each language lies in the embedder's space, if that is known.

    Returns:
        The views, joined. Values are rounded, so that batches of different make agree.

    Raises:
        ValueError: If ``embed`` returns another number of rows, or values that are not finite.
    """
    wording = centre(word_view(texts, languages, seed=seed), languages)
    joined, width = _embedded(texts, embed or letter_view, beside=wording.shape[1])
    if background is not None and background.means.shape[1] != width:
        background = None  # another embedder's
    meaning = joined[:, :width]
    _to_unit(meaning)
    _centre(meaning, languages, background)
    joined[:, width:] = np.float32(word_weight) * wording
    _to_unit(joined)
    return Views(np.round(joined, _DECIMALS, out=joined), width)


def _embedded(texts: Sequence[str], embed: Embed, *, beside: int) -> tuple[Vectors, int]:
    """Return a table with a vector for each text and room ``beside`` it, and their width."""
    joined, width = np.empty((len(texts), beside), dtype=np.float32), 0
    for start in range(0, len(texts), _READ):
        asked = texts[start : start + _READ]
        made = _checked(asked, embed)
        if not start:
            width = made.shape[1]
            joined = np.empty((len(texts), width + beside), dtype=np.float32)
        joined[start : start + _READ, :width] = np.round(made, _DECIMALS)
    return joined, width


def _checked(texts: Sequence[str], embed: Embed) -> Vectors:
    made = np.asarray(embed(texts), dtype=np.float32)
    if made.ndim != 2 or len(made) != len(texts) or not np.isfinite(made).all():  # noqa: PLR2004 - a table
        raise ValueError("the embedder must give one finite row for each text")
    return made
