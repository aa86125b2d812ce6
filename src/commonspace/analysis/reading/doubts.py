"""What a person should look at: addresses, near-equal entries, cut sentences."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from commonspace.analysis.reading.addresses import looks_glued
from commonspace.analysis.reading.blocks import Block, Kind
from commonspace.analysis.reading.markers import is_finished
from commonspace.analysis.reading.model import Doubt, Link, Recommendation, Resource, Service
from commonspace.analysis.reading.plain import folded, plain

_NEAR = 0.9
_MOST_COMPARED = 1500
_SHOWN = 300
_CUT_WORDS = 25


def address_doubts(resources: Sequence[Resource], links: Sequence[Link]) -> list[Doubt]:
    """Return lost addresses, addresses given twice, and those with a character missing."""
    found = [
        Doubt(kind="lost address", text=link.text, spans=link.spans) for link in links if link.lost
    ]
    seen: defaultdict[str, list[Resource]] = defaultdict(list)
    for resource in resources:
        for url in resource.urls:
            seen[_address_key(url)].append(resource)
            if looks_glued(url):
                found.append(Doubt(kind="address", text=url, spans=resource.spans))
    for url, holders in seen.items():
        if len(holders) > 1:
            spans = tuple(span for holder in holders for span in holder.spans)
            found.append(Doubt(kind="same address", text=url, spans=spans))
    return found


def _address_key(url: str) -> str:
    bare = url.casefold().split("://", 1)[-1]
    return bare.removeprefix("www.").rstrip("/")


def near_equal(items: Sequence[Recommendation | Service | Resource]) -> list[Doubt]:
    """Return pairs of list entries that say nearly the same."""
    texts = [folded(item.text).strip(" .;:,") for item in items[:_MOST_COMPARED]]
    order = sorted(range(len(texts)), key=lambda index: texts[index])
    found: list[Doubt] = []
    for place, index in enumerate(order):
        for other in order[place + 1 : place + 4]:
            if _alike(texts[index], texts[other]):
                first, second = sorted((index, other))
                spans = items[first].spans + items[second].spans
                found.append(Doubt(kind="near-equal", text=items[first].text[:_SHOWN], spans=spans))
    return found


def _alike(one: str, two: str) -> bool:
    if one == two:
        return True
    if min(len(one), len(two)) < _NEAR * max(len(one), len(two)):
        return False
    matcher = SequenceMatcher(None, one[:1000], two[:1000], autojunk=False)
    return matcher.quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR


def cut_sentences(blocks: Iterable[Block]) -> list[Doubt]:
    """Return paragraphs that stop in the middle of a sentence."""
    found: list[Doubt] = []
    for block in blocks:
        if block.kind is not Kind.PARAGRAPH or len(block.text.split()) < _CUT_WORDS:
            continue
        text = plain(block.text)
        if text[-1:].islower() and not is_finished(text):
            found.append(Doubt(kind="cut sentence", text=text[-_SHOWN:], spans=block.spans))
    return found
