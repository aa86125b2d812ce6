"""What the kernel saw: the bytes are on the disk before anybody is told that they arrived.

A process that is killed proves nothing about a power cut. So the calls themselves are recorded:
the last write to the journal of the database before an acknowledgement leaves must have been
followed by a wait for the disk.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.channels.email.letters import written
from tests.channels.email.servers import imap_server
from tests.program import environment, with_tables
from tests.trust.killing import Place, placed

pytestmark = [pytest.mark.endtoend, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
CALLS = "fsync,fdatasync,pwrite64,write,writev,sendto,sendmsg,rename"
SENDING = {"write", "writev", "sendto", "sendmsg"}
_CALL = re.compile(r"(\d+) +(\w+)\((.*)$")
_RESUMED = re.compile(r"(\d+) +<\.\.\. (\w+) resumed>")
JOURNAL = "commonspace.sqlite3-wal"


@pytest.fixture
def recorder(tmp_path) -> tuple[str, ...]:
    """Return the words that record what a program asks of the kernel."""
    works = shutil.which("strace") and not subprocess.run(
        ["strace", "-f", "-o", "/dev/null", "true"], check=False, capture_output=True
    ).returncode  # fmt: skip
    if not works:
        if os.environ.get("CI"):
            pytest.fail("strace is not installed, or may not look at other programs.")
        pytest.skip("needs strace (Debian: strace) and the right to trace")
    log = str(tmp_path / "calls")
    return ("strace", "-f", "--seccomp-bpf", "-y", "-s", "60", "-e", f"trace={CALLS}", "-o", log)


@dataclass(frozen=True)
class Calls:
    """The calls between two moments, in the order in which the kernel saw them."""

    lines: list[tuple[str, str]]

    def before(self, acknowledged: str) -> "Calls":
        """Return the calls until the first that sends ``acknowledged``."""
        return Calls(self.lines[: self._place(acknowledged)])

    def after(self, acknowledged: str) -> "Calls":
        """Return the calls after the first that sends ``acknowledged``."""
        return Calls(self.lines[self._place(acknowledged) + 1 :])

    def places(self, calls: set[str], about: str) -> list[int]:
        return [n for n, (call, words) in enumerate(self.lines) if call in calls and about in words]

    def _place(self, sent: str) -> int:
        places = self.places(SENDING, sent)
        assert places, f"{sent!r} was never sent"
        return places[0]


def recorded(log: Path, *, start: int = 0) -> Calls:
    """Read the record: what sends counts from when it begins, all else once it is done."""
    lines: list[tuple[str, str]] = []
    begun: dict[str, str] = {}
    for line in log.read_text("utf-8", "replace").splitlines()[start:]:
        if found := _RESUMED.match(line):
            if found[2] not in SENDING:
                lines.append((found[2], begun.pop(found[1], "")))
        elif found := _CALL.match(line):
            if line.endswith("<unfinished ...>") and found[2] not in SENDING:
                begun[found[1]] = found[3]
            else:
                lines.append((found[2], found[3]))
    return Calls(lines)


def assert_on_disk(calls: Calls) -> None:
    """Assert that something was written to the journal, and that the disk was waited for after."""
    written = calls.places({"pwrite64"}, JOURNAL)
    waited = calls.places({"fdatasync", "fsync"}, JOURNAL)
    assert written, "nothing was written before the acknowledgement"
    assert waited, "the disk was never waited for"
    assert waited[-1] > written[-1], "something was acknowledged that may not be on the disk"


def assert_bytes_on_disk(calls: Calls) -> None:
    """Assert that a file was waited for, then got its name, then its folder was waited for."""
    waited = calls.places({"fsync"}, "/incoming/")
    named = calls.places({"rename"}, "/incoming/")
    folder = calls.places({"fsync"}, "/files/")
    assert waited, "the bytes were never waited for"
    assert waited[-1] < named[-1] < folder[-1]


def settled(log: Path) -> int:
    """Wait until nothing happens any more, and return where the record then ends."""
    before, now = -1, 0
    while now != before:
        before = now
        time.sleep(2)
        now = len(log.read_text("utf-8", "replace").splitlines())
    return now


@pytest.fixture
def place(tmp_path, recorder):
    """Serve a site without a worker, so that every recorded call is for the sake of a sender."""
    options = ("--processes", "1", "--no-worker")
    with placed(tmp_path / "site", options=options, under=recorder) as made:
        yield made


def test_nothing_is_acknowledged_before_the_disk_has_it(place: Place, tmp_path):
    log = tmp_path / "calls"
    place.doors.by_form()  # what only a first request does is over then

    start = settled(log)
    place.doors.by_form()
    form = recorded(log, start=start).after("HTTP/1.1 200").before("HTTP/1.1 200")
    start = settled(log)
    place.doors.by_messenger()
    delivery = recorded(log, start=start).before("HTTP/1.1 200")
    start = settled(log)
    place.doors.by_recording()
    piece = recorded(log, start=start).after("HTTP/1.1 201").before("HTTP/1.1 204")

    for calls in (form, delivery, piece):
        assert_on_disk(calls)
    for calls in (delivery, piece):
        assert_bytes_on_disk(calls)


def test_a_mail_is_marked_after_the_disk_has_it(tmp_path, recorder):
    folder = with_tables(tmp_path / "data")
    with imap_server() as server:
        server.deliver(*[bytes(written(f"Buses help, says {n}.")) for n in range(3)])
        env = {
            **environment(folder), "COMMONSPACE_IMAP_URL": server.url,
            "COMMONSPACE_MAIL_ANSWERS": "answers@example.org",
        }  # fmt: skip
        fetch = [*recorder, sys.executable, "-m", "commonspace.cli.main", "fetch-mail"]
        subprocess.run(fetch, env=env, check=True, cwd=ROOT)

    calls = recorded(tmp_path / "calls").before(" STORE ")
    assert_on_disk(calls)
    assert_bytes_on_disk(calls)


def test_a_database_that_does_not_wait_for_the_disk_would_be_caught():
    """The measure itself is tried: on calls as SQLite makes them when it is told not to wait."""
    journal = f"9</data/{JOURNAL}>"
    waits = Calls([("pwrite64", journal), ("fdatasync", journal), ("pwrite64", journal)])

    with pytest.raises(AssertionError, match="may not be on the disk"):
        assert_on_disk(waits)
    with pytest.raises(AssertionError, match="never waited for"):
        assert_on_disk(Calls([("pwrite64", journal)]))
