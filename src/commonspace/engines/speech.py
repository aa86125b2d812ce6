"""From sound to words with times, by whatever engine the operator chose; by default none.

    COMMONSPACE_SPEECH = none | whisper:<folder of a model> | openai:<address>#<model>

The second runs here, with faster-whisper if it is installed; the third sends the sound to a server
with an OpenAI-compatible ``/audio/transcriptions``, as several programs offer it.
"""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

UNSURE_BELOW: Final = -0.8
"""Average log-probability of a word piece below which somebody should listen again."""
_PATH: Final = "/audio/transcriptions"
_LARGEST_ANSWER: Final = 64 << 20
_CHUNK: Final = 1 << 16
_ANSWERED: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Some words and when they were said; ``is_sure`` is false where somebody should listen."""

    start_s: float
    text: str
    is_sure: bool = True


class SpeechFailedError(Exception):
    """The engine gave no transcript; the sentence says why, without what was said."""


class UnknownSpeechError(ValueError):
    """The setting names no engine."""


class SpeechEngine(Protocol):
    """Anything that can write down what is said."""

    @property
    def name(self) -> str:
        """Name of the engine and its model, never a key."""

    def transcribe(self, path: Path, *, language: str) -> list[Segment]:
        """Return what is said in an MP3, in order of time.

        Args:
            path: The sound.
            language: Two letters as its giver stated; empty lets the engine guess.

        Raises:
            SpeechFailedError: If no transcript came.
        """


@lru_cache
def speech_engine(setting: str, *, key: str = "") -> SpeechEngine | None:
    """Return the engine a setting names, ``None`` for none.

    Raises:
        UnknownSpeechError: If it names something else.
    """
    kind, _colon, rest = setting.partition(":")
    if kind == "none" and not rest:
        return None
    if kind == "whisper" and rest:
        return WhisperHere(rest)
    if kind == "openai":
        url, _hash, model = rest.partition("#")
        parts = urlsplit(url)
        if (
            parts.scheme in {"http", "https"}
            and parts.hostname
            and model
            and "@" not in parts.netloc
        ):
            return SpeechService(url=url.rstrip("/"), model=model, key=key)
    raise UnknownSpeechError(
        "COMMONSPACE_SPEECH is none, whisper:<folder of a model> or openai:<address>#<model>."
    )


@dataclass(slots=True)
class WhisperHere:
    """Whisper on this machine; nothing leaves it. The model is read when it is first needed."""

    folder: str
    _model: Any = field(default=None, init=False, repr=False)

    @property
    def name(self) -> str:
        """The engine with its model's folder name."""
        return f"faster-whisper {Path(self.folder).name}"

    def transcribe(self, path: Path, *, language: str) -> list[Segment]:
        """See ``SpeechEngine``."""
        try:
            if self._model is None:
                library = import_module("faster_whisper")
                self._model = library.WhisperModel(
                    self.folder, device="cpu", compute_type="int8", local_files_only=True
                )
            said, _info = self._model.transcribe(str(path), language=language or None, beam_size=5)
            return [_segment(one.start, one.text, one.avg_logprob) for one in said]
        except ImportError as missing:
            raise SpeechFailedError("faster-whisper is not installed") from missing
        except (RuntimeError, ValueError, OSError) as trouble:
            raise SpeechFailedError(
                f"faster-whisper stopped ({type(trouble).__name__})"
            ) from trouble


@dataclass(slots=True)
class SpeechService:
    """A server that writes down what it hears; the sound leaves this machine.

    Attributes:
        url: Address of the interface, with or without ``/audio/transcriptions``.
        model: Name of the model, as the server knows it.
        key: Sent as a bearer token, if there is one; never shown.
        timeout_s: Longest silence of the server.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout_s: float = 1800.0

    @property
    def name(self) -> str:
        """Where the sound goes, and the model."""
        return f"openai:{urlsplit(self.url).netloc}#{self.model}"

    def transcribe(self, path: Path, *, language: str) -> list[Segment]:
        """See ``SpeechEngine``."""
        try:
            return _read(self._answer(path, language))
        except (OSError, HTTPException) as broken:
            raise SpeechFailedError(f"it did not answer ({type(broken).__name__})") from broken

    def _answer(self, path: Path, language: str) -> bytes:
        boundary = uuid.uuid4().hex
        before, after = _around(boundary, self.model, language)
        length = len(before) + path.stat().st_size + len(after)
        parts = urlsplit(self.url if self.url.endswith(_PATH) else self.url + _PATH)
        connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        line = connect(parts.netloc, timeout=self.timeout_s)
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(length),
            "Accept": "application/json",
            **({"Authorization": f"Bearer {self.key}"} if self.key else {}),
        }
        try:
            line.request("POST", parts.path, body=_body(before, path, after), headers=headers)
            answer = line.getresponse()
            content = answer.read(_LARGEST_ANSWER)
        finally:
            line.close()
        if answer.status != _ANSWERED:
            raise SpeechFailedError(f"it answered {answer.status}")
        return content


def _around(boundary: str, model: str, language: str) -> tuple[bytes, bytes]:
    """Return what stands before and after the sound in a multipart form."""
    fields = {
        "model": model,
        "response_format": "verbose_json",
        "timestamp_granularities[]": "segment",
        **({"language": language[:2]} if language else {}),
    }
    told = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    file = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="sound.mp3"\r\n'
        "Content-Type: audio/mpeg\r\n\r\n"
    )
    return (told + file).encode(), f"\r\n--{boundary}--\r\n".encode()


def _body(before: bytes, path: Path, after: bytes) -> Iterator[bytes]:
    yield before
    with path.open("rb") as sound:
        while chunk := sound.read(_CHUNK):
            yield chunk
    yield after


def _read(content: bytes) -> list[Segment]:
    try:
        rows = json.loads(content)["segments"]
        return [
            _segment(float(row["start"]), str(row["text"]), float(row.get("avg_logprob", 0.0)))
            for row in rows
        ]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as strange:
        raise SpeechFailedError("it answered in a protocol of its own") from strange


def _segment(start_s: float, text: str, logprob: float) -> Segment:
    return Segment(start_s=max(0.0, start_s), text=text.strip(), is_sure=logprob >= UNSURE_BELOW)
