"""The program as its user runs it: ``commonspace …`` in a process of its own."""

import fcntl
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory

import commonspace as commonspace_package

OWN = Path(commonspace_package.__file__).parent
KEPT = Path(__file__).parents[1] / ".venv" / "tested"
LONGEST_START = 150.0


def environment(folder: Path) -> dict[str, str]:
    """Return the surroundings of a user who named a data folder and nothing else."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COMMONSPACE_", "DJANGO_")) or name == "COMMONSPACE_SHARED"
    }
    return {**kept, "COMMONSPACE_DATA": str(folder)}


def commonspace(folder: Path, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "commonspace.cli.main", *words],
        env=environment(folder), capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    if check and done.returncode:
        raise AssertionError(f"commonspace {' '.join(words)}\n{done.stdout}\n{done.stderr}")
    return done


@dataclass
class Served:
    """``commonspace serve`` on a data folder, with all it starts in one group of processes."""

    folder: Path
    port: int = 0
    options: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    more: dict[str, str] = field(default_factory=dict)
    under: tuple[str, ...] = ()
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.port = self.port or free_port()
        self.log = self.folder / "serve.log"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *, wait: bool = True) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.under, sys.executable, "-m", "commonspace.cli.main", "serve", "--port", str(self.port), *self.options],
                env={**environment(self.folder), **self.more},
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        if wait:
            self.wait_until_it_answers()

    def wait_until_it_answers(self) -> None:
        end = time.monotonic() + LONGEST_START
        while not self._listens():
            ended = self.process is None or self.process.poll() is not None
            if ended or time.monotonic() > end:
                raise AssertionError(f"The site did not start:\n{self.log.read_text()[-30000:]}")
            time.sleep(0.05)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def wait_until_the_worker_is_done(self) -> None:
        """Wait until no background work is left to do."""
        end = time.monotonic() + LONGEST_START
        while self._work_left():
            assert time.monotonic() < end, self.log.read_text()[-3000:]
            time.sleep(0.1)

    def _work_left(self) -> int:
        database = sqlite3.connect(self.folder / "commonspace.sqlite3")
        try:
            left = database.execute(
                "SELECT count(*) FROM django_tasks_database_dbtaskresult "
                "WHERE status IN ('READY', 'RUNNING')"
            ).fetchone()
        finally:
            database.close()
        return int(left[0])

    def send(self, number: signal.Signals) -> None:
        """Send a signal to everything that was started, and wait until it is gone."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
        self.process.wait(timeout=40)
        self._wait_until_the_group_is_gone()
        self.process = None

    def _wait_until_the_group_is_gone(self) -> None:
        assert self.process is not None
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                os.killpg(self.process.pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.02)
        os.killpg(self.process.pid, signal.SIGKILL)


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a data folder for as long as the block lasts."""
    site = Served(folder)
    site.start()
    try:
        yield site
    finally:
        site.send(signal.SIGTERM)


def free_port() -> int:
    """Return a port of this machine that nobody listens on.

    It is below those that the system gives to whoever calls out, so that nobody has it by chance
    when a site that was killed starts anew.
    """
    chance = SystemRandom()
    while True:
        port = chance.randrange(15_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def played_demo() -> Path:
    """Return the data folder of the demo, as the program builds it today; nobody writes to it."""

    def build(folder: Path) -> None:
        said = commonspace(folder, "demo").stdout
        (folder / "said.txt").write_text(said)

    today = time.strftime("%Y-%m-%d")
    return _made_once("demo", build, since=(today, *_sizes_and_times()))


def with_tables(folder: Path) -> Path:
    """Give a data folder an empty database, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(migrated_database(), folder / "commonspace.sqlite3")
    return folder


def migrated_database() -> Path:
    """Return an empty SQLite database after every migration."""
    own = sorted(OWN.glob("**/migrations/*.py"))
    written = [file.relative_to(OWN).as_posix() + file.read_text() for file in own]
    others = [version(package) for package in ("django", "django-tasks-db")]
    folder = _made_once(
        "migrated", lambda folder: commonspace(folder, "migrate"), since=(*others, *written)
    )
    return folder / "commonspace.sqlite3"


def _made_once(kind: str, make: Callable[[Path], object], *, since: Iterable[str]) -> Path:
    """Return the folder that ``make`` filled, for all test processes, while ``since`` is the same."""
    digest = sha256("\0".join(since).encode()).hexdigest()
    KEPT.mkdir(exist_ok=True)
    kept = KEPT / f"{kind}-{digest[:16]}"
    with (KEPT / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            for old in KEPT.glob(f"{kind}-*"):
                shutil.rmtree(old)
            with TemporaryDirectory(dir=KEPT) as folder:
                make(Path(folder) / kind)
                (Path(folder) / kind).rename(kept)
    return kept


def _sizes_and_times() -> Iterator[str]:
    for file in sorted(OWN.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            about = file.stat()
            yield f"{file.relative_to(OWN)} {about.st_size} {about.st_mtime_ns}"


def copied(folder: Path, to: Path) -> Path:
    """Return a copy of a data folder that a test may change."""
    shutil.copytree(folder, to)
    return to
