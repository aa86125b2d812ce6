"""Reading DOCX: what a reader of the document would see, with every tracked change accepted."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from commonspace.engines.extraction.lines import (
    Line,
    PageText,
    Read,
    item,
    join_lines,
    row_lines,
)
from commonspace.engines.extraction.packages import Package
from commonspace.engines.extraction.shapes import Limits, Reason, RefusedError, Warn
from commonspace.engines.extraction.wordlists import Numbering, W, is_on, value_of

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_MAIN = "/officeDocument"
_LEFT_OUT = {f"{W}{name}" for name in ("instrText", "delText", "delInstrText", "rt", "pPr", "rPr")}
_REMOVED = {f"{W}del", f"{W}moveFrom"}
_ADDED = {f"{W}ins", f"{W}moveTo"}
_CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_NOTE_MARKS = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


def read_docx(path: Path, limits: Limits) -> Read:
    """Read a DOCX: paragraphs, headings, lists, tables, text boxes and notes.

    Comments, headers and footers, hidden text and deleted text are left out.
    """
    with Package(path, limits) as package:
        main = _main_part(package)
        document = package.xml(main)
        if document is None:
            raise RefusedError(Reason.TRUNCATED)
        folder = main.rpartition("/")[0]
        body = _Body(
            numbering=Numbering(
                package.xml(f"{folder}/numbering.xml"), package.xml(f"{folder}/styles.xml")
            )
        )
        lines = list(body.lines(document))
        for sort in ("footnotes", "endnotes"):
            lines += body.note_lines(sort, package.xml(f"{folder}/{sort}.xml"))
        title = _title(package.xml("docProps/core.xml"))
    return Read(
        pages=[PageText(join_lines(lines))], title=title, method="docx", warnings=set(body.warnings)
    )


def _main_part(package: Package) -> str:
    relations = package.xml("_rels/.rels")
    for relation in relations.iter(_RELATION) if relations is not None else ():
        if relation.get("Type", "").endswith(_MAIN):
            return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _title(core: Element | None) -> str | None:
    title = core.findtext(_TITLE) if core is not None else None
    return title or None


class _Body:
    """Walks a document's tree and turns it into lines."""

    def __init__(self, *, numbering: Numbering) -> None:
        self.warnings: set[Warn] = set()
        self._numbering = numbering
        self._notes: dict[str, list[str]] = {"footnotes": [], "endnotes": []}
        self._boxes: list[Element] = []
        self._carried = ""

    def lines(self, parent: Element) -> Iterator[Line]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in _REMOVED:
                self.warnings.add(Warn.TRACKED_CHANGES)
            elif child.tag == f"{_COMPATIBILITY}AlternateContent":
                yield from self.lines(_alternative(child))
            else:
                yield from self.lines(child)

    def note_lines(self, sort: str, part: Element | None) -> Iterator[Line]:
        notes = {note.get(f"{W}id"): note for note in part} if part is not None else {}
        for number, note_id in enumerate(self._notes[sort], start=1):
            note = notes.get(note_id)
            if note is not None:
                text = " ".join(line.text.strip() for line in self.lines(note))
                yield Line(f"{_note_mark(sort, number)} {text}", "item")

    def _paragraph(self, paragraph: Element) -> Iterator[Line]:
        text = self._carried + self._inline(paragraph)
        self._carried = ""
        properties = paragraph.find(f"{W}pPr")
        if self._mark_is_deleted(properties):
            self._carried = text
            return
        mark = self._numbering.mark(properties) if text.strip() else None
        if mark is not None:
            yield item(text, mark=mark.text, level=mark.level)
        else:
            yield Line(text, "heading" if self._numbering.is_heading(properties) else "text")
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self.lines(box)

    def _mark_is_deleted(self, properties: Element | None) -> bool:
        """Tell whether the end of a paragraph was deleted, so that it flows into the next."""
        run = properties.find(f"{W}rPr") if properties is not None else None
        if run is None or (run.find(f"{W}del") is None and run.find(f"{W}moveFrom") is None):
            return False
        self.warnings.add(Warn.TRACKED_CHANGES)
        return True

    def _table(self, table: Element) -> Iterator[Line]:
        for row in _nearest(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self.warnings.add(Warn.TRACKED_CHANGES)
                continue
            yield from row_lines([self._cell(cell) for cell in _nearest(row, f"{W}tc")])

    def _cell(self, cell: Element) -> list[Line]:
        return [line for line in self.lines(cell) if line.text.strip()]

    def _inline(self, element: Element) -> str:
        return "".join(self._inline_parts(element))

    def _inline_parts(self, element: Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == f"{W}t":
                yield child.text or ""
            elif tag in _CHARACTERS:
                yield _CHARACTERS[tag]
            elif tag in _REMOVED:
                self.warnings.add(Warn.TRACKED_CHANGES)
            elif tag == f"{W}txbxContent":
                self._boxes.append(child)
            elif tag not in _LEFT_OUT:
                yield from self._nested(child)

    def _nested(self, child: Element) -> Iterator[str]:
        if child.tag in _NOTE_MARKS:
            yield self._note_reference(child)
        elif child.tag == f"{_COMPATIBILITY}AlternateContent":
            yield from self._inline_parts(_alternative(child))
        elif child.tag == f"{W}commentReference":
            self.warnings.add(Warn.COMMENTS_LEFT_OUT)
        elif child.tag == f"{W}r" and is_on(child.find(f"{W}rPr/{W}vanish")):
            if child.findtext(f"{W}t"):
                self.warnings.add(Warn.HIDDEN_TEXT_LEFT_OUT)
        else:
            if child.tag in _ADDED:
                self.warnings.add(Warn.TRACKED_CHANGES)
            yield from self._inline_parts(child)

    def _note_reference(self, reference: Element) -> str:
        sort = _NOTE_MARKS[reference.tag]
        self._notes[sort].append(value_of(reference, "id"))
        return _note_mark(sort, len(self._notes[sort]))


def _alternative(element: Element) -> Element:
    """Of several renderings of one thing take the first: the others repeat its text."""
    return element[0] if len(element) else element


def _nearest(element: Element, tag: str) -> Iterator[Element]:
    """Find rows of a table, or cells of a row, through wrappers but not through other tables."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _nearest(child, tag)


def _note_mark(sort: str, number: int) -> str:
    return f"[{number}]" if sort == "footnotes" else f"[e{number}]"
