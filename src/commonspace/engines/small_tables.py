"""Short tables somebody hands in, such as a list of indicators: read by a confined program.

    read_small_table(stream, name="indicators.xlsx")  ->  [["1", "Linguistic integration"], …]

A table for contributions, of any length, is not for here.
"""

import json
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from commonspace.engines.extraction.errors import UnreadableError
from commonspace.engines.extraction.shapes import Reason
from commonspace.engines.sandbox import Bounds, Ending, run_module

MOST_ROWS, MOST_COLUMNS, MOST_CHARS = 2000, 30, 4000
LARGEST = 5 << 20
WORKBOOKS = (".xlsx", ".xlsm")
_OUTPUT = 32 << 20


def read_small_table(stream: BinaryIO, *, name: str) -> list[list[str]]:
    """Return the rows of a CSV, TSV or XLSX file (its first sheet), blank ones left out.

    Formulas are not run: a workbook gives the values it was saved with. Rows from the 2,001st,
    columns from the 31st and characters of a cell from the 4,001st are left out.

    Raises:
        UnreadableError: If it is too large, empty, or no table.
    """
    with tempfile.TemporaryDirectory(prefix="table-") as folder:
        kept = Path(folder, "table")
        with kept.open("wb") as copy:
            shutil.copyfileobj(stream, copy)
        if kept.stat().st_size > LARGEST:
            raise UnreadableError(Reason.TOO_LARGE)
        request = json.dumps({"is_workbook": name.lower().endswith(WORKBOOKS)}).encode()
        finished = run_module(
            "commonspace.engines.small_table_worker", source=kept, request=request,
            bounds=Bounds(cpu_s=20, wall_s=30), max_output_bytes=_OUTPUT,
        )  # fmt: skip
    if finished.ending is not Ending.DONE:
        raise UnreadableError(Reason.READER_FAILED)
    rows = _believed(finished.output)
    if not rows:
        raise UnreadableError(Reason.NO_TEXT)
    return rows


def _believed(output: bytes) -> list[list[str]]:
    """Check what a program says that may have been taken over by the file it read."""
    try:
        said = json.loads(output)
    except (ValueError, RecursionError):
        raise UnreadableError(Reason.READER_FAILED) from None
    if not isinstance(said, list) or not all(isinstance(row, list) for row in said):
        raise UnreadableError(Reason.READER_FAILED)
    cells = [[str(cell)[:MOST_CHARS].strip() for cell in row[:MOST_COLUMNS]] for row in said]
    return [row for row in cells[:MOST_ROWS] if any(row)]
