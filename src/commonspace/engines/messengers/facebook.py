"""A page on Facebook: messages to it, and comments under what it posts.

Source:
    Meta, Messenger Platform: webhook events "messages", Send API, private replies; Pages API:
    webhook field "feed".
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

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
)

COMMENT = "comment:"
_MOST_REPLIES = 13
_ENDINGS = {"audio": "mp4", "image": "jpg", "video": "mp4", "file": "bin"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facebook:
    """The line of one page; ``account`` is the id of the page."""

    base: str
    account: str
    token: str = field(repr=False)
    longest: int = 2000

    def is_genuine(self, asked: Asked, secrets: tuple[str, ...]) -> bool:
        return meta_signed(asked.headers.get("X-Hub-Signature-256", ""), asked.body, secrets)

    def events(self, body: bytes) -> tuple[Event, ...]:
        ours = [
            entry
            for entry in rows_at(parsed(body), "entry")
            if text_at(entry, "id") == self.account
        ]
        said = [_message(one) for entry in ours for one in rows_at(entry, "messaging")]
        said += [
            _comment(part_at(one, "value"), self.account)
            for entry in ours
            for one in rows_at(entry, "changes")
            if text_at(one, "field") == "feed"
        ]
        return tuple(event for event in said if event is not None)

    def send(self, to: str, text: str, choices: Sequence[Choice] = ()) -> None:
        is_comment = to.startswith(COMMENT)
        recipient = {"comment_id": to.removeprefix(COMMENT)} if is_comment else {"id": to}
        kind = {} if is_comment else {"messaging_type": "RESPONSE"}
        said: dict[str, Any] = {"text": text}
        if not is_comment and 0 < len(choices) <= _MOST_REPLIES:
            said["quick_replies"] = [
                {
                    "content_type": "text",
                    "title": shortened(one.title, 20),
                    "payload": one.number,
                }
                for one in choices
            ]
        content = {"recipient": recipient, **kind, "message": said}
        ask(
            f"{self.base}/{self.account}/messages",
            body=json.dumps(content).encode(),
            headers={**self._key(), "Content-Type": "application/json"},
        )

    def acknowledge(self, event: Event) -> None:
        """Do nothing: Facebook does not wait."""

    def fetch(self, media: Media) -> bytes:
        hosts = ("fbcdn.net", "fbsbx.com", host_of(self.base))
        return download(media.ref, hosts=hosts, most=MOST_MEDIA_BYTES)

    def who(self) -> str:
        return text_at(ask(f"{self.base}/{self.account}?fields=name", headers=self._key()), "name")

    def _key(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def _message(said: dict[str, Any]) -> Event | None:
    message, sender = part_at(said, "message"), text_at(said, "sender", "id")
    number = text_at(message, "mid")
    if not (number and sender) or message.get("is_echo") or message.get("is_deleted"):
        return None
    media = tuple(
        Media(ref=url, name=_name(url, text_at(one, "type")))
        for one in rows_at(message, "attachments")
        if text_at(one, "type") in _ENDINGS and (url := text_at(one, "payload", "url"))
    )
    pressed = text_at(message, "quick_reply", "payload")
    text = pressed if pressed.isdecimal() else text_at(message, "text")
    return Event(
        id=number,
        person=sender,
        reply_to=sender,
        text=text,
        media=media,
        at=moment(text_at(said, "timestamp")),
        kind=Kind.MESSAGE if text or media else Kind.UNUSUAL,
    )


def _comment(value: dict[str, Any], page: str) -> Event | None:
    """Return a fresh comment of somebody else's; changed and deleted ones are none."""
    number, writer = text_at(value, "comment_id"), text_at(value, "from", "id")
    is_new = text_at(value, "item") == "comment" and text_at(value, "verb") == "add"
    if not (is_new and number and writer) or writer == page or not text_at(value, "message"):
        return None
    return Event(
        id=f"{COMMENT}{number}",
        person=f"{COMMENT}{writer}",
        reply_to=f"{COMMENT}{number}",
        text=text_at(value, "message"),
        at=moment(text_at(value, "created_time")),
        kind=Kind.COMMENT,
    )


def _name(url: str, kind: str) -> str:
    try:
        last = PurePosixPath(unquote(urlsplit(url).path)).name
    except ValueError:
        last = ""
    return last if "." in last else f"{kind}.{_ENDINGS[kind]}"
