"""Every way in at once: people, services and programs that send, and write down what was acknowledged.

Whoever gets no answer sends the same again, as browsers, mail programs and services do.
"""

import base64
import http.client
import json
import random
import re
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from tests.channels.email.letters import written
from tests.channels.email.servers import ImapServer
from tests.trust.sending import asked, code_in, form_of

CODE = "doors"
BOT_SECRET = "secret-of-the-bot"  # noqa: S105  # for tests
PIECES, PIECE = 4, 40_000
AGAIN_AFTER_S = 0.2
NO_ANSWER = (OSError, http.client.HTTPException, AssertionError)
"""What a sender sees of a site that is gone, or that says it could not keep it."""


@dataclass
class Ledger:
    """What was sent and what of it was acknowledged, each piece by a mark of its own.

    Attributes:
        sent: Every mark that left, answered or not.
        acknowledged: The receipt code of each mark that was; empty where a way in gives none.
        files: The digest of each file that came with an acknowledged mark.
        offsets: How many bytes of a recording were acknowledged that then were not there.
    """

    sent: list[str] = field(default_factory=list)
    acknowledged: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    offsets: int = 0
    broken_off: Counter[str] = field(default_factory=Counter)
    stop: threading.Event = field(default_factory=threading.Event)

    def mark(self, door: str) -> str:
        """Return the next mark of a way in; it is written into what is sent."""
        mark = f"[{door}-{len(self.sent)}-{uuid.uuid4().hex[:6]}]"
        self.sent.append(mark)
        return mark

    def until_answered(self, ask: Callable[[], str | None]) -> str | None:
        """Ask again and again until there is an answer."""
        while True:
            try:
                return ask()
            except NO_ANSWER as trouble:
                self.broken_off[type(trouble).__name__] += 1
                time.sleep(AGAIN_AFTER_S)


@dataclass
class Doors:
    """Where everything is sent; ``line`` is the address to which the messenger delivers."""

    port: int
    folder: Path
    line: str
    imap: ImapServer
    ledger: Ledger

    def open_all(self) -> dict[str, Callable[[], None]]:
        """Return one sender a way in; each sends one contribution when called."""
        return {
            "web": self.by_form,
            "telegram": self.by_messenger,
            "recording": self.by_recording,
            "folder": self.by_folder,
            "mailbox": self.by_mailbox,
        }

    def by_form(self) -> None:
        """Fill the form in, with a document every other time, and send it until it is answered."""
        mark = self.ledger.mark("web")
        document = f"{mark[1:-1]} {'paper ' * 50}".encode() if len(mark) % 2 else b""
        form = None

        def send() -> str:
            nonlocal form
            form = form or form_of(self.port, CODE, f"The night bus keeps us safe {mark}.")
            body, kind = _multipart(form.fields, document)
            status, _head, page = _posted(self.port, form.cookie, body, kind, "answer")
            assert status == 200, page[-300:]
            return code_in(page)

        code = self.ledger.until_answered(send)
        self.ledger.acknowledged[mark] = code or ""
        if document:
            self.ledger.files[sha256(document).hexdigest()] = mark

    def by_messenger(self) -> None:
        """Deliver one message as Telegram does, and once more after it was acknowledged."""
        mark = self.ledger.mark("telegram")
        number = 50_000 + len(self.ledger.sent)
        message = {
            "message_id": number, "date": int(time.time()), "text": f"Buses at night help {mark}.",
            "from": {"id": number, "is_bot": False, "first_name": "Amal", "language_code": "en"},
            "chat": {"id": number, "first_name": "Amal", "type": "private"},
        }  # fmt: skip
        body = json.dumps({"update_id": number, "message": message})
        headers = {
            "Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": BOT_SECRET
        }  # fmt: skip

        def deliver() -> str:
            status, _head, page = asked(self.port, "POST", self.line, body, headers)
            assert status == 200, page[-300:]
            return ""

        self.ledger.until_answered(deliver)
        self.ledger.acknowledged[mark] = ""
        self.ledger.until_answered(deliver)

    def by_recording(self) -> None:
        """Send a recording in pieces, going on where it was told it stopped, then its form."""
        mark = self.ledger.mark("recording")
        content = b"\x1a\x45\xdf\xa3" + random.Random(mark).randbytes(PIECES * PIECE)  # noqa: S311
        address = self.ledger.until_answered(self._begun) or ""
        at = told = 0
        while at < len(content):
            piece = content[at : at + PIECE]
            told = int(self.ledger.until_answered(lambda: self._put(address, at, piece)) or 0)  # noqa: B023
            at = int(self.ledger.until_answered(lambda: self._how_far(address)) or 0)
            self.ledger.offsets += max(0, told - at)
        self.ledger.until_answered(lambda: self._put(address, at, b"", ends=at))
        key = str(uuid.uuid4())
        code = self.ledger.until_answered(lambda: self._recorded(address, key, mark))
        self.ledger.acknowledged[mark] = code or ""
        self.ledger.files[sha256(content).hexdigest()] = mark

    def by_folder(self) -> None:
        """Drop a mail where a mail program would; it is acknowledged when it was moved aside."""
        mark = self.ledger.mark("folder")
        place = self.folder / f"{mark[1:-1]}.eml"
        arriving = place.with_suffix(".part")
        arriving.write_bytes(_mail(mark))
        arriving.rename(place)
        while place.exists():
            if self.ledger.stop.wait(0.1):
                return
        self.ledger.acknowledged[mark] = ""

    def by_mailbox(self) -> None:
        """Put a mail into the mailbox: that it was marked is looked at in the end."""
        self.imap.deliver(_mail(self.ledger.mark("mailbox")))
        self.ledger.stop.wait(0.3)

    def _begun(self) -> str:
        return self._tus("POST", f"/en/c/{CODE}/record/pieces/", {"Upload-Defer-Length": "1"})[
            "location"
        ]

    def _how_far(self, address: str) -> str:
        return self._tus("HEAD", address, {})["upload-offset"]

    def _put(self, address: str, at: int, piece: bytes, *, ends: int | None = None) -> str:
        headers = {
            "Content-Type": "application/offset+octet-stream", "Upload-Offset": str(at),
            "Content-Length": str(len(piece)),
        }  # fmt: skip
        if ends is not None:
            headers["Upload-Length"] = str(ends)
        try:
            return self._tus("PATCH", address, headers, piece)["upload-offset"]
        except _HeldElsewhereError:
            return "0"

    def _tus(
        self, method: str, path: str, headers: dict[str, str], body: bytes = b""
    ) -> dict[str, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(
                method, path, body=body or None, headers={"Tus-Resumable": "1.0.0", **headers}
            )
            answer = line.getresponse()
            answer.read()
            if answer.status == http.client.CONFLICT:
                raise _HeldElsewhereError
            assert answer.status < 400, answer.status
            return {name.lower(): value for name, value in answer.getheaders()}
        finally:
            line.close()

    def _recorded(self, address: str, key: str, mark: str) -> str:
        path = f"/en/c/{CODE}/record/"
        status, head, page = asked(self.port, "GET", path)
        assert status == 200
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        cookie = "; ".join(one.partition(";")[0] for one in head.get_all("Set-Cookie", []))
        fields = {
            "csrfmiddlewaretoken": token[1], "key": key, "language": "en", "attribution": "anonymous",
            "may_publish": "no", "remark": f"Sent from the harbour {mark}.",
            "uploads": address.rstrip("/").rpartition("/")[2],
        }  # fmt: skip
        kind = "application/x-www-form-urlencoded"
        status, _head, page = _posted(self.port, cookie, urlencode(fields).encode(), kind, "record")
        assert status == 200, page[-300:]
        return code_in(page)


class _HeldElsewhereError(Exception):
    """The server is still keeping what came before: ask how far it is, and go on there."""


@contextmanager
def sending(doors: Doors, *, pause_s: float = 0.0) -> Iterator[list[threading.Thread]]:
    """Let every way in be used, over and over, for as long as the block lasts."""

    def over_and_over(send: Callable[[], None]) -> None:
        while not doors.ledger.stop.is_set():
            send()
            doors.ledger.stop.wait(pause_s)

    threads = [
        threading.Thread(target=over_and_over, args=(send,), name=name, daemon=True)
        for name, send in doors.open_all().items()
    ]
    for thread in threads:
        thread.start()
    try:
        yield threads
    finally:
        doors.ledger.stop.set()
        for thread in threads:
            thread.join(timeout=120)


def _mail(mark: str) -> bytes:
    name = mark[1:-1]
    message = written(
        f"Q1: Evening classes near the port help {mark}.",
        to=f"answers+{CODE}@example.org", sender=f"Ana <{name}@casa.example>",
        message_id=f"<{name}@casa.example>",
    )  # fmt: skip
    return bytes(message)


def _multipart(fields: dict[str, str], document: bytes) -> tuple[bytes, str]:
    edge = base64.b16encode(random.randbytes(12)).decode()  # noqa: S311  # no secret
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    if document:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="document_1"; filename="paper.txt"\r\n\r\n'
        parts.append(head.encode() + document + b"\r\n")
    return b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"


def _posted(
    port: int, cookie: str, body: bytes, kind: str, page: str
) -> tuple[int, http.client.HTTPMessage, str]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": kind, "Cookie": cookie, "Origin": f"http://127.0.0.1:{port}"}
    try:
        line.request("POST", f"/en/c/{CODE}/{page}/", body=body, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
    finally:
        line.close()
