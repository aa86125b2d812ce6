"""XLSX workbooks, read row by row; a formula is the text it is written as."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from commonspace.engines.extraction.packages import BROKEN_ZIP, check_directory
from commonspace.engines.extraction.shapes import RefusedError
from commonspace.engines.tables.errors import UnreadableTableError
from commonspace.engines.tables.rows import Row, Table, table_of

BROKEN = (*BROKEN_ZIP, InvalidFileException, ParseError, DefusedXmlException, TypeError)
_MOST_PARTS = 10_000


def workbook_table(path: Path, *, sheet: str, heading: bool) -> Table:
    """Return the table on one sheet of a workbook.

    Raises:
        UnreadableTableError: If the workbook is damaged or has no sheet of that name.
    """
    remarks: list[str] = []

    def walk() -> Iterator[Row]:
        book = _opened(path)
        try:
            yield from _rows(book, sheet)
        except BROKEN as broken:
            raise UnreadableTableError(_("This workbook is damaged.")) from broken
        finally:
            book.close()

    others = _other_sheets(path, sheet)
    if others:
        remarks.append(_("Sheets that were not read: %(names)s.") % {"names": ", ".join(others)})
    return table_of("XLSX", walk, heading=heading, remarks=remarks)


def _opened(path: Path) -> Workbook:
    try:
        check_directory(path, max_entries=_MOST_PARTS)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except (*BROKEN, RefusedError) as broken:
        raise UnreadableTableError(
            _("This is not a workbook that can be opened. Saving it anew as XLSX or CSV may help.")
        ) from broken


def sheets_of_workbook(path: Path) -> list[str]:
    """Return the names of the sheets that hold cells, in their order.

    Raises:
        UnreadableTableError: If the workbook is damaged.
    """
    book = _opened(path)
    try:
        return [each.title for each in book.worksheets]
    finally:
        book.close()


def _other_sheets(path: Path, sheet: str) -> list[str]:
    names = sheets_of_workbook(path)
    if not names or (sheet and sheet not in names):
        raise UnreadableTableError(
            _("There is no sheet “%(sheet)s”. Sheets: %(names)s.")
            % {"sheet": sheet, "names": ", ".join(names)}
        )
    return [name for name in names if name != (sheet or names[0])]


def _rows(book: Workbook, sheet: str) -> Iterator[Row]:
    chosen = next(each for each in book.worksheets if not sheet or each.title == sheet)
    if hasattr(chosen, "reset_dimensions"):
        chosen.reset_dimensions()  # the size a file states for its sheet is often wrong
    for number, values in enumerate(chosen.iter_rows(values_only=True), start=1):
        cells = tuple(cell_words(value) for value in values)
        if any(cell.strip() for cell in cells):
            yield Row(number=number, cells=cells)


def cell_words(value: object) -> str:
    """Return the words of one cell.

    Example:
        >>> cell_words(3.0), cell_words(None), cell_words("=A1+1")
        ('3', '', '=A1+1')
    """
    match value:
        case None:
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
    return str(getattr(value, "text", value))
