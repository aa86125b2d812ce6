"""Reading what came from outside without trusting its shape."""

import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from commonspace.engines.messengers.shapes import UnreadableError

_MILLISECONDS = 10_000_000_000
_MOST_DIGITS = 13


def parsed(body: bytes) -> dict[str, Any]:
    """Return a JSON object.

    Raises:
        UnreadableError: If it is none, or nested too deep.
    """
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as broken:
        raise UnreadableError from broken
    if not isinstance(said, dict):
        raise UnreadableError
    return said


def rows_at(value: object, *path: str) -> list[dict[str, Any]]:
    """Return the objects of the list at ``path``; none if there is no such list."""
    found = _at(value, path)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def part_at(value: object, *path: str) -> dict[str, Any]:
    """Return the object at ``path``, empty if there is none."""
    found = _at(value, path)
    return found if isinstance(found, dict) else {}


def text_at(value: object, *path: str) -> str:
    """Return the text or whole number at ``path`` as text that can be stored; empty if none."""
    found = _at(value, path)
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return storable(found) if isinstance(found, str) else ""


def storable(text: str) -> str:
    """Return ``text`` without NUL and halves of characters, which no database takes."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def shortened(text: str, most: int) -> str:
    """Return ``text`` with at most ``most`` characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def moment(said: str) -> datetime | None:
    """Return the instant of seconds or milliseconds since 1970; ``None`` if it is none."""
    if not (said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS):
        return None
    number = int(said)
    return datetime.fromtimestamp(number / 1000 if number > _MILLISECONDS else number, UTC)


def meta_signed(signature: str, body: bytes, secrets: Iterable[str]) -> bool:
    """Tell whether Meta signed a body: HMAC-SHA-256 under the app's secret, in hexadecimal."""
    scheme, _equals, said = signature.partition("=")
    return scheme == "sha256" and any(
        same(hmac.new(secret.encode(), body, sha256).hexdigest(), said) for secret in secrets
    )


def same(one: str, other: str) -> bool:
    """Compare two secrets without telling by time where they differ."""
    return hmac.compare_digest(one.encode(), other.encode("utf-8", "replace"))


def _at(value: object, path: tuple[str, ...]) -> object:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value
