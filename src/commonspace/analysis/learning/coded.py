"""Rows that people coded: cells such as “housing; jobs” to the keys of a codebook."""

import re
from collections.abc import Iterable, Mapping, Sequence

from commonspace.analysis.learning.codebook import Code, CodebookError
from commonspace.analysis.wording import gettext_noop
from commonspace.analysis.words import normal_form

_BETWEEN = re.compile(r"\s*[;|\n\r\t]\s*")
_COMMA = re.compile(r"\s*,\s*")
_UNKNOWN = gettext_noop(
    "These codes are given to rows but are not in the codebook: %(codes)s. "
    "Add them to the codebook, or correct the rows."
)
_NOTHING = gettext_noop("No row carries a code yet: there is nothing to learn from.")
_SHOWN = 8


def codes_in_cell(cell: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the codes a cell names, apart by semicolons, bars or lines; by commas where that fits.

    Args:
        cell: What stands in the table.
        known: Codes and titles known; a part that is one of them is never cut at its commas.
    """
    forms = {normal_form(one) for one in known}
    parts: list[str] = []
    for part in _BETWEEN.split(cell.strip()):
        pieces = [piece for piece in _COMMA.split(part) if piece]
        whole = not forms or normal_form(part) in forms
        parts += [part] if whole or not {normal_form(p) for p in pieces} <= forms else pieces
    return tuple(dict.fromkeys(part for part in parts if part))


def labels_from_cells(
    cells: Mapping[str, str], codebook: Sequence[Code]
) -> dict[str, frozenset[str]]:
    """Return the keys of the codes each record was given.

    A code may be named by its key or its title, in any case. An empty cell means that the
    record is not coded yet, not that it has no code.

    Args:
        cells: What stands in the column of codes, by record id.
        codebook: The codes.

    Raises:
        CodebookError: If a cell names a code that is not in the codebook.
    """
    named = {normal_form(code.title): code.key for code in reversed(codebook)}
    named |= {normal_form(code.key): code.key for code in codebook}
    found: dict[str, frozenset[str]] = {}
    unknown: dict[str, None] = {}
    for record, cell in cells.items():
        parts = codes_in_cell(cell, named)
        unknown |= {part: None for part in parts if normal_form(part) not in named}
        if parts:
            found[record] = frozenset(
                named[normal_form(part)] for part in parts if normal_form(part) in named
            )
    if unknown:
        listed = ", ".join(f"“{one}”" for one in list(unknown)[:_SHOWN])
        raise CodebookError(_UNKNOWN, codes=listed + (" …" if len(unknown) > _SHOWN else ""))
    return found


def codebook_from_cells(cells: Mapping[str, str]) -> tuple[Code, ...]:
    """Make a codebook of the codes that rows carry, for tables that come without one.

    Raises:
        CodebookError: If no row carries a code.
    """
    titles: dict[str, str] = {}
    for cell in cells.values():
        for part in codes_in_cell(cell):
            titles.setdefault(normal_form(part), part)
    found = tuple(Code(key=title, title=title) for form, title in sorted(titles.items()) if form)
    if not found:
        raise CodebookError(_NOTHING)
    return found
