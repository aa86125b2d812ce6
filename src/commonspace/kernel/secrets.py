"""Keys of this installation: made once, kept in one folder, never in the database."""

import hmac
import os
import secrets
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings


def read_or_make(path: Path, *, size: int = 32) -> bytes:
    """Return the key in ``path``; make it first, readable by its owner only, if there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_bytes()
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_hex(size).encode())
            file.flush()
            os.fsync(file.fileno())
    return path.read_bytes().strip()


@lru_cache
def _server_key(folder: Path) -> bytes:
    return read_or_make(folder / "server.key")


def derived_key(purpose: str) -> bytes:
    """Return 32 bytes that only this installation can make, a different set for each purpose."""
    master = _server_key(Path(settings.COMMONSPACE_KEYS))
    return hmac.new(master, purpose.encode(), sha256).digest()
