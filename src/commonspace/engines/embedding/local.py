"""Larger models from a folder on this machine: sentence-transformers, or ONNX and a tokenizer.

Both need an optional package (``pip install commonspace[models]`` or ``commonspace[onnx]``) and
a folder that somebody put there. Nothing is ever fetched.
"""

import json
from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from commonspace.analysis.vectors import Vectors, unit_rows
from commonspace.engines.embedding.shapes import UnknownEmbedderError, shown

_LONGEST: Final = 512
_WEIGHTS: Final = frozenset({".safetensors", ".onnx", ".onnx_data", ".bin", ".pt"})
_CHUNK: Final = 1 << 20
Numbers = NDArray[np.int64]


class Session(Protocol):
    """What is used of an onnxruntime session."""

    def get_inputs(self) -> Sequence[Any]:
        """Return what it takes, each with a name."""
        ...

    def run(self, outputs: None, feed: dict[str, Numbers]) -> Sequence[NDArray[np.float32]]:
        """Return all outputs."""
        ...


class Tokenizer(Protocol):
    """What is used of a tokenizer."""

    def encode(self, text: str) -> Any:  # noqa: ANN401 - the package's own class
        """Return an object with ids, attention_mask and type_ids."""
        ...


class _Folder:
    """A model in a folder, named by the folder and by what its weights are."""

    form = ""

    def __init__(self, folder: Path) -> None:
        """Take a folder that is there."""
        if not folder.is_dir():
            raise UnknownEmbedderError(f"there is no folder {folder}")
        self._folder = folder.resolve()

    @property
    def name(self) -> str:
        """Folder and beginning of the digest: two models of one name are not the same."""
        return f"{self.form}:{self._folder.name}-{self.digest[:12]}"

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the weights in the folder, whatever they are called."""
        total = sha256()
        for path in sorted(self._folder.rglob("*")):
            if path.suffix in _WEIGHTS:
                total.update(path.relative_to(self._folder).as_posix().encode())
                with path.open("rb") as file:
                    while chunk := file.read(_CHUNK):
                        total.update(chunk)
        return total.hexdigest()


class TransformerEmbedder(_Folder):
    """A folder that sentence-transformers can read."""

    form = "st"

    def __init__(self, folder: Path) -> None:
        """Load the model; torch takes some seconds."""
        super().__init__(folder)
        _needs("sentence_transformers", "models")
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - optional

        self._model = SentenceTransformer(str(self._folder), local_files_only=True)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a float32 array of shape (n_texts, n_dims), rows of unit length.

        One text at a time, so that its vector does not depend on its company.
        """
        if not texts:
            width = self._model.get_sentence_embedding_dimension() or 0
            return np.zeros((0, width), dtype=np.float32)
        made = self._model.encode(
            [shown(text) for text in texts],
            batch_size=1,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return unit_rows(np.asarray(made, dtype=np.float32))


class OnnxEmbedder(_Folder):
    """A folder with ``model.onnx`` and ``tokenizer.json``, as exporters write it.

    Pooling and the words put before each text are taken from the files of sentence-transformers
    where they are there: ``1_Pooling/config.json`` and ``config_sentence_transformers.json``.
    """

    form = "onnx"

    def __init__(self, folder: Path) -> None:
        """Load the model and its tokenizer."""
        super().__init__(folder)
        _needs("onnxruntime", "onnx")
        _needs("tokenizers", "onnx")
        import onnxruntime  # noqa: PLC0415 - optional
        import tokenizers  # noqa: PLC0415 - optional

        self._tokenizer: Tokenizer = _tokenizer(tokenizers.Tokenizer, self._folder)
        self._session: Session = onnxruntime.InferenceSession(
            str(_model_in(self._folder)), providers=["CPUExecutionProvider"]
        )
        self._pooler = Pooler.of(self._folder)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a float32 array of shape (n_texts, n_dims), rows of unit length.

        One text at a time, so that its vector does not depend on its company.
        """
        rows = [self._pooler.vector(self._session, self._tokenizer, shown(text)) for text in texts]
        if not rows:
            return np.zeros((0, 0), dtype=np.float32)
        return unit_rows(np.asarray(rows, dtype=np.float32))


class Pooler:
    """From the outputs for each token to one vector for a text."""

    def __init__(self, way: str = "mean", prompt: str = "") -> None:
        """Take "mean", "cls" or "last", and what is put before each text."""
        self.way = way
        self.prompt = prompt

    @classmethod
    def of(cls, folder: Path) -> "Pooler":
        """Read both from a folder; the mean and nothing, where it says neither."""
        pooling = _json(folder / "1_Pooling" / "config.json")
        ways = (("cls", "pooling_mode_cls_token"), ("last", "pooling_mode_lasttoken"))
        way = next((way for way, key in ways if pooling.get(key)), "mean")
        config = _json(folder / "config_sentence_transformers.json")
        prompts, chosen = config.get("prompts") or {}, config.get("default_prompt_name")
        return cls(way, str(prompts.get(chosen, "")))

    def vector(self, session: Session, tokenizer: Tokenizer, text: str) -> NDArray[np.float32]:
        """Return the vector of one text."""
        coded = tokenizer.encode(self.prompt + text)
        mask = np.array([coded.attention_mask], dtype=np.int64)
        known = {
            "input_ids": np.array([coded.ids], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([coded.type_ids], dtype=np.int64),
        }
        wanted = {one.name for one in session.get_inputs()}
        first, *more = session.run(None, {k: v for k, v in known.items() if k in wanted})
        whole = next((output for output in (first, *more) if output.ndim == 2), None)  # noqa: PLR2004 - pooled already
        return self._pooled(first[0], mask[0]) if whole is None else np.asarray(whole[0])

    def _pooled(self, tokens: NDArray[np.float32], mask: Numbers) -> NDArray[np.float32]:
        if self.way == "cls":
            return np.asarray(tokens[0])
        kept = tokens[mask.astype(bool)]
        if not len(kept):
            return np.zeros(tokens.shape[1], dtype=np.float32)
        return np.asarray(kept[-1] if self.way == "last" else kept.mean(axis=0))


def _needs(package: str, extra: str) -> None:
    if find_spec(package) is None:
        raise UnknownEmbedderError(f"{package} is not installed: pip install commonspace[{extra}]")


def _model_in(folder: Path) -> Path:
    for name in ("model.onnx", "onnx/model.onnx"):
        if (folder / name).is_file():
            return folder / name
    raise UnknownEmbedderError(f"there is no model.onnx in {folder}")


def _tokenizer(kind: Any, folder: Path) -> Any:  # noqa: ANN401 - the package's own class
    path = folder / "tokenizer.json"
    if not path.is_file():
        raise UnknownEmbedderError(f"there is no tokenizer.json in {folder}")
    tokenizer = kind.from_file(str(path))
    asked = _json(folder / "sentence_bert_config.json").get("max_seq_length")
    tokenizer.enable_truncation(asked if isinstance(asked, int) and asked > 0 else _LONGEST)
    tokenizer.no_padding()
    return tokenizer


def _json(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    found = json.loads(path.read_text("utf-8"))
    return found if isinstance(found, dict) else {}
