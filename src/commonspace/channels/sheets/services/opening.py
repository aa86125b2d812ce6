"""Keeping what staff give, then reading its tables in a box; nothing is imported yet."""

import shutil
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonspace.channels.sheets.models import Sheet, SheetMedia, SheetTable
from commonspace.consultations.models import Consultation
from commonspace.engines.archives import Entry, open_archive
from commonspace.engines.extraction import UnreadableError
from commonspace.engines.tables.confined import TableFound, rows_of, tables_of
from commonspace.engines.tables.errors import UnreadableTableError
from commonspace.engines.tables.heads import LOOKED_AT, headings_of, names_of
from commonspace.people.models import Account
from commonspace.provenance.models import Outcome
from commonspace.provenance.services import (
    actor_of,
    forget_bytes,
    open_run,
    record_event,
    report_progress,
    running,
    store_bytes,
)
from commonspace.provenance.store import blob_store

KIND = "sheet-reading"
LARGEST = 1 << 30
_LARGEST_TABLE = 2 << 30
_TABLES = (".csv", ".tsv", ".xlsx", ".ods")
_LOOKED_FOR_WIDTH = 500
_NO_MEDIA = (".xml", ".html", ".htm", ".json", ".exe", ".js")
_PARENTS = ("PARENT_KEY", "_parent_index", "_submission__uuid", "_submission__id", "_parent_id")


def keep_sheet(
    *, consultation: Consultation, stream: BinaryIO, name: str, by: Account | None
) -> Sheet:
    """Keep a file exactly as it came, encrypted; nothing is opened yet.

    Raises:
        TooLargeError: If it is larger than a gigabyte.
    """
    file = store_bytes(stream=stream, name=name, max_bytes=LARGEST)
    with transaction.atomic():
        run = open_run(kind=KIND, started_by=actor_of(by), consultation=consultation.code)
        sheet = Sheet.objects.create(consultation=consultation, file=file, reading=run, given_by=by)
        record_event(
            actor=actor_of(by), verb="sheet.given",
            subject=f"sheet:{sheet.pk}", scope=consultation.code,
        )  # fmt: skip
    return sheet


def open_sheet(sheet: Sheet, *, language: str) -> None:
    """Read the tables of a sheet, in a confined process, and keep their rows; safe to run again.

    Args:
        sheet: What staff gave.
        language: Language of the sentences about it.
    """
    if sheet.reading.outcome == Outcome.DONE:
        return
    with override(language), running(sheet.reading) as run:
        _forget_earlier(sheet)
        try:
            with blob_store().as_file(sheet.file.blob) as path:
                _read_all(sheet, path, language)
        except (UnreadableTableError, UnreadableError) as refused:
            sheet.refusal = str(refused.message)
        sheet.table = _main_table(sheet)
        sheet.save(update_fields=["refusal", "table", "remarks"])
        run.counts_in = 1
        run.counts_out = int(not sheet.refusal)
        run.counts_unprocessed = 1 - run.counts_out


def _forget_earlier(sheet: Sheet) -> None:
    """Drop what an earlier try left that was stopped half way."""
    files = [table.rows for table in sheet.tables.select_related("rows")]
    files += [one.file for one in sheet.media.select_related("file")]
    sheet.tables.all().delete()
    sheet.media.all().delete()
    for file in files:
        forget_bytes(file=file)


def _read_all(sheet: Sheet, path: Path, language: str) -> None:
    if not _is_archive(path):
        _read(sheet, path, sheet.file.name, language)
        return
    with tempfile.TemporaryDirectory(prefix="sheet-") as folder:
        tables = _unpacked(sheet, path, Path(folder))
        if not tables:
            raise UnreadableTableError(
                _("There is no table in this archive. It should hold a CSV, XLSX or ODS file.")
            )
        for inner, name in tables:
            _read(sheet, inner, name, language)


def _is_archive(path: Path) -> bool:
    """Tell an archive of tables and files from a workbook, which is packed the same way."""
    try:
        with ZipFile(path) as packed:
            names = set(packed.namelist())
    except (BadZipFile, NotImplementedError, ValueError, OSError):
        return False
    return not names & {"xl/workbook.xml", "content.xml", "[Content_Types].xml"}


def _unpacked(sheet: Sheet, path: Path, folder: Path) -> list[tuple[Path, str]]:
    """Keep the recordings and pictures of an archive, encrypted; put its tables into ``folder``.

    Returns:
        Where each table is, and its name. What cannot be kept is told in the remarks.
    """
    tables: list[tuple[Path, str]] = []
    for count, entry in enumerate(open_archive(path), start=1):
        if not isinstance(entry, Entry):
            sheet.remarks.append(f"{entry.where}: {entry.message}")
            continue
        try:
            _keep_entry(sheet, entry, folder, tables)
        except UnreadableError as trouble:
            sheet.remarks.append(f"{entry.name}: {trouble.message}")
        report_progress(sheet.reading, "unpacking", count, 0)
    return tables


def _keep_entry(sheet: Sheet, entry: Entry, folder: Path, tables: list[tuple[Path, str]]) -> None:
    if entry.name.lower().endswith(_TABLES):
        place = folder / str(len(tables))
        with place.open("wb") as copy:
            shutil.copyfileobj(entry.stream, copy)
        tables.append((place, PurePosixPath(entry.name).name))
    elif entry.name.lower().endswith(_NO_MEDIA):
        sheet.remarks.append(
            _("%(name)s is no table and no answer; it was not used.") % {"name": entry.name}
        )
    else:
        file = store_bytes(stream=entry.stream, name=entry.name, max_bytes=LARGEST)
        SheetMedia.objects.create(sheet=sheet, name=entry.name[-500:], file=file)


def _read(sheet: Sheet, path: Path, name: str, language: str) -> None:
    with tables_of(path, name=name, language=language) as tables:
        for table in tables:
            _keep_table(sheet, table, name, is_alone=len(tables) == 1)


def _keep_table(sheet: Sheet, table: TableFound, name: str, *, is_alone: bool) -> None:
    with table.path.open("rb") as stream:
        top = [row.cells for row in islice(rows_of(stream), _LOOKED_FOR_WIDTH)]
    width = max((len(cells) for cells in top), default=0)
    headings = headings_of(top[:LOOKED_AT])
    names = names_of(top, headings, width)
    with table.path.open("rb") as stream:
        rows = store_bytes(stream=stream, name="rows", max_bytes=_LARGEST_TABLE)
    SheetTable.objects.create(
        sheet=sheet, name=(name if is_alone else table.name or name)[:300], rows=rows, names=list(names),
        headings=headings, count=table.rows, parent=_parent_column(names), remarks=table.remarks if is_alone else [],
    )  # fmt: skip


def _parent_column(names: Sequence[str]) -> int | None:
    """Return the column by which rows of a repeated group name their response, if it is one."""
    return next((names.index(known) for known in _PARENTS if known in names), None)


def _main_table(sheet: Sheet) -> SheetTable | None:
    """Return the table of responses: of those that are no repeated group, the one with most words."""
    tables = [table for table in sheet.tables.all() if table.parent is None]
    return max(tables, key=lambda one: (one.responses > 0, len(one.names), -one.pk), default=None)


@transaction.atomic
def begin_at(*, table: SheetTable, headings: int, names: Sequence[str]) -> None:
    """Say how many of the first rows of a table are headings."""
    table.headings, table.names = headings, list(names)
    table.save(update_fields=["headings", "names"])
