"""From a path to a table, by what the bytes are and what the name says."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from commonspace.cli.synthesising.choices import Choices
from commonspace.cli.synthesising.reading.exports import exported_table
from commonspace.cli.synthesising.reading.folder import folder_table
from commonspace.cli.synthesising.reading.jsonlines import json_table
from commonspace.engines.tables.delimited import delimited_table
from commonspace.engines.tables.errors import UnreadableTableError
from commonspace.engines.tables.opendocument import opendocument_table
from commonspace.engines.tables.rows import Table
from commonspace.engines.tables.workbook import workbook_table

_JSON_ENDINGS = frozenset({".jsonl", ".ndjson", ".json"})
_TABLE_ENDINGS = frozenset({".csv", ".tsv", ".tab", ".psv"})
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


def open_table(path: Path, choices: Choices) -> Table:
    """Return the table in a file, or of the documents in a folder.

    Raises:
        UnreadableTableError: If there is nothing, or nothing that can be read as a table.
    """
    if path.is_dir():
        return exported_table(path) or folder_table(path)
    if not path.is_file():
        raise UnreadableTableError(_("There is no file or folder %(path)s.") % {"path": path})
    if path.stat().st_size == 0:
        raise UnreadableTableError(_("The file %(name)s is empty.") % {"name": path.name})
    inside = _package(path)
    if inside == "xlsx":
        return workbook_table(path, sheet=choices.sheet, heading=choices.heading)
    if inside == "ods":
        return opendocument_table(path, sheet=choices.sheet, heading=choices.heading)
    return _text_table(path, choices)


def _text_table(path: Path, choices: Choices) -> Table:
    ending = path.suffix.lower()
    if ending in _JSON_ENDINGS:
        return json_table(path, encoding=choices.encoding)
    if ending in _TABLE_ENDINGS or choices.delimiter or choices.encoding:
        return delimited_table(
            path, encoding=choices.encoding, delimiter=choices.delimiter, heading=choices.heading
        )
    return folder_table(path)


def _package(path: Path) -> str:
    """Say which spreadsheet a file is, whatever its name: "xlsx", "ods", or nothing.

    Raises:
        UnreadableTableError: If it is a workbook of a kind that is not read.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if start == _OLD_WORKBOOK and path.suffix.lower() == ".xls":
        raise UnreadableTableError(
            _("This is a workbook of the old kind. Save it as XLSX or CSV and try again.")
        )
    if start != b"PK\x03\x04":
        if path.suffix.lower() in {".xlsx", ".xlsm", ".ods"}:
            raise UnreadableTableError(
                _("%(name)s is not the spreadsheet its name says, or is damaged.")
                % {"name": path.name}
            )
        return ""
    try:
        with ZipFile(path) as package:
            names = set(package.namelist())
    except (BadZipFile, NotImplementedError, ValueError, OSError) as broken:
        raise UnreadableTableError(
            _("%(name)s is damaged and cannot be opened.") % {"name": path.name}
        ) from broken
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "ods" if "content.xml" in names and path.suffix.lower() in {".ods", ".fods"} else ""
