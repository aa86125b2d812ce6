"""The confined program that reads one straightened page: boxes by their darkness, fields by OCR."""

import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from commonspace.channels.paper.geometry import Spot
from commonspace.channels.paper.scanning.boxes import PX, tick_in
from commonspace.channels.paper.scanning.light import Grey, flattened, ink
from commonspace.channels.paper.scanning.shapes import DPI, READING, FieldRead
from commonspace.engines.extraction.ocr import Recogniser

_INSET_MM = 1.2
_LEAST_INK = 0.0012
_RULES = 0.74
_DARK = 0.45
_MOST_CHARS = 20_000
_MOST_FIELDS = 60


def main() -> None:
    """Answer one request: spots and languages on standard input, the picture as argument."""
    request = json.load(sys.stdin)
    with Image.open(sys.argv[1], formats=("JPEG",)) as opened:
        flat = flattened(opened.convert("L"))
    spots = [(one["key"], one["sort"], Spot(*one["spot"])) for one in request["spots"]]
    recogniser = Recogniser(
        tuple(request["languages"]),
        most_pages=_MOST_FIELDS,
        until=time.monotonic() + READING.cpu_s * 0.7,
    )
    fields = {key: _field(flat, spot, recogniser) for key, sort, spot in spots if sort == "field"}
    ticks = {key: tick_in(flat, spot) for key, sort, spot in spots if sort == "tick"}
    answer: dict[str, Any] = {
        "fields": {key: asdict(one) for key, one in fields.items()},
        "ticks": {key: asdict(one) for key, one in ticks.items()},
        "tool": "tesseract" if recogniser.is_available else "",
    }
    json.dump(answer, sys.stdout, ensure_ascii=False)


def _field(flat: Grey, spot: Spot, recogniser: Recogniser) -> FieldRead:
    """Read what somebody wrote in a field; a field without ink is not looked at twice."""
    left, top = round((spot.x + _INSET_MM) * PX), round((spot.y + _INSET_MM) * PX)
    right = round((spot.x + spot.width - _INSET_MM) * PX)
    bottom = round((spot.y + spot.height - _INSET_MM) * PX)
    part = flat[top:bottom, left:right]
    if not part.size or ink(part).mean() < _LEAST_INK:
        return FieldRead(text="", confidence=0.0, ink=False)
    if not recogniser.may_go_on:
        return FieldRead(text="", confidence=0.0, ink=True)
    picture = Path("field.png")
    _without_rules(part).save(picture, dpi=(DPI, DPI))
    seen = recogniser.read(picture)
    picture.unlink()
    return FieldRead(
        text=lines_read(seen.text)[:_MOST_CHARS], confidence=round(seen.confidence, 3), ink=True
    )


def lines_read(text: str) -> str:
    """Return the lines that were read; the room between the rules of a form parts no thoughts."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _without_rules(part: Grey) -> Image.Image:
    """Return a field without its printed rules, which are lighter than any pen."""
    share = np.asarray(part, dtype=np.float32) / 255
    stretched = np.clip((share - _DARK) / (_RULES - _DARK), 0, 1) * 255
    return Image.fromarray(np.asarray(stretched, dtype=np.uint8))


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)
