"""Two hundred people send fifty-two forms a second for a minute; then the same to the floor.

``submissions_per_s`` counts receipts over the time from the first moment to the last answer;
``lost`` are receipts without a row, ``doubled`` rows beyond one a form. People, server and
worker share the machine.
"""

import asyncio
import os
import re
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.intake.people import A_SECOND, SECONDS, Sent, Site, send_all
from tests.program import Served, commonspace, environment, free_port

ROOT = Path(__file__).parents[2]
PROCESSES = 2
QUESTIONS = 6
_MAKE = (
    "import django; django.setup(); from tests import make; "
    f"call = make.consultation('load', questions={QUESTIONS}); "
    "print(','.join(str(question.pk) for question in call.questions.all()))"
)
_RECEIPT = re.compile(rb'class="receipt-code" aria-hidden="true">(.+?)</span></span>')
_ROW = re.compile(rb"receipt (\d+)")
_SENTENCE = "Evening classes near the market help newcomers most, because work ends late. "


def measures() -> Iterator[tuple[str, float]]:
    """Yield how many forms a second got a receipt, how long people waited, what was lost."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commonspace(folder, "migrate", "--verbosity", "0")
        questions = _made_call(folder)
        with _served(folder) as site:
            sent = asyncio.run(send_all(_site(site.port, questions)))
            site.wait_until_the_worker_is_done()
        yield from _told(sent, _rows(folder / "commonspace.sqlite3", "contributions_contribution"))
    with tempfile.TemporaryDirectory() as name, _floor(Path(name)) as port:
        floor = asyncio.run(send_all(_floor_site(port)))
        waits = sorted(one.seconds for one in floor)
        yield "floor_per_s", _rate(floor)
        yield "floor_p50_ms", 1000 * statistics.median(waits)
        yield "floor_p99_ms", 1000 * waits[int(0.99 * len(waits))]


def _told(sent: list[Sent], rows: int) -> Iterator[tuple[str, float]]:
    receipts = [one.receipt for one in sent if one.status == 200 and one.receipt]
    waits = sorted(one.seconds for one in sent)
    yield "submissions_per_s", _rate(sent)
    yield "p50_ms", 1000 * statistics.median(waits)
    yield "p99_ms", 1000 * waits[int(0.99 * len(waits))]
    yield "acknowledged", len(receipts)
    yield "refused", len(sent) - len(receipts)
    yield "lost", max(0, len(set(receipts)) - rows)
    yield "doubled", max(0, rows - len(sent)) + len(receipts) - len(set(receipts))


def _rate(sent: list[Sent]) -> float:
    """Receipts a second, from the first moment to the last answer."""
    last = max(number / A_SECOND + one.seconds for number, one in enumerate(sent))
    return sum(bool(one.receipt) for one in sent) / max(last, SECONDS)


def _made_call(folder: Path) -> list[str]:
    surroundings = {**environment(folder), "DJANGO_SETTINGS_MODULE": "commonspace.site.settings"}
    done = subprocess.run(
        [sys.executable, "-c", _MAKE], env=surroundings, cwd=ROOT, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip().split(",")


def _site(port: int, questions: list[str]) -> Site:
    def fields(number: int) -> dict[str, str]:
        return {
            f"answer_{questions[number % QUESTIONS]}": f"{_SENTENCE * 3}Says {number}.",
            f"answer_{questions[(number + 1) % QUESTIONS]}": _SENTENCE * 2,
            "general": "",
            "name": f"Person {number}",
            "organisation": f"Association {number % 400}",
            "kind": "migrants-association",
            "country": "PH",
            "language": "en",
            "attribution": "organisation",
            "may_publish": "yes",
        }

    return Site(port, "/en/c/load/answer/", fields, _RECEIPT)


def _floor_site(port: int) -> Site:
    return Site(port, "/form/", lambda number: {"general": f"{_SENTENCE * 5}{number}"}, _ROW)


def _rows(database: Path, table: str) -> int:
    with closing(sqlite3.connect(database)) as rows:
        return int(rows.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  # our own name


@contextmanager
def _served(folder: Path) -> Iterator[Served]:
    site = Served(folder, options=("--processes", str(PROCESSES)))
    site.start()
    try:
        yield site
    finally:
        site.send(signal.SIGTERM)


@contextmanager
def _floor(folder: Path) -> Iterator[int]:
    port = free_port()
    surroundings = {**os.environ, "FLOOR_FOLDER": str(folder), "PYTHONPATH": str(ROOT)}
    own = [sys.executable, "-m", "benchmarks.intake.floor"]
    subprocess.run(own, env=surroundings, cwd=ROOT, check=True)
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", str(PROCESSES), "--blocking-threads", "4", "--no-ws",
        "--log-level", "warning", "benchmarks.intake.floor:application",
    ]  # fmt: skip
    process = subprocess.Popen(command, env=surroundings, cwd=ROOT)
    try:
        time.sleep(3)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)
