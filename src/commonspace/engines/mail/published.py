"""Keys that domains publish: asked for briefly, remembered, and never worth waiting for."""

import time
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor, wait
from hashlib import sha256

import dns.exception
import dns.resolver
from django.core.cache import cache

from commonspace.engines.mail.signatures import LONGEST_KEY

_ASKED_S = 2.0
_ALL_ASKED_S = 4.0
_REMEMBERED_S = 3600
_ABSENT_S = 300
_AWAY_S = 60
_AT_ONCE = 8
_DNS_PORT = 53
_AWAY = "mail-keys-nobody-answers"


def published_keys(names: Collection[str], *, resolver: str = "") -> dict[str, str]:
    """Return the keys at these names, as far as they could be had just now.

    Where nobody answers, nobody is asked for a minute, so that mails never wait for the network.

    Args:
        names: Where keys are published.
        resolver: Address of a resolver, ``host`` or ``host:port``; that of the system if empty.
    """
    known = {name: key for name in names if (key := cache.get(_place(name))) is not None}
    unknown = [name for name in names if name not in known]
    if unknown and cache.get(_AWAY) is None:
        known |= _asked(unknown, resolver)
    return {name: key for name, key in known.items() if key}


def _asked(names: Collection[str], resolver: str) -> dict[str, str]:
    try:
        asking = _resolver(resolver)
    except (dns.exception.DNSException, OSError, ValueError):
        cache.set(_AWAY, "yes", _AWAY_S)
        return {}
    found: dict[str, str] = {}
    until = time.monotonic() + _ALL_ASKED_S
    pool = ThreadPoolExecutor(max_workers=_AT_ONCE)
    try:
        answers = {pool.submit(_key_at, name, asking): name for name in names}
        done, late = wait(answers, timeout=until - time.monotonic())
        for answer in done:
            key = answer.result()
            if key is None:
                cache.set(_AWAY, "yes", _AWAY_S)
                continue
            name = answers[answer]
            found[name] = key
            cache.set(_place(name), key, _REMEMBERED_S if key else _ABSENT_S)
        if late:
            cache.set(_AWAY, "yes", _AWAY_S)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return found


def _resolver(address: str) -> dns.resolver.Resolver:
    made = dns.resolver.Resolver(configure=not address)
    if address:
        host, _colon, port = address.partition(":")
        made.nameservers, made.port = [host], int(port or _DNS_PORT)
    made.lifetime = made.timeout = _ASKED_S
    return made


def _key_at(name: str, resolver: dns.resolver.Resolver) -> str | None:
    """Return the key at a name; empty if there is none, ``None`` if nobody could say."""
    try:
        answer = resolver.resolve(f"{name}.", "TXT", raise_on_no_answer=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.YXDOMAIN):
        return ""
    except (dns.exception.DNSException, OSError, ValueError):
        return None
    for record in answer.rrset or ():
        key = b"".join(record.strings).decode("ascii", "replace")
        if "p=" in key and len(key) <= LONGEST_KEY:
            return key
    return ""


def _place(name: str) -> str:
    return f"mail-key-{sha256(name.encode()).hexdigest()}"
