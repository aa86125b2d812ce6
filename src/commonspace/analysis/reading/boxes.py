"""Examples of good practice, each told in a box."""

import re

from commonspace.analysis.reading.addresses import addresses
from commonspace.analysis.reading.blocks import Block
from commonspace.analysis.reading.boxlabels import label
from commonspace.analysis.reading.hyphens import mostly_capitals
from commonspace.analysis.reading.mending import Mender
from commonspace.analysis.reading.model import Example
from commonspace.analysis.reading.organisations import organisations
from commonspace.analysis.reading.places import countries_of, places
from commonspace.analysis.reading.plain import plain

_LONGEST_TITLE = 240
_LEAST_WORDS = 8
_JOINING = re.compile(r"(?:of|de|d['’]|from|on|sur|sobre)\s+", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[a-zà-ÿ)])[.:]\s+(?=[\"“A-ZÀ-Þ])")


def read_box(block: Block, question: int | None, mender: Mender) -> Example | None:
    """Return the example in a box, or ``None`` where the box holds no text."""
    text = plain(block.text)
    cut = _title_end(block, text, mender)
    title, body = text[:cut].rstrip(" :–—-.\u00a0"), text[cut:].lstrip(" :–—-")
    found = label(text)
    numbered = bool(found and found["number"])
    if not title or len(body.split()) < (1 if numbered else _LEAST_WORDS):
        return None
    return Example(
        title=title,
        short_title=_short(title),
        question=question,
        places=places(body),
        countries=countries_of(body),
        organisations=organisations(body),
        text=body,
        urls=addresses(body),
        spans=block.spans,
    )


def _title_end(block: Block, text: str, mender: Mender) -> int:
    """Where the title stops: at its colon, at the end of its line, or of its sentence."""
    found = label(text)
    after = found.end() if found else 0
    first = plain(mender.mend(block.lines[:1], skip=block.skip))
    alone = _first_lines_title(block, text, mender, after)
    colon = text.find(":", after, after + _LONGEST_TITLE)
    if colon >= 0 and (mostly_capitals(text[:colon]) or colon < len(first) or not alone):
        in_title = mostly_capitals(text[:colon]) or not mostly_capitals(text[:after])
        if in_title and (mostly_capitals(text[:colon]) or colon <= len(first)):
            return colon + 1
    if alone:
        return alone
    stop = _SENTENCE.search(text, after, after + _LONGEST_TITLE)
    return stop.end() if stop else after


def _first_lines_title(block: Block, text: str, mender: Mender, after: int) -> int:
    """Length of a title that fills the first line or lines by itself."""
    lines = block.lines
    if len(lines) == 1 or len(lines[0].text) - block.skip <= after:
        return 0
    first = plain(mender.mend(lines[:1], skip=block.skip))
    gap = lines[1].number - lines[0].number > 1
    short = len(lines[0].text) < 0.85 * max(len(line.text) for line in lines[1:])
    bold = lines[0].text.rstrip().endswith("**")
    begins = lines[1].text.lstrip("“\"'*")[:1].isupper()
    if gap or bold or block.marker.level or (short and begins):
        return len(first)
    return 0


def _short(title: str) -> str:
    found = label(title)
    rest = title[found.end() :].strip() if found else title
    return _JOINING.sub("", rest, count=1) if _JOINING.match(rest) else rest
