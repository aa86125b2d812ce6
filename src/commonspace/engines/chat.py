"""A chat model that somebody set up, behind one small interface; without a setting, there is none.

Whatever it says is a proposal that our own checks accept or refuse (``chat_checks``). It never
gives a number and never a quotation, and everything works without it.
"""

import json
import time
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Final, NoReturn, Protocol
from urllib.error import HTTPError
from urllib.parse import urlsplit

from commonspace.engines.outgoing import JSON, answer_of, bearer

_LARGEST_ANSWER: Final = 1 << 20
_TRIES: Final = 2
_AGAIN: Final = frozenset({408, 429, 500, 502, 503, 504})
_PATIENCE: Final = 3
_PATH: Final = "/chat/completions"


class ChatSettingError(ValueError):
    """What was set is no address and model."""


class ChatFailedError(RuntimeError):
    """The server did not answer, or not in its own protocol."""


class Chat(Protocol):
    """Answers an instruction about data."""

    @property
    def name(self) -> str:
        """The model, as it is shown beside whatever it proposed."""
        ...

    @property
    def host(self) -> str:
        """Where the texts go."""
        ...

    def ask(self, instruction: str, data: str, *, most_tokens: int = 400) -> str:
        """Return the model's answer.

        Raises:
            ChatFailedError: If there is none.
        """
        ...


@dataclass(slots=True)
class ChatServer:
    """A server with an OpenAI-compatible ``/v1/chat/completions``.

    After three failures in a row it is asked no more, so that a dead server costs little time.

    Attributes:
        url: Address of the interface, with or without ``/chat/completions``.
        model: Name of the model, as the server knows it.
        key: Sent as a bearer token, if there is one; never shown.
        timeout_s: Longest wait for one answer.
        pause_s: Wait before a second try.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout_s: float = 60.0
    pause_s: float = 1.0
    _failures: int = field(default=0, init=False)

    @property
    def name(self) -> str:
        """The model, as it is shown beside whatever it proposed."""
        return self.model

    @property
    def host(self) -> str:
        """Where the texts go."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    def ask(self, instruction: str, data: str, *, most_tokens: int = 400) -> str:
        """Return the model's answer.

        Raises:
            ChatFailedError: If there is none, or there was none three times before.
        """
        if self._failures >= _PATIENCE:
            raise ChatFailedError(f"{self.host} has failed {_PATIENCE} times and is asked no more")
        body = {
            "model": self.model,
            "temperature": 0,
            "seed": 0,
            "max_tokens": most_tokens,
            "messages": [
                {"role": "system", "content": instruction},
                {"role": "user", "content": data},
            ],
        }
        try:
            answer = _content(self._sent(json.dumps(body).encode()))
        except ChatFailedError:
            self._failures += 1
            raise
        self._failures = 0
        return answer

    def _sent(self, body: bytes) -> bytes:
        for tries in range(1, _TRIES + 1):
            try:
                return self._once(body)
            except HTTPError as refused:
                if refused.code not in _AGAIN or tries == _TRIES:
                    _failed(self.host, refused)
            except (OSError, HTTPException, ValueError) as broken:
                if tries == _TRIES:
                    _failed(self.host, broken)
            time.sleep(self.pause_s)
        raise AssertionError("the last try returns or fails")

    def _once(self, body: bytes) -> bytes:
        return answer_of(
            self.url if self.url.endswith(_PATH) else self.url.rstrip("/") + _PATH,
            body=body,
            headers={**JSON, **bearer(self.key)},
            timeout_s=self.timeout_s,
            most_bytes=_LARGEST_ANSWER,
        )


def chat_from(setting: str, *, key: str = "") -> ChatServer:
    """Return the server a setting names.

    Args:
        setting: ``URL#model``, as in ``http://127.0.0.1:8080/v1#qwen3-8b``.
        key: Bearer token of the server, if it wants one.

    Raises:
        ChatSettingError: If it is no web address with a model after ``#``.
    """
    url, _hash, model = setting.strip().partition("#")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or not model.strip():
        raise ChatSettingError(setting)
    return ChatServer(url=url, model=model.strip(), key=key)


def _content(answer: bytes) -> str:
    try:
        said = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as broken:
        raise ChatFailedError("the server answered in a protocol of its own") from broken
    if not isinstance(said, str) or not said.strip():
        raise ChatFailedError("the server answered nothing")
    return said


def _failed(host: str, cause: Exception) -> NoReturn:
    reason = getattr(cause, "code", None) or getattr(cause, "reason", None) or type(cause).__name__
    raise ChatFailedError(f"{host} did not answer: {reason}") from cause
