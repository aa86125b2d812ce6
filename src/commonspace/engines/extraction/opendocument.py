"""Reading ODT: what a reader of the document would see, with every tracked change accepted."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from commonspace.engines.extraction.lines import (
    Line,
    PageText,
    Read,
    item,
    join_lines,
    ordinal,
    row_lines,
)
from commonspace.engines.extraction.packages import Package
from commonspace.engines.extraction.shapes import Limits, Reason, RefusedError, Warn

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT = f"{{{_OASIS}:text:1.0}}"
_TABLE = f"{{{_OASIS}:table:1.0}}"
_OFFICE = f"{{{_OASIS}:office:1.0}}"
_STYLE = f"{{{_OASIS}:style:1.0}}"
_DRAW = f"{{{_OASIS}:drawing:1.0}}"
_ENCRYPTION = f"{{{_OASIS}:manifest:1.0}}encryption-data"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_PARAGRAPHS = {f"{_TEXT}p": "text", f"{_TEXT}h": "heading"}
_CHARACTERS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_NUMBER_STYLES = {
    "a": "lower-letter",
    "A": "upper-letter",
    "i": "lower-roman",
    "I": "upper-roman",
}
_LEFT_OUT = {f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}sequence-decls"}
_HIDDEN = {f"{_TEXT}hidden-text", f"{_TEXT}hidden-paragraph"}
_MOST_SPACES = 200


def read_odt(path: Path, limits: Limits) -> Read:
    """Read an ODT: paragraphs, headings, lists, tables, text frames and notes.

    Comments, page headers and footers, hidden text and deleted text are left out.
    """
    with Package(path, limits) as package:
        manifest = package.xml("META-INF/manifest.xml")
        if manifest is not None and next(manifest.iter(_ENCRYPTION), None) is not None:
            raise RefusedError(Reason.ENCRYPTED)
        content = package.xml("content.xml")
        body = content.find(f"{_OFFICE}body") if content is not None else None
        if content is None or body is None:
            raise RefusedError(Reason.TRUNCATED)
        walk = _Walk(_list_styles(content, package.xml("styles.xml")))
        lines = [*walk.lines(body), *walk.notes]
        title = _title(package.xml("meta.xml"))
    return Read(
        pages=[PageText(join_lines(lines))], title=title, method="odt", warnings=set(walk.warnings)
    )


def _title(meta: Element | None) -> str | None:
    found = next(meta.iter(_TITLE), None) if meta is not None else None
    return found.text or None if found is not None else None


def _list_styles(*parts: Element | None) -> dict[str, dict[int, str | None]]:
    """For each list style and level: how it is numbered, or none for a bullet."""
    styles: dict[str, dict[int, str | None]] = {}
    for part in parts:
        for style in part.iter(f"{_TEXT}list-style") if part is not None else ():
            levels = styles.setdefault(style.get(f"{_STYLE}name", ""), {})
            for place, level in enumerate(style):
                numbered = level.tag == f"{_TEXT}list-level-style-number"
                kind = level.get(f"{_STYLE}num-format", "")
                levels[place] = _NUMBER_STYLES.get(kind, "decimal") if numbered else None
    return styles


class _Walk:
    """Walks a document's tree and turns it into lines."""

    def __init__(self, list_styles: dict[str, dict[int, str | None]]) -> None:
        self.warnings: set[Warn] = set()
        self.notes: list[Line] = []
        self._list_styles = list_styles
        self._frames: list[Element] = []

    def lines(self, parent: Element) -> Iterator[Line]:
        for child in parent:
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child)
            elif child.tag == f"{_TEXT}list":
                yield from self._list(child, level=0, style=child.get(f"{_TEXT}style-name", ""))
            elif child.tag == f"{_TABLE}table":
                yield from self._table(child)
            elif not self._skips(child):
                yield from self.lines(child)

    def _skips(self, element: Element) -> bool:
        if element.tag == f"{_TEXT}tracked-changes" and len(element):
            self.warnings.add(Warn.TRACKED_CHANGES)
        elif element.tag == f"{_OFFICE}annotation":
            self.warnings.add(Warn.COMMENTS_LEFT_OUT)
        elif element.tag in _HIDDEN:
            self.warnings.add(Warn.HIDDEN_TEXT_LEFT_OUT)
        return element.tag in _LEFT_OUT or element.tag in _HIDDEN

    def _paragraph(self, paragraph: Element) -> Iterator[Line]:
        text = "".join(self._inline(paragraph))
        yield Line(text, "heading" if _PARAGRAPHS[paragraph.tag] == "heading" else "text")
        frames, self._frames = self._frames, []
        for frame in frames:
            yield from self.lines(frame)

    def _list(self, element: Element, *, level: int, style: str) -> Iterator[Line]:
        numbered = self._list_styles.get(style, {}).get(level)
        count = 0
        for entry in element:
            if entry.tag not in {f"{_TEXT}list-item", f"{_TEXT}list-header"}:
                continue
            has_mark = entry.tag == f"{_TEXT}list-item"
            count += has_mark
            mark = f"{ordinal(count, numbered)}." if numbered else "•"
            yield from self._entry(entry, mark=mark if has_mark else "", level=level, style=style)

    def _entry(self, entry: Element, *, mark: str, level: int, style: str) -> Iterator[Line]:
        for child in entry:
            if child.tag == f"{_TEXT}list":
                inner = child.get(f"{_TEXT}style-name", style)
                yield from self._list(child, level=level + 1, style=inner)
            elif child.tag in _PARAGRAPHS:
                for line in self._paragraph(child):
                    yield item(line.text, mark=mark, level=level) if mark else line
                    mark = ""

    def _table(self, table: Element) -> Iterator[Line]:
        for child in table:
            if child.tag == f"{_TABLE}table-row":
                cells = [cell for cell in child if cell.tag == f"{_TABLE}table-cell"]
                yield from row_lines([self._cell(cell) for cell in cells])
            else:
                yield from self._table(child)

    def _cell(self, cell: Element) -> list[Line]:
        return [line for line in self.lines(cell) if line.text.strip()]

    def _inline(self, element: Element) -> Iterator[str]:
        yield _one_space(element.text)
        for child in element:
            yield from self._inline_child(child)
            yield _one_space(child.tail)

    def _inline_child(self, child: Element) -> Iterator[str]:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            yield " " * min(
                int(count[:4]) if count.isascii() and count.isdigit() else 1, _MOST_SPACES
            )
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag == f"{_TEXT}note":
            yield self._note(child)
        elif child.tag.startswith(_DRAW):
            self._frames.append(child)
        elif not self._skips(child):
            yield from self._inline(child)

    def _note(self, note: Element) -> str:
        body = note.find(f"{_TEXT}note-body")
        mark = f"[{len(self.notes) + 1}]"
        lines = list(self.lines(body)) if body is not None else []
        self.notes.append(Line(f"{mark} " + " ".join(line.text.strip() for line in lines), "item"))
        return mark


def _one_space(text: str | None) -> str:
    """Fold white space as the format asks; wanted spaces have elements of their own."""
    if not text:
        return ""
    folded = " ".join(text.split())
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() and folded else ""
    return f"{before}{folded}{after}"
