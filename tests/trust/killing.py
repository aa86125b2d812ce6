"""A real site with every way in, killed (-9) at random moments while all of them are used."""

import imaplib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.channels.email.servers import PASSWORD, USER, imap_server, smtp_server
from tests.channels.messaging.servers import services
from tests.program import Served, environment, with_tables
from tests.trust.doors import CODE, Doors, Ledger, sending

ROOT = Path(__file__).parents[2]
TARGETS = {
    "web": ("granian",),
    "worker": ("db_worker", "cli.main worker"),
    "fetcher": ("fetch-mail", "db_worker", "cli.main worker"),
    "all": ("",),
}
"""Words in the command lines of the processes that die; the first that is found counts."""

SHEETS = 3
LONGEST_REST_S = 3.0
DRAINS_WITHIN_S = 240


@dataclass
class Killed:
    """How a run ended: what was done to the site, what senders were told, what is there."""

    kills: int
    ledger: Ledger
    found: dict[str, Any]
    drained: bool
    slowest_s: float = 0.0
    by_target: dict[str, int] = field(default_factory=dict)

    @property
    def lost(self) -> list[str]:
        """Return everything acknowledged that is not there, whole, behind its receipt."""
        names = ("lost", "files_lost", "files_broken", "receipts_dead")
        lost = [f"{name} {one}" for name in names for one in self.found[name]]
        if self.ledger.offsets:
            lost.append(f"{self.ledger.offsets} bytes of recordings")
        return lost + [f"{self.found['bytes_missing']} stored files"] * bool(
            self.found["bytes_missing"]
        )

    def by_door(self) -> dict[str, int]:
        """Return how many were acknowledged by each way in."""
        return dict(Counter(mark[1:].partition("-")[0] for mark in self.ledger.acknowledged))

    @property
    def doubled(self) -> list[str]:
        """Return everything that is there more than once."""
        return [*self.found["doubled"], *self.found["files_doubled"]]


@dataclass
class Place:
    """A site with all its surroundings."""

    site: Served
    doors: Doors

    def ask(self, **asked: object) -> dict[str, Any]:
        """Let a process of its own look at the data."""
        env = {
            **environment(self.site.folder), **self.site.more,
            "DJANGO_SETTINGS_MODULE": "commonspace.site.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "tests.trust.counting"], input=json.dumps(asked), env=env,
            cwd=ROOT, check=False, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stderr)
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def kill(self, target: str) -> None:
        """Kill some or all processes of the site, then see to it that it answers again."""
        group = processes_of(self.site)
        for words in TARGETS[target]:
            found = [pid for pid, line in group.items() if words in line]
            if found:
                break
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if target == "all":
            self.site.send(signal.SIGKILL)
            self.site.start()
        elif target == "web":
            self.site.wait_until_it_answers()

    def begin_sheet(self, number: int, rows: int) -> None:
        """Give a sheet and press import: from here on it is the site's to finish."""
        marks = [self.doors.ledger.mark(f"sheet{chr(97 + number)}") for _row in range(rows)]
        rows = "\n".join(
            f"{number}-{n},Kitchens open on Fridays help {one}." for n, one in enumerate(marks)
        )
        self.ask(sheet=f"Response ID,What works?\n{rows}\n")
        self.doors.ledger.acknowledged |= dict.fromkeys(marks, "")

    def drained(self) -> bool:
        """Wait until nothing is left to do, and tell whether that came."""
        end = time.monotonic() + DRAINS_WITHIN_S
        while time.monotonic() < end:
            waits = {**self.ask(waits=True), **self._mails_left()}
            if not any(waits.values()):
                return True
            time.sleep(1)
        sys.stderr.write(f"still waiting: {waits}\n{self.site.log.read_text()[-3000:]}")
        return False

    def _mails_left(self) -> dict[str, int]:
        """Count the mails that bear no mark yet, and those that lie in the folder."""
        with imaplib.IMAP4("127.0.0.1", self.doors.imap.port) as box:
            box.login(USER, PASSWORD)
            box.select("INBOX", readonly=True)
            _said, found = box.search(None, "UNKEYWORD", "$CommonspaceKept")
        return {
            "unmarked": len(found[0].split()), "in folder": len(list(self.doors.folder.glob("*.eml")))
        }  # fmt: skip


def killed(
    folder: Path, *, kills: int, seed: int, database: str = "", pause_s: float = 0, rows: int = 400
) -> Killed:
    """Kill a site on ``folder`` so many times while it is used, and compare what is there.

    Args:
        folder: Where it keeps its data; must be empty.
        kills: How often.
        seed: Decides when, and which of the processes die.
        database: Address of an empty PostgreSQL database; SQLite if none is named.
        pause_s: How long each sender rests after each contribution.
        rows: How many rows each of the three sheets has.
    """
    chance = random.Random(seed)  # noqa: S311  # to be repeated
    by_target: Counter[str] = Counter()
    slowest = 0.0
    every = max(1, kills // SHEETS)
    with placed(folder, database=database, options=("--processes", "2")) as place:
        with sending(place.doors, pause_s=pause_s):
            for number in range(kills):
                if number % every == 0 and number // every < SHEETS:
                    place.begin_sheet(number // every, rows)
                time.sleep(chance.uniform(0, LONGEST_REST_S))
                target = chance.choice(sorted(TARGETS))
                by_target[target] += 1
                began = time.monotonic()
                place.kill(target)
                slowest = max(slowest, time.monotonic() - began)
            time.sleep(LONGEST_REST_S)
        drained, ledger = place.drained(), place.doors.ledger
        if drained:
            in_mailbox = [mark for mark in ledger.sent if mark.startswith(("[mailbox", "[folder"))]
            ledger.acknowledged |= dict.fromkeys(in_mailbox, "")
        found = place.ask(sent=ledger.sent, acknowledged=ledger.acknowledged, files=ledger.files)
    return Killed(kills, ledger, found, drained, slowest, dict(by_target))


@contextmanager
def placed(
    folder: Path, *, database: str = "", options: tuple[str, ...] = (), under: tuple[str, ...] = ()
) -> Iterator[Place]:
    """Serve an empty site with a mailbox, a mail server, a messenger and a folder for mails around it."""
    with imap_server() as imap, smtp_server() as (_sent, smtp), services() as stub:
        data, drop = folder / "data", folder / "drop"
        drop.mkdir(parents=True)
        data.mkdir()
        more = {
            "COMMONSPACE_IMAP_URL": imap.url, "COMMONSPACE_MAIL_ANSWERS": "answers@example.org",
            "COMMONSPACE_MAIL_FOLDER": str(drop), "COMMONSPACE_MAIL_EVERY_S": "2",
            "COMMONSPACE_MAIL_URL": f"smtp://127.0.0.1:{smtp}", "COMMONSPACE_TELEGRAM_API": stub.url,
            **({"COMMONSPACE_DATABASE_URL": database} if database else {}),
        }  # fmt: skip
        site = Served(data, options=options, more=more, under=under)
        env = {**environment(data), **more}
        if database:
            migrate = [sys.executable, "-m", "commonspace.cli.main", "migrate", "-v0"]
            subprocess.run(migrate, env=env, check=True, cwd=ROOT)
        else:
            with_tables(data)
        place = Place(site, Doors(site.port, drop, "", imap, Ledger()))
        place.doors.line = place.ask(seed=CODE)["line"]
        try:
            site.start()
            yield place
        finally:
            site.send(signal.SIGKILL)


def processes_of(site: Served) -> dict[int, str]:
    """Return the command lines of everything that a site started, by process."""
    assert site.process is not None
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            group = int((place / "stat").read_text().rpartition(")")[2].split()[2])
            if group == site.process.pid:
                words = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                found[int(place.name)] = words
    return found
