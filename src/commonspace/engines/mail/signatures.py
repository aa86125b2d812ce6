"""Signatures of senders' domains: which a mail bears, and whether they hold. Runs confined.

Source:
    RFC 6376 (DKIM), RFC 7489 §3.1 (alignment with the address in the From line; here stricter: the
    domain itself or one above it, for that needs no list of public suffixes).
"""

import re
from collections.abc import Mapping
from email.message import Message
from enum import StrEnum

MOST_SIGNATURES = 5
LONGEST_KEY = 4_000
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,250}[a-z0-9])?")
_TAG = re.compile(r"(?:^|;)\s{0,20}([a-z]{1,3})\s{0,20}=([^;]{0,4000})")


class Verdict(StrEnum):
    """What a signature of the sender's own domain says."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNKNOWN = "unknown"


def key_names(message: Message, *, address: str) -> tuple[str, ...]:
    """Return where the keys are published by which signatures of the sender's domain can be checked.

    A mail with several From lines says of nobody for sure who sent it, so it has none.
    """
    if len(message.get_all("From") or []) != 1:
        return ()
    signatures = [str(value) for value in (message.get_all("DKIM-Signature") or [])]
    names = [key_name(value) for value in signatures[:MOST_SIGNATURES]]
    return tuple(dict.fromkeys(name for name in names if is_of(name, address)))


def key_name(signature: str) -> str:
    """Return where the key of one signature is published; empty if it does not say so well."""
    tags = dict(_TAG.findall(" ".join(signature.split())))
    selector, domain = tags.get("s", "").strip().lower(), tags.get("d", "").strip().lower()
    # A signature over the first lines only lets anybody write the others.
    if "l" in tags or not (_NAME.fullmatch(selector) and _NAME.fullmatch(domain)):
        return ""
    name = f"{selector}._domainkey.{domain}"
    return name if len(name) <= 253 and ".." not in name else ""  # noqa: PLR2004  # RFC 1035


def is_of(name: str, address: str) -> bool:
    """Tell whether a key is published by the domain of an address, or by one above it."""
    domain = name.partition("._domainkey.")[2]
    sender = address.rpartition("@")[2].lower().rstrip(".")
    return "." in domain and (sender == domain or sender.endswith(f".{domain}"))


def verdict_of(content: bytes, keys: Mapping[str, str]) -> Verdict:
    """Check the signatures of a mail whose keys are known; one that holds is enough."""
    import dkim  # noqa: PLC0415  # slow to load, and wanted here only

    def key_at(name: bytes, **_how: object) -> bytes:
        return keys.get(name.decode("ascii", "replace").rstrip(".").lower(), "").encode()

    checked = dkim.DKIM(content)
    signatures = [value for name, value in checked.headers if name.lower() == b"dkim-signature"]
    found = Verdict.UNKNOWN
    for place, value in enumerate(signatures[:MOST_SIGNATURES]):
        if key_name(value.decode("latin-1")) not in keys:
            continue
        try:
            if checked.verify(idx=place, dnsfunc=key_at):
                return Verdict.HOLDS
            found = Verdict.BROKEN
        except dkim.ValidationError:
            found = Verdict.BROKEN
        except dkim.DKIMException:
            continue
    return found
