"""Calling poppler's programs, which know PDF better than any library of ours could."""

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from commonspace.engines.extraction.plain import clean
from commonspace.engines.extraction.shapes import Reason, RefusedError, Warn

_ENOUGH_S = 60
_SCAN_PIXELS = 400_000
_DPI = 200
_LONGEST_SIDE_PX = 4500
_POINTS_AN_INCH = 72
_END_SPAN = 4096
_COLUMNS = 12
_FIELD = re.compile(r"^(Title|Pages):[ \t]*(.*)$", re.MULTILINE)
_PAGE_SIZE = re.compile(r"size:\s+([\d.]+) x ([\d.]+) pts")
_IMAGE_ROW = re.compile(r"\s*(\d+)\s+\d+\s+image\s+(\d+)\s+(\d+)\s")
_TITLE_CHARS = 300


@dataclass(slots=True, kw_only=True)
class Document:
    """A PDF that could be opened."""

    path: Path
    pages: int
    title: str | None
    warnings: set[str] = field(default_factory=set)
    scanned_pages: frozenset[int] = frozenset()


def open_document(path: Path, *, most_pages: int) -> Document:
    """Look at a PDF from outside: how many pages, which of them hold a large picture.

    Raises:
        RefusedError: It needs a password or is damaged past opening.
    """
    ended = _run("pdfinfo", "-enc", "UTF-8", str(path))
    fields = dict(_FIELD.findall(ended.stdout.decode("utf-8", "replace")))
    pages = fields.get("Pages", "")
    if ended.returncode != 0 or not pages.isdigit() or pages == "0":
        locked = b"password" in ended.stderr.lower()
        raise RefusedError(Reason.ENCRYPTED if locked else Reason.TRUNCATED)
    document = Document(
        path=path,
        pages=min(int(pages), most_pages),
        title=clean(fields.get("Title", ""))[:_TITLE_CHARS].strip() or None,
    )
    if int(pages) > most_pages:
        document.warnings.add(Warn.TOO_MANY_PAGES)
    if not _has_end(path):
        document.warnings.add(Warn.DAMAGED_BUT_READ)
    document.scanned_pages = _scanned_pages(document)
    return document


def page_blocks(document: Document, *, seconds: float) -> list[list[list[str]]]:
    """Return the text layer: for each page its blocks in reading order, each a list of lines.

    Words are asked for one by one: the program's plain output joins words that were broken at
    the end of a line, but also those whose hyphen was meant.
    """
    target = Path("words.tsv")
    ended = _run(
        *("pdftotext", "-tsv", "-l", str(document.pages), str(document.path), str(target)),
        seconds=seconds,
    )
    if not target.exists():
        raise RefusedError(Reason.TRUNCATED)
    if ended.returncode != 0:
        document.warnings.add(Warn.DAMAGED_BUT_READ)
    pages: dict[int, dict[tuple[str, str], dict[str, list[str]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for page, block, line, word in _words(target):
        pages[page][block][line].append(word)
    target.unlink()
    return [
        [[" ".join(words) for words in lines.values()] for lines in pages[number].values()]
        for number in range(1, document.pages + 1)
    ]


def _words(table: Path) -> Iterator[tuple[int, tuple[str, str], str, str]]:
    with table.open(encoding="utf-8", errors="replace", newline="\n") as rows:
        for row in rows:
            cells = row.rstrip("\n").split("\t", _COLUMNS - 1)
            if len(cells) == _COLUMNS and cells[0] == "5" and cells[1].isdigit():
                yield int(cells[1]), (cells[2], cells[3]), cells[4], cells[11]


def plain_page(document: Document, number: int) -> str:
    """Return one page as the program itself writes it, right-to-left text in logical order."""
    target = Path("page.txt")
    page = str(number)
    _run("pdftotext", "-f", page, "-l", page, "-enc", "UTF-8", str(document.path), str(target))
    if not target.exists():
        return ""
    text = target.read_text("utf-8", "replace")
    target.unlink()
    return text


def page_picture(document: Document, number: int) -> Path | None:
    """Render one page in grey, at 200 dots an inch or less if the page is a poster."""
    page = str(number)
    told = _run("pdfinfo", "-f", page, "-l", page, str(document.path)).stdout
    size = _PAGE_SIZE.search(told.decode("utf-8", "replace"))
    if size is None:
        return None
    longest_in = max(float(size[1]), float(size[2]), 1.0) / _POINTS_AN_INCH
    dpi = max(1, min(_DPI, int(_LONGEST_SIDE_PX / longest_in)))
    program = ["pdftoppm", "-r", str(dpi), "-gray", "-f", page, "-l", page, "-singlefile"]
    _run(*program, str(document.path), "page")
    picture = Path("page.pgm")
    return picture if picture.exists() else None


def _scanned_pages(document: Document) -> frozenset[int]:
    ended = _run("pdfimages", "-list", "-l", str(document.pages), str(document.path))
    rows = (_IMAGE_ROW.match(row) for row in ended.stdout.decode("utf-8", "replace").splitlines())
    return frozenset(
        int(row[1]) for row in rows if row is not None and int(row[2]) * int(row[3]) > _SCAN_PIXELS
    )


def _has_end(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END_SPAN))
        return b"%%EOF" in file.read()


def _run(*program: str, seconds: float = _ENOUGH_S) -> subprocess.CompletedProcess[bytes]:
    """Run one of poppler's programs; what it says is kept in files of limited size."""
    said, complained = Path("said"), Path("complained")
    try:
        with said.open("w+b") as out, complained.open("w+b") as errors:
            ended = subprocess.run(  # noqa: S603 - fixed programs, one hostile file
                program, stdout=out, stderr=errors, check=False, timeout=seconds
            )
    except subprocess.TimeoutExpired:
        raise RefusedError(Reason.TOO_SLOW) from None
    with said.open("rb") as out, complained.open("rb") as errors:
        heard = subprocess.CompletedProcess(
            program, ended.returncode, out.read(8 << 20), errors.read(1 << 16)
        )
    said.unlink()
    complained.unlink()
    return heard
