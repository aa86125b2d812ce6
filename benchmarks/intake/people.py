"""Two hundred people who press Send: plain sockets, so that they take little of the machine they share.

Each has opened the page before, as people do, and sends a form of their own at a moment fixed
beforehand: fifty-two a second, so that waiting for the last answer leaves fifty. How long somebody waits
is counted from that moment, so a server that falls behind cannot hide it.
"""

import asyncio
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import urlencode

PEOPLE = 200
A_SECOND = 52
SECONDS = 60
LONGEST_S = 60.0
_FORM_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"set-cookie:\s*csrftoken=(\w+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sent:
    """One form: when it should have left, how long its answer took, and the receipt in it."""

    seconds: float
    status: int
    receipt: str


@dataclass(frozen=True, slots=True)
class Site:
    """What is asked: a port, the address of the form, its fields, and how a receipt is told."""

    port: int
    path: str
    fields: Callable[[int], dict[str, str]]
    receipt: re.Pattern[bytes]


async def send_all(site: Site, *, seconds: int = SECONDS, a_second: int = A_SECOND) -> list[Sent]:
    """Send ``seconds * a_second`` forms on time and return what became of each."""
    free: asyncio.Queue[Person] = asyncio.Queue()
    for start in range(0, PEOPLE, 10):
        arrived = await asyncio.gather(*(_person(site) for _one in range(start, start + 10)))
        for person in arrived:
            free.put_nowait(person)
    began = perf_counter() + 0.5
    tasks = []
    for number in range(seconds * a_second):
        due = began + number / a_second
        await asyncio.sleep(max(0.0, due - perf_counter()))
        tasks.append(asyncio.create_task(_send(site, free, number, due)))
    return await asyncio.gather(*tasks)


async def _send(site: Site, free: "asyncio.Queue[Person]", number: int, due: float) -> Sent:
    person = await free.get()
    try:
        status, body = await asyncio.wait_for(person.post(site, number), LONGEST_S)
    except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError):
        status, body = 0, b""
    finally:
        free.put_nowait(person)
    found = site.receipt.search(body)
    return Sent(perf_counter() - due, status, found[1].decode() if found else "")


async def _person(site: Site) -> "Person":
    person = Person()
    await person.open(site)
    return person


class Person:
    """Somebody with the page open: a cookie and the token that belongs to it."""

    def __init__(self) -> None:
        self.cookie = self.token = ""

    async def open(self, site: Site) -> None:
        """Read the form once."""
        head, body = await _ask(site.port, f"GET {site.path} HTTP/1.1\r\n", b"")
        self.cookie = (_COOKIE.search(head) or [b"", b""])[1].decode()
        self.token = (_FORM_TOKEN.search(body) or [b"", b""])[1].decode()

    async def post(self, site: Site, number: int) -> tuple[int, bytes]:
        """Send a form of this person's; return the status and the page that came back."""
        fields = {
            "csrfmiddlewaretoken": self.token,
            "key": str(uuid.UUID(int=number + 1, version=4)),
            **site.fields(number),
        }
        content = urlencode(fields).encode()
        lines = (
            f"POST {site.path} HTTP/1.1\r\nCookie: csrftoken={self.cookie}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(content)}\r\n"
        )
        head, body = await _ask(site.port, lines, content)
        return int(head.split(b" ", 2)[1]), body


async def _ask(port: int, lines: str, content: bytes) -> tuple[bytes, bytes]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        about = f"Host: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        writer.write((lines + about).encode() + content)
        await writer.drain()
        head = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        body = await reader.readexactly(int(length[1])) if length else await reader.read()
    finally:
        writer.close()
    return head, body
