"""Vectors from a server with an OpenAI-compatible ``/v1/embeddings``, as many programs offer it."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Final, NoReturn
from urllib.error import HTTPError
from urllib.parse import urlsplit

import numpy as np

from commonspace.analysis.vectors import Vectors, unit_rows
from commonspace.engines.embedding.shapes import EmbedderFailedError, UnknownEmbedderError, shown
from commonspace.engines.outgoing import JSON, answer_of, bearer

_AT_ONCE: Final = 64
_AGAIN: Final = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT_S: Final = 30.0
_LARGEST_ANSWER: Final = 64 << 20
_PATH: Final = "/embeddings"


@dataclass(slots=True)
class ServiceEmbedder:
    """A server that makes the vectors; the texts leave this machine.

    Attributes:
        url: Address of the interface, with or without ``/embeddings``.
        model: Name of the model, as the server knows it.
        key: Sent as a bearer token, if there is one; never shown.
        timeout_s: Longest wait for one answer.
        pause_s: Wait before the second try; each further wait is twice as long.
        tries: How often a busy or silent server is asked.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout_s: float = 60.0
    pause_s: float = 0.5
    tries: int = 5
    digest: str = field(default="", init=False)
    _width: int = field(default=0, init=False)

    @property
    def name(self) -> str:
        """Where the texts go, and the model; never a key."""
        return f"openai:{self.host}#{self.model}"

    @property
    def host(self) -> str:
        """Where the texts go."""
        return urlsplit(self.url).netloc

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a float32 array of shape (n_texts, n_dims), rows of unit length.

        Raises:
            EmbedderFailedError: If the server does not answer, refuses, or answers anything but
                one finite vector of equal length for each text.
        """
        parts = [
            self._vectors([shown(text) or " " for text in texts[start : start + _AT_ONCE]])
            for start in range(0, len(texts), _AT_ONCE)
        ]
        if not parts:
            return np.zeros((0, self._width), dtype=np.float32)
        return np.vstack(parts)

    def _vectors(self, texts: list[str]) -> Vectors:
        body = {"model": self.model, "input": texts, "encoding_format": "float"}
        try:
            vectors = _read(self._answer(json.dumps(body).encode()), len(texts))
        except ValueError as strange:
            raise EmbedderFailedError(self.name, str(strange)) from strange
        if self._width not in {0, vectors.shape[1]}:
            raise EmbedderFailedError(self.name, "the length of its vectors changed")
        self._width = vectors.shape[1]
        return vectors

    def _answer(self, body: bytes) -> bytes:
        for turn in range(self.tries):
            wait = self.pause_s * 2**turn
            last = turn == self.tries - 1
            try:
                return self._once(body)
            except HTTPError as refused:
                if refused.code not in _AGAIN or last:
                    self._failed(refused)
                wait = _asked_wait(refused) or wait
            except (OSError, HTTPException) as broken:
                if last:
                    self._failed(broken)
            time.sleep(min(wait, _LONGEST_WAIT_S))
        raise AssertionError("the last try returns or fails")

    def _once(self, body: bytes) -> bytes:
        return answer_of(
            self.url if self.url.endswith(_PATH) else self.url.rstrip("/") + _PATH,
            body=body,
            headers={**JSON, **bearer(self.key)},
            timeout_s=self.timeout_s,
            most_bytes=_LARGEST_ANSWER,
        )

    def _failed(self, cause: Exception) -> NoReturn:
        code = getattr(cause, "code", None)
        reason = f"it answered {code}" if code else f"it did not answer ({type(cause).__name__})"
        raise EmbedderFailedError(self.name, reason) from cause


def service_from(address: str, *, key: str = "") -> ServiceEmbedder:
    """Return the server that ``URL#model`` names, as in ``http://127.0.0.1:8080/v1#bge-m3``.

    Raises:
        UnknownEmbedderError: If it is no web address with a model after ``#``, or holds a
            password, which would end up in notes and logs.
    """
    url, _hash, model = address.strip().partition("#")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not model.strip():
        raise UnknownEmbedderError("after openai: comes a web address, # and the name of a model")
    if "@" in parts.netloc:
        raise UnknownEmbedderError("a key belongs in COMMONSPACE_EMBEDDER_KEY, not in the address")
    return ServiceEmbedder(url=url, model=model.strip(), key=key)


def _asked_wait(refused: HTTPError) -> float:
    """Return the seconds a server asks to be left alone, or 0."""
    asked = (refused.headers.get("Retry-After") or "").strip()
    return float(asked) if asked.isdecimal() else 0.0


def _read(content: bytes, expected: int) -> Vectors:
    """Return the vectors of an answer in the order of the texts, or say what is wrong with it."""
    try:
        rows = json.loads(content)["data"]
        order = [row.get("index", place) for place, row in enumerate(rows)]
        made = np.array([row["embedding"] for row in rows], dtype=np.float32)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as strange:
        raise ValueError("it answered in a protocol of its own") from strange
    if sorted(order, key=str) != sorted(range(expected), key=str):
        raise ValueError(f"it gave {len(rows)} vectors for {expected} texts")
    if made.ndim != 2 or not made.shape[1]:  # noqa: PLR2004 - a table
        raise ValueError("its vectors have no equal length")
    if not np.isfinite(made).all() or not np.linalg.norm(made, axis=1).all():
        raise ValueError("some of its numbers are no numbers, or a vector is zero")
    return unit_rows(made[np.argsort(order)])
