"""Which codes a statement may belong to, learnt from few coded ones and the codes' titles.

Two steps. A ridge for each code, in closed form over the coded statements, gives a score; so
does the nearness of each code's title. A small logistic model, the same for all codes, turns
these into a chance. It starts from weights learnt elsewhere (``starting``), which the
consultation's own coded statements pull towards themselves: titles count for much at first, and
fade as people code.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonspace.analysis.learning.fitting import chance_of, fit_from
from commonspace.analysis.learning.space import Matrix, Space, Titles
from commonspace.analysis.learning.starting import start_for_codes, start_for_none

Rows = NDArray[np.intp]
Table = NDArray[np.bool_]

_RIDGE = 0.1
_MOST_CODED = 3000
_HOLD = 3.0
_HOLD_FREE = 0.1
_SURELY = 1e-6
_DECIMALS = 5


@dataclass(frozen=True, slots=True)
class Coded:
    """What people said of some statements.

    Attributes:
        rows: Which statements, shape (n_coded,).
        given: Whether a person gave the code, shape (n_coded, n_codes).
        known: Whether a person decided about the code at all, same shape.
    """

    rows: Rows
    given: Table
    known: Table

    @property
    def whole(self) -> Table:
        """Tell which statements were decided about for every code."""
        return np.asarray(self.known.all(axis=1))


@dataclass(frozen=True, slots=True)
class Chances:
    """The chance of each code, shape (n, n_codes), and of no code at all, shape (n,)."""

    codes: Matrix
    none: Matrix


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt.

    Attributes:
        slopes: Weights of the ridges, one column for each code and one for "none of these".
        shares: How often each of these was given, drawn towards a quarter.
        weights: Of the logistic model that gives the chance of a code.
        none_weights: Of the one that gives the chance of no code.
        coded: What it learnt from.
        left_out: The chances of these, each judged without what people said of it.
    """

    slopes: Matrix
    shares: Matrix
    weights: Matrix
    none_weights: Matrix
    coded: Coded
    left_out: Chances

    @property
    def rows(self) -> Rows:
        """Return the statements it learnt from."""
        return self.coded.rows

    def chances(self, space: Space, titles: Titles, rows: Rows | slice) -> Chances:
        """Return the chances of some statements, which may be coded ones."""
        scores = self.shares + space.vectors[rows] @ self.slopes.astype(np.float32)
        return _chances(scores, titles, rows, self.shares, self.weights, self.none_weights)


def fit(space: Space, titles: Titles, coded: Coded, *, seed: int = 0) -> Model:
    """Learn from what people coded.

    Above 3,000 coded statements a random 3,000 are learnt from, so that a correction shows at
    once.

    Args:
        space: All statements.
        titles: Their nearness to the codes' titles.
        coded: What people said; may be empty.
        seed: Start of the draw above 3,000.

    Source:
        The closed form for leaving one out: Rifkin, R., Lippert, R. (2007). Notes on
        regularized least squares. MIT-CSAIL-TR-2007-025.
    """
    coded = _at_most(coded, seed)
    rows, m = coded.rows, len(coded.rows)
    given = np.column_stack([coded.given, coded.whole & ~coded.given.any(axis=1)]).astype(float)
    known = np.column_stack([coded.known, coded.whole])
    shares = (given.sum(axis=0) + 0.5) / (np.maximum(known.sum(axis=0), 0) + 2)
    residual = np.where(known, given - shares, 0.0)
    own = space.vectors[rows].astype(float)
    inverse = np.linalg.inv(own @ own.T + _RIDGE * np.eye(m))
    dual = inverse @ residual
    loo = shares + residual - dual / np.diag(inverse)[:, None]
    weights = _fit_codes(loo, titles, coded, shares)
    none_weights = _fit_none(loo, titles, coded, shares, weights)
    return Model(
        slopes=own.T @ dual,
        shares=shares,
        weights=weights,
        none_weights=none_weights,
        coded=coded,
        left_out=_chances(loo, titles, rows, shares, weights, none_weights),
    )


def _at_most(coded: Coded, seed: int) -> Coded:
    if len(coded.rows) <= _MOST_CODED:
        return coded
    random = np.random.default_rng(seed)
    kept = np.sort(random.choice(len(coded.rows), _MOST_CODED, replace=False))
    return Coded(coded.rows[kept], coded.given[kept], coded.known[kept])


def features(scores: Matrix, titles: Titles, rows: Rows | slice, shares: Matrix) -> Matrix:
    """Return what the logistic model reads of each pair of statement and code.

    Args:
        scores: Ridge scores, shape (n, n_codes), without "none of these".
        titles: Nearness to titles, of all statements.
        rows: Which statements the scores are of.
        shares: How often each code was given.

    Returns:
        Shape (n, n_codes, 6): ridge score; lead of it over the best other code; nearness to the
        title in meaning; in wording; how far behind the nearest title; log-odds of the share.
    """
    meaning = titles.meaning[rows].astype(float)
    return np.stack(
        [
            scores,
            _lead(scores),
            meaning,
            titles.wording[rows].astype(float),
            meaning - meaning.max(axis=1, keepdims=True, initial=-np.inf),
            np.broadcast_to(np.log(shares / (1 - shares)), scores.shape),
        ],
        axis=-1,
    )


def _lead(scores: Matrix) -> Matrix:
    if scores.shape[1] < 2:  # noqa: PLR2004 - there is no other
        return np.zeros_like(scores)
    best = -np.sort(-scores, axis=1)[:, :2]
    return scores - np.where(scores >= best[:, :1], best[:, 1:], best[:, :1])


def none_features(scores: Matrix, codes: Matrix, share: float) -> Matrix:
    """Return what the model of "none of these" reads of each statement.

    Returns:
        Shape (n, 4): log-chance of no code if codes were independent; of not even the likeliest;
        ridge score of "none of these"; log-odds of its share.
    """
    absent = np.log(1 - np.clip(codes, _SURELY, 1 - _SURELY))
    return np.column_stack(
        [
            absent.sum(axis=1),
            absent.min(axis=1, initial=0),
            scores,
            np.full(len(scores), np.log(share / (1 - share))),
        ]
    )


def _chances(
    scores: Matrix,
    titles: Titles,
    rows: Rows | slice,
    shares: Matrix,
    weights: Matrix,
    none_weights: Matrix,
) -> Chances:
    codes = chance_of(features(scores[:, :-1], titles, rows, shares[:-1]), weights)
    none = chance_of(none_features(scores[:, -1], codes, float(shares[-1])), none_weights)
    return Chances(np.round(codes, _DECIMALS), np.round(none, _DECIMALS))


def _fit_codes(loo: Matrix, titles: Titles, coded: Coded, shares: Matrix) -> Matrix:
    start = start_for_codes(len(coded.rows))
    told = features(loo[:, :-1], titles, coded.rows, shares[:-1])[coded.known]
    return fit_from(start, told, coded.given[coded.known], hold=_holds(len(start)))


def _fit_none(loo: Matrix, titles: Titles, coded: Coded, shares: Matrix, weights: Matrix) -> Matrix:
    start = start_for_none()
    codes = chance_of(features(loo[:, :-1], titles, coded.rows, shares[:-1]), weights)
    told = none_features(loo[:, -1], codes, float(shares[-1]))[coded.whole]
    empty = np.asarray(~coded.given[coded.whole].any(axis=1))
    return fit_from(start, told, empty, hold=_holds(len(start)))


def _holds(n: int) -> Matrix:
    return np.append(np.full(n - 1, _HOLD), _HOLD_FREE)


def choose(chances: Chances) -> list[tuple[int, ...]]:
    """Return for each statement the set of codes with the highest expected F1, likeliest first.

    The empty set is chosen where no code at all is likelier to be right.

    Source:
        After Lewis, D. (1995). Evaluating and optimizing autonomous text classification systems.
        SIGIR; codes are taken as independent once there is one.
    """
    if not chances.codes.shape[1]:
        return [()] * len(chances.none)
    order = np.argsort(-chances.codes, axis=1, kind="stable")
    ranked = np.take_along_axis(chances.codes, order, axis=1)
    some = 1 - chances.none[:, None]
    ranked = np.minimum(ranked / np.maximum(some, 0.05), 0.999)
    sizes = np.arange(1, ranked.shape[1] + 1)
    total = np.maximum(ranked.sum(axis=1, keepdims=True), 1)
    expected = some * 2 * np.cumsum(ranked, axis=1) / (sizes + total)
    best = expected.argmax(axis=1)
    kept = expected[np.arange(len(best)), best] >= chances.none
    return [
        tuple(int(code) for code in order[row, : best[row] + 1]) if kept[row] else ()
        for row in range(len(best))
    ]


def coded_from(given: Sequence[tuple[int, Sequence[int]]], n_codes: int) -> Coded:
    """Make a table of what people coded: each statement with the places of all its codes."""
    rows = np.array([row for row, _codes in given], dtype=np.intp)
    table = np.zeros((len(given), n_codes), dtype=bool)
    for place, (_row, codes) in enumerate(given):
        table[place, list(codes)] = True
    return Coded(rows, table, np.ones_like(table))
