"""Groups of near statements: a graph of nearest neighbours, Leiden on it, and how stable it is.

Source: Traag, V., Waltman, L., van Eck, N. (2019). From Louvain to Leiden: guaranteeing
well-connected communities. Scientific Reports 9, 5233.
"""

from collections.abc import Mapping, Sequence

import graspologic_native
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from commonspace.analysis.nearest import nearest
from commonspace.analysis.vectors import Vectors, unit_rows

Labels = NDArray[np.int64]
_KEPT = 0.8
_MANY_GROUPS = 12
_PARTS_COME_BACK = 0.45
_DRAWS = 5


def neighbour_graph(vectors: Vectors, neighbours: int, *, seed: int = 0) -> csr_matrix:
    """Join each row to its nearest rows by cosine.

    Args:
        vectors: float32 array of shape (n, dims), rows of unit length.
        neighbours: Edges drawn from each row; fewer where there are fewer rows.
        seed: Start of the cells of a large table.

    Returns:
        Symmetric matrix of shape (n, n); weights are cosines in (0, 1].
    """
    n = len(vectors)
    numbers, cosines = nearest(vectors, neighbours, seed=seed)
    kept = numbers.ravel() >= 0
    rows = np.repeat(np.arange(n, dtype=np.int32), numbers.shape[1])[kept]
    columns, weights = numbers.ravel()[kept], cosines.ravel()[kept]
    values = np.clip(weights, 1e-3, 1).astype(np.float64)
    edges = csr_matrix((values, (rows, columns)), shape=(n, n))
    graph = edges.maximum(edges.T).tocsr()
    graph.sort_indices()
    return graph


def communities(graph: csr_matrix, *, resolution: float, seed: int, trials: int = 3) -> Labels:
    """Split a graph into groups; equal graphs and seeds give equal groups.

    Args:
        graph: Symmetric weights, shape (n, n).
        resolution: Higher gives more groups.
        seed: Start of the random walk over the nodes.
        trials: Independent attempts, of which the best is kept.

    Returns:
        A group number for each row, numbered in order of first appearance.
    """
    n = graph.shape[0]
    if graph.nnz == 0:
        return np.arange(n, dtype=np.int64)
    _quality, found = graspologic_native.leiden_csr(
        graph.indptr.astype(np.int64),
        graph.indices.astype(np.int32),
        graph.data.astype(np.float64),
        n,
        resolution=resolution,
        seed=seed + 1,
        trials=trials,
        iterations=2,
    )
    raw = [found.get(node, -1 - node) for node in range(n)]
    order = {group: rank for rank, group in enumerate(dict.fromkeys(raw))}
    return np.asarray([order[group] for group in raw], dtype=np.int64)


def stability(
    graph: csr_matrix, labels: Labels, *, resolution: float, seed: int, resamples: int
) -> dict[int, float]:
    """Say how well each group comes back when a fifth of the statements is left out.

    For each resample the graph of the kept rows is grouped anew, and each group is compared
    with the new group it shares most with, by Jaccard; the mean over resamples is returned.
    The neighbours are those of the full set, so the figure is a little kind.

    Args:
        graph: The graph the groups were found in.
        labels: A group number for each row.
        resolution: As for the groups.
        seed: Start of the draws.
        resamples: How many draws.

    Returns:
        Mean best Jaccard, 0 to 1, for each group number.

    Source:
        Hennig, C. (2007). Cluster-wise assessment of cluster stability. Computational
        Statistics & Data Analysis 52(1), 258-271.
    """
    random = np.random.default_rng(seed)
    n, groups = len(labels), range(int(labels.max(initial=-1)) + 1)
    scores: dict[int, list[float]] = {group: [] for group in groups}
    for draw in range(resamples):
        kept = np.sort(random.permutation(n)[: max(2, int(n * _KEPT))])
        part = graph[kept][:, kept].tocsr()
        part.sort_indices()
        again = communities(part, resolution=resolution, seed=seed + draw, trials=1)
        for group, score in _best_matches(labels[kept], again).items():
            scores[group].append(score)
    return {group: round(float(np.mean(s)), 3) if s else 0.0 for group, s in scores.items()}


def _best_matches(before: Labels, after: Labels) -> dict[int, float]:
    table = np.zeros((int(before.max()) + 1, int(after.max()) + 1))
    np.add.at(table, (before, after), 1)
    union = table.sum(axis=1, keepdims=True) + table.sum(axis=0, keepdims=True) - table
    best = np.max(table / np.maximum(union, 1), axis=1)
    return {int(group): float(best[group]) for group in np.unique(before)}


def membership(graph: csr_matrix, labels: Labels) -> NDArray[np.float64]:
    """Return for each row the weighted share of its neighbours that lie in its own group."""
    edges = graph.tocoo()
    same = labels[edges.row] == labels[edges.col]
    total = np.bincount(edges.row, weights=edges.data, minlength=len(labels))
    own = np.bincount(edges.row, weights=edges.data * same, minlength=len(labels))
    share = np.divide(own, np.where(total > 0, total, 1.0))
    return np.asarray(np.round(share, 3), dtype=np.float64)


def split(
    graph: csr_matrix, labels: Labels, *, above: int, resolution: float, seed: int, resamples: int
) -> tuple[Labels, dict[int, float]]:
    """Split large groups once more, each within itself, where the parts come back.

    Args:
        graph: The graph the groups were found in.
        labels: A group number for each row.
        above: Groups of more rows than this are tried.
        resolution: As for the groups.
        seed: Start of the random walks and draws.
        resamples: Draws for the stability of the parts.

    Returns:
        New labels in the order of the old, and the stability of each part of a group that was
        split.
    """
    finer = labels.astype(np.int64) * len(labels)
    stable_at: dict[int, float] = {}
    for group in np.flatnonzero(np.bincount(labels) > above).tolist():
        rows = np.flatnonzero(labels == group)
        within = graph[rows][:, rows].tocsr()
        within.sort_indices()
        parts = communities(within, resolution=resolution, seed=seed, trials=1)
        found = stability(
            within, parts, resolution=resolution, seed=seed, resamples=min(resamples, _DRAWS)
        )
        weights = np.bincount(parts)
        mean = sum(found[part] * weights[part] for part in found) / len(rows)
        if len(found) > 1 and mean >= _PARTS_COME_BACK:
            finer[rows] += parts
            stable_at |= {group * len(labels) + part: score for part, score in found.items()}
    old, numbers = np.unique(finer, return_inverse=True)
    names = {int(name): number for number, name in enumerate(old)}
    return numbers, {names[name]: score for name, score in stable_at.items()}


def parents(vectors: Vectors, rows: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Gather many groups under fewer parents, by the nearness of their middles.

    Args:
        vectors: float32 array of shape (n, dims), rows of unit length.
        rows: The rows of each group.

    Returns:
        A parent number for each group that has one; a parent always has two children or more.
    """
    if len(rows) <= _MANY_GROUPS:
        return {}
    groups = sorted(rows)
    middles = unit_rows(np.stack([vectors[list(rows[group])].mean(axis=0) for group in groups]))
    wanted = max(3, round(len(groups) ** 0.5) + 1)
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415  # slow to load

    tree = linkage(np.round(middles, 5), method="ward")
    found = fcluster(tree, wanted, criterion="maxclust")
    counts = np.bincount(found)
    return {
        group: int(parent)
        for group, parent in zip(groups, found, strict=True)
        if counts[parent] > 1
    }
