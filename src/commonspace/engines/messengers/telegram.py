"""Telegram, by the Bot API.

Source:
    Telegram, Bot API: Update, Message, getFile, setWebhook (``secret_token``), sendMessage.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from commonspace.engines.messengers.fields import (
    moment,
    parsed,
    part_at,
    rows_at,
    same,
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

_NAMES = {
    "voice": "voice.ogg", "audio": "audio.mp3", "video": "video.mp4", "video_note": "video.mp4",
    "document": "document.bin",
}  # fmt: skip
_PATH = re.compile(r"[\w./-]{1,300}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telegram:
    """The line of one bot."""

    base: str
    account: str
    token: str = field(repr=False)
    longest: int = 4096

    def is_genuine(self, asked: Asked, secrets: tuple[str, ...]) -> bool:
        said = asked.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        return any(same(secret, said) for secret in secrets)

    def events(self, body: bytes) -> tuple[Event, ...]:
        update = parsed(body)
        event = _event(part_at(update, "message")) or _pressed(part_at(update, "callback_query"))
        return (event,) if event else ()

    def send(self, to: str, text: str, choices: Sequence[Choice] = ()) -> None:
        content = {"chat_id": to, "text": text, "link_preview_options": {"is_disabled": True}}
        if choices:
            rows = [
                [{"text": shortened(one.title, 60), "callback_data": one.number}] for one in choices
            ]
            content["reply_markup"] = {"inline_keyboard": rows}
        self._ask("sendMessage", content)

    def acknowledge(self, event: Event) -> None:
        if event.press:
            self._ask("answerCallbackQuery", {"callback_query_id": event.press})

    def fetch(self, media: Media) -> bytes:
        path = text_at(self._ask("getFile", {"file_id": media.ref}), "result", "file_path")
        if not _PATH.fullmatch(path) or ".." in path:
            raise ServiceError(Trouble.ODD)
        url = f"{self.base}/file/bot{self.token}/{path}"
        return download(url, hosts=(host_of(self.base),), most=MOST_MEDIA_BYTES)

    def who(self) -> str:
        return "@" + text_at(self._ask("getMe", {}), "result", "username")

    def connect(self, address: str, secret: str) -> None:
        """Tell Telegram where to send what people write, and what proves that it comes from there.

        Raises:
            ServiceError: If Telegram refuses.
        """
        self._ask(
            "setWebhook",
            {
                "url": address,
                "secret_token": secret,
                "allowed_updates": ["message", "callback_query"],
            },
        )

    def _ask(self, method: str, content: dict[str, Any]) -> dict[str, Any]:
        said = ask(
            f"{self.base}/bot{self.token}/{method}",
            body=json.dumps(content).encode(),
            headers={"Content-Type": "application/json"},
        )
        if said.get("ok") is not True:
            raise ServiceError(Trouble.ODD)
        return said


def _event(message: dict[str, Any]) -> Event | None:
    chat, number = text_at(message, "chat", "id"), text_at(message, "message_id")
    is_private = text_at(message, "chat", "type") == "private"
    if not (is_private and chat and number) or part_at(message, "from").get("is_bot") is True:
        return None
    media = _media(message)
    text = text_at(message, "text") or text_at(message, "caption")
    return Event(
        id=f"{chat}:{number}",
        person=chat,
        reply_to=chat,
        text=text,
        media=media,
        at=moment(text_at(message, "date")),
        language=text_at(message, "from", "language_code").partition("-")[0].lower()[:3],
        kind=Kind.MESSAGE if text or media else Kind.UNUSUAL,
    )


def _pressed(query: dict[str, Any]) -> Event | None:
    """Return the press of a button under one of our messages, as if its number had been typed."""
    chat, number = text_at(query, "message", "chat", "id"), text_at(query, "id")
    is_private = text_at(query, "message", "chat", "type") == "private"
    said = text_at(query, "data")
    if (
        not (is_private and chat and number and said)
        or part_at(query, "from").get("is_bot") is True
    ):
        return None
    return Event(
        id=f"{chat}:press:{number}",
        person=chat,
        reply_to=chat,
        text=said,
        language=text_at(query, "from", "language_code").partition("-")[0].lower()[:3],
        press=number,
    )


def _media(message: dict[str, Any]) -> tuple[Media, ...]:
    pictures = rows_at(message, "photo")
    if pictures:
        return (Media(ref=text_at(pictures[-1], "file_id"), name="picture.jpg"),)
    return tuple(
        Media(
            ref=text_at(message, kind, "file_id"), name=text_at(message, kind, "file_name") or name
        )
        for kind, name in _NAMES.items()
        if text_at(message, kind, "file_id")
    )[:1]
