"""The nearest rows of each row: exactly for small tables, through cells for large ones.

Work is cut into blocks of a fixed make, each done on one thread, so that the result is the
same on any number of cores. Products are summed in a fixed order only while the linear
algebra runs on one thread a block: callers hold it to that (``threadpool_limits(1, "blas")``).

Source of the cells: Sivic, J., Zisserman, A. (2003). Video Google: a text retrieval approach
to object matching in videos. ICCV (inverted lists); Jégou, H., Douze, M., Schmid, C. (2011).
Product quantization for nearest neighbor search. IEEE TPAMI 33(1) (searching several cells).
"""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from commonspace.analysis.vectors import Vectors, unit_rows

Found = tuple[NDArray[np.int32], NDArray[np.float32]]

EXACT_UP_TO = 20_000
_CELLS_OF_WORK = 8_000_000
_DECIMALS = 5
_FEWEST_CELLS = 64
_ROUNDS = 6
_SAMPLE_A_CELL = 40
_SEARCHED = 32
_SEARCHED_OF_MANY = 16
_MANY = 300_000
_LARGEST_CELL = 4
_MOST_THREADS = 8


def nearest(vectors: Vectors, wanted: int, *, seed: int = 0) -> Found:
    """Find the rows nearest to each row by cosine, itself left out.

    Up to 20,000 rows every pair is compared. Beyond, rows are gathered into cells around
    middles and compared within the cells nearest to their own, which misses a few neighbours.

    Args:
        vectors: float32 array of shape (n, dims), rows of unit length.
        wanted: How many neighbours; fewer where there are fewer rows.
        seed: Start of the draw of the first middles.

    Returns:
        Row numbers and cosines, both of shape (n, k); a neighbour that was not found is -1
        with a cosine of -2. Neighbours come in no particular order.
    """
    n = len(vectors)
    k = max(0, min(wanted, n - 1))
    if k == 0:
        return np.zeros((n, 0), dtype=np.int32), np.zeros((n, 0), dtype=np.float32)
    if n <= EXACT_UP_TO:
        return _exact(vectors, k)
    return _through_cells(vectors, k, seed)


def in_blocks(work: Callable[[int], None], blocks: Iterable[int]) -> None:
    """Do each block of work, several at a time; every block writes to places of its own."""
    with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_THREADS)) as pool:
        for _done in pool.map(work, blocks):
            pass


def _exact(vectors: Vectors, k: int) -> Found:
    n = len(vectors)
    found = np.empty((n, k), dtype=np.int32), np.empty((n, k), dtype=np.float32)
    everything = np.arange(n, dtype=np.int32)
    chunk = max(16, _CELLS_OF_WORK // n)

    def search(start: int) -> None:
        _search(vectors, everything[start : start + chunk], everything, found)

    in_blocks(search, range(0, n, chunk))
    return found


def _search(
    vectors: Vectors, rows: NDArray[np.int32], others: NDArray[np.int32], found: Found
) -> None:
    """Write the best of ``others`` for each of ``rows``."""
    numbers, cosines = found
    k = numbers.shape[1]
    scores = np.round(vectors[rows] @ vectors[others].T, _DECIMALS)
    scores[rows[:, None] == others[None, :]] = -2
    if scores.shape[1] <= k:
        numbers[rows], cosines[rows] = -1, -2
        numbers[rows, : scores.shape[1]], cosines[rows, : scores.shape[1]] = others, scores
    else:
        best = np.argpartition(-scores, k - 1, axis=1)[:, :k]
        numbers[rows] = others[best]
        cosines[rows] = np.take_along_axis(scores, best, axis=1)
    numbers[rows] = np.where(cosines[rows] <= -2, -1, numbers[rows])  # noqa: PLR2004 - no cosine


def _through_cells(vectors: Vectors, k: int, seed: int) -> Found:
    n = len(vectors)
    middles = _middles(vectors, min(n, max(_FEWEST_CELLS, round(n**0.5))), seed)
    cell_of = _nearest_middle(vectors, middles)
    order = np.argsort(cell_of, kind="stable").astype(np.int32)
    bounds = np.searchsorted(cell_of[order], np.arange(len(middles) + 1))
    members = [order[bounds[cell] : bounds[cell + 1]] for cell in range(len(middles))]
    near = np.argsort(-np.round(middles @ middles.T, _DECIMALS), axis=1, kind="stable")
    found = np.full((n, k), -1, dtype=np.int32), np.full((n, k), -2, dtype=np.float32)
    searched = _SEARCHED if n <= _MANY else _SEARCHED_OF_MANY
    largest = _LARGEST_CELL * max(1, n // len(middles))

    def search(cell: int) -> None:
        others = np.concatenate([members[other] for other in near[cell, :searched]])
        rows = members[cell]
        chunk = max(16, _CELLS_OF_WORK // max(1, len(others)))
        for start in range(0, len(rows), min(chunk, largest)):
            _search(vectors, rows[start : start + min(chunk, largest)], others, found)

    in_blocks(search, range(len(middles)))
    return found


def _middles(vectors: Vectors, count: int, seed: int) -> Vectors:
    """Return middles of a sample, moved a few times to the mean of what is nearest to them."""
    random = np.random.default_rng(seed)
    size = min(len(vectors), count * _SAMPLE_A_CELL)
    sample = vectors[np.sort(random.choice(len(vectors), size, replace=False))]
    middles = sample[np.sort(random.choice(size, count, replace=False))].copy()
    for _round in range(_ROUNDS):
        cell_of = _nearest_middle(sample, middles)
        order = np.argsort(cell_of, kind="stable")
        filled, starts = np.unique(cell_of[order], return_index=True)
        middles[filled] = unit_rows(np.add.reduceat(sample[order], starts, axis=0))
        middles = np.round(middles, _DECIMALS)
    return middles


def _nearest_middle(vectors: Vectors, middles: Vectors) -> NDArray[np.int32]:
    cell_of = np.empty(len(vectors), dtype=np.int32)
    chunk = max(16, _CELLS_OF_WORK // len(middles))

    def assign(start: int) -> None:
        scores = np.round(vectors[start : start + chunk] @ middles.T, _DECIMALS)
        cell_of[start : start + chunk] = np.argmax(scores, axis=1)

    in_blocks(assign, range(0, len(vectors), chunk))
    return cell_of
