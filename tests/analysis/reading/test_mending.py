import pytest

from commonspace.analysis.reading.addresses import addresses, junction, looks_glued
from commonspace.analysis.reading.furniture import furniture
from commonspace.analysis.reading.hyphens import Vocabulary
from commonspace.analysis.reading.lines import split_lines
from commonspace.analysis.reading.mending import Mender


def mended(text: str) -> str:
    lines = [line for line in split_lines(text) if line.text]
    return Mender(Vocabulary(lines)).mend(lines)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("the gar-\ndens", "the gardens"),
        ("a rain-water tank and rain-\nwater", "a rain-water tank and rain-water"),
        ("rainwater is rain-\nwater", "rainwater is rainwater"),
        ("open 9-\n12 daily", "open 9-12 daily"),
        ("the non-\nfarm work of a farm", "the non-farm work of a farm"),
        ("post-\nSoviet", "post-Soviet"),
        ("WATER MANAGE-\nMENT", "WATER MANAGEMENT"),
        ("a multi-stake-\nholder plan", "a multi-stakeholder plan"),
        ("soft\u00ad\nness", "softness"),
        (
            "a street market and a market street, street-\nmarket",
            "a street market and a market street, street-market",
        ),
    ],
)
def test_hyphen_at_line_end(text, whole):
    assert mended(text) == whole


def test_two_words_that_meet_at_a_hyphen_are_doubted():
    lines = split_lines("a street market: street-\nmarket")
    mender = Mender(Vocabulary(lines))

    mender.mend(lines)

    assert [doubt.kind for doubt in mender.doubts.values()] == ["hyphen"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see <http://a.example/one-\ntwo.pdf>", "http://a.example/one-two.pdf"),
        ("see <http://a.example/one%20\ntwo>", "http://a.example/one%20two"),
        ("see <http://a.example/one\n%20two>", "http://a.example/one%20two"),
        ("see http://a.example/docs/\nplan.pdf for more", "http://a.example/docs/plan.pdf"),
        ("an opinion: http://a.example/opin-\nion/page.html", "http://a.example/opinion/page.html"),
        ("(see www.a.example).", "www.a.example"),
    ],
)
def test_address_over_a_line_end(text, address):
    assert addresses(mended(text)) == (address,)


def test_address_does_not_swallow_the_next_sentence():
    assert addresses(mended("see http://a.example/plan\nNobody answered.")) == (
        "http://a.example/plan",
    )


def test_address_cut_where_nothing_shows_how_is_doubted():
    lines = split_lines("see <http://a.example/letter\nGFX.pdf>")
    mender = Mender(Vocabulary(lines))

    assert mender.mend(lines) == "see <http://a.example/letterGFX.pdf>"
    assert [doubt.kind for doubt in mender.doubts.values()] == ["address"]


def test_digit_that_runs_into_a_word_looks_glued():
    assert looks_glued("http://a.example/item/578gardens-open")
    assert not looks_glued("http://a.example/item/578-gardens-open")


def test_stacked_letters_and_page_numbers_are_furniture():
    lines = split_lines("text goes on\n\n12\n\nP\nA\n\nR\nT\n\n 1\n\nmore text 12\n")

    out = furniture(lines)

    assert [line.text for line in lines if line.text and line.number not in out] == [
        "text goes on",
        "more text 12",
    ]


def test_headings_that_come_back_are_no_running_heads():
    lines = split_lines("Advice\n\n- one\n\nAdvice\n\n- two\n\nAdvice\n\n- three\n")

    assert furniture(lines) == set()


@pytest.mark.parametrize(
    ("line_end", "sure"),
    [("see <http://a.example/x%20", True), ("see <http://a.example/letter", False)],
)
def test_a_line_end_inside_an_escaped_character_leaves_no_doubt(line_end, sure):
    met = junction(line_end, "more_words.pdf>", Vocabulary([]))

    assert met is not None
    assert met.sure is sure
