"""Exports as the tools write them, made by hand."""

import csv
import io
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook

GOOGLE = (
    ("Timestamp", "Email Address", "Your name", "Organisation", "Type of organisation", "Country",
     "1. What works in case 1?", "Question 2: what does not work?", "Which of these helped? [Night buses]", "How may we name you?", "May we publish your words?"),
    ("2026/01/05 9:04:05 AM GMT+8", "ines@harbour.example", "Ines Duarte", "Harbour Friends", "NGO", "Philippines",
     "Evening classes in the harbour school help the most.", "Nobody tells the night shift.", "Yes", "With the name of my organisation only", "Yes"),
    ("2026/01/06 3:04:05 PM GMT+8", "omar@night.example", "Omar Haddad", "", "", "Jordan",
     '=HYPERLINK("http://evil.example";"look")', "", "No", "Not at all", "No"),
    ("2026/01/06 4:00:00 PM GMT+8", "", "", "", "", "", "", "", "", "", ""),
    ("2026/01/07 4:00:00 PM GMT+8", "t@t.example", "Test", "", "", "", "test", "", "", "", ""),
)  # fmt: skip
LATER = ("2026/01/09 8:00:00 AM GMT+8", "li@lake.example", "Li Wei", "Lake Network", "Network", "Chile",
         "Lend the gym to the choir on Fridays.", "", "Yes", "With my name and my organisation", "Yes")  # fmt: skip

KOBO_ID = "11111111-2222-4333-8444-555555555555"
KOBO = (
    ("start", "Your name", "What works in case 1?", "voice", "_id", "_uuid", "_submission_time", "_index"),
    ("2026-01-05T09:00:00.000+08:00", "Ana", "The clinic opens late and speaks our language.", "note.ogg", "71", KOBO_ID, "2026-01-05T09:10:00", "1"),
    ("2026-01-05T10:00:00.000+08:00", "Ben", "A shared kitchen brings neighbours together every week.", "", "72", "66666666-2222-4333-8444-555555555555", "2026-01-05T10:10:00", "2"),
)  # fmt: skip
KOBO_REPEAT = (
    ("What does not work in case 2?", "_index", "_parent_table_name", "_parent_index", "_submission__uuid"),
    ("The office closes at four in the afternoon.", "1", "form", "1", KOBO_ID),
    ("Letters come in a language nobody at home reads.", "2", "form", "1", KOBO_ID),
)  # fmt: skip
VOICE = b"OggS\x00\x02" + b"\x00" * 200


def csv_of(
    rows: Sequence[Sequence[object]], *, delimiter: str = ",", encoding: str = "utf-8"
) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def kobo() -> bytes:
    return archive({
        "form.csv": csv_of(KOBO),
        "form-problems.csv": csv_of(KOBO_REPEAT),
        "media/note.ogg": VOICE,
    })  # fmt: skip
