# ruff: noqa: PLC0415  # the program is imported once its data folder is named
"""How fast rows come in, and how much memory that takes: reading alone, and the whole way to the desk.

``sheet_rows_per_s``: rows of a CSV that became contributions, a second, each on disk with its receipt.
``sheet_read_rows_per_s``: rows of a long CSV read in the box and kept, a second.
``sheet_peak_mb``: the most memory of this process while the long table is read, kept and walked through.

COMMONSPACE_SHEET_ROWS sets the length of the long table (250,000 unless told), COMMONSPACE_SHEET_TAKEN how
many rows are taken to the desk (2,000 unless told).
"""

import csv
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import monotonic

ROWS = int(os.environ.get("COMMONSPACE_SHEET_ROWS", "250000"))
TAKEN = int(os.environ.get("COMMONSPACE_SHEET_TAKEN", "2000"))
_WORDS = (
    "The bus should run at night because people who clean the offices walk home. "
    "Classes in the evening reach those who work. A school that opens its kitchen on Fridays brings families in. "
)


def measures() -> Iterator[tuple[str, float]]:
    """Measure both in processes of their own, so that neither pays for the other."""
    for part in ("reading", "importing"):
        program = [sys.executable, "-m", "benchmarks.intake.sheets", part]
        answer = subprocess.run(program, check=True, capture_output=True, text=True)
        for line in answer.stdout.splitlines():
            name, value = line.split()
            yield name, float(value)


def _written(folder: Path, rows: int) -> Path:
    path = folder / "long.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(
            ["Response ID", "Timestamp", "Country", "Organisation", "Question 1: what works?"]
        )
        for number in range(rows):
            table.writerow(
                [
                    number,
                    "2026-01-05 09:04:05",
                    "PH",
                    f"Group {number % 500}",
                    f"{number}: {_WORDS}",
                ]
            )
    return path


def _reading(folder: Path) -> None:
    from commonspace.engines.tables.confined import rows_of, tables_of

    path = _written(folder, ROWS)
    began = monotonic()
    with tables_of(path, name="long.csv", language="en") as (table,):
        read = monotonic()
        with table.path.open("rb") as stream:
            walked = sum(1 for _row in rows_of(stream))
    if walked != ROWS + 1:
        raise SystemExit(f"{walked} rows came back")
    print("sheet_read_rows_per_s", ROWS / (read - began))
    print("sheet_peak_mb", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _importing(folder: Path) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    from commonspace.channels.sheets.composing import Terms
    from commonspace.channels.sheets.services.importing import import_rows
    from commonspace.channels.sheets.services.mapping import settle
    from commonspace.channels.sheets.services.opening import keep_sheet, open_sheet
    from commonspace.consultations.models import Consultation, Question, QuestionVersion
    from commonspace.people.services import open_account, organisation_named

    now = timezone.now()
    call = Consultation.objects.create(
        code="bench", owner=organisation_named(name="Bench"), title={"en": "Bench"}, languages=["en"],
        opens_at=now - timedelta(days=400), closes_at=now + timedelta(days=9), time_zone="UTC",
    )  # fmt: skip
    question = Question.objects.create(consultation=call, number=1)
    QuestionVersion.objects.create(question=question, heading={"en": "What works?"})
    by = open_account(email="bench@example.org", name="Bench")
    with _written(folder, TAKEN).open("rb") as stream:
        sheet = keep_sheet(consultation=call, stream=stream, name="long.csv", by=by)
    open_sheet(sheet, language="en")
    uses = ["id", "date", "country", "organisation", f"words:{question.pk}"]
    terms = Terms(attribution="kind", may_publish=True, notice="Told.", language="en")
    settle(sheet=sheet, table=sheet.table, uses=uses, terms=terms, survey=None, by=by)
    began = monotonic()
    import_rows(sheet)
    spent = monotonic() - began
    if call.contributions.count() != TAKEN:
        raise SystemExit("some rows are missing")
    print("sheet_rows_per_s", TAKEN / spent)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COMMONSPACE_DATA"] = f"{folder}/data"
        os.environ["COMMONSPACE_PLAIN_STATIC"] = "yes"
        os.environ["DJANGO_SETTINGS_MODULE"] = "commonspace.site.settings"
        import django

        django.setup()
        {"reading": _reading, "importing": _importing}[sys.argv[1]](Path(folder))


if __name__ == "__main__":
    main()
