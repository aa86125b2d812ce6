"""Does a group of lines look like a heading? By its shape only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commonspace.analysis.reading.hyphens import ends_broken, mostly_capitals
from commonspace.analysis.reading.lines import Line, is_wrapped
from commonspace.analysis.reading.plain import plain

_PART = re.compile(
    r"(?:part|chapter|section|annex|appendix|partie|chapitre|annexe|parte|cap[ií]tulo|anexo"
    r"|anhang|kapitel|teil)\s+(?:\d+|[IVXLC]+|[A-Z])\b",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?:[IVXLC]+|\d{1,2}(?:\.\d{1,2})*)[.)]?\s+\S")
_ENDS_SENTENCE = re.compile(r"[.;,?!…؟。][\"'”’»)*_]*$")
_BOLD_LINE = re.compile(r"\*\*[^*]+\*\*:?")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{3}[.?!] [A-ZÀ-Þ]")
_MOST_CHARS = 260
_LONG_CHARS = 90
_NUMBERED_CHARS = 220
_SHORT_CHARS = 80
_SHORT_WORDS = 12
_LABEL_CHARS = 60
_MOST_LINES = 8
_NARROW_SHARE = 0.85
_FEWEST_LETTERS = 3
_WIDE_RANK = 0.9
_LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Measure:
    """The width the lines of a document are broken to, if they are."""

    wrapped: bool
    width: int

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Measure":
        """Measure ``lines``: the width that nine lines in ten stay within."""
        widths = sorted(len(line.text) for line in lines if line.text)
        if not widths:
            return cls(wrapped=False, width=0)
        return cls(wrapped=is_wrapped(lines), width=widths[int(_WIDE_RANK * (len(widths) - 1))])


def begins_low(text: str) -> bool:
    """Whether a text begins with a small letter, as the rest of a sentence does."""
    bare = text.lstrip("([“\"'‘«*_ ")
    return bool(bare) and bare[0].islower()


def looks_like_heading(
    texts: Sequence[str], *, skip: int, numbered: bool, before_items: bool, measure: Measure
) -> bool:
    """Whether a group of lines has the shape of a heading.

    Args:
        texts: The lines of the group.
        skip: Characters of the first line that are a number.
        numbered: Whether the group begins with a number.
        before_items: Whether list entries follow at once.
        measure: The measure of the document.
    """
    text = plain(" ".join(texts)[skip:]).strip()
    if not _could_be(texts, text):
        return False
    if mostly_capitals(text):
        return not text.endswith((",", ";"))
    if _PART.match(text) and not _ENDS_SENTENCE.search(text.rstrip(" ?")):
        return True
    if text.endswith(":") and not numbered:
        bold = bool(_BOLD_LINE.fullmatch(texts[0]))
        return len(text) <= _LABEL_CHARS and (before_items or bold) and not begins_low(text)
    if len(texts) == 1 and before_items and not numbered:
        measure = Measure(wrapped=False, width=measure.width)
    return _is_quiet_heading(texts, text, measure, numbered=numbered)


def _could_be(texts: Sequence[str], text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    if (
        "://" in text
        or "www." in text
        or letters < _FEWEST_LETTERS
        or letters < _LEAST_SHARE * len(text.replace(" ", ""))
    ):
        return False
    return len(text) <= _MOST_CHARS and len(texts) <= _MOST_LINES and not ends_broken(texts[-1])


def _is_quiet_heading(texts: Sequence[str], text: str, measure: Measure, *, numbered: bool) -> bool:
    """A heading in ordinary letters: no sentence, and shorter than lines of text are."""
    sentence = len(text) > _LONG_CHARS and _SENTENCE_INSIDE.search(text)
    if sentence or _ENDS_SENTENCE.search(text) or begins_low(text):
        return False
    if numbered or _ROMAN.match(text):
        return len(text) <= _NUMBERED_CHARS
    if measure.wrapped:
        return max(map(len, texts)) <= _NARROW_SHARE * measure.width
    return len(texts) == 1 and len(text) <= _SHORT_CHARS and len(text.split()) <= _SHORT_WORDS
