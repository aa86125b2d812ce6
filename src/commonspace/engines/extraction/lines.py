"""Lines of a document, whatever format it came in: headings, paragraphs, list items, rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Sort = Literal["text", "heading", "item", "row"]
_TOGETHER: frozenset[Sort] = frozenset({"item", "row"})
_ROMAN = (
    *((100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_ROMAN_LIMIT = 400
_LETTERS = 26
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Line:
    """One line (or a paragraph with breaks in it) and what it is."""

    text: str
    sort: Sort = "text"


@dataclass(slots=True)
class PageText:
    """The text of one page, before the pages are put together."""

    text: str
    number: int = 1
    how: Literal["text layer", "ocr"] = "text layer"
    confidence: float | None = None


@dataclass(slots=True, kw_only=True)
class Read:
    """What a reader of one format hands to the worker."""

    pages: list[PageText]
    paged: bool = False
    title: str | None = None
    method: str
    tools: dict[str, str] = field(default_factory=dict)
    warnings: set[str] = field(default_factory=set)


def join_lines(lines: Iterable[Line]) -> str:
    """Put lines together: a blank line between paragraphs, none inside a list or a table."""
    parts: list[str] = []
    before: Sort | None = None
    for line in lines:
        if not line.text.strip():
            continue
        if before is not None:
            parts.append("\n" if before == line.sort and line.sort in _TOGETHER else "\n\n")
        parts.append(line.text)
        before = line.sort
    return "".join(parts)


def item(text: str, *, mark: str, level: int) -> Line:
    """Write a list item with its mark, indented by its level (0 for the outermost)."""
    return Line(f"{_INDENT * min(level, 8)}{mark} {text.strip()}", "item")


def row_lines(cells: list[list[Line]]) -> list[Line]:
    """Write a table row: one line with tabs, or, where a cell holds several lines, each in turn."""
    if all(len(cell) <= 1 for cell in cells):
        texts = [" ".join(cell[0].text.split()) if cell else "" for cell in cells]
        return [Line("\t".join(texts).rstrip(), "row")]
    return [line for cell in cells for line in cell]


def ordinal(number: int, style: str) -> str:
    """Write a list number in a style: ``decimal``, ``lower-letter``, ``upper-roman`` and so on."""
    if style.endswith("letter") and number > 0:
        written = chr(ord("a") + (number - 1) % _LETTERS) * min(1 + (number - 1) // _LETTERS, 9)
    elif style.endswith("roman") and 0 < number < _ROMAN_LIMIT:
        written = _roman(number)
    else:
        return str(number)
    return written.upper() if style.startswith("upper") else written


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written += letters
            number -= value
    return written
