"""A mail fetcher killed between keeping and marking: every mail counts once, none is lost."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from tests.channels.email.letters import written
from tests.channels.email.servers import imap_server
from tests.program import environment, free_port, with_tables

pytestmark = pytest.mark.endtoend
MAILS = 30
ROOT = Path(__file__).parents[2]
MAKE_A_CALL = "import django; django.setup(); from tests import make; make.consultation('harbour')"


class Line:
    """A line to a mail server that can go dead just when a mark is on its way."""

    def __init__(self, to: int) -> None:
        self.port, self._to = free_port(), to
        self.cuts, self.cut = True, threading.Event()
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._open = [self._listener]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._to))
                self._open += [near, far]
                threading.Thread(target=self._pass_on, args=(near, far, True), daemon=True).start()
                threading.Thread(target=self._pass_on, args=(far, near, False), daemon=True).start()

    def _pass_on(self, source: socket.socket, goal: socket.socket, asks: bool) -> None:
        with suppress(OSError):
            while said := source.recv(1 << 16):
                if asks and self.cuts and b" STORE " in said:
                    self.cut.set()
                    return
                goal.sendall(said)
            goal.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Cut every line; whoever still waits at one is let go."""
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


def surroundings(folder, server, line: Line) -> dict[str, str]:
    return {
        **environment(folder),
        "COMMONSPACE_MAIL_ANSWERS": "answers@example.org",
        "COMMONSPACE_IMAP_URL": server.url.replace(str(server.port), str(line.port)),
    }


def fetching(env: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "commonspace.cli.main", "fetch-mail"],
        env=env,
        start_new_session=True,
    )


@pytest.fixture
def folder(tmp_path):
    """Return a data folder with one open call in it."""
    with_tables(tmp_path)
    env = {**environment(tmp_path), "DJANGO_SETTINGS_MODULE": "commonspace.site.settings"}
    subprocess.run([sys.executable, "-c", MAKE_A_CALL], env=env, check=True, cwd=ROOT)
    return tmp_path


def test_killed_before_the_mark_and_at_any_moment_each_mail_counts_once(folder):
    texts = [f"The night bus keeps us safe, says letter m{n}m." for n in range(MAILS)]
    with imap_server() as server:
        server.deliver(
            *[
                bytes(written(text, to="answers+harbour@example.org", sender=f"P{n} <p{n}@x.example>"))
                for n, text in enumerate(texts)
            ]
        )  # fmt: skip
        line = Line(server.port)
        env = surroundings(folder, server, line)
        first = fetching(env)
        assert line.cut.wait(60), "no mark was sent"
        assert counted(folder, "channel_email_mail") == MAILS, "kept before marked"
        os.killpg(first.pid, signal.SIGKILL)
        first.wait(20)
        line.cuts = False
        for pause in (1.0, 1.6, 2.2):
            again = fetching(env)
            time.sleep(pause)
            with suppress(ProcessLookupError):
                os.killpg(again.pid, signal.SIGKILL)
            again.wait(20)
        done = fetching(env)
        assert done.wait(120) == 0
        line.close()

    assert counted(folder, "channel_email_mail") == MAILS
    with sqlite3.connect(folder / "commonspace.sqlite3") as database:
        fates = database.execute(
            "SELECT fate, count(*) FROM channel_email_mail GROUP BY fate"
        ).fetchall()
        held = [
            text
            for (text,) in database.execute(
                "SELECT text FROM contributions_sourcetext WHERE text LIKE 'The night bus keeps us safe, says letter%'"
            )
        ]
    database.close()
    assert fates == [("contribution", MAILS)]
    assert sorted(held) == sorted(texts)


def counted(folder, table: str) -> int:
    with sqlite3.connect(folder / "commonspace.sqlite3") as database:
        count = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608  # our own name
    database.close()
    return count
