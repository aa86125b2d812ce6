"""The confined program that reads the tables of a file: the file is its argument.

It answers in lines of JSON: ``{"sheet": …, "form": …}`` begins a table, ``[number, refusal, cells]``
is a row, ``{"remarks": […]}`` ends it; ``{"refused": …}`` says why nothing more can be read.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

MOST_SHEETS = 30
MOST_COLUMNS = 500

Line = dict[str, object] | tuple[int, str, tuple[str, ...]]


def main() -> None:
    """Answer with the rows of every table."""
    request = json.load(sys.stdin)
    _speak(str(request["language"]))
    path = Path("table.xlsx")  # readers of workbooks insist on the ending; the others do not look
    path.symlink_to(sys.argv[1])
    for line in _lines(path, str(request["name"])):
        sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")


def _speak(language: str) -> None:
    """Let the sentences of this program be in the reader's language; it knows no other setting."""
    import django  # noqa: PLC0415  # only once it is set up
    from django.conf import settings  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415

    catalogues = Path(__file__).parents[2] / "site" / "locale"
    settings.configure(USE_I18N=True, LOCALE_PATHS=[catalogues])
    django.setup()
    translation.activate(language)


def _lines(path: Path, name: str) -> Iterator[Line]:
    from commonspace.engines.tables.errors import UnreadableTableError  # noqa: PLC0415
    from commonspace.engines.tables.opening import sheets_in  # noqa: PLC0415

    try:
        for sheet in sheets_in(path, name=name)[:MOST_SHEETS]:
            table = sheet.open()
            yield {"sheet": sheet.name, "form": table.form, "columns": len(table.names)}
            if len(table.names) <= MOST_COLUMNS:
                for row in table.rows():
                    yield row.number, row.refusal, _filled(row.cells)
            yield {"remarks": list(table.remarks)}
    except UnreadableTableError as refused:
        yield {"refused": str(refused.message)}


def _filled(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells up to the last that holds something."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return cells[:width]


if __name__ == "__main__":
    main()
