"""Words with the times at which they were said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonspace.channels.recordings import timecodes
from commonspace.engines.speech import Segment


def said_at(draft):
    found = timecodes.read(draft)
    return [
        (found.text[start:end].strip(), second, sure) for start, end, second, sure in found.marks
    ]


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        ("[0:05] One.\n[1:02:03] Two.", [("One.", 5, True), ("Two.", 3723, True)]),
        ("Before. [0:07?] After.", [("After.", 7, False)]),
        ("[٠:٠٩] مرحبا", [("مرحبا", 9, True)]),
        ("[0:01][0:02] Late", [("Late", 2, True)]),
        ("  \n[0:01]  ", []),
        ("see [12] and [a:bc]", []),
    ],
)
def test_codes_are_taken_out_and_tie_words_to_seconds(draft, found):
    assert said_at(draft) == found


def test_words_that_only_look_like_codes_stay():
    assert timecodes.read("see [12] and [a:bc]").text == "see [12] and [a:bc]"


WORDS = st.sampled_from(["Evening", "clásses ñ", "صباح الخير", "[12]", "a: b"])


@given(st.lists(st.tuples(st.integers(0, 35_999), WORDS), max_size=8))
def test_segments_written_and_read_again_are_the_same(rows):
    draft = timecodes.written(Segment(start_s=second, text=text) for second, text in rows)

    assert said_at(draft) == [(text, second, True) for second, text in rows]


def test_what_a_machine_was_not_sure_of_is_flagged():
    draft = timecodes.written([Segment(start_s=61.9, text="mumble", is_sure=False)])

    assert draft == "[1:01?] mumble"
    assert timecodes.unsure_times(draft) == [61]
