"""Text messages by Twilio or a service that speaks as Twilio does.

Source:
    Twilio, "Webhooks security" (X-Twilio-Signature: HMAC-SHA-1 over the address and the sorted
    parameters) and "Twilio's request to your incoming message webhook URL".
"""

import base64
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha1
from urllib.parse import parse_qsl, urlencode

from commonspace.engines.messengers.fields import same, storable, text_at
from commonspace.engines.messengers.line import ask, download, host_of
from commonspace.engines.messengers.shapes import (
    MOST_MEDIA_BYTES,
    Asked,
    Choice,
    Event,
    Kind,
    Media,
    UnreadableError,
)

_MOST_FIELDS = 200
_MOST_MEDIA = 10
_ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "audio/amr": "amr",
    "audio/mpeg": "mp3", "audio/ogg": "ogg", "audio/mp4": "m4a", "video/mp4": "mp4",
    "video/3gpp": "3gp", "application/pdf": "pdf",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMessages:
    """The line of one number; ``account`` is ``ACCOUNT_SID`` and the number, with a space between."""

    base: str
    account: str
    token: str = field(repr=False)
    longest: int = 1600

    def is_genuine(self, asked: Asked, secrets: tuple[str, ...]) -> bool:
        try:
            said = dict(_fields(asked.body))
        except UnreadableError:
            return False
        whole = asked.address + "".join(f"{name}{said[name]}" for name in sorted(said))
        given = asked.headers.get("X-Twilio-Signature", "")
        return any(same(signature(whole, secret), given) for secret in secrets)

    def events(self, body: bytes) -> tuple[Event, ...]:
        said = {name: storable(value) for name, value in _fields(body)}
        number, sender = said.get("MessageSid", ""), said.get("From", "")
        if not (number and sender) or said.get("AccountSid") != self._sid:
            return ()
        text, media = said.get("Body", ""), _media(said)
        return (
            Event(
                id=number,
                person=sender,
                reply_to=sender,
                phone=sender if sender.startswith("+") else "",
                text=text,
                media=media,
                kind=Kind.MESSAGE if text.strip() or media else Kind.UNUSUAL,
            ),
        )

    def acknowledge(self, event: Event) -> None:
        """Do nothing: a text message has no buttons."""

    def send(self, to: str, text: str, choices: Sequence[Choice] = ()) -> None:
        body = urlencode({"To": to, "From": self._number, "Body": text}).encode()
        url = f"{self.base}/2010-04-01/Accounts/{self._sid}/Messages.json"
        ask(url, body=body, headers=self._key())

    def fetch(self, media: Media) -> bytes:
        hosts = (host_of(self.base), "twilio.com", "twiliocdn.com", "amazonaws.com")
        is_theirs = host_of(media.ref) in {host_of(self.base), "api.twilio.com"}
        key = self._key() if is_theirs else {}
        return download(media.ref, headers=key, hosts=hosts, most=MOST_MEDIA_BYTES)

    def who(self) -> str:
        url = f"{self.base}/2010-04-01/Accounts/{self._sid}.json"
        return text_at(ask(url, headers=self._key()), "friendly_name")

    @property
    def _sid(self) -> str:
        return self.account.partition(" ")[0]

    @property
    def _number(self) -> str:
        return self.account.partition(" ")[2]

    def _key(self) -> dict[str, str]:
        said = base64.b64encode(f"{self._sid}:{self.token}".encode()).decode()
        return {"Authorization": f"Basic {said}"}


def signature(whole: str, secret: str) -> str:
    """Return what Twilio puts in ``X-Twilio-Signature``."""
    digest = hmac.new(secret.encode(), whole.encode("utf-8", "replace"), sha1).digest()
    return base64.b64encode(digest).decode()


def _fields(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict"
        )
    except ValueError as odd:
        raise UnreadableError from odd


def _media(said: dict[str, str]) -> tuple[Media, ...]:
    count = said.get("NumMedia", "0")
    number = min(int(count), _MOST_MEDIA) if count.isascii() and count.isdigit() else 0
    found = []
    for place in range(number):
        kind = said.get(f"MediaContentType{place}", "")
        url = said.get(f"MediaUrl{place}", "")
        if url:
            found.append(Media(ref=url, name=f"message-{place + 1}.{_ENDINGS.get(kind, 'bin')}"))
    return tuple(found)
