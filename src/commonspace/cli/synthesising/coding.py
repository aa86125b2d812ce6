"""Codes that people brought: a codebook, rows coded already, and what is learnt from them."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from commonspace.analysis.learning import (
    Code,
    CodebookError,
    Learned,
    codebook_from_cells,
    codebook_from_json,
    codebook_from_qdc,
    codebook_from_rows,
    labels_from_cells,
    learn,
)
from commonspace.analysis.results import Statement
from commonspace.analysis.vectors import Embed
from commonspace.cli.synthesising.choices import Choices
from commonspace.cli.synthesising.errors import CodebookMisfitError
from commonspace.cli.synthesising.fates import said
from commonspace.cli.synthesising.reading.opening import open_table
from commonspace.cli.synthesising.taking import Taken
from commonspace.engines.tables.headings import CODE_WORDS, ROW_WORDS, bare
from commonspace.engines.tables.rows import Row, Table

_JOINED_SHARE = 0.5
_LARGEST_CODEBOOK = 20 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """The codes, what was learnt, how many rows people had coded, and which codes fit nothing."""

    codes: tuple[Code, ...]
    learned: Learned
    coded_rows: int

    def title(self, key: str) -> str:
        """Return a code's title."""
        return next(code.title for code in self.codes if code.key == key)

    def statements(self, key: str) -> list[int]:
        """Return the statements a code is given to, by a person or as a suggestion."""
        return [i for i, one in enumerate(self.learned.assignments) if key in one.codes]


def coding_of(
    choices: Choices,
    table: Table,
    taken: Taken,
    statements: Sequence[Statement],
    embed: Embed | None,
) -> Coding | None:
    """Sort statements into the codes that a run was given; nothing if it was given none.

    Raises:
        CodebookMisfitError: With a sentence that says what does not fit.
    """
    if not choices.codebook and not choices.labels:
        return None
    try:
        cells = _cells(choices, table, taken)
        codes = (
            _codebook(Path(choices.codebook)) if choices.codebook else codebook_from_cells(cells)
        )
        labels = labels_from_cells(cells, codes)
        learned = learn(codes, labels, statements, embed=embed, seed=choices.seed)
    except CodebookError as misfit:
        raise CodebookMisfitError(said(misfit.remark)) from misfit
    rows = {taken.row_of[record] for record in labels}
    return Coding(codes=tuple(codes), learned=learned, coded_rows=len(rows))


def _codebook(path: Path) -> tuple[Code, ...]:
    if not path.is_file():
        raise CodebookMisfitError(_("There is no codebook %(path)s.") % {"path": path})
    if path.stat().st_size > _LARGEST_CODEBOOK:
        raise CodebookMisfitError(_("%(path)s is too large for a codebook.") % {"path": path})
    ending = path.suffix.lower()
    if ending == ".json":
        return codebook_from_json(path.read_bytes())
    if ending == ".qdc":
        return codebook_from_qdc(path.read_bytes())
    if ending == ".qdpx":
        return codebook_from_qdc(_project(path))
    table = open_table(path, Choices())
    if table.is_folder:
        raise CodebookMisfitError(
            _(
                "A codebook is a table with the columns code, title, description and parent, or JSON or QDC."
            )
        )
    return codebook_from_rows(
        [dict(zip(table.names, row.cells, strict=False)) for row in table.rows()]
    )


def _project(path: Path) -> bytes:
    try:
        with zipfile.ZipFile(path) as package:
            return package.read("project.qde")
    except (zipfile.BadZipFile, KeyError, NotImplementedError, OSError) as broken:
        raise CodebookMisfitError(
            _("%(path)s is no REFI-QDA project.") % {"path": path}
        ) from broken


def _cells(choices: Choices, table: Table, taken: Taken) -> dict[str, str]:
    """Return what stands in the column of codes, by record."""
    by_row = {row.number: row.codes for row in taken.rows if row.codes.strip()}
    path = Path(choices.labels) if choices.labels else None
    if path and path.is_file():
        by_row = _joined(open_table(path, Choices()), table)
    return {
        record: by_row[row.number]
        for row in taken.rows
        if row.number in by_row
        for record in row.records
    }


def _joined(coded: Table, table: Table) -> dict[int, str]:
    """Return the codes of a table of coded rows, by the number of the input's row."""
    column = next((i for i, name in enumerate(coded.names) if bare(name) in CODE_WORDS), None)
    if column is None:
        raise CodebookMisfitError(
            _(
                "The table of coded rows needs a column called code or codes. Its columns: %(names)s."
            )
            % {"names": "; ".join(coded.names)}
        )
    rows = [row for row in coded.rows() if row.cells[column].strip()]
    found = _by_number(coded, rows) or _by_column(coded, rows, table)
    if not found:
        raise CodebookMisfitError(
            _(
                "The coded rows fit no row of the input. Give both tables a column of the same "
                "heading that tells rows apart, such as id, or the coded rows a column called row."
            )
        )
    return {number: row.cells[column] for number, row in found.items()}


def _by_number(coded: Table, rows: Sequence[Row]) -> dict[int, Row]:
    place = next((i for i, name in enumerate(coded.names) if bare(name) in ROW_WORDS), None)
    if place is None:
        return {}
    return {int(said): row for row in rows if (said := row.cells[place].strip()).isdecimal()}


def _by_column(coded: Table, rows: Sequence[Row], table: Table) -> dict[int, Row]:
    """Join by the shared heading under which most coded rows name exactly one row of the input."""
    best: dict[int, Row] = {}
    for place, name in enumerate(coded.names):
        shared = [i for i, other in enumerate(table.names) if bare(other) == bare(name)]
        if shared and bare(name) not in CODE_WORDS:
            numbers = _numbers(table, shared[0])
            found = {
                numbers[value]: row
                for row in rows
                if numbers.get(value := row.cells[place].strip())
            }
            best = max(best, found, key=len)
    return best if len(best) >= len(rows) * _JOINED_SHARE else {}


def _numbers(table: Table, column: int) -> Mapping[str, int]:
    """Return the number of the row that alone holds a value; 0 where several do."""
    found: dict[str, int] = {}
    for row in table.rows():
        value = row.cells[column].strip()
        if value:
            found[value] = 0 if value in found else row.number
    return found
