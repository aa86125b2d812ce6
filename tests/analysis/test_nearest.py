import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from commonspace.analysis import nearest as module
from commonspace.analysis.nearest import nearest
from commonspace.analysis.vectors import unit_rows


def rows(n=3000, dims=24, seed=4):
    random = np.random.default_rng(seed)
    middles = unit_rows(random.normal(size=(30, dims)).astype(np.float32))
    noise = random.normal(scale=0.15, size=(n, dims)).astype(np.float32)
    return unit_rows(middles[random.integers(0, 30, n)] + noise)


def as_sets(found):
    return [set(row) for row in found[0].tolist()]


def test_small_tables_are_compared_pair_by_pair():
    vectors = rows(200)
    scores = vectors @ vectors.T
    np.fill_diagonal(scores, -2)

    numbers, cosines = nearest(vectors, 5)

    expected = np.sort(scores, axis=1)[:, -5:]
    assert np.allclose(np.sort(cosines, axis=1), expected, atol=1e-5)
    assert all(row not in near for row, near in enumerate(numbers.tolist()))


def test_cells_find_nine_neighbours_in_ten(monkeypatch):
    vectors = rows()
    exact = as_sets(nearest(vectors, 8))

    monkeypatch.setattr(module, "EXACT_UP_TO", 100)
    through = as_sets(nearest(vectors, 8))

    recall = np.mean([len(a & b) / 8 for a, b in zip(exact, through, strict=True)])
    assert recall > 0.9


@pytest.mark.parametrize("exact_up_to", [100, 100_000], ids=["cells", "exact"])
def test_any_number_of_threads_gives_the_same_neighbours(monkeypatch, exact_up_to):
    monkeypatch.setattr(module, "EXACT_UP_TO", exact_up_to)
    vectors = rows(1500)
    found = []

    for threads in (1, 5):
        monkeypatch.setattr(module.os, "cpu_count", lambda threads=threads: threads)
        with threadpool_limits(1, "blas"):
            found.append([part.tobytes() for part in nearest(vectors, 6)])

    assert found[0] == found[1]


@pytest.mark.parametrize("n", [0, 1])
def test_nobody_has_a_neighbour_alone(n):
    numbers, cosines = nearest(np.ones((n, 3), dtype=np.float32), 5)

    assert numbers.shape == cosines.shape == (n, 0)


def test_equal_rows_are_neighbours_of_each_other_and_never_of_themselves(monkeypatch):
    monkeypatch.setattr(module, "EXACT_UP_TO", 10)

    numbers, cosines = nearest(unit_rows(np.ones((40, 3), dtype=np.float32)), 3)

    found = numbers >= 0
    assert found.any()
    assert (cosines[found] == 1).all()
    assert not (numbers == np.arange(40)[:, None]).any()
