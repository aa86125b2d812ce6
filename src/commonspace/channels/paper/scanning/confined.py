"""The outside of reading scans: asks the confined programs, and believes nothing without a look.

with pages_of(path, name="scan.pdf") as pages:
    for page in pages:
        keep(page.picture)
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from commonspace.channels.paper.codes import is_sheet_code
from commonspace.channels.paper.geometry import Spot
from commonspace.channels.paper.scanning.shapes import (
    FINDING,
    LARGEST_FILE,
    MOST_PAGE_BYTES,
    READING,
    FieldRead,
    FoundPage,
    PageRead,
    TickRead,
)
from commonspace.engines.extraction import Reason, UnreadableError
from commonspace.engines.extraction.plain import clean
from commonspace.engines.sandbox import Ending, run_module, running_module

_HERE = "commonspace.channels.paper.scanning"
_LONGEST_LINE = 2000
_JPEG = b"\xff\xd8\xff"
_MOST_SAID = 4 << 20
_MOST_ON_A_SHEET = 99
_FAILURES = {
    Ending.TOO_SLOW: Reason.TOO_SLOW,
    Ending.OUT_OF_MEMORY: Reason.OUT_OF_MEMORY,
    Ending.DIED: Reason.READER_FAILED,
}
_TESSERACT = {"en": "eng", "fr": "fra", "es": "spa", "ar": "ara", "pt": "por", "de": "deu", "it": "ita",
              "nl": "nld", "ru": "rus", "uk": "ukr", "tr": "tur", "pl": "pol", "ro": "ron", "vi": "vie",
              "id": "ind", "ms": "msa", "tl": "tgl", "sw": "swa", "so": "som", "hi": "hin", "bn": "ben",
              "ur": "urd", "fa": "fas", "am": "amh", "ti": "tir", "th": "tha", "el": "ell"}  # fmt: skip


@contextmanager
def pages_of(path: Path, *, name: str) -> Iterator[Iterator[FoundPage]]:
    """Find the pages of sheets in a file that nobody vouches for.

    Raises:
        UnreadableError: With a sentence; pages that were found before it have been given.
    """
    size = path.stat().st_size
    if not size:
        raise UnreadableError(Reason.EMPTY_FILE)
    if size > LARGEST_FILE:
        raise UnreadableError(Reason.TOO_LARGE)
    request = json.dumps({"ending": PurePath(name).suffix.lower()[:10]}).encode()
    with running_module(f"{_HERE}.finding", source=path, request=request, bounds=FINDING) as ended:
        ending, said = ended
        yield _pages(said, ending)


def _pages(said: BinaryIO, ending: Ending) -> Iterator[FoundPage]:
    while line := said.readline(_LONGEST_LINE):
        told = _told(line)
        if "end" in told and ending is Ending.DONE:
            return
        if "refused" in told:
            reason = told["refused"]
            raise UnreadableError(Reason(reason) if reason in set(Reason) else Reason.READER_FAILED)
        yield _page(told, said)
    raise UnreadableError(_FAILURES.get(ending, Reason.READER_FAILED))


def _told(line: bytes) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        raise UnreadableError(Reason.READER_FAILED) from None
    if not isinstance(told, dict):
        raise UnreadableError(Reason.READER_FAILED)
    return told


def _page(told: dict[str, Any], said: BinaryIO) -> FoundPage:
    try:
        size, page = int(told["bytes"]), int(told["page"])
        found = FoundPage(
            number=int(told["number"]),
            code=str(told["code"]),
            page=page,
            is_straight=told["is_straight"] is True,
            is_empty=told["is_empty"] is True,
            marks=min(max(int(told["marks"]), 0), 4),
            picture=said.read(size) if 0 < size <= MOST_PAGE_BYTES else b"",
        )
    except (KeyError, TypeError, ValueError):
        raise UnreadableError(Reason.READER_FAILED) from None
    is_whole = len(found.picture) == size and found.picture.startswith(_JPEG)
    is_known = is_sheet_code(found.code) and 1 <= page <= _MOST_ON_A_SHEET
    if not is_whole or not (is_known or (not found.code and not page)):
        raise UnreadableError(Reason.READER_FAILED)
    return found


def read_page(
    path: Path, *, spots: Sequence[tuple[str, str, Spot]], languages: Sequence[str]
) -> PageRead:
    """Read the fields and boxes of one straightened page, in a process of its own.

    Args:
        path: A picture of a ``FoundPage``.
        spots: Key, ``field`` or ``tick``, and place of each.
        languages: Two-letter codes, the likeliest first.

    Raises:
        UnreadableError: If the reader failed.
    """
    request = {
        "spots": [
            {"key": key, "sort": sort, "spot": [spot.x, spot.y, spot.width, spot.height]}
            for key, sort, spot in spots
        ],
        "languages": [_TESSERACT[one] for one in languages if one in _TESSERACT],
    }
    finished = run_module(
        f"{_HERE}.reading",
        source=path,
        request=json.dumps(request).encode(),
        bounds=READING,
        max_output_bytes=_MOST_SAID,
    )
    if finished.ending is not Ending.DONE:
        raise UnreadableError(_FAILURES[finished.ending])
    told = _told(finished.output)
    asked = {key for key, _sort, _spot in spots}
    try:
        return PageRead(
            fields={key: _field(one) for key, one in told["fields"].items() if key in asked},
            ticks={key: _tick(one) for key, one in told["ticks"].items() if key in asked},
            tool="tesseract" if told["tool"] else "",
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnreadableError(Reason.READER_FAILED) from None


def _field(said: dict[str, Any]) -> FieldRead:
    return FieldRead(
        text=clean(str(said["text"])),
        confidence=min(max(float(said["confidence"]), 0.0), 1.0),
        ink=said["ink"] is True,
    )


def _tick(said: dict[str, Any]) -> TickRead:
    return TickRead(dark=min(max(float(said["dark"]), 0.0), 1.0), is_found=said["is_found"] is True)
