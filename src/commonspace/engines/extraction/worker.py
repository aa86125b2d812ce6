"""The confined program: reads one hostile file, answers with one JSON object.

It runs inside ``commonspace.engines.sandbox``. Everything it says is checked again outside.
"""

import json
import os
import platform
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from commonspace.engines.extraction import detect
from commonspace.engines.extraction.hyphens import flows_on
from commonspace.engines.extraction.lines import PageText, Read
from commonspace.engines.extraction.ocr import Recogniser
from commonspace.engines.extraction.plain import clean, decode
from commonspace.engines.extraction.shapes import (
    Limits,
    PageSpan,
    Reason,
    RefusedError,
    Warn,
)

_OCR_SHARE_OF_TIME = 0.7
_RECURSION = 3000
_BYTES_A_CHARACTER = 4
_HALF_LETTERS = bytes(range(0x80, 0x100))
_VERSION_S = 10
_TITLE_CHARS = 300


def main() -> None:
    """Answer one request: limits and the end of a name on standard input, the file as argument."""
    request = json.load(sys.stdin)
    limits = Limits(
        **{**request["limits"], "ocr_languages": tuple(request["limits"]["ocr_languages"])}
    )
    try:
        answer = _answer(Path(sys.argv[1]), ending=request["ending"], limits=limits)
    except RefusedError as refusal:
        answer = {"refused": refusal.reason}
    except MemoryError:
        answer = {"refused": Reason.OUT_OF_MEMORY}
    except RecursionError:
        answer = {"refused": Reason.TRUNCATED}
    json.dump(answer, sys.stdout, ensure_ascii=False)


def _answer(path: Path, *, ending: str, limits: Limits) -> dict[str, Any]:
    sys.setrecursionlimit(_RECURSION)
    media_type = detect.media_type(path, ending=ending, limits=limits)
    until = time.monotonic() + limits.wall_s * _OCR_SHARE_OF_TIME
    recogniser = Recogniser(limits.ocr_languages, most_pages=limits.max_ocr_pages, until=until)
    found = _read(path, media_type, limits, recogniser, until=until)
    if detect.disagrees(media_type, ending=ending):
        found.warnings.add(Warn.NAME_DISAGREES)
    text, spans = _assemble(found, limits)
    if not text.strip():
        raise RefusedError(Reason.NO_TEXT)
    return {
        "text": text,
        "pages": [asdict(span) for span in spans],
        "media_type": media_type,
        "title": clean(found.title)[:_TITLE_CHARS].strip() if found.title else None,
        "warnings": sorted(found.warnings),
        "method": found.method,
        "tools": _tools(found, recogniser),
    }


def _read(
    path: Path, media_type: str, limits: Limits, recogniser: Recogniser, *, until: float
) -> Read:
    """Give a file to the reader of its type; each loads what only it needs."""
    if media_type == detect.PDF:
        from commonspace.engines.extraction.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(path, limits, recogniser, until=until)
    if media_type in detect.PICTURES:
        from commonspace.engines.extraction.pictures import read_picture  # noqa: PLC0415

        return read_picture(path, limits, recogniser)
    return _read_marked_up(path, media_type, limits)


def _read_marked_up(path: Path, media_type: str, limits: Limits) -> Read:
    if media_type == detect.DOCX:
        from commonspace.engines.extraction.word import read_docx  # noqa: PLC0415

        return read_docx(path, limits)
    if media_type == detect.ODT:
        from commonspace.engines.extraction.opendocument import read_odt  # noqa: PLC0415

        return read_odt(path, limits)
    if media_type == detect.HTML:
        from commonspace.engines.extraction.webpage import read_html  # noqa: PLC0415

        return read_html(path)
    content = _beginning(path, limits)
    text, warnings = decode(content)
    cut = {Warn.TEXT_CUT} if len(content) < path.stat().st_size else set()
    return Read(pages=[PageText(text)], method="text", warnings={*warnings, *cut})


def _beginning(path: Path, limits: Limits) -> bytes:
    """Read no more of a plain text than could be kept of it, ending between two letters."""
    most = limits.max_text_chars * _BYTES_A_CHARACTER
    with path.open("rb") as file:
        content = file.read(most + 1)
    return content if len(content) <= most else content[:most].rstrip(_HALF_LETTERS)


def _assemble(found: Read, limits: Limits) -> tuple[str, list[PageSpan]]:
    """Put the pages into one text and note where each stands in it."""
    parts: list[str] = []
    spans: list[PageSpan] = []
    at, before = 0, ""
    for page in found.pages:
        content = clean(page.text)
        room = max(limits.max_text_chars - at - 2, 0)
        if len(content) > room:
            content = clean(content[:room])
            found.warnings.add(Warn.TEXT_CUT)
        if content and parts:
            joint = "\n" if flows_on(before, content) else "\n\n"
            parts.append(joint)
            at += len(joint)
        parts += [content] if content else []
        spans.append(
            PageSpan(
                start=at,
                end=at + len(content),
                number=page.number,
                how=page.how,
                confidence=page.confidence,
            )
        )
        at, before = at + len(content), content or before
    text = "".join(parts)
    return text, spans if found.paged else []


def _tools(found: Read, recogniser: Recogniser) -> list[list[str]]:
    tools = {"python": platform.python_version(), **found.tools}
    if found.method.startswith("pdftotext"):
        tools["poppler"] = _version("pdftotext", "-v")
    if recogniser.used:
        tools["tesseract"] = _version("tesseract", "--version")
    return [[name, version] for name, version in sorted(tools.items())]


def _version(*program: str) -> str:
    told = subprocess.run(  # noqa: S603 - two fixed programs
        program, capture_output=True, check=False, timeout=_VERSION_S
    )
    first = (told.stdout or told.stderr).decode("utf-8", "replace").partition("\n")[0]
    return first.split()[-1] if first else "unknown"


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)
