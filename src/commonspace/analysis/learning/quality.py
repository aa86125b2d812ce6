"""How well codes are given, judged on what people coded, each record without its own codes."""

from collections.abc import Sequence

import numpy as np

from commonspace.analysis.counting import Interval
from commonspace.analysis.learning.agreement import bootstrap, krippendorff_alpha
from commonspace.analysis.learning.assigning import Model, Table, choose
from commonspace.analysis.learning.certainty import threshold_from, weakest_chances
from commonspace.analysis.learning.shapes import CodeQuality, Quality
from commonspace.analysis.learning.space import Matrix

FEWEST = 10
_DRAWS = 300


def quality_of(model: Model, codes: Sequence[str], *, seed: int = 0) -> Quality | None:
    """Compare what the machine would have given with what people gave.

    Args:
        model: What was learnt; its ``left_out`` chances are judged.
        codes: Key of each code.
        seed: Start of the bootstrap.

    Returns:
        None below ten coded statements.
    """
    if len(model.rows) < FEWEST:
        return None
    given = model.coded.given
    said = _table(choose(model.left_out), given)
    f1 = f1_of_sets(said, given)
    weakest = weakest_chances(model.left_out, given)
    return Quality(
        coded=len(given),
        samples_f1=round(float(f1.mean()), 4),
        samples_f1_interval=_mean_interval(f1, seed),
        covered=round(float((weakest >= threshold_from(model)).mean()), 4),
        codes=tuple(_of_code(key, said[:, at], given[:, at], seed) for at, key in enumerate(codes)),
    )


def f1_of_sets(said: Table, true: Table) -> Matrix:
    """Return the F1 of each row's set of codes; two empty sets agree."""
    both, total = (said & true).sum(axis=1), said.sum(axis=1) + true.sum(axis=1)
    return np.where(total == 0, 1.0, 2 * both / np.maximum(total, 1))


def _table(chosen: Sequence[tuple[int, ...]], like: Table) -> Table:
    table = np.zeros_like(like)
    for row, codes in enumerate(chosen):
        table[row, list(codes)] = True
    return table


def _mean_interval(values: Matrix, seed: int) -> Interval:
    random = np.random.default_rng(seed)
    drawn = [values[random.integers(0, len(values), len(values))].mean() for _ in range(_DRAWS)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Interval(round(float(low), 4), round(float(high), 4))


def _of_code(key: str, said: Table, true: Table, seed: int) -> CodeQuality:
    both = int((said & true).sum())
    precision = both / max(1, int(said.sum()))
    recall = both / max(1, int(true.sum()))
    pairs = list(zip(said.tolist(), true.tolist(), strict=True))
    return CodeQuality(
        code=key,
        coded=int(true.sum()),
        precision=round(precision, 4),
        recall=round(recall, 4),
        f1=round(2 * both / max(1, int(said.sum() + true.sum())), 4),
        alpha=krippendorff_alpha(pairs),
        alpha_interval=bootstrap(krippendorff_alpha, pairs, draws=_DRAWS, seed=seed),
    )
