"""Sets that hold all the codes a person would give, as often as they say."""

from math import floor

import numpy as np

from commonspace.analysis.learning.assigning import Chances, Model, Table
from commonspace.analysis.learning.space import Matrix

MISS = 0.1
FEW_ENOUGH = 3


def weakest_chances(chances: Chances, given: Table) -> Matrix:
    """Return for each coded statement the smallest chance among its codes; 1 where it has none."""
    return np.asarray(np.where(given, chances.codes, 1.0).min(axis=1, initial=1.0))


def conformal_threshold(weakest: Matrix, miss: float = MISS) -> float:
    """Return the chance at or above which codes go into the set.

    If statements come from the same source, in any order, the set of a further one holds all its
    codes with probability of at least 1 - ``miss``. With fewer than 1 / ``miss`` - 1 statements
    nothing can be promised, and every code goes in.

    Args:
        weakest: The smallest chance among the codes of each statement, judged without what
            people said of it.
        miss: The share of statements whose set may lack a code, between 0 and 1.

    Source:
        Vovk, V., Gammerman, A., Shafer, G. (2005). Algorithmic learning in a random world.
        Springer. With each statement left out in turn the promise holds in practice, and to
        1 - 2 ``miss`` in theory: Barber, R. et al. (2021). Predictive inference with the
        jackknife+. Annals of Statistics 49(1).

    Example:
        >>> conformal_threshold(np.array([0.9, 0.8, 0.3, 0.7, 0.6, 0.2, 0.9, 0.5, 0.4]), 0.2)
        0.3
    """
    allowed = floor(miss * (len(weakest) + 1))
    return float(np.sort(weakest)[allowed - 1]) if allowed >= 1 else 0.0


def threshold_from(model: Model, miss: float = MISS) -> float:
    """Return the threshold from the coded statements, each judged without its own codes."""
    whole = model.coded.whole
    judged = Chances(model.left_out.codes[whole], model.left_out.none[whole])
    return conformal_threshold(weakest_chances(judged, model.coded.given[whole]), miss)


def within(chances: Chances, threshold: float) -> list[tuple[int, ...]]:
    """Return for each statement the codes in its set, likeliest first."""
    order = np.argsort(-chances.codes, axis=1, kind="stable")
    return [
        tuple(int(code) for code in ranked if row[code] >= threshold)
        for row, ranked in zip(chances.codes, order, strict=True)
    ]
