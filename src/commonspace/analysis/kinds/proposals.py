"""Proposals in German: learnt from 17,852 sentences of five real consultations.

People rarely say "should" there; they write "more lamps" or "the crossing could be wider". What
stands before and after a sentence helps to tell a wish from its reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from commonspace.analysis.kinds.features import Numbers, dense_rows, words_and_pieces, words_beside
from commonspace.analysis.kinds.signs import Sign
from commonspace.analysis.kinds.weights import kept_file

LANGUAGE = "de"
VECTOR_WEIGHT = 1.0
_BESIDE_WEIGHT = 0.5
_DENSE_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Proposals:
    """One weight for each feature of ``proposal_rows``, and where yes begins.

    Attributes:
        words: int8, times ``scale``: one for each column of ``proposal_rows``.
        meaning: float32, shape (dims,): of the vector, where one is used.
        scale: What one step of ``words`` is worth.
        bias: Added to every score.
        threshold: A score above it is a proposal; set within the training processes.
        slope: How fast certainty grows with the distance from the threshold.
    """

    words: NDArray[np.int8]
    meaning: Numbers
    scale: float
    bias: float
    threshold: float
    slope: float

    def chances(self, rows: csr_matrix, vectors: Numbers | None = None) -> Numbers:
        """Return for each row how sure it is that it holds a proposal, 0 to 1; 0.5 at the threshold."""
        score = rows @ (self.words.astype(np.float32) * self.scale) + self.bias
        if vectors is not None and len(self.meaning):
            score = score + vectors @ self.meaning
        distance = np.clip(self.slope * (score - self.threshold), -30, 30)
        return np.asarray(1 / (1 + np.exp(-distance)), dtype=np.float32)

    def written(self) -> bytes:
        """Return the weights as the bytes of a file."""
        out = BytesIO()
        numbers = np.array([self.scale, self.bias, self.threshold, self.slope], dtype=np.float32)
        np.savez_compressed(
            out, words=self.words, meaning=self.meaning.astype(np.float16), numbers=numbers
        )
        return out.getvalue()


def proposal_rows(
    texts: Sequence[str],
    signs: Sequence[Sequence[Sign]],
    before: Sequence[str],
    after: Sequence[str],
) -> csr_matrix:
    """Return the features of statements beside their neighbours.

    Args:
        texts: The statements.
        signs: The signs of each.
        before: The statement before each in what was sent, or "".
        after: The statement after each, or "".

    Returns:
        Sparse float array, one row a statement.
    """
    alone = np.array([[not b, not a, not b and not a] for b, a in zip(before, after, strict=True)])
    dense = np.hstack([dense_rows(texts, signs), alone.reshape(-1, 3)]).astype(np.float32)
    beside = [words_beside(before) * _BESIDE_WEIGHT, words_beside(after) * _BESIDE_WEIGHT]
    parts = [csr_matrix(dense * np.float32(_DENSE_WEIGHT)), words_and_pieces(texts), *beside]
    return csr_matrix(hstack(parts, format="csr", dtype=np.float32))


@lru_cache(maxsize=4)
def proposals_for(embedder: str = "") -> Proposals | None:
    """Return what was learnt with the vectors of an embedder; without a name, with none."""
    path = kept_file("proposals-de", embedder)
    if path is None:
        return None
    with np.load(path, allow_pickle=False) as kept:
        scale, bias, threshold, slope = (float(number) for number in kept["numbers"])
        meaning = kept["meaning"].astype(np.float32)
        return Proposals(kept["words"], meaning, scale, bias, threshold, slope)
