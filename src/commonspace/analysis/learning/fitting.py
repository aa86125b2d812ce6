"""A logistic model that starts from weights learnt elsewhere and is pulled towards what is seen."""

import numpy as np
from numpy.typing import NDArray

from commonspace.analysis.learning.space import Matrix

_STEPS = 40
_HALVINGS = 12
_ENOUGH = 1e-7
_FAR = 30.0


def chance_of(features: Matrix, weights: Matrix) -> Matrix:
    """Return 1 / (1 + exp(-z)) for the weighted features; the last weight stands alone."""
    z = np.clip(features @ weights[:-1] + weights[-1], -_FAR, _FAR)
    return np.asarray(1 / (1 + np.exp(-z)))


def fit_from(start: Matrix, features: Matrix, seen: NDArray[np.bool_], *, hold: Matrix) -> Matrix:
    """Return the weights that best explain what is seen without leaving ``start`` needlessly.

    The most probable weights under a normal prior around ``start``; Newton's method with the
    step halved until it helps.

    Args:
        start: Weights to start from, shape (n_features + 1,); the last stands alone.
        features: Shape (n_seen, n_features); may have no rows.
        seen: Yes or no, shape (n_seen,).
        hold: How firmly each weight is held, shape (n_features + 1,), above 0.
    """
    table = np.column_stack([features, np.ones(len(features))])
    yes = seen.astype(float)
    weights = start.astype(float).copy()
    if not len(table):
        return weights
    best = _regret(weights, start, table, yes, hold)
    for _step in range(_STEPS):
        chance = chance_of(features, weights)
        slope = table.T @ (chance - yes) + hold * (weights - start)
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(hold)
        move = np.linalg.solve(bend, slope)
        for _halving in range(_HALVINGS):
            tried = _regret(weights - move, start, table, yes, hold)
            if tried <= best:
                break
            move = move / 2
        else:
            break
        weights, gained, best = weights - move, best - tried, tried
        if gained < _ENOUGH:
            break
    return weights


def _regret(weights: Matrix, start: Matrix, table: Matrix, yes: Matrix, hold: Matrix) -> float:
    z = table @ weights
    return float((np.logaddexp(0, z) - yes * z).sum() + (hold * (weights - start) ** 2).sum() / 2)
