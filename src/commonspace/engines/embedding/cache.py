"""Vectors kept between runs, so that each text is given to a model once."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Protocol

import numpy as np

from commonspace.analysis.vectors import Vectors
from commonspace.engines.embedding.shapes import Embedder


class VectorStore(Protocol):
    """Where vectors are kept, as bytes, under the hash of model and text."""

    def known(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return what is kept of these."""
        ...

    def keep(self, rows: Mapping[str, bytes]) -> None:
        """Keep these, in place of what is there."""
        ...


class CachedEmbedder:
    """Keeps each vector under the hash of its text and model, so that it is made once."""

    def __init__(self, embedder: Embedder, store: VectorStore) -> None:
        """Put a store in front of an embedder."""
        self._embedder = embedder
        self._store = store

    @property
    def name(self) -> str:
        """The embedder's own name."""
        return self._embedder.name

    @property
    def digest(self) -> str:
        """The embedder's own digest."""
        return self._embedder.digest

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors, making only those the store lacks."""
        if not texts:
            return self._embedder.embed([])
        keys = [self._key(text) for text in texts]
        found = self._store.known(list(dict.fromkeys(keys)))
        missing = {k: text for k, text in zip(keys, texts, strict=True) if k not in found}
        if missing:
            made = self._embedder.embed(list(missing.values()))
            fresh = {
                key: vector.astype("<f4").tobytes()
                for key, vector in zip(missing, made, strict=True)
            }
            self._store.keep(fresh)
            found |= fresh
        return np.stack([np.frombuffer(found[key], dtype="<f4") for key in keys])

    def _key(self, text: str) -> str:
        return sha256(f"{self.name}\0{text}".encode(errors="surrogatepass")).hexdigest()
