"""How a line is reached, and the keys staff entrust to us: encrypted, never shown again."""

import base64
import hmac
import json
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from commonspace.channels.messaging.choices import Service
from commonspace.channels.messaging.models import ServiceLine
from commonspace.engines.messengers.facebook import Facebook
from commonspace.engines.messengers.shapes import Provider
from commonspace.engines.messengers.sms import TextMessages
from commonspace.engines.messengers.telegram import Telegram
from commonspace.engines.messengers.whatsapp import WhatsApp
from commonspace.kernel.secrets import derived_key

MOST_SECRETS = 2


def provider_of(line: ServiceLine) -> Provider:
    """Return the way to the service of a line."""
    token = opened_token(line)
    if line.service == Service.TELEGRAM:
        return telegram_of(line)
    if line.service == Service.SMS:
        return TextMessages(base=settings.COMMONSPACE_SMS_API, account=line.account, token=token)
    if line.service == Service.FACEBOOK:
        return Facebook(base=settings.COMMONSPACE_META_API, account=line.account, token=token)
    return WhatsApp(base=settings.COMMONSPACE_META_API, account=line.account, token=token)


def telegram_of(line: ServiceLine) -> Telegram:
    """Return the way to Telegram, which takes the address of deliveries from us."""
    base = settings.COMMONSPACE_TELEGRAM_API
    return Telegram(base=base, account=line.account, token=opened_token(line))


def delivery_address(line: ServiceLine) -> str:
    """Return the address to which the service delivers, whole."""
    with translation.override(settings.LANGUAGE_CODE):
        return f"{settings.COMMONSPACE_URL}{reverse('messages-arrived', args=[line.key])}"


def handshake_word(line: ServiceLine) -> str:
    """Return the word by which Meta's first request to a line is known."""
    key = derived_key("message handshakes")
    return hmac.new(key, line.key.bytes, sha256).hexdigest()[:32]


def sealed(text: str) -> bytes:
    """Encrypt a key so that only this installation can use it."""
    return _seal().encrypt(text.encode())


def opened_token(line: ServiceLine) -> str:
    """Return the key with which we send; empty if none was given."""
    kept = bytes(line.sealed_token)
    return _seal().decrypt(kept).decode() if kept else ""


def secrets_of(line: ServiceLine) -> tuple[str, ...]:
    """Return what proves deliveries: the newest first."""
    kept = bytes(line.sealed_secrets)
    return tuple(json.loads(_seal().decrypt(kept))) if kept else ()


def sealed_secrets(secrets: tuple[str, ...]) -> bytes:
    """Encrypt what proves deliveries: the newest and the one before it."""
    distinct = list(dict.fromkeys(one for one in secrets if one))[:MOST_SECRETS]
    return sealed(json.dumps(distinct)) if distinct else b""


def digest(purpose: str, line: ServiceLine, text: str) -> str:
    """Return what stands for ``text`` where only its return matters; no guess can confirm it."""
    whole = line.key.bytes + text.encode("utf-8", "replace")
    return hmac.new(derived_key(purpose), whole, sha256).hexdigest()


def _seal() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived_key("keys of messaging services")))
