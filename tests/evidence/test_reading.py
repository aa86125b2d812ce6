"""The text as it is read: cut where marks begin and end, nothing lost."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make

from commonspace.evidence.reading import Mark, segments, texts_of
from commonspace.evidence.showing import Shown, certainty_in_words, fold, said


def shown(start: int, end: int, *, confirmed: bool = False, key: str = "") -> Shown:
    return Shown(
        key=key or f"c-{start}", pk=1, is_confirmed=confirmed, quote="", language="", kind="position",
        speaker="", reference=1, start=start, end=end, text_id=uuid4(),
    )  # fmt: skip


@given(
    text=st.text(min_size=1, max_size=40),
    spans=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5),
)
def test_segments_joined_are_the_text(text, spans):
    marks = [
        Mark(number=number, shown=shown(min(a, b, len(text)), min(max(a, b), len(text))))
        for number, (a, b) in enumerate(spans, start=1)
    ]

    assert "".join(segment.text for segment in segments(text, marks)) == text


def test_overlapping_marks_each_open_once_and_a_decision_shows():
    marks = [Mark(number=1, shown=shown(0, 6)), Mark(number=2, shown=shown(3, 9, confirmed=True))]

    found = [
        (one.text, one.is_confirmed, [mark.number for mark in one.opens])
        for one in segments("abcdefghij", marks)
    ]

    assert found == [("abc", False, [1]), ("def", True, [2]), ("ghi", True, []), ("j", False, [])]


def test_fold_puts_near_duplicates_under_the_first():
    rows = [shown(0, 1, key="a"), shown(1, 2, key="b"), shown(2, 3, key="c")]

    folded = fold(rows, {"a": "letter", "c": "letter"})

    assert [(one.key, [other.key for other in one.similar]) for one in folded] == [
        ("a", ["c"]), ("b", []),
    ]  # fmt: skip


def test_said_fills_values_into_the_message():
    assert said({"message": "says “%(cue)s”", "params": {"cue": "should"}}) == "says “should”"
    assert said({}) == ""


@pytest.mark.parametrize(
    ("share", "word"), [(0.9, "well"), (0.6, "fairly"), (0.2, "elsewhere"), (0, "no theme")]
)
def test_certainty_is_said_in_words(share, word):
    assert word in str(certainty_in_words(share))


@pytest.mark.django_db
def test_texts_of_offers_the_sentences_nobody_marked():
    call = make.consultation()
    contribution = make.contribution(call, "Buses stop at nine. We run a night shuttle for nurses.")

    (text,) = texts_of(contribution)

    assert [one.text for one in text.sentences] == [
        "Buses stop at nine.", "We run a night shuttle for nurses.",
    ]  # fmt: skip
    assert text.question == call.questions.get(number=1)
