"""What was read and typed before a sheet is taken in: names stand in it, so the server's key seals it."""

import base64
import json
from typing import Any

from cryptography.fernet import Fernet

from commonspace.kernel.secrets import derived_key


def seal(values: dict[str, Any]) -> bytes:
    """Encrypt values; none at all are no bytes."""
    if not values:
        return b""
    return _key().encrypt(json.dumps(values, ensure_ascii=False, sort_keys=True).encode())


def unseal(sealed: bytes | memoryview) -> dict[str, Any]:
    """Decrypt what ``seal`` made."""
    if not sealed:
        return {}
    opened: dict[str, Any] = json.loads(_key().decrypt(bytes(sealed)))
    return opened


def _key() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived_key("paper sheets")))
