"""The themes of one question as `analyse` gives them: parts, sides, the middle statement, names."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from tests.analysis.invented import SUBJECTS, crossed, record

from commonspace.analysis import grouping
from commonspace.analysis.labels import Namer
from commonspace.analysis.pipeline import Settings, analyse
from commonspace.analysis.results import Analysis

SETTINGS = Settings(languages=("en",), split_above=20)


@pytest.fixture(scope="module")
def large() -> Analysis:
    return analyse(crossed(), settings=SETTINGS)


def test_a_large_question_has_themes_within_themes(large):
    keys = {theme.key for theme in large.themes}
    parents = {theme.parent for theme in large.themes if theme.parent}

    assert parents
    assert parents <= keys
    for parent in parents:
        held = next(theme for theme in large.themes if theme.key == parent)
        children = [theme for theme in large.themes if theme.parent == parent]
        inside = [index for child in children for index in child.statements]
        assert len(children) > 1
        assert sorted(inside) == list(held.statements)


def test_a_statement_names_its_finest_theme(large):
    parents = {theme.parent for theme in large.themes if theme.parent}
    for theme in large.themes:
        if theme.key not in parents:
            assert {large.statements[index].theme for index in theme.statements} == {theme.key}


def test_small_questions_are_not_split():
    whole = analyse(crossed(), settings=replace(SETTINGS, split_above=10_000))

    assert not [theme for theme in whole.themes if theme.parent]


def test_the_middle_statement_is_one_of_its_theme(large):
    for theme in large.themes:
        assert theme.medoid in theme.statements


def test_the_sides_add_up_to_the_voices(large):
    for theme in large.themes:
        assert sum(theme.stances) == theme.n_voices


def test_no_two_themes_have_one_label(large):
    labels = [theme.label for theme in large.themes]

    assert len(set(labels)) == len(labels)


def test_a_theme_on_which_people_disagree_is_contested_and_said_to_be():
    for_it = [
        record(n, f"I support the {text.split(' ', 1)[1]}.")
        for n, text in enumerate(SUBJECTS["buses"])
    ]
    against = [
        record(50 + n, f"I oppose the {text.split(' ', 1)[1]}.")
        for n, text in enumerate(SUBJECTS["buses"])
    ]

    found = analyse([*for_it, *against], settings=replace(SETTINGS, min_stability=0.0))

    contested = [theme for theme in found.themes if theme.contested]
    assert contested
    assert {"contested"} <= {doubt.code for doubt in found.theme_doubts}


def test_groups_whose_parts_do_not_come_back_stay_whole():
    full = csr_matrix(np.ones((60, 60)) - np.eye(60))
    labels = np.zeros(60, dtype=np.int64)

    parts, stable = grouping.split(full, labels, above=20, resolution=1.0, seed=0, resamples=3)

    assert set(parts.tolist()) == {0}
    assert stable == {}


def test_a_phrase_of_one_contributor_names_no_theme():
    texts = ["Harbour ferry late", "Harbour ferry shut", "Harbour boats", "Gardens", "Cats"]

    alone = Namer(texts, ["en"] * 5, ["anna", "anna", "ben", "carl", "dora"]).name([0, 1, 2])
    several = Namer(texts, ["en"] * 5, ["anna", "eve", "ben", "carl", "dora"]).name([0, 1, 2])

    assert "ferry" not in alone.label.lower()
    assert several.label == "Harbour ferry"


def test_a_part_is_told_from_the_other_parts_of_its_group():
    texts = ["Night bus late", "Night bus dark", "Day bus late", "Day bus full", "Cats", "Rain"]
    namer = Namer(texts, ["en"] * 6)

    assert "night" in namer.name([0, 1], among=[0, 1, 2, 3]).label.lower()


def test_a_phrase_that_names_another_theme_comes_last():
    texts = ["Night bus, dear tickets", "Night bus; dear tickets", "Cats sleep", "Rain falls"]
    namer = Namer(texts, ["en"] * 4)

    label = namer.name([0, 1], taken={"night bus"}).label

    assert label.lower().startswith("tickets")


@pytest.mark.parametrize("phrase", ["I think", "feel absolutely", "believe"])
def test_words_of_opinion_name_no_theme(phrase):
    texts = [f"{phrase} trams {word}" for word in ("squeak", "rattle", "glide")]
    namer = Namer([*texts, "Cats sleep", "Rain falls"], ["en"] * 5)

    assert namer.name([0, 1, 2]).label == "Trams"
