"""Kinds in the five source documents, read as the product reads them, against the golden lists."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from benchmarks import golden
from benchmarks.analysis.data import SHARED

from commonspace.analysis.drafts import Draft, draft_statements
from commonspace.analysis.kinds import classify
from commonspace.analysis.kinds.standing import standing_of
from commonspace.analysis.reading import Reading, read_document
from commonspace.analysis.records import Record

LISTS: dict[str, Callable[[dict[str, Reading]], golden.Row]] = {
    "recommendation": golden.recommendations,
    "service": golden.services,
    "example": golden.examples,
    "resource": golden.resources,
}


def documents() -> dict[str, str]:
    """Return the texts of the source documents by name."""
    folder = SHARED / "source-documents"
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))}


def statements(texts: dict[str, str]) -> dict[str, list[Draft]]:
    """Cut each document into statements with their kinds, as the analysis does."""
    records = [Record(id=name, contributor=name, text=text) for name, text in texts.items()]
    drafts, _unprocessed = draft_statements(records, ("en",), lambda *_: None)
    return {name: [d for d in drafts if d.record.id == name] for name in texts}


def _agreed(reading: Reading, drafts: Sequence[Draft]) -> Reading:
    """Keep of a reading only the items whose statements were all but half given their kind."""

    def kept(items: Sequence[object], kind: str) -> tuple[object, ...]:
        return tuple(item for item in items if _share(item, kind, drafts) > 0.5)

    return replace(
        reading,
        recommendations=kept(reading.recommendations, "recommendation"),
        services=kept(reading.services, "service"),
        examples=kept(reading.examples, "example"),
        resources=kept(reading.resources, "resource"),
    )


def _share(item: object, kind: str, drafts: Sequence[Draft]) -> float:
    spans = item.spans  # type: ignore[attr-defined]  # every item of a reading has spans
    own = [d for d in drafts if any(d.start < s.end and s.start < d.end for s in spans)]
    return sum(d.kind.kind == kind for d in own) / max(1, len(own))


def measures() -> Iterator[tuple[str, float]]:
    """Yield F1 of items and of statements, and what the words alone would say."""
    texts = documents()
    drafts = statements(texts)
    readings = {name: read_document(text, name=name) for name, text in texts.items()}
    together = {r.name: r for r in golden.read_documents(list(texts.items()))}
    agreed = {name: _agreed(reading, drafts[name]) for name, reading in together.items()}
    places = {name: standing_of(reading) for name, reading in readings.items()}
    for kind, row_of in LISTS.items():
        row = row_of(agreed)
        total = row.recall + row.precision
        yield f"golden_{kind}_f1", 2 * row.recall * row.precision / total if total else 0.0
        yield f"golden_{kind}_alone_recall", _alone(kind)
        everyone = [d for own in drafts.values() for d in own]
        true = [places[d.record.id].kind_of(d.start, d.end) == kind for d in everyone]
        found = [classify(d.quote, language="en").kind == kind for d in everyone]
        both = sum(a and b for a, b in zip(true, found, strict=True))
        yield f"golden_{kind}_words_alone_f1", 2 * both / max(1, sum(true) + sum(found))


def _alone(kind: str) -> float:
    """Return how many listed items their own words show to be of their kind."""
    items = json.loads((SHARED / "golden" / f"{kind}s.json").read_text("utf-8"))
    return sum(classify(item["text"], language="en").kind == kind for item in items) / len(items)
