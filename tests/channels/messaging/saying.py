"""Deliveries as the services make them, signed as they sign."""

import base64
import hmac
import json
import time
from hashlib import sha1, sha256
from itertools import count
from urllib.parse import parse_qsl, urlencode

from django.urls import reverse

from commonspace.channels.messaging.configuration import (
    delivery_address,
    sealed,
    sealed_secrets,
)
from commonspace.channels.messaging.models import ServiceLine

SECRET = "newest-secret"  # noqa: S105  # for tests
ACCOUNTS = {
    "whatsapp": "106540352242922",
    "telegram": "",
    "facebook": "20531316728",
    "sms": "AC7f +15550100",
}
_number = count(1)


def line(call, service: str, secrets: tuple[str, ...] = (SECRET, "older-secret")) -> ServiceLine:
    return ServiceLine.objects.create(
        consultation=call, service=service, address="+63 917 555 0100", account=ACCOUNTS[service],
        sealed_token=sealed("token"), sealed_secrets=sealed_secrets(secrets), is_on=True,
    )  # fmt: skip


def whatsapp(
    text: str = "", *, person: str = "639175550199", at: float | None = None, **other
) -> bytes:
    message = {
        "from": person, "id": f"wamid.{next(_number)}", "timestamp": str(int(at or time.time())),
        "type": "text", "text": {"body": text}, **other,
    }  # fmt: skip
    if message["type"] != "text":
        del message["text"]
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "639175550100", "phone_number_id": ACCOUNTS["whatsapp"]},
        "contacts": [{"profile": {"name": "Marisol Reyes"}, "wa_id": person}],
        "messages": [message],
    }  # fmt: skip
    entry = {"id": "1029", "changes": [{"value": value, "field": "messages"}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def voice(media: str, **fields) -> bytes:
    audio = {"mime_type": "audio/ogg; codecs=opus", "sha256": "x", "id": media, "voice": True}
    return whatsapp(type="audio", audio=audio, **fields)


def telegram(
    text: str = "", *, person: int = 70012, language: str = "ar", at: float | None = None, **other
) -> bytes:
    number = next(_number)
    message = {
        "message_id": number,
        "from": {"id": person, "is_bot": False, "first_name": "Amal", "language_code": language},
        "chat": {"id": person, "first_name": "Amal", "type": "private"},
        "date": int(at or time.time()), **({"text": text} if text else {}), **other,
    }  # fmt: skip
    return json.dumps({"update_id": 10_000 + number, "message": message}).encode()


def facebook(text: str, *, person: str = "6254", at: float | None = None) -> bytes:
    said = {
        "sender": {"id": person}, "recipient": {"id": ACCOUNTS["facebook"]},
        "timestamp": int((at or time.time()) * 1000),
        "message": {"mid": f"m_{next(_number)}", "text": text},
    }  # fmt: skip
    entry = {"id": ACCOUNTS["facebook"], "time": 1, "messaging": [said]}
    return json.dumps({"object": "page", "entry": [entry]}).encode()


def comment(text: str, *, person: str = "99", verb: str = "add") -> bytes:
    value = {
        "item": "comment", "verb": verb, "comment_id": f"77_{next(_number)}", "post_id": "77",
        "from": {"id": person, "name": "Dilip Rai"}, "message": text, "created_time": int(time.time()),
    }  # fmt: skip
    entry = {"id": ACCOUNTS["facebook"], "time": 1, "changes": [{"field": "feed", "value": value}]}
    return json.dumps({"object": "page", "entry": [entry]}).encode()


def sms(text: str, *, person: str = "+34600555019", **other: str) -> bytes:
    number = f"SM{next(_number):032x}"
    return urlencode(
        {
            "MessageSid": number, "AccountSid": "AC7f", "From": person, "To": "+15550100",
            "Body": text, "NumMedia": "0", **other,
        }
    ).encode()  # fmt: skip


def signed(line: ServiceLine, body: bytes, secret: str = SECRET) -> dict[str, str]:
    """Return the head with which a service proves a delivery."""
    if line.service == "telegram":
        return {"X-Telegram-Bot-Api-Secret-Token": secret}
    if line.service == "sms":
        fields = dict(parse_qsl(body.decode("latin-1"), keep_blank_values=True))
        whole = delivery_address(line) + "".join(f"{one}{fields[one]}" for one in sorted(fields))
        digest = hmac.new(secret.encode(), whole.encode(), sha1).digest()
        return {"X-Twilio-Signature": base64.b64encode(digest).decode()}
    return {"X-Hub-Signature-256": f"sha256={hmac.new(secret.encode(), body, sha256).hexdigest()}"}


def deliver(client, line: ServiceLine, body: bytes, headers: dict[str, str] | None = None):
    kind = "application/x-www-form-urlencoded" if line.service == "sms" else "application/json"
    return client.post(
        reverse("messages-arrived", args=[line.key]), body, content_type=kind,
        headers=signed(line, body) if headers is None else headers,
    )  # fmt: skip
