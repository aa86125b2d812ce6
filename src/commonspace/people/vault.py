"""Sealing and opening identities. Used by ``people.access`` and ``people.services`` only.

Each identity has a data key of its own (Fernet: AES-128-CBC with HMAC-SHA256), wrapped by a
key of the server. Whoever holds the database holds noise.
"""

import base64
import json
from dataclasses import asdict, dataclass

from cryptography.fernet import Fernet

from commonspace.kernel.secrets import derived_key


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDetails:
    """What a contributor told us about themselves; each part may be empty."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""

    def __bool__(self) -> bool:
        return any((self.name, self.email, self.phone, self.address))


def _server() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived_key("identity vault")))


def new_wrapped_key() -> bytes:
    """Return a fresh data key, readable with the server's key only."""
    return _server().encrypt(Fernet.generate_key())


def seal(details: PersonalDetails, *, wrapped_key: bytes) -> bytes:
    """Encrypt ``details`` under the data key."""
    return _opened(wrapped_key).encrypt(json.dumps(asdict(details)).encode())


def unseal(sealed: bytes, *, wrapped_key: bytes) -> PersonalDetails:
    """Decrypt what ``seal`` made."""
    return PersonalDetails(**json.loads(_opened(wrapped_key).decrypt(bytes(sealed))))


def _opened(wrapped_key: bytes) -> Fernet:
    return Fernet(_server().decrypt(bytes(wrapped_key)))
