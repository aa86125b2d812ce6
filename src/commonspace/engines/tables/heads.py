"""Which rows at the top of a table name its columns: one, two under merged cells, or none."""

import re
from collections.abc import Sequence

from commonspace.engines.tables.rows import column_names

LOOKED_AT = 12
_LONGEST_TITLE_ROW = 1
_VALUE = re.compile(r"[-+]?\d[\d\s.,:/%-]*|[^\s@]+@[^\s@]+\.[^\s@]+|\d{4}-\d\d-\d\dT.*")


def headings_of(rows: Sequence[Sequence[str]]) -> int:
    """Say how many of the first rows are headings; 0 where the first is a response already.

    Rows with a single cell above a wider one are titles; a row with gaps whose gaps the next row
    fills is a line of groups over the names of columns, as merged cells leave it.
    """
    top = _titles(rows)
    if top >= len(rows) or _holds_values(rows[top]):
        return top
    return top + (2 if _is_in_groups(rows, top) else 1)


def names_of(rows: Sequence[Sequence[str]], headings: int, width: int) -> tuple[str, ...]:
    """Return the names of ``width`` columns from their headings, groups before what they group."""
    if not headings:
        return column_names([""] * width)
    last = _wide(rows[headings - 1], width)
    above = _wide(rows[headings - 2], width) if headings > 1 else [""] * width
    if sum(map(bool, above)) <= _LONGEST_TITLE_ROW:
        return column_names(last)
    group, names = "", []
    for over, under in zip(above, last, strict=True):
        group = over or (group if under else "")
        names.append(f"{group} – {under}" if group and under else group or under)
    return column_names(names)


def _wide(row: Sequence[str], width: int) -> list[str]:
    return [" ".join(cell.split()) for cell in (*row, *[""] * width)[:width]]


def _filled(row: Sequence[str]) -> set[int]:
    return {at for at, cell in enumerate(row) if cell.strip()}


def _titles(rows: Sequence[Sequence[str]]) -> int:
    """Count the rows of one cell that stand above a wider row."""
    top = 0
    while top + 1 < len(rows) and len(_filled(rows[top])) <= _LONGEST_TITLE_ROW:
        if len(_filled(rows[top + 1])) <= _LONGEST_TITLE_ROW and not top:
            return 0
        top += 1
    return top


def _holds_values(row: Sequence[str]) -> bool:
    """Tell a row of answers from a row of names: it has a number, a date or an address in it."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and any(_VALUE.fullmatch(cell) for cell in filled)


def _is_in_groups(rows: Sequence[Sequence[str]], top: int) -> bool:
    if top + 1 >= len(rows):
        return False
    over, under = _filled(rows[top]), _filled(rows[top + 1])
    gaps = set(range(min(over, default=0), max(under | over, default=0) + 1)) - over
    fills = under & gaps
    return bool(fills) and bool(over - under) and not _holds_values(rows[top + 1]) and fills == gaps
