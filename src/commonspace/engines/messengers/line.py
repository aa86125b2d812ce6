"""Requests to messaging services: only where we mean to go, with limits on time and size."""

import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any, NoReturn
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit

from commonspace.engines.messengers.shapes import ServiceError, Trouble
from commonspace.engines.outgoing import AnswerTooLongError, answer_of

TIMEOUT_S = 20.0
_LARGEST_ANSWER = 1 << 20
_MOST_HOPS = 3
_HERE = frozenset({"127.0.0.1", "localhost", "::1"})
_AGAIN = frozenset({408, 425, 429})
_GONE = frozenset({404, 410})
_SERVER_TROUBLE = 500
_MOVED = frozenset({301, 302, 303, 307, 308})


def ask(
    url: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the JSON object a service answers with.

    Raises:
        ServiceError: If it does not answer, refuses, or says something else.
    """
    try:
        said = json.loads(_read(url, body=body, headers=headers or {}, most=_LARGEST_ANSWER))
    except HTTPError as refused:
        _raise(refused)
    except (ValueError, RecursionError) as odd:
        raise ServiceError(Trouble.ODD) from odd
    if not isinstance(said, dict):
        raise ServiceError(Trouble.ODD)
    return said


def download(
    url: str, *, headers: Mapping[str, str] | None = None, hosts: tuple[str, ...], most: int
) -> bytes:
    """Return the bytes at ``url``, if it and every place it leads to is at one of ``hosts``.

    The headers, which hold our key, go to the first address only.

    Raises:
        ServiceError: If the bytes could not be had.
    """
    sent = dict(headers or {})
    for _hop in range(_MOST_HOPS):
        if not is_among(url, hosts):
            raise ServiceError(Trouble.REFUSED)
        try:
            return _read(url, body=None, headers=sent, most=most)
        except HTTPError as answer:
            goal = answer.headers.get("Location", "")
            if answer.code not in _MOVED or not goal:
                _raise(answer)
            url, sent = urljoin(url, goal), {}
    raise ServiceError(Trouble.ODD)


def is_among(url: str, hosts: tuple[str, ...]) -> bool:
    """Tell whether an address is at one of ``hosts`` or below it, and protected on the way."""
    try:
        parts = urlsplit(url)
        name = parts.hostname or ""
    except ValueError:
        return False
    is_protected = parts.scheme == "https" or (parts.scheme == "http" and name in _HERE)
    return is_protected and any(name == host or name.endswith(f".{host}") for host in hosts)


def host_of(url: str) -> str:
    """Return the name of the host in an address; empty if it is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _read(url: str, *, body: bytes | None, headers: Mapping[str, str], most: int) -> bytes:
    if not is_among(url, (host_of(url),)):
        raise ServiceError(Trouble.REFUSED)
    try:
        return answer_of(url, body=body, headers=headers, timeout_s=TIMEOUT_S, most_bytes=most)
    except HTTPError:
        raise
    except AnswerTooLongError as long:
        raise ServiceError(Trouble.TOO_LARGE) from long
    except (OSError, HTTPException, ValueError) as broken:
        raise ServiceError(Trouble.UNREACHABLE) from broken


def _raise(refused: HTTPError) -> NoReturn:
    if refused.code in _AGAIN or refused.code >= _SERVER_TROUBLE:
        trouble = Trouble.UNREACHABLE
    else:
        trouble = Trouble.GONE if refused.code in _GONE else Trouble.REFUSED
    refused.close()
    raise ServiceError(trouble) from refused
