# the program is imported once its data folder is named
"""Whether long recordings arrive whole over bad lines, and how much memory that takes.

``recording_lost_bytes``: bytes that differ after an hour of voice came over a line that broke inside every
other piece, while the server was killed (-9) three times and started anew.
``recording_breaks``: how often the line broke meanwhile.
``recording_slow_lost_bytes``: the same hour over a line of a megabit a second that breaks every 20 seconds.
``recording_slow_breaks``: how often that line broke; ``recording_slow_s``: how long it took.
``recording_peak_mb``: the most memory the server's largest process held while 500 MB came and were sent.
``recording_mb_per_s``: how fast those 500 MB came.

COMMONSPACE_RECORDING_MB sets the length of the large one.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from pathlib import Path
from random import Random
from time import monotonic, sleep

from tests.program import Served

LARGE_MB = int(os.environ.get("COMMONSPACE_RECORDING_MB", "500"))
HOUR_BYTES = 3600 * 48_000 // 8
PIECE = 512 << 10
LARGE_PIECE = 8 << 20
KILLS = 3
LINE_BYTES_PER_S = 1_000_000 // 8
BREAKS_EVERY_S = 20.0
HELD = 409  # the end of a broken piece was still being kept: ask how far it came, go on there
_TUS = {"Tus-Resumable": "1.0.0"}
_PIECE_TYPE = {"Content-Type": "application/offset+octet-stream"}
_SEED = """
import django; django.setup()
from tests import make
from commonspace.channels.recordings.models import Offer
Offer.objects.create(consultation=make.consultation("voices"), is_offered=True)
"""
_STORED = """
import django; django.setup()
from commonspace.contributions.models import Attachment
print(*Attachment.objects.values_list("file__sha256", flat=True))
"""


def measures() -> Iterator[tuple[str, float]]:
    """Send an hour over a bad line, then half a gigabyte over a good one."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        _program(data, "-m", "commonspace.cli.main", "migrate", "-v0")
        _program(data, "-c", _SEED)
        site = Served(data)
        site.start()
        try:
            content = b"\x1a\x45\xdf\xa3" + Random(7).randbytes(HOUR_BYTES)  # noqa: S311  # no secret
            breaks = _badly(site, content)
            kept = _program(data, "-c", _STORED).split()
            yield "recording_lost_bytes", 0 if sha256(content).hexdigest() in kept else len(content)
            yield "recording_breaks", breaks
            started = monotonic()
            slow = b"\x1a\x45\xdf\xa3" + Random(8).randbytes(HOUR_BYTES)  # noqa: S311  # no secret
            breaks = _slowly(site, slow)
            yield "recording_slow_s", monotonic() - started
            kept = _program(data, "-c", _STORED).split()
            yield "recording_slow_lost_bytes", 0 if sha256(slow).hexdigest() in kept else len(slow)
            yield "recording_slow_breaks", breaks
            started = monotonic()
            _well(site)
            yield "recording_mb_per_s", LARGE_MB / (monotonic() - started)
            yield "recording_peak_mb", _peak_mb(site)
        finally:
            site.send(signal.SIGTERM)


def _badly(site: Served, content: bytes) -> int:
    """Send ``content`` in pieces of which every other breaks; return how many did."""
    address, at, breaks, turn = _begun(site), 0, 0, 0
    chance = Random(11)  # noqa: S311  # no secret
    kills = sorted(chance.randrange(len(content)) for _kill in range(KILLS))
    while at < len(content):
        turn += 1
        piece = content[at : at + PIECE]
        if turn % 2:
            _break_inside(site, address, at, piece[: chance.randrange(len(piece))], len(piece))
            breaks += 1
        else:
            _put(site, address, at, piece)
        if kills and at >= kills[0]:
            kills.pop(0)
            site.send(signal.SIGKILL)
            site.start()
        at = _how_far(site, address)
    _put(site, address, at, b"", ends=len(content))
    _send(site, address)
    return breaks


def _slowly(site: Served, content: bytes) -> int:
    """Send ``content`` over a slow line that breaks by the clock; return how often it did."""
    address, at, breaks = _begun(site), 0, 0
    up_until = monotonic() + BREAKS_EVERY_S
    while at < len(content):
        if not _put_slowly(site, address, at, content[at : at + PIECE], up_until):
            breaks += 1
            up_until = monotonic() + BREAKS_EVERY_S
        at = _how_far(site, address)
    _put(site, address, at, b"", ends=len(content))
    _send(site, address)
    return breaks


def _well(site: Served) -> None:
    address = _begun(site)
    piece, size = b"\x1a\x45\xdf\xa3" + bytes(LARGE_PIECE - 4), LARGE_MB << 20
    for at in range(0, size, LARGE_PIECE):
        _put(site, address, at, piece[: size - at])
    _put(site, address, size, b"", ends=size)
    _send(site, address)


def _asked(
    site: Served, method: str, path: str, headers: dict[str, str], body: bytes = b""
) -> dict[str, str]:
    line = HTTPConnection("127.0.0.1", site.port, timeout=120)
    try:
        line.request(method, path, body=body or None, headers={**_TUS, **headers})
        answer = line.getresponse()
        answer.read()
        if answer.status == HELD:
            return {}
        if answer.status >= 400:  # a refusal
            raise RuntimeError(f"{method} {path}: {answer.status}")
        return dict(answer.getheaders())
    finally:
        line.close()


def _header(headers: dict[str, str], name: str) -> str:
    return next(value for key, value in headers.items() if key.lower() == name)


def _begun(site: Served) -> str:
    made = _asked(site, "POST", "/en/c/voices/record/pieces/", {"Upload-Defer-Length": "1"})
    return _header(made, "location")


def _how_far(site: Served, address: str) -> int:
    return int(_header(_asked(site, "HEAD", address, {}), "upload-offset"))


def _put(site: Served, address: str, at: int, piece: bytes, *, ends: int | None = None) -> None:
    headers = {**_PIECE_TYPE, "Upload-Offset": str(at), "Content-Length": str(len(piece))}
    if ends is not None:
        headers["Upload-Length"] = str(ends)
    _asked(site, "PATCH", address, headers, piece)


def _break_inside(site: Served, address: str, at: int, part: bytes, announced: int) -> None:
    """Announce a piece, send a part of it, and be gone."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=60) as line:
        line.sendall(_head(site, address, at, announced) + part)


def _put_slowly(site: Served, address: str, at: int, piece: bytes, up_until: float) -> bool:
    """Send a piece no faster than the line lets it; return whether the line held.

    The server may hang up first: it still keeps the end of a piece that broke, and says so.
    """
    step = LINE_BYTES_PER_S // 8
    with (
        suppress(ConnectionError),
        socket.create_connection(("127.0.0.1", site.port), timeout=60) as line,
    ):
        line.sendall(_head(site, address, at, len(piece)))
        for start in range(0, len(piece), step):
            if monotonic() >= up_until:
                return False
            line.sendall(piece[start : start + step])
            sleep(1 / 8)
        line.recv(64)
    return True


def _head(site: Served, address: str, at: int, announced: int) -> bytes:
    return (
        f"PATCH {address} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nTus-Resumable: 1.0.0\r\n"
        f"Content-Type: application/offset+octet-stream\r\nUpload-Offset: {at}\r\n"
        f"Content-Length: {announced}\r\n\r\n"
    ).encode()


def _send(site: Served, address: str) -> None:
    """Send the form with the recording that has arrived."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    url = f"{site.url}/en/c/voices/record/"
    page = opener.open(url, timeout=60).read().decode()
    fields = {
        name: found[1]
        for name in ("csrfmiddlewaretoken", "key")
        if (found := re.search(rf'name="{name}" value="([^"]+)"', page))
    }
    told = {"language": "en", "attribution": "anonymous", "may_publish": "no"}
    body = urllib.parse.urlencode(
        {**fields, **told, "uploads": address.rstrip("/").rpartition("/")[2]}
    )
    opener.open(url, body.encode(), timeout=600).read()


def _program(data: Path, *words: str) -> str:
    environment = {
        **os.environ, "COMMONSPACE_DATA": str(data), "PYTHONPATH": ".",
        "DJANGO_SETTINGS_MODULE": "commonspace.site.settings",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, *words], env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def _peak_mb(site: Served) -> float:
    """Return the most memory any process of the site held."""
    group_of_site = site.process.pid if site.process else 0
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            group = int((status.parent / "stat").read_text().rpartition(")")[2].split()[2])
            peak = re.search(r"VmHWM:\s+(\d+)", status.read_text())
        except (OSError, ValueError):
            continue
        if group == group_of_site and peak:
            found.append(int(peak[1]) / 1024)
    return max(found)
