"""Recall and precision of `commonspace.analysis.reading` on the five source documents.

Prints one row a list and writes ``benchmarks/results/golden.json``. An item is found
when its normalised text matches a listed one at 0.9 or more and its question is right.
Precision counts every item of that kind proposed in any of the five documents.

Usage: python benchmarks/golden.py
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonspace.analysis.reading import Reading, read_documents
from commonspace.analysis.reading.plain import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "golden.json"
FOUND_AT = 0.9
NAME_FOUND_AT = 0.8


def shared_folder() -> Path:
    """Return the folder that holds the source documents and the lists."""
    return Path(os.environ.get("COMMONSPACE_SHARED", ROOT.parent / "shared"))


def normalised(text: str) -> str:
    """Return ``text`` as it is compared: NFKC, caseless, one kind of quote, dash and space."""
    return folded(text.replace("*", ""))


def ratio(one: str, two: str) -> float:
    """Return how alike two normalised texts are, 0 to 1."""
    if one == two:
        return 1.0
    if not one or not two or min(len(one), len(two)) / max(len(one), len(two)) < 0.8:
        return 0.0
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= NAME_FOUND_AT else 0.0


@dataclass
class Item:
    """One listed or proposed item: its question or place, its text, what else is checked."""

    key: object
    text: str
    extra: dict[str, object] = field(default_factory=dict)


@dataclass
class Row:
    """One line of the table."""

    name: str
    expected: int
    proposed: int
    found: int
    question_right: int
    also: dict[str, str] = field(default_factory=dict)

    @property
    def recall(self) -> float:
        return self.found / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        return self.found / self.proposed if self.proposed else float(not self.expected)


def match(
    expected: Sequence[Item], proposed: Sequence[Item], *, at: float = FOUND_AT
) -> list[tuple[Item, Item]]:
    """Pair each listed item with at most one proposed item of the same key and text."""
    free = list(range(len(proposed)))
    texts = [normalised(item.text) for item in proposed]
    pairs: list[tuple[Item, Item]] = []
    for item in expected:
        wanted = normalised(item.text)
        exact = [i for i in free if texts[i] == wanted and proposed[i].key == item.key]
        near = exact[:1] or [i for i in free if ratio(wanted, texts[i]) >= at]
        best = max(
            near,
            key=lambda i: (proposed[i].key == item.key, ratio(wanted, texts[i]), -i),
            default=-1,
        )
        if best >= 0:
            free.remove(best)
            pairs.append((item, proposed[best]))
    return pairs


def row(name: str, expected: Sequence[Item], proposed: Sequence[Item]) -> Row:
    """Return the counts for one list, with every extra that both sides carry."""
    pairs = match(expected, proposed)
    right = [(e, p) for e, p in pairs if e.key == p.key]
    also: dict[str, str] = {}
    for extra in sorted({k for e, _ in right for k in e.extra}):
        sides = [(e.extra[extra], p.extra.get(extra)) for e, p in right if extra in e.extra]
        also[extra] = f"{sum(a == b for a, b in sides)}/{len(sides)}"
    return Row(name, len(expected), len(proposed), len(right), len(right), also)


def load(name: str) -> Any:  # noqa: ANN401 - JSON of many shapes
    return json.loads((shared_folder() / "golden" / name).read_text(encoding="utf-8"))


def questions(readings: dict[str, Reading]) -> Row:
    listed = load("questions.json")
    results: list[Row] = []
    for kind, key in (("call", "text_call"), ("report", "text_report")):
        expected = [
            Item(q["number"], q[key], {"asks for examples": q["asks_for_examples"]}) for q in listed
        ]
        proposed = [
            Item(q.number, q.text, {"asks for examples": q.asks_for_examples})
            for reading in readings.values()
            if reading.kind == kind
            for q in reading.questions
        ]
        results.append(row("questions", expected, proposed))
    elsewhere = sum(len(r.questions) for r in readings.values() if r.kind not in ("call", "report"))
    found = min(result.found for result in results)
    proposed_n = max(result.proposed for result in results) + elsewhere
    return Row("questions", len(listed), proposed_n, found, found, results[0].also)


def examples(readings: dict[str, Reading]) -> Row:
    expected = [
        Item(
            (e["question"]),
            e["text"],
            {
                "title": normalised(e["title"]),
                "countries": set(e["country_iso2"]),
                "addresses": tuple(e["urls"]),
            },
        )
        for e in load("examples.json")
    ]
    proposed = [
        Item(
            e.question,
            e.text,
            {"title": normalised(e.title), "countries": set(e.countries), "addresses": e.urls},
        )
        for r in readings.values()
        for e in r.examples
    ]
    return row("examples", expected, proposed)


def same_name(wanted: str, given: str) -> bool:
    """Whether two names mean the same: alike, or one holds all words of the other."""
    one, two = normalised(wanted), normalised(given)
    if ratio(one, two) >= NAME_FOUND_AT:
        return True
    a, b = (set(re.findall(r"\w+", text)) - {"the", "a", "of", "in"} for text in (one, two))
    return bool(a & b) and (len(a & b) >= NAME_FOUND_AT * max(len(a), len(b)))


def names(readings: dict[str, Reading], which: str) -> Row:
    boxes = [e for r in readings.values() for e in r.examples]
    expected = proposed = found = 0
    for listed in load("examples.json"):
        wanted = list(listed[which])
        box = next(
            (b for b in boxes if ratio(normalised(b.text), normalised(listed["text"])) >= FOUND_AT),
            None,
        )
        given = list(getattr(box, which)) if box else []
        expected += len(wanted)
        proposed += len(given)
        for name in wanted:
            hit = next((g for g in given if same_name(name, g)), None)
            if hit is not None:
                given.remove(hit)
                found += 1
    return Row(f"example_{which}", expected, proposed, found, found)


def recommendations(readings: dict[str, Reading]) -> Row:
    listed = load("recommendations.json")
    strengths = {"need for": "need to"}
    expected = [
        Item(
            e["question"],
            e["text"],
            {
                "addressee": e["addressee"],
                "influenced": e["text_for_others"],
                "strength": strengths.get(e["strength"], e["strength"]),
                "number": str(e["n"]),
                "level": e["level"],
            },
        )
        for e in listed
    ]
    proposed = [
        Item(
            e.question,
            e.text,
            {
                "addressee": e.addressee,
                "influenced": e.influenced,
                "strength": e.strength,
                "number": e.number,
                "level": e.level,
            },
        )
        for r in readings.values()
        for e in r.recommendations
    ]
    return row("recommendations", expected, proposed)


def addressees(readings: dict[str, Reading]) -> Row:
    """Of the recommendations listed, those found with the right addressee, or rightly none."""
    whole = recommendations(readings)
    right = int(whole.also.get("addressee", "0/0").split("/")[0])
    return Row("recommendation_addressees", whole.expected, whole.proposed, right, right)


def services(readings: dict[str, Reading]) -> Row:
    expected = [
        Item(
            e["question"],
            e["text"],
            {"audience": e["audience"], "heading": e["heading"], "number": e["n"]},
        )
        for e in load("services.json")
    ]
    proposed = [
        Item(
            e.question,
            e.text,
            {"audience": e.audience, "heading": e.heading, "number": e.number},
        )
        for r in readings.values()
        for e in r.services
    ]
    return row("services", expected, proposed)


def resources(readings: dict[str, Reading]) -> Row:
    def shown(value: object) -> str:
        return normalised(str(value or "")).rstrip(".")

    expected = [
        Item(
            None if e["question"] == "general" else e["question"],
            e["text"],
            {
                "author": shown(e["organisation_or_author"]),
                "title": shown(e["title"]),
                "year": e["year"] and int(e["year"]),
                "place": shown(e["place"]),
                "kind": e["type"],
                "addresses": tuple(e["urls"]),
                "description": shown(e["description"]),
                "language": e["language"],
                "joined": e["raw_entries"],
            },
        )
        for e in load("resources.json")
    ]
    proposed = [
        Item(
            e.question,
            e.text,
            {
                "author": shown(e.author),
                "title": shown(e.title),
                "year": e.year,
                "place": shown(e.place),
                "kind": e.kind,
                "addresses": e.urls,
                "description": shown(e.description),
                "language": e.language,
                "joined": e.joined,
            },
        )
        for r in readings.values()
        for e in r.resources
    ]
    return row("resources", expected, proposed)


def resource_addresses(readings: dict[str, Reading]) -> Row:
    wanted = {url for e in load("resources.json") for url in e["urls"]}
    given = {url for r in readings.values() for e in r.resources for url in e.urls}
    found = len(wanted & given)
    return Row("resource_addresses", len(wanted), len(given), found, found)


def template(readings: dict[str, Reading]) -> Row:
    listed = load("template_2018.json")
    expected = [
        Item(
            (section["id"], question["n"]),
            answer,
            {"question text": normalised(question["question"])},
        )
        for section in listed["sections"]
        for question in section["questions"]
        for answer in question["answers"]
    ]
    found_sections = [s for r in readings.values() for s in r.template_sections]
    proposed = [
        Item((s.id, q.n), answer.text, {"question text": normalised(q.question)})
        for s in found_sections
        for q in s.questions
        for answer in q.answers
    ]
    result = row("template_answers", expected, proposed)
    quotes = sum(len(s.quotes) + sum(len(q.quotes) for q in s.questions) for s in found_sections)
    result.also["quotes (0 expected)"] = str(quotes)
    headings = [normalised(s["heading"]) for s in listed["sections"]]
    result.also["section headings"] = str(
        sum(normalised(s.heading) in headings for s in found_sections)
    )
    return result


def programme(readings: dict[str, Reading]) -> Row:
    listed = load("programme_2016.json")
    keys = ("led_by", "kind", "session", "moderators", "rapporteur", "block", "end")

    def extras(values: dict[str, Any]) -> dict[str, object]:
        return {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}

    expected = [
        Item(
            e["time"],
            e["title"],
            extras(
                {k: e[k] for k in keys}
                | {"minutes": e["duration_min"], "points": [p.lstrip("- ") for p in e["points"]]}
            ),
        )
        for e in listed["items"]
    ]
    items = [e for r in readings.values() for e in r.programme.items]
    proposed = [
        Item(
            e.time,
            e.title,
            {k: getattr(e, k) for k in keys} | {"minutes": e.minutes, "points": e.points},
        )
        for e in items
    ]
    result = row("programme", expected, proposed)
    for what in ("objectives", "organisers"):
        wanted = [Item(0, text) for text in listed[what]]
        given = [Item(0, e.text) for r in readings.values() for e in getattr(r.programme, what)]
        result.also[what] = f"{len(match(wanted, given))}/{len(wanted)} of {len(given)}"
    return result


def footnotes(readings: dict[str, Reading]) -> Row:
    """Notes of the listed document, and by their number those of the report, which are not listed."""
    listed = load("footnotes_2017.json")
    unlisted = load("report_structure.json")
    wanted_report = int(unlisted["footnotes"])
    expected = [
        Item(
            e["n"],
            e["text"],
            {
                "ibid": (e["is_ibid"], e["resolves_to"] if e["is_ibid"] else None),
                "short form": e["resolves_to"],
                "addresses": tuple(url.rstrip(">)") for url in e["urls"]),
                "heading": normalised(e["section"]) if e["section"] != "title" else None,
                "marks": len(e["marker_lines"]),
            },
        )
        for e in listed
    ]
    proposed: list[Item] = []
    in_report = 0
    for reading in readings.values():
        if reading.name == Path(unlisted["source"]).stem:
            in_report = len(reading.footnotes)
            continue
        proposed += [
            Item(
                e.n,
                e.text,
                {
                    "ibid": (e.is_ibid, e.resolves_to if e.is_ibid else None),
                    "short form": e.resolves_to,
                    "addresses": e.urls,
                    "heading": normalised(e.heading) if e.heading != reading.title else None,
                    "marks": len(e.markers),
                },
            )
            for e in reading.footnotes
        ]
    result = row("footnotes", expected, proposed)
    result.expected += wanted_report
    result.proposed += in_report
    result.found += min(in_report, wanted_report)
    result.question_right = result.found
    result.also["report, by number only"] = f"{in_report}/{wanted_report}"
    return result


def hyphens(readings: dict[str, Reading]) -> list[Row]:
    """Hyphens at line ends: how many joined and kept, and whether the lists agree.

    The lists hold texts, not hyphens. A mended word is wrong where the texts hold it
    in its other form, and right otherwise.
    """
    counts = load("counts.json")
    kept_n = int(counts["line_end_hyphens_real"])
    joined_n = int(counts["line_end_hyphens"]) - kept_n
    reading = next(r for r in readings.values() if r.name == "synthesis-report-2016")
    texts = [
        e["text"]
        for name in ("part3_paragraphs", "examples", "recommendations", "services", "resources")
        for e in load(f"{name}.json")
    ]
    known = set(re.findall(r"[^\s,.;:()“”]+", " ".join(texts).casefold()))
    rows = []
    for name, mends, expected in (
        ("hyphens_joined", reading.hyphens.joined, joined_n),
        ("hyphens_kept", reading.hyphens.kept, kept_n),
    ):
        wrong = 0
        for mend in mends:
            left, right = mend.left.casefold(), mend.right.casefold().rstrip(",.;:()”")
            other = left + right if mend.joined else left[:-1] + right
            mine = left[:-1] + right if mend.joined else left + right
            wrong += other in known and mine not in known
        right_n = min(len(mends) - wrong, expected)
        rows.append(Row(name, expected, len(mends), right_n, right_n))
    return rows


def paragraphs(readings: dict[str, Reading]) -> Row:
    """Body paragraphs of the results, mended and without boxes: recall only."""
    expected = [Item(e["question"], e["text"]) for e in load("part3_paragraphs.json")]
    proposed = [
        Item(p.question, p.text)
        for r in readings.values()
        if r.name == "synthesis-report-2016"
        for p in r.paragraphs
    ]
    pairs = [(e, p) for e, p in match(expected, proposed) if e.key == p.key]
    return Row("body_paragraphs", len(expected), len(pairs), len(pairs), len(pairs))


def links(readings: dict[str, Reading]) -> Row:
    expected = [Item(0, e["link_text"]) for e in load("inline_examples_2017.json")]
    proposed = [Item(0, link.text) for r in readings.values() for link in r.links if link.lost]
    return row("lost_links", expected, proposed)


TABLES: tuple[Callable[[dict[str, Reading]], Row], ...] = (
    questions,
    examples,
    lambda readings: names(readings, "places"),
    lambda readings: names(readings, "organisations"),
    recommendations,
    addressees,
    services,
    resources,
    resource_addresses,
    template,
    programme,
    footnotes,
    paragraphs,
    links,
)


def measure() -> tuple[list[Row], float]:
    """Read the five documents and return all rows, with the seconds the reading took."""
    folder = shared_folder() / "source-documents"
    documents = [
        (path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))
    ]
    began = time.perf_counter()
    readings = {reading.name: reading for reading in read_documents(documents)}
    seconds = time.perf_counter() - began
    return [table(readings) for table in TABLES] + hyphens(readings), seconds


def main() -> int:
    """Print the table and write the results."""
    if not shared_folder().is_dir():
        print("The lists are not here: set COMMONSPACE_SHARED to the folder that holds them.")
        return 2
    rows, seconds = measure()
    print(
        f"{'list':<26}{'expected':>9}{'proposed':>9}{'found':>7}{'recall':>8}{'precision':>10}{'question':>9}  also right"
    )
    for one in rows:
        also = ", ".join(f"{name} {value}" for name, value in one.also.items())
        print(
            f"{one.name:<26}{one.expected:>9}{one.proposed:>9}{one.found:>7}"
            f"{one.recall:>8.3f}{one.precision:>10.3f}{one.question_right:>9}  {also}"
        )
    print(f"\nRead in {seconds:.2f} s.")
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    written = {
        one.name: {"recall": round(one.recall, 4), "precision": round(one.precision, 4)}
        for one in rows
    }
    RESULTS.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
