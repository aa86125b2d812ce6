"""The confined program that reads a short table: the file is its argument, rows are its answer."""

import csv
import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

ROWS, COLUMNS, CHARS, BLANKS = 2000, 30, 4000, 200


def main() -> None:
    """Answer with a list of rows of text; nothing for what is no table."""
    request = json.load(sys.stdin)
    path = Path(sys.argv[1])
    rows = _workbook(path) if request["is_workbook"] else _lines(path)
    json.dump(list(islice(rows, ROWS)), sys.stdout)


def _workbook(path: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415  # only where it is needed

    with path.open("rb") as stream:
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        blanks = 0
        for row in book.worksheets[0].iter_rows(max_col=COLUMNS, values_only=True):
            cells = [_words(cell) for cell in row]
            blanks = 0 if any(cells) else blanks + 1
            if blanks > BLANKS:
                return
            if any(cells):
                yield cells


def _words(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)[:CHARS].strip()


def _lines(path: Path) -> Iterator[list[str]]:
    text = _decoded(path.read_bytes())
    try:
        dialect = csv.Sniffer().sniff(text[:8192], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    for row in csv.reader(text.splitlines(keepends=True), dialect):
        if any(cell.strip() for cell in row):
            yield [cell[:CHARS].strip() for cell in row[:COLUMNS]]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


if __name__ == "__main__":
    main()
