import json

import pytest
from tests.cli.synthesising.surveys import HEADS, WISHES, many, run

from commonspace.cli.synthesising.composition.compose import compose
from commonspace.cli.synthesising.errors import CodebookMisfitError
from commonspace.cli.synthesising.page.render import render_page
from commonspace.reports.rendering.text import render_text

CODES = [
    {"code": f"c{i}", "title": wish, "description": f"Wants {wish}."}
    for i, wish in enumerate(WISHES)
]


@pytest.fixture
def codebook(tmp_path):
    path = tmp_path / "codes.json"
    path.write_text(json.dumps(CODES))
    return path


@pytest.fixture
def coded(table):
    """A table whose first twenty rows carry the code they belong to."""
    rows = [(*row, WISHES[i % 5] if i < 20 else "") for i, row in enumerate(many())]
    return table(rows, (*HEADS, "my codes"))


def test_rows_coded_by_people_teach_the_rest(coded, codebook, studied):
    material = studied(coded, codebook=str(codebook), labels="my codes")
    assignments = material.coding.learned.assignments
    right = [
        assignments[i].codes == (f"c{i % 5}",)
        for i, one in enumerate(material.analysis.statements)
        if not assignments[i].by_person
    ]

    assert material.coding.coded_rows == 20
    assert sum(one.by_person for one in assignments) == 20
    assert sum(right) >= 18
    assert material.coding.learned.quality.samples_f1 > 0.8


def test_codes_stand_in_page_and_paper_with_how_good_they_are(coded, codebook, studied):
    material = studied(coded, codebook=str(codebook), labels="my codes")
    page, paper = render_page(material), render_text(compose(material))

    for words in (page, paper):
        assert "5 codes were given, and 20 rows coded by people" in words
        assert "agreement with people (F1)" in words
    assert "night shelters" in paper
    assert 'id="by-z"' in page


def test_a_table_of_coded_rows_is_joined_by_a_shared_heading_or_by_row(table, codebook, studied):
    source = table(many(), HEADS)
    by_name = table([(f"p{i}", WISHES[i % 5]) for i in range(20)], ("Author", "code"), name="b.csv")
    by_row = table([(i + 2, f"c{i % 5}") for i in range(20)], ("row", "codes"), name="c.csv")

    found = [
        studied(source, codebook=str(codebook), labels=str(path)).coding
        for path in (by_name, by_row)
    ]

    assert [one.coded_rows for one in found] == [20, 20]
    assert found[0].learned == found[1].learned


def test_a_codebook_alone_sorts_by_its_titles(table, codebook, studied):
    coding = studied(table(many(), HEADS), codebook=str(codebook)).coding

    assert coding.coded_rows == 0
    assert coding.learned.quality is None
    assert len(coding.learned.assignments) == 40


def test_codes_that_rows_carry_are_a_codebook_of_their_own(coded, studied):
    coding = studied(coded, labels="D").coding

    assert sorted(code.title for code in coding.codes) == sorted(WISHES)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("none.csv", None, "There is no codebook"),
        ("empty.json", "[]", "."),
        ("broken.json", "{", "."),
        ("twice.csv", "code,title\na,Beds\na,Food\n", "."),
        ("loop.csv", "code,title,parent\na,Beds,b\nb,Food,a\n", "."),
        ("wrong.csv", "x,y\n1,2\n", "."),
        ("broken.qdc", "<CodeBook", "."),
        ("broken.qdpx", "PK", "is no REFI-QDA project"),
        ("notes.txt", "Beds and food.", "A codebook is a table"),
    ],
)
def test_a_codebook_that_does_not_fit_is_refused_in_a_sentence(
    table, tmp_path, name, content, sentence
):
    path = tmp_path / name
    if content is not None:
        path.write_text(content)

    with pytest.raises(CodebookMisfitError, match=sentence) as refused:
        run(table(), tmp_path / "out", codebook=str(path))

    assert str(refused.value.message).endswith(".")
    assert not (tmp_path / "out").exists()


def test_coded_rows_that_fit_nothing_are_refused(table, tmp_path, codebook):
    strange = table([("zz", "night shelters")], ("somebody", "code"), name="b.csv")
    unknown = table([(2, "hovercraft")], ("row", "code"), name="c.csv")
    nameless = table([(2, "x")], ("row", "remark"), name="d.csv")

    for path, words in (
        (strange, "fit no row of the input"),
        (unknown, "hovercraft"),
        (nameless, "needs a column called code"),
    ):
        with pytest.raises(CodebookMisfitError, match=words):
            run(table(), codebook=str(codebook), labels=str(path))
