import csv
import json
import zipfile

import pytest

from commonspace.cli.synthesising.choices import Choices
from commonspace.cli.synthesising.studying import study

NO_MODEL = {"embedder": "none", "languages": ("en",)}
HEADS = ("Name", "Organisation", "Country", "What should cities do?", "How can you help?")
ROWS = (
    (
        "Ann",
        "Shelter Now",
        "KE",
        "Cities should open night shelters for all.",
        "We offer legal aid to families.",
    ),
    ("Bob", "", "PH", "The city must give identity cards to migrants.", ""),
    (
        "Cleo",
        "Open Door",
        "FR",
        "Mayors should let people work from the first day.",
        "Our centre teaches languages.",
    ),
)


@pytest.fixture
def table(tmp_path):
    """Write a table as CSV; the rows of the example unless others are given."""

    def write(rows=ROWS, heads=HEADS, *, name="answers.csv", delimiter=",", encoding="utf-8"):
        path = tmp_path / name
        with path.open("w", newline="", encoding=encoding) as file:
            csv.writer(file, delimiter=delimiter).writerows([heads, *rows])
        return path

    return write


@pytest.fixture
def studied():
    """Read and analyse a path without vectors of meaning; returns the material."""

    def run(path, **choices):
        return study(path, Choices(**{**NO_MODEL, **choices}), lambda *_: None, lambda _: None)

    return run


@pytest.fixture
def spreadsheet(tmp_path):
    """Write an OpenDocument spreadsheet from the XML of its rows."""

    def write(rows):
        names = {
            "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
            "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
            "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        }
        spaces = " ".join(f'xmlns:{key}="{value}"' for key, value in names.items())
        path = tmp_path / "answers.ods"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            package.writestr(
                "content.xml",
                f'<?xml version="1.0"?><office:document-content {spaces}><office:body>'
                f'<office:spreadsheet><table:table table:name="One">{rows}</table:table>'
                '<table:table table:name="Two"/></office:spreadsheet></office:body>'
                "</office:document-content>",
            )
        return path

    return write


@pytest.fixture
def lines(tmp_path):
    """Write objects, or lines as they are, as JSON Lines."""

    def write(*values):
        path = tmp_path / "answers.jsonl"
        said = (each if isinstance(each, str) else json.dumps(each) for each in values)
        path.write_text("\n".join(said) + "\n")
        return path

    return write
