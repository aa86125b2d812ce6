"""Learning proposals from coded processes, with the threshold set on processes left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from commonspace.analysis.kinds.features import Numbers
from commonspace.analysis.kinds.proposals import (
    LANGUAGE,
    VECTOR_WEIGHT,
    Proposals,
    proposal_rows,
)
from commonspace.analysis.kinds.signs import signs_of

ELSEWHERE = "elsewhere"
_ELSEWHERE_COUNTS = 8.0
_STRENGTH = 4.0
_TRIED = np.round(np.arange(-3, 2.001, 0.05), 2)
Yes = NDArray[np.bool_]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Coded:
    """Coded sentences of several processes: rows of features, the answer, the process.

    ``rows`` ends with the vectors, where there are any. Sentences of process ``ELSEWHERE`` are
    learnt from with a greater weight and never measured: they tell what is no proposal where
    people write of other things.
    """

    rows: csr_matrix
    yes: Yes
    process: NDArray[np.str_]

    @property
    def processes(self) -> list[str]:
        """The processes that are left out in turn."""
        return sorted(set(self.process.tolist()) - {ELSEWHERE})

    @property
    def weights(self) -> NDArray[np.float64]:
        """How much each sentence counts."""
        return np.where(self.process == ELSEWHERE, _ELSEWHERE_COUNTS, 1.0)


def coded(
    texts: Sequence[str],
    documents: Sequence[str],
    yes: Sequence[bool],
    process: Sequence[str],
    vectors: Numbers | None = None,
) -> Coded:
    """Prepare coded sentences, in the order in which they stand in their documents."""
    same = [one == two for one, two in pairwise(documents)]
    before = ["", *(t if s else "" for t, s in zip(texts, same, strict=False))]
    after = [*(t if s else "" for t, s in zip(texts[1:], same, strict=True)), ""]
    signs = [signs_of(text, LANGUAGE) for text in texts]
    rows = proposal_rows(texts, signs, before, after)
    if vectors is not None:
        rows = csr_matrix(hstack([rows, csr_matrix(vectors * VECTOR_WEIGHT)], format="csr"))
    return Coded(rows, np.array(yes, dtype=bool), np.array(process))


def f1(found: Yes, true: Yes) -> float:
    """Return the F1 of a yes-or-no decision."""
    return float(2 * (found & true).sum() / max(1, found.sum() + true.sum()))


def _model(data: Coded, where: Yes) -> LogisticRegression:
    model = LogisticRegression(C=_STRENGTH, solver="liblinear", random_state=0)
    return model.fit(data.rows[where], data.yes[where], sample_weight=data.weights[where])


def scores_left_out(data: Coded) -> dict[tuple[str, str], Scores]:
    """Return the scores of each process by models that saw neither it nor one other.

    Returns:
        Under (p, q) the scores of process q learnt without p and q; (p, p) is without p alone.
    """
    names = data.processes
    found: dict[tuple[str, str], Scores] = {}
    for one in names:
        own = data.process == one
        found[one, one] = _model(data, ~own).decision_function(data.rows[own])
    for one, two in combinations(names, 2):
        first, second = data.process == one, data.process == two
        model = _model(data, ~(first | second))
        found[two, one] = model.decision_function(data.rows[first])
        found[one, two] = model.decision_function(data.rows[second])
    return found


def best_threshold(scores: Sequence[Scores], truths: Sequence[Yes]) -> float:
    """Return the threshold with the best mean F1 over processes."""
    means = [
        np.mean([f1(s > tried, t) for s, t in zip(scores, truths, strict=True)]) for tried in _TRIED
    ]
    return float(_TRIED[int(np.argmax(means))])


def learn_proposals(data: Coded, n_dims: int = 0) -> Proposals:
    """Learn from all processes; the threshold is the best on processes left out in turn."""
    names = data.processes
    left_out = []
    for one in names:
        own = data.process == one
        left_out.append(_model(data, ~own).decision_function(data.rows[own]))
    truths = [data.yes[data.process == one] for one in names]
    threshold = best_threshold(left_out, truths)
    slope = _slope(np.concatenate(left_out) - threshold, np.concatenate(truths))
    model = _model(data, np.ones(len(data.yes), dtype=bool))
    all_weights = np.asarray(model.coef_[0], dtype=np.float32)
    words, meaning = np.split(all_weights, [len(all_weights) - n_dims])
    scale = float(np.abs(words).max() / 127)
    steps = np.asarray(np.rint(words / scale), dtype=np.int8)
    bias = float(model.intercept_[0])
    return Proposals(steps, meaning * VECTOR_WEIGHT, scale, bias, threshold, slope)


def _slope(distance: Scores, truth: Yes) -> float:
    """Fit how fast certainty grows, by Platt's method with the middle held at the threshold."""
    tried = np.round(np.arange(0.4, 4.01, 0.1), 2)
    signed = np.where(truth, distance, -distance)
    losses = [float(np.log1p(np.exp(-np.clip(s * signed, -30, 30))).mean()) for s in tried]
    return float(tried[int(np.argmin(losses))])
