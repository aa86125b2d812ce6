"""The services people write by, as far as we use them, on this machine."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

OGG = b"OggS\x00\x02" + b"\x00" * 22 + b"OpusHead" + b"\x01" * 40


@dataclass
class Stub:
    """What was asked of the services; ``down`` makes every one of them fail."""

    url: str
    asked: list[tuple[str, str, dict, dict]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    down: int = 0

    @property
    def texts(self) -> list[str]:
        """Return the texts that were sent to people, in order."""
        return [text for _to, text in self.sent]

    @property
    def sent(self) -> list[tuple[str, str]]:
        return [found for _verb, path, _head, said in self.asked if (found := _sent(path, said))]


def _sent(path: str, said: dict) -> tuple[str, str] | None:
    if path.endswith("/sendMessage"):
        return said["chat_id"], said["text"]
    if path.endswith("/Messages.json"):
        return said["To"], said["Body"]
    if path.endswith("/messages"):
        to = said.get("to") or said["recipient"]
        whom = next(iter(to.values())) if isinstance(to, dict) else to
        return whom, _words(said)
    return None


def _words(said: dict) -> str:
    """Return the text of a message of Meta's, with buttons or without."""
    if "interactive" in said:
        return said["interactive"]["body"]["text"]
    return said["text"]["body"] if "text" in said else said["message"].get("text", "")


def _fields(body: bytes, kind: str) -> dict:
    if "json" in kind:
        return json.loads(body)
    return {name: values[0] for name, values in parse_qs(body.decode()).items()}


def _answered(url: str, path: str, said: dict) -> dict:
    if "/bot" in path:
        found = f"files/{said.get('file_id', '')}"
        return {"ok": True, "result": {"file_path": found, "username": "harbour_bot"}}
    return {
        "url": f"{url}/file/{path.rsplit('/', 1)[-1]}", "display_phone_number": "+63 917 555 0100",
        "name": "Harbour", "friendly_name": "Harbour", "messages": [{"id": "wamid.x"}],
    }  # fmt: skip


@contextmanager
def services() -> Iterator[Stub]:
    """Answer as Meta, Telegram and Twilio do."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("GET", {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self._answer("POST", _fields(body, self.headers.get("Content-Type", "")))

        def _answer(self, verb: str, said: dict) -> None:
            if stub.down:
                self._send(stub.down, b"{}")
                return
            stub.asked.append((verb, self.path, dict(self.headers), said))
            name = self.path.rsplit("/", 1)[-1]
            if name in stub.files and "/file/" in self.path:
                self._send(200, stub.files[name])
                return
            self._send(200, json.dumps(_answered(stub.url, self.path, said)).encode())

        def _send(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stub = Stub(url=f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
