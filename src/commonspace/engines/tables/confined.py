"""Tables that strangers send: read by a confined program, kept as lines of JSON, one row a line.

with tables_of(path, name="answers.xlsx", language="en") as tables:
    for table in tables:
        keep(table.path)

for row in rows_of(stream): …
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.engines.sandbox import Bounds, Ending, running_module
from commonspace.engines.tables.errors import UnreadableTableError
from commonspace.engines.tables.rows import Row
from commonspace.engines.tables.worker import MOST_COLUMNS

BOUNDS = Bounds(cpu_s=1200, wall_s=1800, memory_bytes=2 << 30, file_bytes=2 << 30)
_LONGEST_SENTENCE = 500


@dataclass(slots=True, kw_only=True)
class TableFound:
    """One table of a file. ``path`` holds its rows until the block of ``tables_of`` is left."""

    name: str
    form: str
    path: Path
    rows: int = 0
    remarks: list[str] = field(default_factory=list)


@contextmanager
def tables_of(path: Path, *, name: str, language: str) -> Iterator[list[TableFound]]:
    """Read every table of a file that nobody vouches for.

    Args:
        path: The file.
        name: What its giver calls it.
        language: Language of the sentences about it.

    Raises:
        UnreadableTableError: If no table can be read, with what to do.
    """
    request = json.dumps({"name": name, "language": language}).encode()
    with (
        tempfile.TemporaryDirectory(prefix="tables-") as folder,
        running_module(
            "commonspace.engines.tables.worker", source=path, request=request, bounds=BOUNDS
        ) as (ending, said),
    ):
        tables = _parted(said, Path(folder), ending)
        yield [table for table in tables if table.rows]


def rows_of(stream: BinaryIO) -> Iterator[Row]:
    """Read back the rows of a table as ``tables_of`` left them."""
    for line in stream:
        number, refusal, cells = json.loads(line)
        yield Row(number=number, cells=tuple(cells), refusal=refusal)


def _parted(said: BinaryIO, folder: Path, ending: Ending) -> list[TableFound]:
    """Give every table a file of its own; believe nothing that is not of the agreed shape."""
    tables: list[TableFound] = []
    file: IO[bytes] | None = None
    try:
        for line in said:
            told = _told(line, ending)
            if isinstance(told, list):
                _keep(line, told, tables, file)
                continue
            if "sheet" in told:
                if file:
                    file.close()
                tables.append(_begun(told, folder / str(len(tables))))
                file = tables[-1].path.open("wb")
            _heed(told, tables)
    finally:
        if file:
            file.close()
    if ending is not Ending.DONE:
        raise UnreadableTableError(_stopped(ending))
    if not any(table.rows for table in tables):
        raise UnreadableTableError(_("There is nothing in this file: no row holds a word."))
    return tables


def _told(line: bytes, ending: Ending) -> list[object] | dict[str, object]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        raise UnreadableTableError(_stopped(ending)) from None
    if not isinstance(told, list | dict):
        raise UnreadableTableError(_stopped(Ending.DIED))
    return told


def _begun(told: dict[str, object], path: Path) -> TableFound:
    columns = told.get("columns")
    if not isinstance(columns, int) or columns > MOST_COLUMNS:
        raise UnreadableTableError(
            ngettext(
                "This sheet has %(count)s column; we take up to %(most)s. Please take out those "
                "that hold no answers and try again.",
                "This sheet has %(count)s columns; we take up to %(most)s. Please take out those "
                "that hold no answers and try again.",
                columns if isinstance(columns, int) else 0,
            )
            % {"count": columns, "most": MOST_COLUMNS}
        )
    return TableFound(name=str(told["sheet"])[:200], form=str(told.get("form", ""))[:20], path=path)


def _keep(
    line: bytes, told: list[object], tables: list[TableFound], file: IO[bytes] | None
) -> None:
    match told:
        case [int(), str(), list() as cells] if file and all(isinstance(c, str) for c in cells):
            file.write(line)
            tables[-1].rows += 1
        case _:
            raise UnreadableTableError(_stopped(Ending.DIED))


def _heed(told: dict[str, object], tables: list[TableFound]) -> None:
    if "refused" in told:
        raise UnreadableTableError(str(told["refused"])[:_LONGEST_SENTENCE])
    remarks = told.get("remarks")
    if isinstance(remarks, list) and tables:
        tables[-1].remarks = [str(remark)[:_LONGEST_SENTENCE] for remark in remarks[:20]]


def _stopped(ending: Ending) -> str:
    if ending is Ending.TOO_SLOW:
        return _(
            "Reading this file took too long, so we stopped. Saving it as CSV, or in several "
            "parts, may help."
        )
    if ending is Ending.OUT_OF_MEMORY:
        return _(
            "This file unpacks to more than we can hold, so we stopped. Saving it as CSV, or in "
            "several parts, may help."
        )
    return _("This file could not be read. Saving it anew as CSV may help.")
