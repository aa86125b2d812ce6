"""Nothing that arrives may break the reading, and nothing may take long."""

import random
import time

import pytest
from tests.analysis.reading.documents import ALL

from commonspace.analysis.reading import Reading, read_document, read_documents

SECONDS = 20.0


@pytest.mark.parametrize("name", sorted(ALL))
def test_cut_anywhere_still_reads(name):
    text = ALL[name]
    draw = random.Random(7)  # noqa: S311 - a draw for a test

    for _ in range(12):
        start = draw.randrange(len(text))
        reading = read_document(text[start : start + draw.randrange(len(text))])
        assert isinstance(reading, Reading)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "\0\0",
        "\ufeff",
        "1.",
        "- ",
        "#",
        "<http://",
        "“",
        "¹",
        "9:00",
        "\f\f",
        "Box 1:",
        "\r\n\r\n",
    ],
)
def test_almost_nothing_reads_as_nothing(text):
    reading = read_document(text)

    assert (reading.recommendations, reading.examples, reading.questions) == ((), (), ())


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "The city should act. ",
        "[",
        "<http://a.b/",
        "**a** ",
        ". ",
        "in Aa ",
        "- x\n",
        "Aa, ",
        "ab-\n",
        "“a ",
    ],
)
def test_long_repetition_reads_in_time(unit):
    text = unit * (60_000 // len(unit))
    began = time.perf_counter()

    read_document(text)

    assert time.perf_counter() - began < SECONDS


def test_one_line_of_two_megabytes_reads_in_time():
    began = time.perf_counter()

    reading = read_document("Recommendations\n\n- " + "cities should act " * 110_000)

    assert time.perf_counter() - began < SECONDS
    assert len(reading.recommendations) == 1


def test_same_text_reads_the_same():
    assert read_document(ALL["water"]) == read_document(ALL["water"])


def test_no_documents_read_as_none():
    assert read_documents([]) == ()


def test_contents_pages_promise_no_recommendations():
    text = "Contents\n\nRecommendations ........ 4\n1. Cities should wait ........ 5\n"

    assert read_document(text).recommendations == ()


def test_lists_under_other_headings_are_not_recommendations():
    text = (
        "Recommendations\n\n- Cities should plant trees.\n\nNext steps\n\n"
        "- The office should print this.\n\nHuman resources\n\n- Two people in 2020\n"
    )

    reading = read_document(text)

    assert [r.text for r in reading.recommendations] == ["Cities should plant trees."]
    assert reading.resources == ()


def test_themes_inside_recommendations_keep_the_list_going():
    text = (
        "RECOMMENDATIONS\n\nShade\n\n- Cities should plant trees.\n\nWater\n\n"
        "- Councils must mend taps.\n"
    )

    assert len(read_document(text).recommendations) == 2
