"""The confined program that looks at a scan: finds the sheets in it and straightens their pages.

For each page a line of JSON, then the picture; at the end a line that says so. It runs inside
``commonspace.engines.sandbox``; what it says is checked again outside.
"""

import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from commonspace.channels.paper.scanning.light import Grey, flattened, ink
from commonspace.channels.paper.scanning.marks import Seen, page_without_code, sheets_on
from commonspace.channels.paper.scanning.shapes import JPEG_QUALITY, LIMITS
from commonspace.channels.paper.scanning.straight import straightened
from commonspace.engines.extraction import detect, poppler
from commonspace.engines.extraction.pictures import frames
from commonspace.engines.extraction.shapes import Reason, RefusedError

_EMPTY = 0.0006
"""Share of ink below which a page is the back of a sheet."""
_EDGE = 0.04
_LONG_SIDE = 2340


def main() -> None:
    """Answer one request: the end of a name on standard input, the file as argument."""
    request = json.load(sys.stdin)
    try:
        pages = 0
        for number, path in enumerate(_pictures(Path(sys.argv[1]), str(request["ending"])), 1):
            pages = number
            for told, picture in _looked_at(path):
                _say({"number": number, **told, "bytes": len(picture)}, picture)
        _say({"end": pages})
    except RefusedError as refusal:
        _say({"refused": refusal.reason})
    except MemoryError:
        _say({"refused": Reason.OUT_OF_MEMORY})


def _pictures(path: Path, ending: str) -> Iterator[Path]:
    """Write each page as a grey picture, one at a time."""
    kind = detect.media_type(path, ending=ending, limits=LIMITS)
    if kind in detect.PICTURES:
        yield from frames(path, LIMITS)
        return
    if kind != detect.PDF:
        raise RefusedError(Reason.UNKNOWN_FORMAT)
    document = poppler.open_document(path, most_pages=LIMITS.max_pages)
    for number in range(1, document.pages + 1):
        picture = poppler.page_picture(document, number)
        if picture is None:
            raise RefusedError(Reason.TRUNCATED)
        yield picture
        picture.unlink()


def _looked_at(path: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Tell what is on one picture: one page of a sheet, several side by side, or none."""
    with Image.open(path) as opened:
        picture = opened.convert("L")
    flat = flattened(picture)
    sheets = sheets_on(picture, flat)
    for seen in sheets:
        yield _told(seen), _packed(straightened(picture, seen.matrix()))
    if sheets:
        return
    if _is_empty(flat):
        yield {**_told(Seen()), "is_straight": False, "is_empty": True}, _packed(_small(picture))
        return
    bare = page_without_code(flat)
    if bare:
        yield _told(bare), _packed(straightened(picture, bare.matrix()))
    else:
        yield {**_told(Seen()), "is_straight": False}, _packed(_small(picture))


def _told(seen: Seen) -> dict[str, Any]:
    return {
        "code": seen.code,
        "page": seen.page,
        "is_straight": True,
        "is_empty": False,
        "marks": len(seen.anchors),
    }


def _is_empty(flat: Grey) -> bool:
    """Tell an empty back; shadows at its edges are no ink."""
    high, wide = flat.shape
    top, left = int(high * _EDGE), int(wide * _EDGE)
    return bool(ink(flat[top : high - top, left : wide - left]).mean() < _EMPTY)


def _small(picture: Image.Image) -> Image.Image:
    smaller = picture.copy()
    smaller.thumbnail((_LONG_SIDE, _LONG_SIDE))
    return smaller


def _packed(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return out.getvalue()


def _say(told: dict[str, Any], picture: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + picture)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)
