"""Whether a mail that a service hands on is really from that service. Nothing is parsed before.

``raw``       the mail itself, signed: ``X-Commonspace-Signature: t=<seconds>,v1=<hex HMAC-SHA-256>`` over
              ``<seconds>.<body>``. For Postfix pipes, Cloudflare, Amazon SES behind a few lines of script.
``postmark``  Postmark's inbound webhook with raw content; it proves itself by the password in its address.
``mailgun``   Mailgun's route to an address that ends in ``mime``; Mailgun signs time and token.
"""

import base64
import binascii
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

FRESH_S = 300
_SIGNATURE = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOn:
    """A mail from a service, and the addresses it was for."""

    content: bytes
    addressed: tuple[str, ...]


def raw_is_signed(signature: str, body: bytes, *, secrets: Iterable[str], now: float) -> bool:
    """Tell whether a body was signed with one of our secrets within the last five minutes."""
    found = _SIGNATURE.fullmatch(signature)
    if found is None or not _is_fresh(found[1], now):
        return False
    said = found[1].encode() + b"." + body
    return any(_same(_hex(secret, said), found[2]) for secret in secrets)


def password_is_ours(authorization: str, *, secrets: Iterable[str]) -> bool:
    """Tell whether a request brings one of our secrets as its password (RFC 7617)."""
    scheme, _space, said = authorization.partition(" ")
    if scheme.lower() != "basic":
        return False
    try:
        password = base64.b64decode(said, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return False
    return any(_same(secret, password) for secret in secrets)


def mailgun_is_signed(fields: Mapping[str, str], *, secrets: Iterable[str], now: float) -> bool:
    """Tell whether Mailgun signed a request within the last five minutes."""
    time, token = fields.get("timestamp", ""), fields.get("token", "")
    if not time.isdigit() or not _is_fresh(time[:12], now) or not token:
        return False
    said = f"{time}{token}".encode()
    return any(_same(_hex(secret, said), fields.get("signature", "")) for secret in secrets)


def postmark_mail(body: bytes) -> HandedOn | None:
    """Return the mail in a message of Postmark; ``None`` if it holds none as it came."""
    try:
        said = json.loads(body)
        content, to = said["RawEmail"], said.get("OriginalRecipient", "")
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(content, str) or not isinstance(to, str) or not content.strip():
        return None
    return HandedOn(content=content.encode("utf-8", "replace"), addressed=(to,) if to else ())


def mailgun_mail(fields: Mapping[str, str]) -> HandedOn | None:
    """Return the mail in a message of Mailgun; ``None`` if it holds none as it came."""
    content = fields.get("body-mime", "")
    if not content.strip():
        return None
    to = tuple(one.strip() for one in fields.get("recipient", "").split(",") if one.strip())
    return HandedOn(content=content.encode("utf-8", "surrogateescape"), addressed=to)


def _is_fresh(seconds: str, now: float) -> bool:
    return abs(now - int(seconds)) <= FRESH_S


def _hex(secret: str, said: bytes) -> str:
    return hmac.new(secret.encode(), said, sha256).hexdigest()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
