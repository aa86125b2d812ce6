"""Laying statements on a plane so that what is alike lies near."""

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from commonspace.analysis.vectors import Vectors

WIDTH, HEIGHT = 720, 520
BADGE = 13
"""Half the width of the mark that bears a theme's number."""
_GAP = 2 * BADGE + 4
_PUSHES = 60
_EDGE = 26
_FEWEST = 10
_PERPLEXITY = 22
_ROUNDS = 500
_DIRECTIONS = 50
_FLAT = 1e-9


def projected(vectors: Vectors, *, seed: int) -> NDArray[np.int64]:
    """Return a place on the plane for each vector.

    Neighbours are kept near each other; distances between groups far apart mean little, and
    the axes mean nothing. One thread works, so that any machine load gives the same picture.

    Args:
        vectors: float32 array of shape (n, dims), rows of unit length.
        seed: Start of the random draws.

    Returns:
        Whole numbers of shape (n, 2) inside ``WIDTH`` by ``HEIGHT``.

    Source:
        van der Maaten, L., Hinton, G. (2008). Visualizing data using t-SNE. Journal of Machine
        Learning Research 9, 2579-2605; started from principal components, after Kobak, D.,
        Berens, P. (2019). The art of using t-SNE. Nature Communications 10, 5416.
    """
    with threadpool_limits(1):
        reduced = _reduced(vectors)
        start = _start(reduced, seed)
        places = start if len(vectors) < _FEWEST else _embedded(reduced, start, seed)
    return _framed(places)


def _reduced(vectors: Vectors) -> NDArray[np.float32]:
    """Keep the strongest directions, whichever way round each comes out."""
    centred = vectors - vectors.mean(axis=0)
    _values, directions = np.linalg.eigh(centred.T @ centred)
    kept = directions[:, ::-1][:, :_DIRECTIONS]
    largest = np.abs(kept).argmax(axis=0)
    kept = kept * np.sign(kept[largest, np.arange(kept.shape[1])])
    return np.asarray(np.round(centred @ kept, 5), dtype=np.float32)


def _start(reduced: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
    first = np.zeros((len(reduced), 2), dtype=np.float32)
    first[:, : reduced.shape[1]] = reduced[:, :2]
    spread = float(first.std())
    if spread < _FLAT:
        drawn = np.random.default_rng(seed).normal(size=first.shape)
        return np.asarray(drawn * 1e-4, dtype=np.float32)
    return np.asarray(first / spread * 1e-4, dtype=np.float32)


def _embedded(
    reduced: NDArray[np.float32], start: NDArray[np.float32], seed: int
) -> NDArray[np.float32]:
    from sklearn.manifold import TSNE  # noqa: PLC0415  # slow to load

    perplexity = min(_PERPLEXITY, (len(reduced) - 1) / 3)
    machine = TSNE(
        perplexity=perplexity,
        init=start,
        random_state=seed,
        max_iter=_ROUNDS,
        learning_rate="auto",
        n_jobs=1,
    )
    return np.asarray(machine.fit_transform(reduced), dtype=np.float32)


def _framed(places: NDArray[np.float32]) -> NDArray[np.int64]:
    """Stretch the places over the frame; a few far out are drawn in to its edge."""
    low, high = np.percentile(places, 0.5, axis=0), np.percentile(places, 99.5, axis=0)
    span = np.where(high - low > 0, high - low, 1.0)
    shares = np.clip((places - low) / span, 0, 1)
    room = np.array([WIDTH - 2 * _EDGE, HEIGHT - 2 * _EDGE])
    return np.asarray(np.round(_EDGE + shares * room), dtype=np.int64)


def middle(places: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the point of a cloud that lies nearest to all its others, so never outside it."""
    apart = np.abs(places[:, None, :] - places[None, :, :]).sum(axis=2)
    return np.asarray(places[int(apart.sum(axis=1).argmin())], dtype=np.float64)


def apart(middles: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move badges up and down until none covers another."""
    moved = middles.copy()
    for _round in range(_PUSHES):
        for one in range(len(moved)):
            for other in range(one):
                gap = moved[one] - moved[other]
                if abs(gap[0]) < _GAP and abs(gap[1]) < _GAP:
                    step = (_GAP - abs(gap[1])) / 2 + 1
                    up = -step if gap[1] < 0 else step
                    moved[one, 1] += up
                    moved[other, 1] -= up
        moved[:, 1] = np.clip(moved[:, 1], BADGE, HEIGHT - BADGE)
    return np.asarray(np.round(moved), dtype=np.float64)
