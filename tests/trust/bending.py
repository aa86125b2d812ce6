"""Files bent out of shape, and what the readers make of them: text, rows and sound, or a sentence."""

import json
import os
import random
import runpy
import signal
import subprocess
import sys
import tempfile
import time
import wave
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

import django
from django.conf import settings
from tests.channels.sheets import files
from tests.engines import documents

from commonspace.engines import sandbox
from commonspace.engines.archives import Entry, open_archive
from commonspace.engines.extraction import Limits, UnreadableError, extract
from commonspace.engines.media import UnplayableError, played
from commonspace.engines.sandbox import Bounds, Ending
from commonspace.engines.tables.confined import rows_of, tables_of
from commonspace.engines.tables.errors import UnreadableTableError

ROOT = Path(__file__).parents[2]
LONGEST_S = 30
_LIMITS = Limits(wall_s=LONGEST_S, ocr_languages=("eng",), max_ocr_pages=1)
_READERS = (
    "extraction.worker", "extraction.pdf", "extraction.word", "extraction.opendocument", "extraction.webpage",
    "extraction.pictures", "tables.worker", "tables.opening", "tables.delimited", "tables.opendocument",
    "media_worker",
)  # fmt: skip
_PACKED = (".docx", ".odt", ".xlsx", ".zip")


def bent_files(count: int, seed: int) -> "Tally":
    """Bend files in a process of its own: small, so that what is forked from it has room."""
    words = [sys.executable, "-m", "tests.trust.bending", str(count), str(seed)]
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        words, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, check=True, stdout=subprocess.PIPE
    )
    told = json.loads(done.stdout)
    return Tally(**{**told, "ends": Counter(told["ends"])})


@dataclass
class Tally:
    """What became of bent files.

    Attributes:
        ends: How often each end came: ``read``, or the reason why not.
        crashed: What raised something that is no refusal, with its seed.
        untold: Refusals without a sentence.
    """

    ends: Counter[str] = field(default_factory=Counter)
    crashed: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)
    slowest_s: float = 0.0

    @property
    def tried(self) -> int:
        return self.ends.total() + len(self.crashed)

    @property
    def down(self) -> int:
        """How many brought their confined reader down, or kept it beyond its time."""
        names = ("reader-failed", "too-slow", "out-of-memory", "broken-reader")
        return sum(self.ends[name] for name in names)


Read = Callable[[Path, str], str]


def seeds(folder: Path) -> list[Path]:
    """Make one file of each kind that people send."""
    page = folder / "page.html"
    page.write_text("<html><body><h1>Cities</h1><ul><li>caf&eacute;</ul><table><tr><td>x</table>")
    (folder / "note.txt").write_bytes("Les municipalités accueillent. ".encode() * 20)
    (folder / "google.csv").write_bytes(files.csv_of(files.GOOGLE))
    (folder / "answers.xlsx").write_bytes(files.workbook(Answers=files.GOOGLE))
    (folder / "kobo.zip").write_bytes(files.kobo())
    inner = {"a/one.txt": b"one " * 900, "drei-\u00e4.md": b"drei"}
    return [
        documents.pdf(folder, documents.PARAGRAPH), documents.word(folder),
        documents.open_document(folder, f"<text:p>{documents.PARAGRAPH}</text:p>"),
        page, folder / "note.txt",
        documents.picture_of(folder, "#set page(width: 3cm, height: 2cm)\nHi", "png"),
        folder / "google.csv", folder / "answers.xlsx", folder / "kobo.zip",
        documents.archive(folder, inner), _hum(folder / "voice.wav"),
    ]  # fmt: skip


def _hum(path: Path) -> Path:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\x00\x10\x00\xf0" * 800)
    return path


def bend(folder: Path, *, count: int, seed: int) -> Tally:
    """Bend files ``count`` times and give each to the readers that would get it."""
    tally, chance = Tally(), random.Random(seed)  # noqa: S311  # to be repeated
    kinds = seeds(folder)
    (folder / "inside").mkdir(exist_ok=True)
    with forked():
        for number in range(count):
            origin = kinds[number % len(kinds)]
            victim = folder / f"victim{origin.suffix}"
            victim.write_bytes(_bent(origin, chance, folder / "inside"))
            for read in _readers_of(origin.suffix):
                _try(read, victim, origin.name, tally, f"seed {seed}, file {number}")
    return tally


def _bent(origin: Path, chance: random.Random, folder: Path) -> bytes:
    """Damage a file, or a part inside a package so that the damage reaches past its checksums."""
    if origin.suffix not in _PACKED or chance.random() < 0.25:  # the package itself
        return documents.mutated(origin.read_bytes(), chance)
    with zipfile.ZipFile(origin) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    victim = chance.choice([name for name in parts if parts[name]])
    parts[victim] = documents.mutated(parts[victim], chance)
    return documents.archive(folder, parts, "bent.zip").read_bytes()


def _try(read: Read, victim: Path, name: str, tally: Tally, which: str) -> None:
    began = time.monotonic()
    try:
        tally.ends[read(victim, name)] += 1
    except UnreadableError as refusal:
        tally.ends[str(refusal.reason)] += 1
        if not str(refusal.message).strip():
            tally.untold.append(f"{which}: {refusal.reason}")
    except UnreadableTableError as refusal:
        tally.ends["no table"] += 1
        if not str(refusal.message).strip():
            tally.untold.append(f"{which}: no table")
    except UnplayableError as refusal:
        tally.ends["too-slow" if refusal.reason == "too-slow" else "no sound"] += 1
    except Exception as crash:  # noqa: BLE001  # exactly what this is looking for
        tally.crashed.append(f"{which}, {read.__name__}: {crash!r}")
    tally.slowest_s = max(tally.slowest_s, time.monotonic() - began)


def _readers_of(suffix: str) -> tuple[Read, ...]:
    if suffix in {".csv", ".xlsx"}:
        return (read_table, read_text)
    if suffix == ".zip":
        return (read_archive, read_table)
    return (play,) if suffix == ".wav" else (read_text,)


def read_text(path: Path, name: str) -> str:
    extract(path, name=name, limits=_LIMITS)
    return "read"


def read_table(path: Path, name: str) -> str:
    with tables_of(path, name=name, language="en") as tables:
        for table in tables:
            with table.path.open("rb") as stream:
                for _row in rows_of(stream):
                    pass
    return "read"


def read_archive(path: Path, _name: str) -> str:
    for entry in open_archive(path):
        if isinstance(entry, Entry):
            try:
                while entry.stream.read(1 << 16):
                    pass
            except UnreadableError:
                continue
    return "read"


def play(path: Path, _name: str) -> str:
    with played(path) as sound:
        sound.copy.read(1 << 16)
    return "read"


@contextmanager
def forked() -> Iterator[None]:
    """Run what is confined in a fork of this process: the same limits at a tenth of the cost.

    Without namespaces: only for files that were made here.
    """
    for name in _READERS:
        import_module(f"commonspace.engines.{name}")
    program, run = sandbox._program, sandbox._run
    sandbox._program = _asked_for  # type: ignore[assignment]
    sandbox._run = _run_forked  # type: ignore[assignment]
    try:
        yield
    finally:
        sandbox._program, sandbox._run = program, run


def _asked_for(module: str, *, source: Path, box: Path, bounds: Bounds) -> tuple[str, Path, Bounds]:
    return module, source, bounds


def _run_forked(
    program: tuple[str, Path, Bounds], *, box: Path, asked: BinaryIO, said: BinaryIO, wall_s: int
) -> Ending:
    child = os.fork()
    if child == 0:
        _inside(program, box, asked, said)
    end = time.monotonic() + min(wall_s, LONGEST_S)
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return sandbox._ending(os.waitstatus_to_exitcode(status))
        if time.monotonic() > end:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return Ending.TOO_SLOW
        time.sleep(0.001)


def _inside(program: tuple[str, Path, Bounds], box: Path, asked: BinaryIO, said: BinaryIO) -> None:
    """Be the confined program, and never come back."""
    module, source, bounds = program
    code = 1
    try:
        os.setsid()
        os.chdir(box)
        os.dup2(asked.fileno(), 0)
        os.dup2(said.fileno(), 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
        django.setup = type(settings).configure = lambda *_given, **_settings: None  # done already
        sandbox.confine(bounds)
        sys.argv = [module, str(source)]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        sys.stdout.flush()
        code = 0
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        os._exit(code)


if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    with tempfile.TemporaryDirectory() as own:
        found = bend(Path(own), count=int(sys.argv[1]), seed=int(sys.argv[2]))
    json.dump(vars(found), sys.stdout)
