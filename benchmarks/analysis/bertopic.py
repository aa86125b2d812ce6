"""Against BERTopic over the same vectors: how close to people's themes, how fast, what is left out.

Both get the embedder's vectors and no more. A second comparison hands BERTopic our vectors,
with the languages taken out and the words beside them. Outliers count as one group, and so
does our tray. Time is from those vectors to named themes, ours with stability, quotations
and doubts; the larger sets are the sentences of CIMT Bonn.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from benchmarks.analysis.coded import (
    EMBEDDER,
    EMBEDDER_NAME,
    Coded,
    grouped_by_us,
    ottensen,
    probe,
    test_sets,
    themes_of,
    vectors_of,
)
from benchmarks.analysis.data import ROOT, embed, interval, rows
from sklearn.metrics import adjusted_mutual_info_score
from threadpoolctl import threadpool_limits

from commonspace.analysis.pipeline import analyse
from commonspace.analysis.records import Record
from commonspace.analysis.settings import Settings
from commonspace.analysis.vectors import Vectors

PEER = ROOT / ".venv" / "peers-bertopic"
PACKAGES = (
    "numpy",
    "scipy",
    "pandas",
    "scikit-learn",
    "tqdm",
    "plotly",
    "pyyaml",
    "umap-learn",
    "hdbscan",
)
LARGE = "large"
Given = dict[str, tuple[Coded, Vectors]]


def measures() -> Iterator[tuple[str, float]]:
    """Yield the comparison, means over the sets with bootstrap intervals over sets."""
    given: Given = {coded.name: (coded, vectors_of(coded)) for coded in test_sets()}
    given[LARGE] = _large()
    ours, theirs_given, seconds, worked = {}, {}, {}, {}
    for name, (coded, vectors) in given.items():
        started, cpu = time.perf_counter(), time.process_time()
        with threadpool_limits(1, "blas"):
            material, grouped = grouped_by_us(coded, vectors, Settings())
        seconds[name], worked[name] = time.perf_counter() - started, time.process_time() - cpu
        ours[name] = themes_of(grouped, len(coded.texts))
        theirs_given[name] = material.vectors
    peer = _peer({name: (coded, vectors) for name, (coded, vectors) in given.items()})
    again = _peer(
        {
            name: (coded, theirs_given[name])
            for name, (coded, _raw) in given.items()
            if name != LARGE
        }
    )
    scores = {
        name: (
            adjusted_mutual_info_score(coded.gold, ours[name]),
            adjusted_mutual_info_score(coded.gold, peer[name]["topics"]),
            adjusted_mutual_info_score(coded.gold, again[name]["topics"]),
        )
        for name, (coded, _vectors) in given.items()
        if name != LARGE
    }
    for name, (own, raw, centred) in scores.items():
        print(
            f"  {name[:44]:<44} ours {own:.3f}  theirs {raw:.3f}  over our vectors {centred:.3f}",
            file=sys.stderr,
        )
    table = np.asarray(list(scores.values()))
    yield "themes_ami", table[:, 0].mean()
    yield "bertopic_ami", table[:, 1].mean()
    yield "bertopic_ami_gain", (table[:, 0] - table[:, 1]).mean()
    low, high = interval(
        lambda rows_: float((table[rows_, 0] - table[rows_, 1]).mean()), len(table)
    )
    yield "bertopic_ami_gain_low", low
    yield "bertopic_ami_gain_high", high
    yield "bertopic_ami_gain_over_our_vectors", (table[:, 0] - table[:, 2]).mean()
    yield "bertopic_times_faster", peer[LARGE]["seconds"] / seconds[LARGE]
    yield "bertopic_times_faster_cpu", peer[LARGE]["cpu_seconds"] / worked[LARGE]
    small = [name for name in given if name != LARGE]
    yield (
        "bertopic_times_faster_small_sets",
        sum(peer[n]["seconds"] for n in small) / sum(seconds[n] for n in small),
    )
    topics = np.concatenate([peer[name]["topics"] for name in given])
    yield "bertopic_left_out_share", float((topics == -1).mean())
    yield "left_out_share", _left_out()


def _left_out() -> float:
    """Return the share of records that a whole analysis neither themes, shows nor explains."""
    texts = [text for coded in (probe(), ottensen()) for text in coded.texts]
    records = [Record(id=str(n), contributor=str(n), text=text) for n, text in enumerate(texts)]
    settings = Settings(languages=("en", "fr", "es", "de"), embedder=EMBEDDER_NAME)
    found = analyse(records, settings=settings, embed=embed(EMBEDDER))
    shown = {index for theme in found.themes for index in theme.statements} | set(found.unsorted)
    held = {found.statements[index].record_id for index in shown}
    explained = {one.record_id for one in found.unprocessed}
    lost = len(found.statements) - len(shown) + len(records) - len(held | explained)
    return lost / (len(found.statements) + len(records))


def _large() -> tuple[Coded, Vectors]:
    texts = tuple(
        sorted({row["content"] for row in rows("cimt_german/argmin_dataset_CDB.tsv", "\t")})
    )
    nothing = ("",) * len(texts)
    vectors = np.asarray(embed(EMBEDDER)(list(texts)), dtype=np.float32)
    return Coded(LARGE, texts, ("de",) * len(texts), nothing), vectors


def _peer(given: Given) -> dict[str, dict[str, list[int] | float]]:
    if not (PEER / "ready").exists():
        _install()
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "sets.npz", Path(folder) / "found.json"
        arrays = {f"{name}/texts": np.asarray(coded.texts) for name, (coded, _v) in given.items()}
        arrays |= {f"{name}/vectors": vectors for name, (_coded, vectors) in given.items()}
        np.savez(source, **arrays)
        script = Path(__file__).with_name("bertopic_peer.py")
        subprocess.run(
            [PEER / "bin" / "python", "-P", script, source, target], check=True, cwd=folder
        )
        found: dict[str, dict[str, list[int] | float]] = json.loads(target.read_text("utf-8"))
    return found


def _install() -> None:
    subprocess.run([sys.executable, "-m", "venv", PEER], check=True)
    pip = [PEER / "bin" / "python", "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, *PACKAGES], check=True)
    subprocess.run([*pip, "--no-deps", "bertopic"], check=True)
    (PEER / "ready").touch()
