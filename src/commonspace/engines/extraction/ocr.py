"""Reading pictures of text, with Tesseract where it is installed."""

import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from commonspace.engines.extraction.plain import clean

SURE = 0.75
UNSURE = 0.6
_LATIN_CODES = (
    "eng fra spa por deu ita nld cat glg eus ron pol ces slk slv hrv hun tur vie ind msa tgl fil "
    "swa som swe nor dan fin est lav lit isl gle cym sqi"
)
_LATIN = frozenset(_LATIN_CODES.split())
_SECONDS_A_PAGE = 30
_WORD_LEVEL = "5"
_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words seen on one picture, and how sure that is on the mean, 0 to 1."""

    text: str
    confidence: float


NOTHING = Recognised("", 0.0)


@cache
def installed_languages() -> frozenset[str]:
    """Name the languages that Tesseract has here; none if it is not installed."""
    if shutil.which("tesseract") is None:
        return frozenset()
    listed = subprocess.run(
        ["tesseract", "--list-langs"],  # noqa: S607 - found on the path of an empty environment
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS_A_PAGE,
    )
    return frozenset(line.strip() for line in listed.stdout.splitlines()[1:]) - {"osd"}


class Recogniser:
    """Reads pictures in the languages it was given, by their writing system, within a deadline.

    Writing systems are tried one at a time: offered together, Latin letters are seen in Arabic
    words. The one that read the last page well is tried first on the next.
    """

    def __init__(self, languages: tuple[str, ...], *, most_pages: int, until: float) -> None:
        """Prepare.

        Args:
            languages: Tesseract's codes; those not installed are passed over.
            most_pages: How many pictures to read before giving up.
            until: When to give up, on the monotonic clock.
        """
        here = [code for code in languages if code in installed_languages()]
        latin = "+".join(code for code in here if code in _LATIN)
        others = [code for code in here if code not in _LATIN]
        self._scripts = [script for script in (latin, *others) if script]
        self._left = most_pages
        self._until = until
        self.used = False

    @property
    def is_available(self) -> bool:
        """Tell whether there is any language to read in."""
        return bool(self._scripts)

    @property
    def may_go_on(self) -> bool:
        """Tell whether another picture may be read."""
        return self.is_available and self._left > 0 and time.monotonic() < self._until

    def reads(self, *codes: str) -> str | None:
        """Return the first of these languages that it can read."""
        return next((code for code in codes if code in self._scripts), None)

    def read(self, picture: Path, *, only: str | None = None) -> Recognised:
        """Read one picture, trying further writing systems while the result is doubtful."""
        self._left -= 1
        self.used = True
        best = NOTHING
        for script in [only] if only else list(self._scripts):
            found = _tesseract(picture, script)
            if _weight(found) > _weight(best):
                best = found
                self._prefer(script)
            if best.confidence >= SURE or time.monotonic() > self._until:
                break
        return best

    def _prefer(self, script: str) -> None:
        self._scripts.sort(key=lambda other: other != script)


def _weight(found: Recognised) -> float:
    """Prefer sure words, and many of them; a few specks read surely are worth little."""
    return found.confidence * min(len(found.text), 200)


def _tesseract(picture: Path, languages: str) -> Recognised:
    target = picture.with_suffix("")
    program = ["tesseract", str(picture), str(target), "-l", languages]
    program += ["--psm", "3", "--dpi", "200", "txt", "tsv"]
    text, table = target.with_suffix(".txt"), target.with_suffix(".tsv")
    try:
        ended = subprocess.run(  # noqa: S603 - a fixed program on a picture of our making
            program, capture_output=True, check=False, timeout=_SECONDS_A_PAGE
        )
        if ended.returncode != 0:
            return NOTHING
        return Recognised(_tidy(text.read_text("utf-8", "replace")), _confidence(table))
    except subprocess.TimeoutExpired:
        return NOTHING
    finally:
        text.unlink(missing_ok=True)
        table.unlink(missing_ok=True)


def _tidy(text: str) -> str:
    """Drop marks of direction that the program adds around words, then clean as all text is."""
    return clean(re.sub("[\u200e\u200f]", "", text))


def _confidence(table: Path) -> float:
    """Return the mean confidence of words, each weighed by its length."""
    total = weight = 0.0
    for line in table.read_text("utf-8", "replace").splitlines():
        cells = line.split("\t")
        if len(cells) == _COLUMNS and cells[0] == _WORD_LEVEL and cells[11].strip():
            length = len(cells[11])
            total += max(float(cells[10]), 0.0) * length
            weight += length
    return total / weight / 100 if weight else 0.0
