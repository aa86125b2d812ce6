"""What this way in keeps of a contribution, and how it lets go of it."""

import io
import json
import tempfile
from collections.abc import Iterator
from typing import cast

from commonspace.channels.sheets.models import Sheet, SheetTable
from commonspace.contributions.verbatim import Sayings
from commonspace.intake.choices import Removed
from commonspace.intake.keepers import Removal
from commonspace.provenance.services import forget_bytes, store_bytes
from commonspace.provenance.store import blob_store


def erase(removal: Removal) -> None:
    """Empty its rows in the tables that were read, and let go of the file they were read from.

    What became of each row stays, so that the same response is known when it comes again.
    """
    if removal.what == Removed.QUOTATION:
        return
    contribution = removal.contribution
    for sheet in Sheet.objects.filter(rows__contribution=contribution).distinct():
        numbers = set(sheet.rows.filter(contribution=contribution).values_list("number", flat=True))
        for table in sheet.tables.select_related("rows"):
            is_main = table.pk == sheet.table_id
            _empty(table, numbers if is_main else set(), removal.sayings)
        sheet.rows.filter(contribution=contribution).update(response="", doubts=[])
        _forget_original(sheet)
        if removal.what == Removed.EVERYTHING:
            attached = contribution.attachments.values("file")
            sheet.media.filter(file__in=attached).delete()


def _empty(table: SheetTable, numbers: set[int], sayings: Sayings) -> None:
    """Write a table anew without what stands in these rows, or in rows that repeat the words."""
    former = table.rows
    with blob_store().open(former.blob) as stream, tempfile.TemporaryFile() as copy:
        for line in _emptied(cast("io.RawIOBase", stream), table.headings, numbers, sayings):
            copy.write(line)
        copy.seek(0)
        table.rows = store_bytes(stream=copy, name="rows", max_bytes=1 << 40)
    table.save(update_fields=["rows"])
    forget_bytes(file=former)


def _emptied(
    stream: io.RawIOBase, headings: int, numbers: set[int], sayings: Sayings
) -> Iterator[bytes]:
    for place, line in enumerate(io.BufferedReader(stream, 1 << 16)):
        number, refusal, cells = json.loads(line)
        is_theirs = number in numbers or any(
            sayings.spans_in(cell) for cell in cells if " " in cell
        )
        if place >= headings and is_theirs:
            emptied = [number, refusal, [""] * len(cells)]
            yield json.dumps(emptied, ensure_ascii=False).encode() + b"\n"
        else:
            yield line


def _forget_original(sheet: Sheet) -> None:
    """Let go of the bytes as they came; the name of the file stays."""
    former = sheet.file
    if not former.size_bytes:
        return
    sheet.file = store_bytes(stream=io.BytesIO(), name=former.name, max_bytes=1)
    sheet.save(update_fields=["file"])
    forget_bytes(file=former)
