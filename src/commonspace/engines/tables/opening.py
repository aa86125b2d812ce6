"""Every table of one file, by what its bytes are and not by what its name says."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from django.utils.translation import gettext as _

from commonspace.engines.extraction.packages import BROKEN_ZIP, check_directory
from commonspace.engines.extraction.shapes import RefusedError
from commonspace.engines.tables.delimited import delimited_table
from commonspace.engines.tables.errors import UnreadableTableError
from commonspace.engines.tables.opendocument import opendocument_table, sheets_of_opendocument
from commonspace.engines.tables.rows import Table
from commonspace.engines.tables.workbook import sheets_of_workbook, workbook_table

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_MOST_PARTS = 10_000
_BOOKS = (".xlsx", ".xlsm", ".xltx", ".ods")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table of a file: ``name`` is that of its sheet, empty for a file of text."""

    name: str
    open: Callable[[], Table]


def sheets_in(path: Path, *, name: str) -> list[Sheet]:
    """Return every table of a file without reading its rows; no row is taken for a heading.

    Args:
        path: The file.
        name: What its giver calls it.

    Raises:
        UnreadableTableError: If it holds no table, or one that cannot be opened.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise UnreadableTableError(_("This file is empty."))
    if start == _OLD_OFFICE:
        raise UnreadableTableError(_old_or_locked(path))
    if start == _ZIP:
        return _packed(path)
    if name.lower().endswith(_BOOKS):
        raise UnreadableTableError(
            _("%(name)s is not the spreadsheet its name says, or it is damaged.") % {"name": name}
        )
    return [
        Sheet(
            name="",
            open=lambda: delimited_table(path, encoding="", delimiter="", heading=False),
        )
    ]


def _old_or_locked(path: Path) -> str:
    with path.open("rb") as file:
        if _LOCKED in file.read(1 << 20):
            return _(
                "This workbook is locked with a password. Please open it, save it without the "
                "password, and give us that file."
            )
    return _(
        "This is a workbook of the old kind (.xls). Please open it, save it as XLSX, ODS or CSV, "
        "and give us that file."
    )


def _packed(path: Path) -> list[Sheet]:
    try:
        check_directory(path, max_entries=_MOST_PARTS)
        with ZipFile(path) as package:
            parts = set(package.namelist())
    except (*BROKEN_ZIP, RefusedError) as broken:
        raise UnreadableTableError(_("This file is damaged and cannot be opened.")) from broken
    if "xl/workbook.xml" in parts:
        return [_sheet(path, title, workbook_table) for title in sheets_of_workbook(path)]
    if "content.xml" in parts:
        return [_sheet(path, title, opendocument_table) for title in sheets_of_opendocument(path)]
    raise UnreadableTableError(
        _("There is no table in this file. We read CSV, TSV, XLSX and ODS, or a ZIP of them.")
    )


def _sheet(path: Path, title: str, opened: Callable[..., Table]) -> Sheet:
    return Sheet(name=title, open=lambda: opened(path, sheet=title, heading=False))
