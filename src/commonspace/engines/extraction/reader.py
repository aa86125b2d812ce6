"""The outside of extraction: asks the confined worker, and believes nothing without a look."""

import json
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import Any

from commonspace.engines.extraction.detect import MEDIA_TYPES
from commonspace.engines.extraction.errors import UnreadableError
from commonspace.engines.extraction.plain import is_clean
from commonspace.engines.extraction.shapes import (
    Extraction,
    Limits,
    PageSpan,
    Reason,
    Tool,
    Warn,
)
from commonspace.engines.sandbox import Ending, Finished, run_module

_WORKER = "commonspace.engines.extraction.worker"
_BYTES_A_CHARACTER = 5
_BESIDE_THE_TEXT = 1 << 20
_ENDING_CHARS = 10
_TITLE_CHARS = 300
_TOOL_CHARS = 40
_METHODS = frozenset(
    {"pdftotext", "pdftotext+tesseract", "pypdf", "docx", "odt", "html", "text", "tesseract"}
)
_FAILURES = {
    Ending.TOO_SLOW: Reason.TOO_SLOW,
    Ending.OUT_OF_MEMORY: Reason.OUT_OF_MEMORY,
    Ending.DIED: Reason.READER_FAILED,
}
_DEFAULT_LIMITS = Limits()


def extract(path: Path, *, name: str, limits: Limits = _DEFAULT_LIMITS) -> Extraction:
    """Turn the bytes of one file into text.

    The file is read by another process that can reach nothing else and is stopped at the limits.

    Args:
        path: Where the bytes are.
        name: What the sender called the file. It is never believed: the type comes from the
            bytes, and a warning says where the two disagree.
        limits: How much of it to take.

    Raises:
        UnreadableError: With a closed-list ``reason`` and a sentence for the sender.
    """
    _check_size(path, limits)
    request = {"limits": asdict(limits), "ending": PurePath(name).suffix.lower()[:_ENDING_CHARS]}
    finished = run_module(
        _WORKER,
        source=path,
        request=json.dumps(request).encode(),
        bounds=limits.bounds(),
        max_output_bytes=limits.max_text_chars * _BYTES_A_CHARACTER + _BESIDE_THE_TEXT,
    )
    return _believed(_answer(finished), limits)


def _check_size(path: Path, limits: Limits) -> None:
    if not path.is_file():
        raise UnreadableError(Reason.NOT_A_FILE)
    size = path.stat().st_size
    if size == 0:
        raise UnreadableError(Reason.EMPTY_FILE)
    if size > limits.max_file_bytes:
        raise UnreadableError(Reason.TOO_LARGE)


def _answer(finished: Finished) -> dict[str, Any]:
    if finished.ending is not Ending.DONE:
        raise UnreadableError(_FAILURES[finished.ending])
    try:
        answer = json.loads(finished.output)
    except (ValueError, RecursionError):
        raise UnreadableError(Reason.READER_FAILED) from None
    if not isinstance(answer, dict):
        raise UnreadableError(Reason.READER_FAILED)
    if "refused" in answer:
        raise UnreadableError(_reason(answer["refused"]))
    return answer


def _reason(said: object) -> Reason:
    known = isinstance(said, str) and said in set(Reason)
    return Reason(str(said)) if known else Reason.READER_FAILED


def _believed(answer: dict[str, Any], limits: Limits) -> Extraction:
    """Check every claim of a worker that may have been taken over by the file it read."""
    try:
        extraction = Extraction(
            text=_text(answer["text"], limits),
            pages=_pages(answer["pages"], len(answer["text"]), limits),
            media_type=_one_of(answer["media_type"], MEDIA_TYPES),
            title=_title(answer["title"]),
            language=None,
            warnings=tuple(Warn(warning) for warning in answer["warnings"]),
            method=_one_of(answer["method"], _METHODS),
            tools=tuple(_tool(*pair) for pair in answer["tools"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnreadableError(Reason.READER_FAILED) from None
    return extraction


def _text(said: object, limits: Limits) -> str:
    if not isinstance(said, str) or not said.strip():
        raise ValueError
    if len(said) > limits.max_text_chars or not is_clean(said):
        raise ValueError
    return said


def _pages(said: object, length: int, limits: Limits) -> tuple[PageSpan, ...]:
    if not isinstance(said, list) or len(said) > limits.max_pages:
        raise ValueError
    pages = tuple(_page(page) for page in said)
    before = 0
    for number, page in enumerate(pages, start=1):
        if not (page.number == number and before <= page.start <= page.end <= length):
            raise ValueError
        before = page.end
    return pages


def _page(said: dict[str, Any]) -> PageSpan:
    page = PageSpan(**said)
    offsets = (page.start, page.end, page.number)
    if not all(type(offset) is int for offset in offsets):
        raise ValueError
    if page.how not in {"text layer", "ocr"}:
        raise ValueError
    if page.confidence is not None and not 0 <= page.confidence <= 1:
        raise ValueError
    return page


def _title(said: object) -> str | None:
    if said is None:
        return None
    if not isinstance(said, str) or len(said) > _TITLE_CHARS or not is_clean(said):
        raise ValueError
    return said


def _one_of(said: object, known: frozenset[str]) -> str:
    if not isinstance(said, str) or said not in known:
        raise ValueError
    return said


def _tool(name: str, version: str) -> Tool:
    if not (name.isprintable() and version.isprintable()):
        raise ValueError
    return Tool(name=name[:_TOOL_CHARS], version=version[:_TOOL_CHARS])
