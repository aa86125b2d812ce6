"""WhatsApp, by Meta's Cloud API.

Source:
    Meta, WhatsApp Business Platform, webhooks reference "messages", media and messages API.
    Since 2026 a person may have a business-scoped user id and no number.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from commonspace.engines.messengers.fields import (
    meta_signed,
    moment,
    parsed,
    part_at,
    rows_at,
    shortened,
    text_at,
)
from commonspace.engines.messengers.line import ask, download, host_of
from commonspace.engines.messengers.shapes import (
    MOST_MEDIA_BYTES,
    Asked,
    Choice,
    Event,
    Kind,
    Media,
    ServiceError,
    Trouble,
)

_MOST_BUTTONS, _MOST_ROWS, _LONGEST_WITH_BUTTONS, _FITS_A_ROW = 3, 10, 1024, 18
_MEDIA = ("audio", "voice", "image", "document", "video")
_ENDINGS = {
    "audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/aac": "aac", "audio/amr": "amr",
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "video/mp4": "mp4",
    "video/3gpp": "3gp", "application/pdf": "pdf",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatsApp:
    """The line of one number; ``account`` is the id Meta gives that number."""

    base: str
    account: str
    token: str = field(repr=False)
    longest: int = 4096

    def is_genuine(self, asked: Asked, secrets: tuple[str, ...]) -> bool:
        return meta_signed(asked.headers.get("X-Hub-Signature-256", ""), asked.body, secrets)

    def events(self, body: bytes) -> tuple[Event, ...]:
        changes = [
            part_at(change, "value")
            for entry in rows_at(parsed(body), "entry")
            for change in rows_at(entry, "changes")
            if text_at(change, "field") == "messages"
        ]
        return tuple(
            event
            for value in changes
            if text_at(value, "metadata", "phone_number_id") == self.account
            for message in rows_at(value, "messages")
            if (event := _event(message)) is not None
        )

    def send(self, to: str, text: str, choices: Sequence[Choice] = ()) -> None:
        goal = {"to": to} if to.isdigit() else {"recipient": to}
        content = _with_buttons(text, choices) or {
            "type": "text",
            "text": {"preview_url": False, "body": text},
        }
        self._ask(
            f"{self.account}/messages",
            {
                "messaging_product": "whatsapp", "recipient_type": "individual", **goal, **content,
            },
        )  # fmt: skip

    def acknowledge(self, event: Event) -> None:
        """Do nothing: WhatsApp does not wait."""

    def fetch(self, media: Media) -> bytes:
        url = text_at(self._ask(media.ref), "url")
        hosts = ("fbsbx.com", "whatsapp.net", "fbcdn.net", "facebook.com", host_of(self.base))
        if not url:
            raise ServiceError(Trouble.ODD)
        return download(url, headers=self._key(), hosts=hosts, most=MOST_MEDIA_BYTES)

    def who(self) -> str:
        said = self._ask(f"{self.account}?fields=display_phone_number,verified_name")
        return text_at(said, "display_phone_number")

    def _ask(self, path: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
        body = None if content is None else json.dumps(content).encode()
        headers = {**self._key(), "Content-Type": "application/json"}
        return ask(f"{self.base}/{path}", body=body, headers=headers)

    def _key(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def _event(message: dict[str, Any]) -> Event | None:
    number, scoped = text_at(message, "from"), text_at(message, "from_user_id")
    name = text_at(message, "type")
    if not text_at(message, "id") or not (number or scoped) or text_at(message, "group_id"):
        return None
    if name in {"reaction", "system"}:
        return None
    media = _media(message, name)
    text = _text(message, name)
    return Event(
        id=text_at(message, "id"),
        person=scoped or number,
        reply_to=number or scoped,
        phone=f"+{number}" if number else "",
        text=text,
        media=media,
        at=moment(text_at(message, "timestamp")),
        kind=Kind.MESSAGE if text or media else Kind.UNUSUAL,
    )


def _with_buttons(text: str, choices: Sequence[Choice]) -> dict[str, Any] | None:
    """Return a message with up to three buttons or a list of ten; nothing where they do not fit."""
    if not 0 < len(choices) <= _MOST_ROWS or len(text) > _LONGEST_WITH_BUTTONS:
        return None
    body = {"text": text}
    if len(choices) <= _MOST_BUTTONS:
        buttons = [
            {"type": "reply", "reply": {"id": one.number, "title": shortened(one.title, 20)}}
            for one in choices
        ]
        content = {"type": "button", "body": body, "action": {"buttons": buttons}}
    else:
        rows = [
            {"id": one.number, "title": shortened(f"{one.number} - {one.title}", 24),
             **({"description": shortened(one.title, 72)} if len(one.title) > _FITS_A_ROW else {})}
            for one in choices
        ]  # fmt: skip
        action = {"button": "1, 2, 3 …", "sections": [{"title": "1, 2, 3 …", "rows": rows}]}
        content = {"type": "list", "body": body, "action": action}
    return {"type": "interactive", "interactive": content}


def _text(message: dict[str, Any], name: str) -> str:
    pressed = (
        text_at(message, "interactive", "button_reply", "id"),
        text_at(message, "interactive", "list_reply", "id"),
    )
    said = (
        *(one for one in pressed if one.isdecimal()),
        text_at(message, "text", "body"),
        text_at(message, name, "caption"),
        text_at(message, "button", "text"),
        text_at(message, "interactive", "button_reply", "title"),
        text_at(message, "interactive", "list_reply", "title"),
    )
    return next((one for one in said if one), "")


def _media(message: dict[str, Any], name: str) -> tuple[Media, ...]:
    ref = text_at(message, name, "id")
    # The id becomes part of an address: nothing but figures and letters may get there.
    if name not in _MEDIA or not (ref.isascii() and ref.isalnum()):
        return ()
    ending = _ENDINGS.get(text_at(message, name, "mime_type").partition(";")[0].strip(), "bin")
    stem = "voice" if name in {"audio", "voice"} else name
    return (Media(ref=ref, name=text_at(message, name, "filename") or f"{stem}.{ending}"),)
