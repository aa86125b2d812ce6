"""OpenDocument spreadsheets, parsed as they stream out of their ZIP."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZipFile

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as DefusedTree
from django.utils.translation import gettext as _

from commonspace.engines.extraction.packages import BROKEN_ZIP, check_directory
from commonspace.engines.extraction.shapes import RefusedError
from commonspace.engines.tables.errors import UnreadableTableError
from commonspace.engines.tables.rows import Row, Table, table_of

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_MOST_PARTS = 10_000
_WIDEST = 16_384
_MOST_REPEATS = 10_000
BROKEN = (*BROKEN_ZIP, ParseError, DefusedXmlException)


def opendocument_table(path: Path, *, sheet: str, heading: bool) -> Table:
    """Return the table on one sheet of an OpenDocument spreadsheet.

    Raises:
        UnreadableTableError: If the file is damaged or has no sheet of that name.
    """

    def walk() -> Iterator[Row]:
        try:
            check_directory(path, max_entries=_MOST_PARTS)
            with ZipFile(path) as package, package.open("content.xml") as content:
                yield from _rows(content, sheet)
        except (*BROKEN, RefusedError) as broken:
            raise UnreadableTableError(_("This spreadsheet is damaged.")) from broken

    return table_of("ODS", walk, heading=heading)


def sheets_of_opendocument(path: Path) -> list[str]:
    """Return the names of the sheets, in their order.

    Raises:
        UnreadableTableError: If the file is damaged.
    """
    names: list[str] = []
    try:
        check_directory(path, max_entries=_MOST_PARTS)
        with ZipFile(path) as package, package.open("content.xml") as content:
            for event, element in DefusedTree.iterparse(
                content, events=("start", "end"), forbid_dtd=True
            ):
                if event == "start" and element.tag == f"{_TABLE}table":
                    names.append(element.get(f"{_TABLE}name", ""))
                elif event == "end" and element.tag in {f"{_TABLE}table-row", f"{_TABLE}table"}:
                    element.clear()
    except (*BROKEN, RefusedError) as broken:
        raise UnreadableTableError(_("This spreadsheet is damaged.")) from broken
    return names


def _rows(content: IO[bytes], sheet: str) -> Iterator[Row]:
    number, inside, found = 0, False, False
    current: Element | None = None
    for event, element in DefusedTree.iterparse(content, events=("start", "end"), forbid_dtd=True):
        if element.tag == f"{_TABLE}table":
            if event == "end" and inside:
                return
            inside = event == "start" and (not sheet or element.get(f"{_TABLE}name") == sheet)
            found, current = found or inside, element
        elif inside and event == "end" and element.tag == f"{_TABLE}table-row":
            repeats = _count(element.get(f"{_TABLE}number-rows-repeated"))
            cells = _cells(element)
            for place in range(min(repeats, _MOST_REPEATS) if cells else 0):
                yield Row(number=number + place + 1, cells=cells)
            number += repeats
            element.clear()
            if current is not None:
                current.clear()
    if not found:
        raise UnreadableTableError(_("There is no sheet “%(sheet)s”.") % {"sheet": sheet})


def _cells(row: Element) -> tuple[str, ...]:
    """Return the cells of a row up to the last that is filled."""
    cells: list[str] = []
    empty = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        words = "\n".join(_words(part) for part in cell if part.tag == f"{_TEXT}p")
        repeats = min(_count(cell.get(f"{_TABLE}number-columns-repeated")), _WIDEST)
        if not words.strip():
            empty += repeats
            continue
        cells += [""] * min(empty, _WIDEST - len(cells)) + [words] * repeats
        empty = 0
    return tuple(cells[:_WIDEST])


def _words(part: Element) -> str:
    pieces = [part.text or ""]
    for child in part:
        if child.tag == f"{_TEXT}s":
            pieces.append(" " * min(_count(child.get(f"{_TEXT}c")), 1000))
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag == f"{_TEXT}tab":
            pieces.append("\t")
        else:
            pieces.append(_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _count(said: str | None) -> int:
    return int(said) if said and said.isdecimal() else 1
