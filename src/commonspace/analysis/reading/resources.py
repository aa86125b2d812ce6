"""Resources: publications, websites and other sources listed for further reading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commonspace.analysis.reading.addresses import addresses
from commonspace.analysis.reading.blocks import Block, Kind
from commonspace.analysis.reading.cues import Purpose
from commonspace.analysis.reading.langs import language_of
from commonspace.analysis.reading.model import Resource, Span
from commonspace.analysis.reading.outline import Place
from commonspace.analysis.reading.plain import plain, squeezed

_ADDRESS = re.compile(r"<?\s*(?:https?://|www\.)[^\s<>]+\s*>?", re.IGNORECASE)
_LEAD = re.compile(
    r"[\s,;:.(–—-]*(?:(?:accessible|available|accesible|disponible|online|en ligne|retrieved|accessed)"
    r"\s*(?:at|on|en|à|sur|from)?\s*:?|see(?: also)?:?|voir|véase|website:?|site web|from|at|:)\s*$",
    re.IGNORECASE,
)
_TITLE = re.compile(r"[“«\"„]\s*(.+?)\s*[”»\"](?=[\s,.;:)]|$)")
_ITALIC = re.compile(r"(?<![\w*])\*([^*]{4,300})\*(?![\w*])")
_YEAR = re.compile(r"(?<![\w/.-])((?:19|20)\d{2})(?![\w/-])")
_WEBSITE = re.compile(
    r"\b(?:website|sitio web|site web|web)\b(?:\s+(?:de|of))?\s*:?", re.IGNORECASE
)
_KINDS = (
    (
        "press release",
        re.compile(r"\bpress release\b|\bcommuniqué de presse\b|\bcomunicado\b", re.IGNORECASE),
    ),
    ("petition", re.compile(r"\bpetitions?\b|\bsignatures\b|\bpeticiones\b", re.IGNORECASE)),
    ("letter", re.compile(r"\b(?:open )?letter\b|\blettre\b|\bcarta\b", re.IGNORECASE)),
    (
        "press article",
        re.compile(r"\barticle\b|\bnews\b|\bnewspaper\b|\bartículo\b", re.IGNORECASE),
    ),
    ("video", re.compile(r"\bvideo\b|\bfilm\b|\bvídeo\b|youtube|vimeo", re.IGNORECASE)),
)
_PUBLICATION = re.compile(
    r"\.pdf\b|\breport\b|\bguide\w*\b|\bpublication\b|\bhandbook\b|\btoolkit\b", re.IGNORECASE
)
_PLACE = re.compile(r"(?:^|,)\s*([^\W\d_][\w.' -]{2,30}?)\s*(?::\s*[^,]+)?(?=,|$)")

_PARAGRAPH_CITES = re.compile(
    r"[^\W\d_].{2,160}?(?:\(|[,.:] )(?:19|20)\d{2}[a-z]?\b|.{1,300}?(?:https?://|www\.)", re.DOTALL
)
_CITED_CHARS = 900


@dataclass(frozen=True, slots=True)
class _Raw:
    text: str
    spans: tuple[Span, ...]
    question: int | None
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cited:
    author: str
    title: str
    year: int | None
    place: str


def read_resources(placed: Sequence[tuple[Block, Place]]) -> tuple[Resource, ...]:
    """Return the listed resources; an entry and the description after it become one."""
    raw: list[tuple[_Raw, int]] = []
    for block, place in placed:
        if place.purpose is not Purpose.RESOURCES or block.kind not in (Kind.ITEM, Kind.PARAGRAPH):
            continue
        entry = _Raw(block.text, block.spans, place.question, addresses(block.text))
        is_item = block.kind is Kind.ITEM
        if is_item and raw and _describes(raw[-1][0], entry):
            raw[-1] = (_joined(raw[-1][0], entry), raw[-1][1] + 1)
        elif _is_citation(entry, is_item=is_item):
            raw.append((entry, 1))
    return tuple(_resource(entry, joined) for entry, joined in raw)


def _is_citation(entry: _Raw, *, is_item: bool) -> bool:
    """Whether an entry names a source: by an address, a title, a year or its kind."""
    if not is_item:
        return _PARAGRAPH_CITES.match(entry.text) is not None and len(entry.text) <= _CITED_CHARS
    text = entry.text
    return bool(
        entry.urls
        or _TITLE.search(text)
        or _ITALIC.search(text)
        or _YEAR.search(text)
        or _PUBLICATION.search(text)
        or any(cue.search(text) for _, cue in _KINDS)
    )


def _describes(before: _Raw, entry: _Raw) -> bool:
    """An entry without an address after one that ends with its address is about that one."""
    if entry.urls or not before.urls or entry.question != before.question:
        return False
    if _TITLE.match(entry.text) or _YEAR.search(entry.text[:60]):
        return False
    last = list(_ADDRESS.finditer(before.text))[-1]
    return not before.text[last.end() :].strip(" .>")


def _joined(before: _Raw, entry: _Raw) -> _Raw:
    return _Raw(
        f"{before.text} {entry.text}", before.spans + entry.spans, before.question, before.urls
    )


def _resource(entry: _Raw, joined: int) -> Resource:
    text = plain(entry.text)
    before, after = _around_address(entry.text)
    cited = _cite(before, has_address=bool(entry.urls))
    description = plain(after)
    return Resource(
        question=entry.question,
        author=cited.author,
        title=cited.title or _title_inside(description, before),
        year=cited.year,
        place=cited.place,
        kind=_kind(text, entry.urls, cited),
        urls=entry.urls,
        description=description,
        language=language_of(description or text),
        text=text,
        joined=joined,
        spans=entry.spans,
    )


def _around_address(text: str) -> tuple[str, str]:
    found = _ADDRESS.search(text)
    if not found:
        return text, ""
    before = text[: found.start()]
    while True:
        shorter = _LEAD.sub("", before).rstrip(" ,;:")
        if shorter == before:
            break
        before = shorter
    return before.strip(" ,;:"), text[found.end() :].lstrip(" ,;:.>").rstrip()


def _cite(before: str, *, has_address: bool) -> _Cited:
    """Read author, title, year and place from the part before the address."""
    year = _YEAR.search(before)
    found = _TITLE.search(before) or _ITALIC.search(before)
    if found:
        author = _author(before[: found.start()])
        place = _place(before[found.end() :])
        return _Cited(author, plain(found[1]), int(year[1]) if year else None, place)
    head, rest = before, ""
    if year:
        head, rest = before[: year.start()], before[year.end() :].strip(" ,.;:)")
    if not has_address and not year:
        head, _, rest = before.partition(". ")
    return _Cited(_author(head), plain(rest), int(year[1]) if year else None, "")


def _author(text: str) -> str:
    bare = _WEBSITE.sub(" ", plain(text))
    bare = re.sub(r"\(?(?:19|20)\d{2}\)?|\barticle\b", " ", bare, flags=re.IGNORECASE)
    bare = squeezed(bare).strip(" ,;:–—-(")
    return bare if re.search(r"\b[A-Z]\.$", bare) else bare.rstrip(". ")


def _place(after: str) -> str:
    rest = _YEAR.sub(" ", after).strip(" .,;")
    found = _PLACE.match(rest)
    place = squeezed(found[1]) if found else ""
    return place if place[:1].isupper() and not place.isupper() else ""


def _title_inside(description: str, before: str) -> str:
    """A title that is quoted in the description because the entry has none of its own."""
    found = _TITLE.search(description[:120])
    return found[1] if found and not _TITLE.search(before) and found[1][:1].isupper() else ""


def _kind(text: str, urls: Sequence[str], cited: _Cited) -> str:
    for kind, cue in _KINDS:
        if cue.search(text[:260]) or (urls and cue.search(urls[0])):
            return kind
    publishes = _PUBLICATION.search(" ".join(urls)) or (cited.title and cited.year)
    return "publication" if publishes or not urls else "website"
