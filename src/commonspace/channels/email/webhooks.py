"""Whether a mail that a service hands on is really from that service. Nothing is parsed before.

``raw``       the mail itself, signed: ``X-Commonspace-Signature: t=<seconds>,v1=<hex HMAC-SHA-256>`` over
              ``<seconds>.<body>``. For Postfix pipes, Cloudflare, Amazon SES behind a few lines of script.
``postmark``  Postmark's inbound webhook with raw content; it proves itself by the password in its address.
``mailgun``   Mailgun's route to an address that ends in ``mime``; Mailgun signs time and token.
``sendgrid``  SendGrid's inbound parse with the raw message; the password in its address proves it.
``mandrill``  Mandrill's inbound webhook; it signs the address and everything it posts.
``sparkpost`` SparkPost's relay webhook; the password in its address or its token proves it.
``postal``    A route of Postal that posts the raw message; the password in its address proves it.
"""

import base64
import binascii
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha1, sha256

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


def mandrill_is_signed(
    signature: str, fields: Mapping[str, str], *, address: str, secrets: Iterable[str]
) -> bool:
    """Tell whether Mandrill signed everything it posts to this address: HMAC-SHA-1, in base64."""
    said = address + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    return any(
        _same(
            base64.b64encode(hmac.new(secret.encode(), said.encode("latin-1"), sha1).digest()).decode(),
            signature,
        )
        for secret in secrets
    )  # fmt: skip


def token_is_ours(token: str, *, secrets: Iterable[str]) -> bool:
    """Tell whether a request brings one of our secrets as it is."""
    return any(_same(secret, token) for secret in secrets)


def postmark_mail(body: bytes) -> tuple[HandedOn, ...]:
    """Return the mail in a message of Postmark; none if it holds none as it came."""
    said = part_of(_json(body))
    return _handed(said.get("RawEmail"), [said.get("OriginalRecipient")])


def mailgun_mail(fields: Mapping[str, str]) -> tuple[HandedOn, ...]:
    """Return the mail in a message of Mailgun, its bytes one character each; none if it holds none."""
    to = [one.strip() for one in fields.get("recipient", "").split(",")]
    return _handed(fields.get("body-mime"), to, encoding="latin-1")


def sendgrid_mail(fields: Mapping[str, str]) -> tuple[HandedOn, ...]:
    """Return the mail in a message of SendGrid, its bytes one character each; none if it holds none."""
    envelope = part_of(_json(fields.get("envelope", "").encode("latin-1")))
    return _handed(fields.get("email"), _list(envelope.get("to")), encoding="latin-1")


def mandrill_mails(fields: Mapping[str, str]) -> tuple[HandedOn, ...]:
    """Return the mails in a message of Mandrill, which gathers several."""
    events = _list(_json(fields.get("mandrill_events", "").encode("latin-1")))
    messages = [part_of(part_of(one).get("msg")) for one in events]
    return tuple(
        mail for said in messages for mail in _handed(said.get("raw_msg"), [said.get("email")])
    )


def sparkpost_mails(body: bytes) -> tuple[HandedOn, ...]:
    """Return the mails in a message of SparkPost, which gathers several."""
    relayed = [
        part_of(part_of(part_of(one).get("msys")).get("relay_message"))
        for one in _list(_json(body))
    ]
    found: list[HandedOn] = []
    for said in relayed:
        content = part_of(said.get("content"))
        packed = content.get("email_rfc822_is_base64") is True
        found += _handed(content.get("email_rfc822"), [said.get("rcpt_to")], is_packed=packed)
    return tuple(found)


def postal_mail(body: bytes) -> tuple[HandedOn, ...]:
    """Return the mail in a message of Postal; none if it holds none as it came."""
    said = part_of(_json(body))
    packed = said.get("base64") is True
    return _handed(said.get("message"), [said.get("rcpt_to")], is_packed=packed)


def part_of(said: object) -> dict[str, object]:
    """Return an object of JSON, empty if it is none."""
    return said if isinstance(said, dict) else {}


def _list(said: object) -> list[object]:
    return said if isinstance(said, list) else []


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _handed(
    content: object, to: Iterable[object], *, encoding: str = "utf-8", is_packed: bool = False
) -> tuple[HandedOn, ...]:
    if not isinstance(content, str) or not content.strip():
        return ()
    try:
        raw = base64.b64decode(content) if is_packed else content.encode(encoding, "replace")
    except (binascii.Error, ValueError):
        return ()
    addressed = tuple(one for one in to if isinstance(one, str) and "@" in one)
    return (HandedOn(content=raw, addressed=addressed),)


def _is_fresh(seconds: str, now: float) -> bool:
    return abs(now - int(seconds)) <= FRESH_S


def _hex(secret: str, said: bytes) -> str:
    return hmac.new(secret.encode(), said, sha256).hexdigest()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
