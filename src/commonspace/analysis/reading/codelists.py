"""Lists in a document that can serve as a frame: points under a heading, or paragraphs with titles.

A list of points gives one entry a point; what a point names in brackets after "i.e." or "such as"
are its measures. Where there are no points, paragraphs that begin with a title and a colon give one
entry each, and the paragraphs without a title that follow belong to it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from commonspace.analysis.reading.model import Paragraph

FEWEST = 2
_TITLE = re.compile(r"^(?P<title>[^\W\d_][^.:;?!]{2,110}):\s+(?=[^\W\d_a-zß-öø-ÿ])")
_MEASURES = re.compile(
    r"\s*\((?:i\.\s?e\.|e\.\s?g\.|such as|namely|including|c.est-à-dire|tels? que|es decir|como)[,:]?\s+(?P<inside>[^()]{10,})\)",
    re.IGNORECASE,
)
_END = re.compile(r"[\s;.,]*(?:;\s*(?:and|or|et|ou|y|o))?[\s;.,]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEntry:
    """One entry of a list; ``measures`` lie under it."""

    title: str
    text: str = ""
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundList:
    """Entries found under one heading of a document."""

    heading: str
    entries: tuple[FoundEntry, ...]


def lists_in(paragraphs: Iterable[Paragraph]) -> tuple[FoundList, ...]:
    """Return the lists of a document that has been read, in its order; two entries at least."""
    found = []
    for heading, group in groupby(paragraphs, key=lambda one: one.heading):
        under = list(group)
        points = [_point(one.text) for one in under if one.is_item]
        entries = points if len(points) >= FEWEST else list(_titled(under))
        if len(entries) >= FEWEST:
            found.append(FoundList(heading=heading, entries=tuple(entries)))
    return tuple(found)


def _point(text: str) -> FoundEntry:
    inside = _MEASURES.search(text)
    title = _END.sub("", _MEASURES.sub("", text) if inside else text)
    return FoundEntry(title=title, measures=_measures(inside["inside"]) if inside else ())


def _measures(inside: str) -> tuple[str, ...]:
    """Cut at semicolons if there are any, else at commas."""
    separator = ";" if ";" in inside else ","
    return tuple(part for one in inside.split(separator) if (part := _END.sub("", one).strip()))


def _titled(under: Sequence[Paragraph]) -> Iterator[FoundEntry]:
    title, texts = "", list[str]()
    for paragraph in under:
        match = _TITLE.match(paragraph.text)
        if match:
            if title:
                yield FoundEntry(title=title, text="\n\n".join(texts))
            title, texts = match["title"].strip(), [paragraph.text[match.end() :].strip()]
        elif title:
            texts.append(paragraph.text.strip())
    if title:
        yield FoundEntry(title=title, text="\n\n".join(texts))
