"""Learning the weights from sentences with known kinds: used by `scripts/train-kinds` and its measures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from commonspace.analysis.kinds.features import Numbers, dense_rows, words_and_pieces
from commonspace.analysis.kinds.signs import signs_of
from commonspace.analysis.kinds.weights import KINDS, VECTOR_WEIGHT, Weights

_STRENGTH = 2.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence whose kind a person has judged."""

    language: str
    kind: str
    text: str


def read_sentences(text: str, language: str) -> list[Sentence]:
    """Read a list of sentences under lines such as "# service"."""
    found: list[Sentence] = []
    kind = ""
    for line in text.splitlines():
        if line.startswith("# "):
            kind = line[2:].strip()
        elif line.strip():
            found.append(Sentence(language, kind, line.strip()))
    return found


def table(
    texts: Sequence[str], languages: Sequence[str], vectors: Numbers | None = None
) -> csr_matrix:
    """Return the features of statements, one row each, in the order ``Weights`` keeps."""
    signs = [signs_of(text, language) for text, language in zip(texts, languages, strict=True)]
    parts = [csr_matrix(dense_rows(texts, signs)), words_and_pieces(texts)]
    if vectors is not None:
        parts.append(csr_matrix(vectors * np.float32(VECTOR_WEIGHT)))
    return csr_matrix(hstack(parts, format="csr"))


def learn(
    sentences: Sequence[Sentence], vectors: Numbers | None = None, *, strength: float = _STRENGTH
) -> Weights:
    """Learn what each feature weighs for each kind, by multinomial logistic regression.

    Args:
        sentences: With their kinds; every kind occurs.
        vectors: Unit vectors of the sentences, where meaning is to count too; shape (n, dims).
        strength: Inverse of the penalty on large weights.

    Returns:
        The weights, not yet calibrated.
    """
    rows = table([s.text for s in sentences], [s.language for s in sentences], vectors)
    model = LogisticRegression(C=strength, max_iter=4000, tol=1e-5)
    model.fit(rows, [s.kind for s in sentences])
    order = [list(model.classes_).index(kind) for kind in KINDS]
    return Weights.from_rows(
        np.asarray(model.coef_[order], dtype=np.float32),
        np.asarray(model.intercept_[order], dtype=np.float32),
    )


def calibrated(weights: Weights, logits: Numbers, kinds: Sequence[str]) -> Weights:
    """Return the weights with the temperature at which their certainty fits judged statements.

    Source:
        Guo, C., Pleiss, G., Sun, Y., Weinberger, K. (2017). On calibration of modern neural
        networks. ICML, 1321-1330: one number divides all logits.
    """
    truth = np.array([KINDS.index(kind) for kind in kinds])
    candidates = np.round(np.arange(0.3, 4.01, 0.05), 2)
    losses = [_loss(logits / temperature, truth) for temperature in candidates]
    return weights.at(float(candidates[int(np.argmin(losses))]))


def _loss(logits: NDArray[np.floating], truth: NDArray[np.intp]) -> float:
    top = logits.max(axis=1, keepdims=True)
    logs = logits - top - np.log(np.exp(logits - top).sum(axis=1, keepdims=True))
    return float(-logs[np.arange(len(truth)), truth].mean())
