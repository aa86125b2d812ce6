"""A thousand mails from a real mailbox to a thousand receipts on a real line.

Dovecot holds the mails, aiosmtpd takes the receipts; ``commonspace fetch-mail`` runs once, in a
process of its own, on SQLite as it is installed. Every tenth mail brings a document, every fifth
quotes another. The document's text is read later, by the worker.
"""

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.channels.email.letters import PDF, written
from tests.channels.email.servers import imap_server, smtp_server

ROOT = Path(__file__).parents[2]
MAILS = 1_000
_CALL = "import django; django.setup(); from tests import make; make.consultation('harbour', questions=6)"
_QUOTED = (
    "\n\nOn Mon, 4 May 2026, Secretariat <us@example.org> wrote:\n> Please answer\n> by Friday."
)


def measures() -> Iterator[tuple[str, float]]:
    """Yield how many mails a second became receipts, and how many were lost or doubled."""
    with tempfile.TemporaryDirectory() as name, imap_server() as box, smtp_server() as (out, port):
        folder = Path(name)
        env = _surroundings(folder, box.url, port)
        _run(env, "-m", "commonspace.cli.main", "migrate", "--verbosity", "0")
        _run(env, "-c", _CALL)
        box.deliver(*[_mail(number) for number in range(MAILS)])
        started, before = time.perf_counter(), _cpu_s()
        _run(env, "-m", "commonspace.cli.main", "fetch-mail")
        seconds, worked = time.perf_counter() - started, _cpu_s() - before
        receipts = [to for tos, _receipt in out.sent for to in tos]
        with sqlite3.connect(folder / "commonspace.sqlite3") as database:
            held = database.execute("SELECT count(*) FROM contributions_contribution").fetchone()[0]
        database.close()
    yield "mails_per_s", len(receipts) / seconds
    yield "mail_cpu_ms", 1000 * worked / MAILS
    yield "mails_lost", MAILS - min(held, len(set(receipts)))
    yield "mails_doubled", len(receipts) - len(set(receipts)) + max(0, held - MAILS)


def _cpu_s() -> float:
    """Return the processor time of what was started here: a busy machine does not change it much."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _mail(number: int) -> bytes:
    text = f"Q{number % 6 + 1}: Evening classes near the port help, says mail {number}."
    message = written(
        text + (_QUOTED if number % 5 == 0 else ""),
        to="answers+harbour@example.org",
        sender=f"Person {number} <p{number}@mail.example>",
    )
    if number % 10 == 0:
        message.add_attachment(PDF, maintype="application", subtype="pdf", filename="paper.pdf")
    return bytes(message)


def _surroundings(folder: Path, url: str, port: int) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("COMMONSPACE_")
    }
    return {
        **kept,
        "COMMONSPACE_DATA": str(folder),
        "COMMONSPACE_PLAIN_STATIC": "yes",
        "COMMONSPACE_IMAP_URL": url,
        "COMMONSPACE_MAIL_ANSWERS": "answers@example.org",
        "COMMONSPACE_MAIL_URL": f"smtp://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "commonspace.site.settings",
    }


def _run(env: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, *words], env=env, check=True, cwd=ROOT)
