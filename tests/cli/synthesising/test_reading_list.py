"""With too little for themes the report gives everything to read, and pretends nothing."""

import io
import json
import re
from zipfile import ZipFile

import openpyxl
import pytest
from tests.cli.synthesising.retold import OTHERS

from commonspace.cli.synthesising.composition.questions import question_section
from commonspace.cli.synthesising.fates import Fate
from commonspace.cli.synthesising.page.render import render_page
from commonspace.cli.synthesising.programs import analysis_json
from commonspace.cli.synthesising.qualitative import project_qdpx
from commonspace.cli.synthesising.tables import statements_xlsx
from commonspace.reports import document as blocks

HEADS = ("Name", "What should the town do?")
RECOMMENDATIONS = (
    "Cities should open night shelters for all. Our centre offers legal aid to forty families.",
    "National governments must ratify the convention. The city should pay for interpreters.",
)


@pytest.fixture
def few(table, studied):
    rows = [(f"Person {n}", text) for n, text in enumerate((*OTHERS, *RECOMMENDATIONS))]
    return studied(table(rows, HEADS))


def test_every_statement_stands_text_by_text_in_the_order_of_the_input(few):
    page = render_page(few)

    quotes = [one.quote for one in few.analysis.statements]
    places = [page.index(quote.replace("'", "&#x27;")) for quote in quotes]
    assert places == sorted(places)
    assert "Read them: here they are, all 14 texts, in the order in which they came." in page


def test_nothing_is_offered_as_a_theme(few):
    page = render_page(few)
    section = question_section(few, few.questions[0], 1)

    assert few.offered == ()
    assert 'class="ranking"' not in page
    assert 'id="map"' not in page
    assert "steady" not in page
    assert not any(isinstance(block, blocks.Figure) for block in section.blocks)


def test_groups_are_folded_away_and_neither_counted_nor_ranked(few):
    page = render_page(few)

    if few.analysis.themes:
        folded = page.split("Statements near each other")[1].split("</details>")[0]
        assert "it is an aid for reading and no theme" in folded
        assert "voice" not in folded


def test_each_statement_says_what_it_does_and_whom_it_speaks_to(few):
    assert "recommendation · To cities" in render_page(few)
    assert "recommendation · To national authorities" in repr(
        question_section(few, few.questions[0], 1)
    )


def test_forty_answers_of_three_people_are_for_reading_too(table, studied):
    rows = [(f"Person {n % 3}", f"{text} Number {n}.") for n, text in enumerate(OTHERS * 4)]

    material = studied(table(rows, HEADS), contributor="Name")

    assert [one.n_contributors for one in material.questions] == [3]
    assert material.offered == ()
    assert "Too few people spoke here for themes." in render_page(material)


def test_thirty_answers_of_thirty_people_are_grouped_as_before(table, studied):
    rows = [(f"Person {n}", f"{text} Number {n}.") for n, text in enumerate(OTHERS * 3)]

    material = studied(table(rows, HEADS))

    assert material.read_whole == frozenset()
    assert material.offered == material.analysis.themes


def test_no_table_and_no_program_is_given_a_theme_either(few, tmp_path):
    statements_xlsx(few, tmp_path / "made.xlsx")
    book = openpyxl.load_workbook(tmp_path / "made.xlsx")
    told = json.loads(analysis_json(few))
    with ZipFile(io.BytesIO(project_qdpx(few))) as archive:
        codes = re.findall(r'<Code [^>]*name="([^"]*)"', archive.read("project.qde").decode())

    assert few.analysis.themes, "nothing was near anything: the test shows nothing"
    assert {cell.value for cell in book["Statements"]["E"][1:]} <= {None, ""}
    assert book["Themes"].max_row == 1
    assert {one["is_offered"] for one in told["themes"]} == {False}
    assert codes
    assert not {few.label(one) for one in few.analysis.themes} & set(codes)
    assert {each.fate for each in few.fates} == {Fate.READ_WHOLE}
