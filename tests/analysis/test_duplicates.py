import tracemalloc
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.invented import LETTER

from commonspace.analysis.duplicates import (
    find_likeness,
    jaccard,
    shingles,
    words_in_order,
)
from commonspace.analysis.words import normal_form


def kinds(texts):
    return [(one.kind, one.members) for one in find_likeness(texts)]


def test_case_and_punctuation_make_no_difference():
    assert kinds(["Open the pool!", "open the POOL", "Close the pool"]) == [("identical", (0, 1))]


def test_arabic_spellings_and_vowel_marks_make_no_difference():
    assert kinds(["المكتبةُ مُغلقة", "المكتبه مغلقة"]) == [("identical", (0, 1))]


def test_a_letter_with_a_greeting_is_the_same_letter():
    texts = [LETTER, f"Dear council, {LETTER}", "The night bus should run until four."]

    assert kinds(texts) == [("same letter", (0, 1))]


def test_a_half_rewritten_letter_is_a_variant():
    half = " ".join(LETTER.split()[:17])
    texts = [f"{half} and nothing we were told last year changes that", LETTER]

    found = find_likeness(texts)

    assert [one.kind for one in found] == ["variant"]
    assert 0.4 <= found[0].similarity < 0.6


def test_likeness_does_not_depend_on_order_or_repetition():
    texts = [LETTER, f"Dear council, {LETTER}", f"{LETTER} Thank you!", "Something else entirely"]
    shuffled = [*texts, *[texts[1]] * 30]
    Random(5).shuffle(shuffled)  # noqa: S311 - a seeded draw, no secret

    plain, again = find_likeness(texts), find_likeness(shuffled)

    assert {texts[i] for i in plain[0].members} == {shuffled[i] for i in again[0].members}
    assert texts[plain[0].representative] == shuffled[again[0].representative]


def test_texts_without_words_are_never_alike():
    assert kinds(["", "!!!", "😀", "\0"]) == []


def test_jaccard_of_word_pairs():
    left, right = shingles(normal_form("a b c d")), shingles(normal_form("a b c e"))

    assert jaccard(left, right) == 0.5
    assert jaccard(left, frozenset()) == 0.0


def test_likeness_never_runs_on_from_text_to_text():
    words = [f"word{number}" for number in range(200)]
    texts = [" ".join(words[start : start + 40]) for start in range(0, 160, 6)]

    found = find_likeness(texts)

    assert len(found) > 1
    for one in found:
        middle = shingles(normal_form(texts[one.representative]))
        assert all(jaccard(middle, shingles(normal_form(texts[m]))) >= 0.4 for m in one.members)


def test_one_word_can_turn_a_short_sentence_round():
    assert kinds(["The city should build more parks", "The city should build more roads"]) == []
    short = "I support the plan to close the old bridge to cars this summer"
    against = "I do not support the plan to close the old bridge to cars this summer"
    assert kinds([short, against]) == []


def test_every_sixth_word_changed_and_a_new_end_is_still_a_variant():
    changed = [f"x{n}" if n % 6 == 3 else word for n, word in enumerate(LETTER.split())]
    texts = [LETTER, f"{' '.join(changed)} as everybody here has told you many times before"]

    assert [one.members for one in find_likeness(texts)] == [(0, 1)]


@pytest.mark.parametrize(
    ("letter", "greeting"),
    [
        ("冬の間も市民プールを開けておいてください。水泳の授業は命を救います。", "市長様、"),
        ("请在冬天继续开放市游泳池，游泳课可以救命，孩子们没有别的地方学习。", "尊敬的市长："),
        ("ขอให้เปิดสระว่ายน้ำของเมืองตลอดฤดูหนาว เพราะการเรียนว่ายน้ำช่วยชีวิตเด็ก", "เรียนท่าน "),
    ],
)
def test_letters_in_scripts_without_spaces_are_found(letter, greeting):
    other = "図書館は日曜日も開けてほしいです。働いている人は平日に行けません。"

    assert [one.members for one in find_likeness([letter, other, greeting + letter])] == [(0, 2)]


def test_words_in_order_are_counted_exactly():
    assert words_in_order(["a", "b", "c", "d", "e"], ["x", "a", "c", "b", "e", "y"]) == 3
    assert words_in_order([], ["a"]) == words_in_order(["a"], ["b"]) == 0


@given(st.lists(st.sampled_from("abcde"), max_size=12), st.lists(st.sampled_from("abcde")))
def test_words_in_order_agree_with_the_plain_table(left, right):
    row = [0] * (len(right) + 1)
    for word in left:
        above = row[:]
        for place, other in enumerate(right, start=1):
            row[place] = (
                above[place - 1] + 1 if word == other else max(above[place], row[place - 1])
            )

    assert words_in_order(left, right) == row[-1]


@given(
    st.lists(
        st.sampled_from([LETTER, f"{LETTER} Thank you!", "One more thing entirely", "", "😀"])
    ),
    st.integers(0, 3),
)
def test_copies_change_no_group(texts, times):
    before = {frozenset(texts[m] for m in one.members) for one in find_likeness(texts) if one}
    more = find_likeness([*texts, *texts * times])

    after = {frozenset([*texts, *texts * times][m] for m in one.members) for one in more}
    assert before <= after
    assert {texts_of for texts_of in after if len(texts_of) > 1} == {
        texts_of for texts_of in before if len(texts_of) > 1
    }


@pytest.mark.slow
def test_odd_tables_take_bounded_time_and_memory():
    tracemalloc.start()
    assert [len(one.members) for one in find_likeness([LETTER] * 300_000)] == [300_000]
    assert find_likeness(["😀" * n for n in range(1, 2000)]) == []
    assert find_likeness(["na " * 1_700_000, LETTER]) == []
    numbered = find_likeness([f"{LETTER} {n}" for n in range(5000)])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [len(one.members) for one in numbered] == [5000]
    assert peak < 600_000_000
