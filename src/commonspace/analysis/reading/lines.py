"""Physical lines with their offsets, and where pages begin."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from commonspace.analysis.reading.model import Span

_QUOTED = re.compile(r"(?:>[ \t]?)+")
_WRAPPED_AT_MOST = 130
_NEARLY_ALL = 0.9
_PAGE_MARK_SHARE = 0.05
_INDENT_TAB = 4
_PAGE_TEXT = re.compile(r"[\w\"'“‘«¿¡](?![.)]?[ \t]{2})")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its surrounding space.

    ``quoted`` lines carry a Markdown quotation mark, which is not part of ``text``.
    """

    number: int
    start: int
    end: int
    text: str
    indent: int
    opens_page: bool
    quoted: bool

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed on the line."""
        return not self.text


def _line(number: int, offset: int, raw: str) -> Line:
    text = raw.strip()
    lead = raw[: len(raw) - len(raw.lstrip())]
    start = offset + len(lead)
    quotation = _QUOTED.match(text)
    if quotation:
        text = text[quotation.end() :].strip()
        start = offset + raw.index(text, len(lead) + quotation.end()) if text else start
    indent = sum(_INDENT_TAB if char == "\t" else 1 for char in lead if char != "\f")
    return Line(number, start, start + len(text), text, indent, "\f" in raw, bool(quotation))


def split_lines(text: str) -> list[Line]:
    """Return every line of ``text``, blank ones included.

    Space that all lines share counts for nothing. A page begins at a form feed.
    Some extractors leave one space in its place: in wrapped text that is otherwise
    not indented, such a space marks a page too.
    """
    lines: list[Line] = []
    offset = 0
    for number, raw in enumerate(text.split("\n")):
        lines.append(_line(number, offset, raw))
        offset += len(raw) + 1
    filled = [line for line in lines if line.text]
    shared = min((line.indent for line in filled), default=0)
    opening = _at_form_feeds(lines) | _at_single_spaces(filled, shared)
    if not shared and not opening:
        return lines
    return [
        replace(
            line,
            indent=0 if line.number in opening else max(0, line.indent - shared),
            opens_page=line.number in opening,
        )
        for line in lines
    ]


def _at_form_feeds(lines: Sequence[Line]) -> set[int]:
    """Return the first printed line at or after each form feed."""
    found: set[int] = set()
    waiting = False
    for line in lines:
        waiting = waiting or line.opens_page
        if waiting and line.text:
            found.add(line.number)
            waiting = False
    return found


def _at_single_spaces(filled: Sequence[Line], shared: int) -> set[int]:
    marked = {
        line.number
        for line in filled
        if line.indent == shared + 1 and not line.quoted and _PAGE_TEXT.match(line.text)
    }
    few = len(marked) <= max(1, _PAGE_MARK_SHARE * len(filled))
    return marked if few and is_wrapped(filled) else set()


def is_wrapped(lines: Iterable[Line]) -> bool:
    """Whether the text is broken to a measure rather than one line a paragraph."""
    filled = [line for line in lines if line.text]
    adjoining = sum(1 for a, b in pairwise(filled) if b.number == a.number + 1)
    lengths = sorted(len(line.text) for line in filled)
    return adjoining > 1 and lengths[int(_NEARLY_ALL * (len(lengths) - 1))] <= _WRAPPED_AT_MOST


def spans_of(lines: Sequence[Line], *, skip: int = 0) -> tuple[Span, ...]:
    """Return the stretches that ``lines`` cover, one for each unbroken run.

    Args:
        lines: Lines of one item in reading order, blank ones left out.
        skip: Characters of the first line, such as a bullet, to leave out.
    """
    runs: list[list[Line]] = []
    for line in lines:
        follows = runs and 0 < line.number - runs[-1][-1].number <= 1
        if follows:
            runs[-1].append(line)
        else:
            runs.append([line])
    spans = [Span(run[0].start, run[-1].end) for run in runs]
    if spans and skip:
        spans[0] = Span(min(spans[0].start + skip, spans[0].end), spans[0].end)
    return tuple(span for span in spans if span.end > span.start)
