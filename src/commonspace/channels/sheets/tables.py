"""Reading back the tables of a sheet: a sample to look at, or every row from one on."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import cast

from commonspace.channels.sheets.models import SheetTable
from commonspace.engines.tables.confined import rows_of
from commonspace.engines.tables.rows import Row
from commonspace.provenance.store import blob_store

SAMPLE = 400


def rows_under(table: SheetTable, *, after: int = 0) -> Iterator[Row]:
    """Yield the rows under the headings whose number is above ``after``, in constant memory."""
    with blob_store().open(table.rows.blob) as stream:
        lines = io.BufferedReader(cast("io.RawIOBase", stream), 1 << 16)
        for place, row in enumerate(rows_of(lines)):
            if place >= table.headings and row.number > after:
                yield row


def sample_of(table: SheetTable) -> list[Row]:
    """Return the first rows under the headings."""
    return list(islice(rows_under(table), SAMPLE))


def top_of(table: SheetTable, most: int) -> list[tuple[str, ...]]:
    """Return the cells of the very first rows, headings and all."""
    with blob_store().open(table.rows.blob) as stream:
        lines = io.BufferedReader(cast("io.RawIOBase", stream), 1 << 16)
        return [row.cells for row in islice(rows_of(lines), most)]
