"""Kinds of invented statements that are in no training list, in six languages."""

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from commonspace.analysis.kinds import KINDS, Said, classify_all
from commonspace.analysis.kinds.learning import Sentence, read_sentences

JUDGED = Path(__file__).parent / "kinds_judged"
TRAINED = Path(__file__).parents[2] / "scripts" / "kinds"
LANGUAGES = ("ar", "de", "en", "es", "fr", "pt")


@cache
def judged(language: str) -> tuple[Sentence, ...]:
    return tuple(read_sentences((JUDGED / f"{language}.txt").read_text("utf-8"), language))


@cache
def found(language: str) -> tuple[str, ...]:
    said = [Said(text=one.text, language=language) for one in judged(language)]
    return tuple(one.kind for one in classify_all(said))


def f1(kind: str, pairs: list[tuple[str, str]]) -> float:
    both = sum(true == kind == guess for true, guess in pairs)
    return 2 * both / sum((true == kind) + (guess == kind) for true, guess in pairs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_judged_statement_was_learnt_from(language):
    learnt = read_sentences((TRAINED / f"{language}.txt").read_text("utf-8"), language)

    assert {one.text for one in judged(language)} & {one.text for one in learnt} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_judged_statements_get_their_kind(language):
    pairs = [
        (one.kind, guess) for one, guess in zip(judged(language), found(language), strict=True)
    ]

    assert {one.kind for one in judged(language)} == set(KINDS)
    assert sum(f1(kind, pairs) for kind in KINDS) / len(KINDS) > 0.75


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_found_in_most_languages(kind):
    pairs = [
        (one.kind, guess)
        for language in LANGUAGES
        for one, guess in zip(judged(language), found(language), strict=True)
    ]

    assert f1(kind, pairs) > 0.7


def test_certainty_grows_with_the_share_that_is_right():
    right: dict[bool, list[bool]] = defaultdict(list)
    for language in LANGUAGES:
        said = [Said(text=one.text, language=language) for one in judged(language)]
        for one, guess in zip(judged(language), classify_all(said), strict=True):
            right[guess.certainty >= 0.6].append(guess.kind == one.kind)

    sure, unsure = (sum(right[key]) / len(right[key]) for key in (True, False))

    assert sure > 0.9
    assert sure > unsure + 0.2
