"""A row of words, whatever file it came from."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from django.utils.translation import gettext as _

from commonspace.engines.tables.roles import Role

LONGEST_CELL = 6_000_000
_ROWS_TO_TELL = 200
_BROKEN = re.compile("[\ud800-\udfff\x00]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; ``number`` is what a spreadsheet shows beside it, ``refusal`` why it is not read.

    ``source`` names the document a row is, ``place`` where the row stands if not in a sheet.
    """

    number: int
    cells: tuple[str, ...]
    source: str = ""
    place: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Named columns and a way to walk through the rows, as often as needed.

    ``remarks`` holds sentences about what was found out on the way; it fills while rows are read.
    ``roles`` says what the columns are where that need not be guessed; ``question`` is what all
    rows answer where no column says so.
    """

    form: str
    names: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    remarks: list[str]
    is_folder: bool = False
    roles: tuple[Role, ...] = ()
    question: str = ""


def whole_words(text: str) -> str:
    r"""Return the text with what no file can carry replaced, so that its length stays.

    Example:
        >>> whole_words("a\x00b") == "a\ufffdb"
        True
    """
    return _BROKEN.sub("\ufffd", text)


def letter_of(index: int) -> str:
    """Return a column's letters as a spreadsheet shows them.

    Example:
        >>> letter_of(0), letter_of(27)
        ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_names(cells: Sequence[str]) -> tuple[str, ...]:
    """Return a name for every column: missing ones get their letter, doubled ones a number."""
    bare = [" ".join(cell.split()) for cell in cells]
    given = [
        name or _("column %(letter)s") % {"letter": letter_of(at)} for at, name in enumerate(bare)
    ]
    taken: Counter[str] = Counter()
    names: list[str] = []
    for name in given:
        taken[name] += 1
        unique = name if taken[name] == 1 else f"{name} ({taken[name]})"
        while unique in names:
            taken[name] += 1
            unique = f"{name} ({taken[name]})"
        names.append(unique)
    return tuple(names)


def fitted(row: Row, width: int) -> Row:
    """Return the row as wide as the heading, refused if it holds more than that."""
    beyond = [cell for cell in row.cells[width:] if cell.strip()]
    refusal = row.refusal
    if beyond and not refusal:
        refusal = _("it has more cells than the heading has columns")
    if any(len(cell) > LONGEST_CELL for cell in row.cells):
        refusal = _("a cell is longer than six million characters")
    cells = (*(whole_words(cell) for cell in row.cells), *("",) * (width - len(row.cells)))[:width]
    return replace(row, cells=cells, refusal=refusal)


def _width(rows: Iterator[Row]) -> int:
    """Return the last column with a filled cell in the heading or one of the rows after it."""
    filled = (
        index
        for row in islice(rows, _ROWS_TO_TELL)
        for index, cell in enumerate(row.cells, start=1)
        if cell.strip()
    )
    return max(filled, default=0)


def table_of(
    form: str, walk: Callable[[], Iterator[Row]], *, heading: bool, remarks: list[str] | None = None
) -> Table:
    """Return a table whose first filled row names the columns, or whose columns have letters.

    Args:
        form: What the file is called, for people.
        walk: Gives the filled rows, from the first each time.
        heading: Whether the first row holds names.
        remarks: Where sentences about the file go.
    """
    first = next(walk(), None)
    cells = first.cells[: _width(walk())] if first else ()
    names = column_names(cells if heading else ("",) * len(cells))

    def rows() -> Iterator[Row]:
        walking = walk()
        if heading:
            next(walking, None)
        for row in walking:
            yield fitted(row, len(names))

    return Table(form=form, names=names, rows=rows, remarks=[] if remarks is None else remarks)
