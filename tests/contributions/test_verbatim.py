import pytest

from commonspace.contributions.verbatim import LEFT_OUT, Sayings, without

SAID = "We walk two hours to the well, and nobody has asked us why."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Women walk two hours to the well, and wait.", "Women […] wait."),
        ("WE WALK – TWO HOURS to the\nwell!", "[…]!"),
        ("They walk two hours to it.", "They walk two hours to it."),
        (
            f"First: {SAID} Then: nobody has asked us why, they say.",
            f"First: {LEFT_OUT}. Then: nobody has asked us why, they say.",
        ),
    ],
)
def test_six_words_running_are_found_whatever_stands_between_them(text, left):
    assert without(text, Sayings.of([SAID]).spans_in(text)) == left


def test_a_short_saying_is_found_only_where_nothing_else_is_said():
    sayings = Sayings.of(["Open at night."])

    assert sayings.spans_in("Open at night") == [(0, 13)]
    assert sayings.spans_in("Most want it open at night.") == []


def test_scripts_without_spaces_and_right_to_left_are_found():
    assert Sayings.of(["我们每天走两个小时去井边"]).spans_in("他们说每天走两个小时去井边。")
    arabic = "نمشي ساعتين كل يوم إلى البئر ولا أحد يسأل"
    assert Sayings.of([arabic]).spans_in(f"قالوا: {arabic}.") == [(7, 7 + len(arabic))]


def test_nothing_is_found_where_nothing_was_said():
    assert Sayings.of(["", "  "]).spans_in(SAID) == []
    assert Sayings.of([SAID]).spans_in("") == []
    assert Sayings.of([SAID]).share_of("") == 0.0
