"""What every embedder is, and how it may fail."""

from collections.abc import Sequence
from typing import Protocol

from commonspace.analysis.vectors import Vectors

LONGEST = 4000


class Embedder(Protocol):
    """Turns texts into unit vectors; equal texts give equal vectors, in any batch."""

    @property
    def name(self) -> str:
        """Model and version; stored with every vector and every run."""
        ...

    @property
    def digest(self) -> str:
        """SHA-256 of the model's weights; empty where a service keeps them."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a float32 array of shape (n_texts, n_dims), rows of unit length."""
        ...


class UnknownEmbedderError(ValueError):
    """The setting names no embedder that is installed."""


class EmbedderFailedError(RuntimeError):
    """An embedder that was there gave no vectors: the service is down, or answers nonsense."""

    def __init__(self, name: str, reason: str) -> None:
        """Keep which embedder failed, and why, in words for the operator."""
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


def shown(text: str) -> str:
    """Return what a model is given of a text.

    At most 4,000 characters, because a statement is never longer; NUL and halves of surrogate
    pairs, which end or break a text for some models, become spaces and question marks.
    """
    return text[:LONGEST].replace("\0", " ").encode(errors="replace").decode()
