"""Footnotes with their marks, and what "ibid." and short citations stand for."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from commonspace.analysis.reading.addresses import addresses
from commonspace.analysis.reading.blocks import Block, Kind
from commonspace.analysis.reading.model import Footnote
from commonspace.analysis.reading.notemarks import NoteReader, without_marks
from commonspace.analysis.reading.outline import Place
from commonspace.analysis.reading.plain import words

_IBID = re.compile(r"[*_\W]*(?:ibid(?:em)?|op\.? ?cit|idem|loc\.? ?cit)\b", re.IGNORECASE)
_IBID_WORDS = 8
_SHORT_WORDS = 10
_FEWEST_SHARED = 3
_SHARED = 0.75
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_LITTLE = frozenset(
    ["the", "a", "an", "of", "and", "for", "in", "on", "to", "see", "de", "la", "le", "et", "y"]
)


def read_footnotes(
    placed: Sequence[tuple[Block, Place]], notes: NoteReader
) -> tuple[Footnote, ...]:
    """Return the notes of a document in order of their numbers."""
    starts = [block.start for block, _ in placed if block.kind is not Kind.NOTE]
    headings = [place.heading for block, place in placed if block.kind is not Kind.NOTE]
    found: list[Footnote] = []
    for block, _place in placed:
        if block.kind is not Kind.NOTE:
            continue
        markers = _marks(block, notes)
        at = bisect_right(starts, markers[0]) - 1 if markers else -1
        found.append(_note(block, markers, without_marks(headings[at]) if at >= 0 else "", found))
    return tuple(found)


def _marks(block: Block, notes: NoteReader) -> tuple[int, ...]:
    kind = notes.kinds.get(block.note, "raised")
    offsets = notes.marks[kind].get(block.note, [])
    spans = block.spans
    outside = [at for at in offsets if not any(span.start <= at < span.end for span in spans)]
    if kind == "plain":
        earlier = [at for at in outside if at < block.start]
        return tuple(earlier[-1:])
    return tuple(outside)


def _note(
    block: Block, markers: tuple[int, ...], heading: str, earlier: Sequence[Footnote]
) -> Footnote:
    text = block.text
    is_ibid = bool(_IBID.match(text)) and len(text.split()) <= _IBID_WORDS
    resolves = _full_note(earlier) if is_ibid else _long_form(text, earlier)
    return Footnote(
        n=block.note,
        text=text,
        markers=markers,
        heading=heading,
        is_ibid=is_ibid,
        resolves_to=resolves,
        urls=addresses(text),
        spans=block.spans,
    )


def _full_note(earlier: Sequence[Footnote]) -> int | None:
    """The nearest note before that says what it cites."""
    return next((note.n for note in reversed(earlier) if not note.is_ibid), None)


def _long_form(text: str, earlier: Sequence[Footnote]) -> int | None:
    """The one full citation whose words hold those of a short one."""
    short = [word for word in words(text) if word not in _LITTLE]
    if not _FEWEST_SHARED <= len(short) < _SHORT_WORDS or _YEAR.search(text) or "://" in text:
        return None
    scores = [(_held(short, note.text), note.n) for note in earlier if not note.is_ibid]
    best = [n for score, n in scores if score >= _SHARED]
    return best[0] if len(best) == 1 else None


def _held(short: Sequence[str], text: str) -> float:
    long = words(text)
    initials = "".join(word[0] for word in long if word not in _LITTLE)
    held = sum(word in long or (len(word) > 2 and word in initials) for word in short)  # noqa: PLR2004
    return held / len(short)
