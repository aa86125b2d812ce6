import numpy as np

from commonspace.analysis.grouping import (
    communities,
    membership,
    neighbour_graph,
    parents,
    stability,
)
from commonspace.analysis.vectors import unit_rows


def clouds(groups=3, each=20, seed=1):
    random = np.random.default_rng(seed)
    middles = unit_rows(random.normal(size=(groups, 30)).astype(np.float32))
    noise = random.normal(scale=0.05, size=(groups * each, 30)).astype(np.float32)
    return unit_rows(np.repeat(middles, each, axis=0) + noise)


def test_clear_groups_are_found_and_stable():
    graph = neighbour_graph(clouds(), 5)

    labels = communities(graph, resolution=1.0, seed=0)

    assert labels.tolist() == [0] * 20 + [1] * 20 + [2] * 20
    assert stability(graph, labels, resolution=1.0, seed=0, resamples=5) == {0: 1, 1: 1, 2: 1}
    assert membership(graph, labels).tolist() == [1.0] * 60


def test_a_group_that_noise_made_is_less_stable():
    random = np.random.default_rng(2)
    noise = unit_rows(random.normal(size=(80, 30)).astype(np.float32))
    graph = neighbour_graph(noise, 5)
    labels = communities(graph, resolution=1.0, seed=0)

    found = stability(graph, labels, resolution=1.0, seed=0, resamples=5)

    assert max(found.values()) < 0.8


def test_graph_of_one_or_no_row_has_no_edges():
    for count in (0, 1):
        graph = neighbour_graph(np.ones((count, 3), dtype=np.float32), 5)
        assert communities(graph, resolution=1.0, seed=0).tolist() == list(range(count))


def test_many_groups_get_parents_with_two_children_or_more():
    vectors = clouds(groups=16, each=4)
    labels = np.repeat(np.arange(16), 4)

    found = parents(vectors, {group: np.flatnonzero(labels == group) for group in range(16)})

    sizes = np.bincount(list(found.values()))
    assert found
    assert all(size != 1 for size in sizes)
    assert parents(vectors, {group: [group] for group in range(5)}) == {}
