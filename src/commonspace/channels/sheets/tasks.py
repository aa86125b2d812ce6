"""Reading and importing sheets, in the background."""

from contextlib import suppress

from commonspace.channels.sheets.errors import ImportStoppedError
from commonspace.channels.sheets.models import Sheet
from commonspace.channels.sheets.services.importing import import_rows
from commonspace.channels.sheets.services.opening import open_sheet
from commonspace.kernel.background import background_task

_WITH = ("consultation", "survey", "file", "reading", "run", "given_by", "table__rows")


@background_task()
def open_sheet_task(sheet_id: int, language: str) -> None:
    """Read the tables of a file; safe to run twice."""
    for sheet in Sheet.objects.select_related(*_WITH).filter(pk=sheet_id):
        open_sheet(sheet, language=language)


@background_task()
def import_sheet_task(sheet_id: int) -> None:
    """Take the rows in; safe to run twice. That somebody stopped it is no failure of the task."""
    for sheet in Sheet.objects.select_related(*_WITH).filter(pk=sheet_id):
        with suppress(ImportStoppedError):
            import_rows(sheet)
