from random import Random

from tests.analysis.invented import LETTER

from commonspace.analysis.duplicates import find_likeness, jaccard, shingles
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
