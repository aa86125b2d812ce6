import csv
import io
import json
import re
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from tests.cli.synthesising.surveys import FILES, HEADS, environment, many, run

from commonspace.cli.synthesising.composition.compose import compose
from commonspace.cli.synthesising.programs import analysis_json
from commonspace.cli.synthesising.tables import ledger_csv, statements_xlsx
from commonspace.reports.rendering.text import render_text

pytestmark = pytest.mark.slow


@pytest.fixture
def survey(table):
    return table(many(), HEADS)


def test_the_same_input_gives_the_same_bytes(survey, tmp_path):
    first, second = run(survey, tmp_path / "a"), run(survey, tmp_path / "b")

    assert [file.name for file in first.files] == FILES
    assert [
        f.name for f in first.files if f.read_bytes() != (tmp_path / "b" / f.name).read_bytes()
    ] == []
    assert second.failed == ()


def test_the_page_needs_nothing_beside_it(survey, tmp_path):
    run(survey, tmp_path)
    page = (tmp_path / "report.html").read_text()

    assert re.findall(r"<(?:link|img|iframe|base|form action|script src)\b", page) == []
    assert re.findall(r"url\((?!['\"]?data:)", page) == []
    assert "Suggested by software, confirmed by nobody" in page


def test_every_quotation_is_a_stretch_of_the_input(survey, tmp_path):
    run(survey, tmp_path)
    rows = list(csv.DictReader(survey.read_text().splitlines()))
    statements = json.loads((tmp_path / "statements.json").read_text())["statements"]

    assert statements
    assert [
        s for s in statements if rows[s["row"] - 2]["comment"][s["start"] : s["end"]] != s["quote"]
    ] == []


def test_people_are_not_named_in_any_file(table, tmp_path):
    rows = [
        (f"Zebedee{i}@example.org", "", text) for i, (_name, _house, text) in enumerate(many(12))
    ]
    run(table(rows, ("email", "organisation", "comment")), tmp_path / "out")

    found = b"".join(
        (tmp_path / "out" / name).read_bytes()
        for name in FILES
        if name.endswith(("html", "json", "csv"))
    )
    sheet = zipfile.ZipFile(tmp_path / "out" / "statements.xlsx")
    found += b"".join(sheet.read(name) for name in sheet.namelist())

    assert b"ebedee" not in found


def test_senders_of_a_campaign_are_counted_and_not_named(table, studied):
    letter = "Please keep the night shelter in our street open for everybody who needs it."
    rows = [(f"Zebedee {i}", letter) for i in range(9)]
    material = studied(table(rows, ("name", "comment")))

    made = analysis_json(material)

    assert len(json.loads(made)["campaigns"][0]["contributors"]) == 9
    assert b"ebedee" not in made.lower()


def test_few_answers_are_marked_and_everything_is_accounted_for(table, studied):
    material = studied(table())
    text = render_text(compose(material))

    assert text.count("Fewer than 30 answers: too few for themes.") == 2
    assert "All | 3" in text
    assert "Software | Commonspace" in text
    assert material.digest in text.replace(" ", "")


def test_themes_come_by_voices_with_counts_and_words_of_contributors(survey, studied):
    material = studied(survey)
    text = render_text(compose(material))
    voices = [theme.n_voices for theme in material.themes(None)]

    assert voices == sorted(voices, reverse=True)
    assert voices
    assert re.search(r"(Some|Many|Most) contributors: \d+ of 40", text)


def test_no_cell_can_run(table, studied, tmp_path):
    rows = [
        ("=HYPERLINK(1)", "=1+1 is what we all say to the city here."),
        ("-Org", "@SUM beds for all people in this town."),
    ]
    material = studied(table(rows, ("organisation", "comment")))

    statements_xlsx(material, tmp_path / "made.xlsx")
    book = openpyxl.load_workbook(tmp_path / "made.xlsx")
    cells = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    risky = [cell for cell in cells if cell.value.startswith(("=", "@", "-"))]
    ledger = list(csv.reader(io.StringIO(ledger_csv(material).decode("utf-8-sig"))))

    assert risky
    assert {(cell.data_type, cell.quotePrefix) for cell in risky} == {("s", True)}
    assert [cell for line in ledger for cell in line if cell.startswith(("=", "@", "-"))] == []


def test_the_command_leaves_nothing_but_its_folder(survey, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    words = ["synthesise", str(survey), "--out", "out", "--embedder", "none", "--languages", "en"]

    ended = subprocess.run(
        [sys.executable, "-m", "commonspace.cli.main", *words],
        cwd=home, env=environment(), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert ended.returncode == 0, ended.stderr
    assert [path.name for path in home.iterdir()] == ["out"]
    assert "author" in ended.stdout
    assert "40  All rows" in ended.stdout
    assert "grouping" in ended.stderr


def test_the_command_refuses_in_a_sentence(tmp_path):
    (tmp_path / "numbers.csv").write_text("a,b\n1,2\n")

    ended = subprocess.run(
        [sys.executable, "-m", "commonspace.cli.main", "synthesise", str(tmp_path / "numbers.csv")],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert ended.returncode == 1
    assert "No column holds words that people wrote. Columns: a; b." in ended.stderr
    assert "Traceback" not in ended.stderr
