"""Recommendations: who should do what, in lists and in sentences of their own."""

import re
from collections import Counter
from collections.abc import Sequence

from commonspace.analysis.reading.addressees import demand
from commonspace.analysis.reading.blocks import Block, Kind
from commonspace.analysis.reading.cues import Purpose
from commonspace.analysis.reading.model import Recommendation
from commonspace.analysis.reading.outline import Place
from commonspace.analysis.reading.plain import plain

_LABELLED = re.compile(
    r"(?i:recommend(?:ation)?|recommandation|recomendaci[oó]n|R)\s*(?:n[o°º]\.?\s*)?(\d{1,3}(?:\.\d{1,2})?)"
    r"\s*[.:)–—-]\s*(?=[\"“«¿A-ZÀ-Þ]|[^\W\d_a-zß-öø-ÿ])",
)
_LEAST_WORDS = 2


def read_recommendations(
    placed: Sequence[tuple[Block, Place]],
) -> tuple[Recommendation, ...]:
    """Return the recommendations of a document in order, nested ones under their parents."""
    found: list[Recommendation] = []
    counts: Counter[str] = Counter()
    parents: list[Recommendation] = []
    for block, place in placed:
        text = _text_of(block, place)
        if text is None:
            continue
        depth = block.depth if block.kind is Kind.ITEM else 1
        parents = [parent for parent in parents if parent.level < depth]
        item = _recommendation(block, place, text, counts, parents)
        parents.append(item)
        found.append(item)
    return tuple(found)


def _text_of(block: Block, place: Place) -> str | None:
    labelled = _LABELLED.match(block.text)
    if labelled and block.kind in (Kind.PARAGRAPH, Kind.ITEM, Kind.HEADING):
        text = plain(block.text[labelled.end() :])
    elif place.purpose is Purpose.RECOMMENDATIONS and block.kind is Kind.ITEM:
        text = plain(block.text)
        if place.loose and demand(text).strength is None:
            return None
    else:
        return None
    return text if len(text.split()) >= _LEAST_WORDS else None


def _recommendation(
    block: Block,
    place: Place,
    text: str,
    counts: Counter[str],
    parents: Sequence[Recommendation],
) -> Recommendation:
    parent = parents[-1] if parents else None
    top = "R" if place.question is None else f"R{place.question}"
    if parent:
        counts[parent.id] += 1
        number = f"{parent.number}.{counts[parent.id]}"
    else:
        counts[top] += 1
        number = str(counts[top])
    asked = demand(text)
    return Recommendation(
        id=f"{top}.{number}",
        question=place.question,
        number=number,
        parent=parent.id if parent else None,
        level=parent.level + 1 if parent else 1,
        text=text,
        acting=asked.acting,
        addressee=asked.addressee or (None if asked.acting else place.addressee),
        influenced=asked.influenced,
        strength=asked.strength,
        spans=block.spans,
    )
