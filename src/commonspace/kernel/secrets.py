"""Keys of this installation: made once, kept in one folder, never in the database."""

import hmac
import os
import secrets
import uuid
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def read_or_make(path: Path, *, size: int = 32) -> bytes:
    """Return the key in ``path``; make it first, readable by its owner only, if there is none.

    A key has its name only once it is whole and on disk, so that a process killed while making it
    leaves none rather than an empty one, and two that make it at once agree on one.

    Raises:
        ImproperlyConfigured: If the file is there and empty: what was sealed with the key that
            should be in it cannot be opened with another.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_hex(size).encode())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(unfinished, path)
        unfinished.unlink()
        _sync(path.parent)
    key = path.read_bytes().strip()
    if not key:
        raise ImproperlyConfigured(
            f"The key in {path} is empty. Please restore it from a backup before starting again."
        )
    return key


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@lru_cache
def _server_key(folder: Path) -> bytes:
    return read_or_make(folder / "server.key")


def derived_key(purpose: str) -> bytes:
    """Return 32 bytes that only this installation can make, a different set for each purpose."""
    master = _server_key(Path(settings.COMMONSPACE_KEYS))
    return hmac.new(master, purpose.encode(), sha256).digest()
