import numpy as np
import pytest

from commonspace.analysis.vectors import centre, letter_view, unit_rows, vectors_for, word_view


def test_centring_takes_the_language_out():
    random = np.random.default_rng(0)
    subject = random.normal(size=(200, 20))
    offset = np.repeat(np.stack([np.full(20, 3.0), np.full(20, -3.0)]), 100, axis=0)
    vectors = unit_rows((subject + offset).astype(np.float32))
    languages = ["en"] * 100 + ["fr"] * 100

    centred = centre(vectors, languages)

    gap_before = np.linalg.norm(vectors[:100].mean(0) - vectors[100:].mean(0))
    gap_after = np.linalg.norm(centred[:100].mean(0) - centred[100:].mean(0))
    assert gap_after < gap_before / 3


def test_centring_leaves_a_rare_language_with_the_rest():
    vectors = unit_rows(np.eye(8, dtype=np.float32) + 0.1)

    few = centre(vectors, ["en"] * 4 + ["fr"] * 4)
    none = centre(vectors, ["en"] * 8)

    assert np.array_equal(few, none)


def test_like_wording_is_near_without_any_model():
    vectors = letter_view(["night buses stop", "a night bus stops", "swimming pools", "my pool"])

    likeness = vectors @ vectors.T
    assert likeness[0, 1] > likeness[0, 2]
    assert likeness[2, 3] > likeness[1, 3]


@pytest.mark.parametrize("texts", [["one"], ["same", "same"], ["the", "and"]])
def test_views_of_next_to_nothing_are_finite(texts):
    for view in (letter_view(texts), word_view(texts, ["en"] * len(texts))):
        assert view.shape[0] == len(texts)
        assert np.isfinite(view).all()


def test_an_embedder_that_loses_a_row_is_refused():
    with pytest.raises(ValueError, match="one finite row for each text"):
        vectors_for(
            ["a", "b"],
            ["en", "en"],
            embed=lambda texts: np.ones((1, 3), dtype=np.float32),
            word_weight=0.2,
            seed=0,
        )
