"""Ten and a hundred thousand statements, from records to themes: seconds and memory.

Texts are drawn from four open sets and recombined within one subject, first half of one
sentence and second half of another, so that they look like answers and few are copies. Each
size runs in a process of its own; the seconds include the loading and the making of vectors.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.analysis.data import ROOT, SEED, rows

from commonspace.analysis.records import Record

LANGUAGES = ("de", "en")
SIZES = {"10k": 10_000, "100k": 100_000}
_CONTRIBUTOR_SAYS = 2
_FEWEST_WORDS = 5


def measures() -> Iterator[tuple[str, float]]:
    """Yield seconds and peak memory for each size."""
    for name, size in SIZES.items():
        yield from measured(name, size)


def measured(name: str, size: int, embedder: str = "auto") -> Iterator[tuple[str, float]]:
    """Run one size in a process of its own."""
    told = subprocess.run(  # our own module, arguments of our own
        [sys.executable, "-m", "benchmarks.analysis.scale", str(size), embedder],
        check=True,
        cwd=ROOT,
        stdout=subprocess.PIPE,
    ).stdout
    found = json.loads(told.splitlines()[-1])
    yield f"end_to_end_{name}_seconds", found["seconds"]
    yield f"end_to_end_{name}_cpu_seconds", found["cpu_seconds"]
    yield f"end_to_end_{name}_rss_gb", found["rss_gb"]
    yield f"end_to_end_{name}_themes", found["themes"]


def pools() -> dict[str, list[str]]:
    """Return sentences by subject, in a fixed order."""
    found: dict[str, set[str]] = {}
    for part in ("CDB", "CDC", "CDM", "MCK", "CQB"):
        for row in rows(f"cimt_german/argmin_dataset_{part}.tsv", "\t"):
            found.setdefault(part, set()).add(row["content"])
    for row in rows("polis_open/ALL_comments.csv"):
        if row["lang"] != "zh":
            found.setdefault(row["conversation"], set()).add(row["text"])
    for row in rows("argkp2021/arguments_train.csv"):
        found.setdefault(row["topic"], set()).add(row["argument"])
    for row in rows("deliberationbank/ALL_responses.csv"):
        sentences = row["comment"].replace("? ", ". ").replace("! ", ". ").split(". ")
        found.setdefault(row["question_id"], set()).update(sentences)
    return {
        subject: sorted(one for one in texts if len(one.split()) >= _FEWEST_WORDS)
        for subject, texts in sorted(found.items())
    }


def sentences(count: int, seed: int = SEED) -> Iterator[str]:
    """Yield that many sentences, real ones first, then two halves of two of one subject."""
    random = Random(seed)  # noqa: S311  # a seeded draw, no secret
    own = pools()
    real = [text for texts in own.values() for text in texts]
    random.shuffle(real)
    yield from real[:count]
    subjects = list(own)
    sizes = [len(own[subject]) for subject in subjects]
    for subject in random.choices(subjects, sizes, k=max(0, count - len(real))):
        first, second = (random.choice(own[subject]).split() for _ in range(2))
        cut = random.randint(len(first) // 3, 2 * len(first) // 3)
        yield " ".join(
            first[:cut] + second[len(second) - random.randint(3, max(3, len(second) // 2)) :]
        )


def records(count: int) -> list[Record]:
    """Return records of one sentence each; a contributor sends two."""
    return [
        Record(
            id=f"r{number:07d}",
            contributor=f"c{number // _CONTRIBUTOR_SAYS:07d}",
            organisation=f"o{number % 997}" if number % 3 == 0 else None,
            question="1",
            text=text,
        )
        for number, text in enumerate(sentences(count))
    ]


def run(count: int, setting: str) -> dict[str, float]:
    """Analyse that many records in this process."""
    from commonspace.analysis.pipeline import analyse  # noqa: PLC0415  # its loading is counted
    from commonspace.analysis.settings import Settings  # noqa: PLC0415
    from commonspace.engines.embedding import embedder_for  # noqa: PLC0415

    given = records(count)
    started, worked = time.perf_counter(), time.process_time()
    embedder = embedder_for(setting, LANGUAGES)
    stages: dict[str, float] = {}

    def tell(stage: str, done: int, total: int) -> None:
        if done == total and stage not in stages:
            stages[stage] = time.perf_counter() - started
            print(f"  {stage} at {stages[stage]:.0f} s", file=sys.stderr, flush=True)

    found = analyse(
        given,
        settings=Settings(languages=LANGUAGES, embedder=embedder.name),
        embed=embedder.embed,
        progress=tell,
    )
    return {
        "seconds": time.perf_counter() - started,
        "cpu_seconds": time.process_time() - worked,
        "rss_gb": peak_gb(),
        "statements": len(found.statements),
        "themes": len(found.themes),
        "unsorted": len(found.unsorted),
        "groups": len(found.duplicate_groups),
    }


def peak_gb() -> float:
    """Return the most memory this program has held.

    Linux counts it anew for each program; ``getrusage`` also counts the one that started it.
    """
    status = Path("/proc/self/status").read_text()
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1]
    return int(kilobytes) / 1024**2


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]), sys.argv[2])))
