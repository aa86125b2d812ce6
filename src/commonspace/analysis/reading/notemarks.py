"""Footnotes: where one begins, and where its mark stands in the text."""

import re
from collections import defaultdict
from collections.abc import Sequence

from commonspace.analysis.reading.lines import Line

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
_RAISED = re.compile(rf"([{SUPERSCRIPTS}]{{1,3}})[ \t\u00a0]*(?=[^\s{SUPERSCRIPTS}])")
_RAISED_ANY = re.compile(rf"(?<=[^\s{SUPERSCRIPTS}])([{SUPERSCRIPTS}]{{1,3}})")
_TAGGED = re.compile(r"<sup>(\d{1,3})</sup>[ \t\u00a0]*(?=\S)")
_TAGGED_ANY = re.compile(r"(?<=\S)<sup>(\d{1,3})</sup>")
_BRACKETED = re.compile(r"\[\^?(\d{1,3})\](?::|\s)\s*(?=\S)")
_BRACKETED_ANY = re.compile(r"(?<=\S)\s?\[\^?(\d{1,3})\](?!:)")
_PLAIN = re.compile(r"(\d{1,3})(?:[ \t\u00a0]{2,}|\t)(?=[^\W\d_]|[“\"‘'])")
_PLAIN_ANY = re.compile(r"(?<=[^\s\d])[ \u2009\u202f\u00a0]?(\d{1,3})(?=[ ,.;:)]|$)")


_MARKS = re.compile(
    rf"(?<!\bm)(?<![ckmd]m)[{SUPERSCRIPTS}]{{1,3}}|<sup>\d{{1,3}}</sup>|\s?\[\^\d{{1,3}}\](?!:)"
)
_PLAIN_MARK = re.compile(r"(?<=[.;:?!])[ \u2009\u00a0]?\d{1,2}$")


def without_marks(text: str) -> str:
    """Return ``text`` without the marks of notes, as far as they show by themselves."""
    return _PLAIN_MARK.sub("", _MARKS.sub("", text.rstrip()))


def _starts(line: Line) -> tuple[int, int, str]:
    for kind, pattern in (("raised", _RAISED), ("tagged", _TAGGED), ("bracketed", _BRACKETED)):
        found = pattern.match(line.text)
        if found:
            return int(found[1].translate(_DIGITS)), found.end(), kind
    found = _PLAIN.match(line.text)
    return (int(found[1]), found.end(), "plain") if found else (0, 0, "")


def find_marks(lines: Sequence[Line]) -> dict[str, dict[int, list[int]]]:
    """Return, for each way of marking, the offsets of every number's marks in the text."""
    marks: dict[str, dict[int, list[int]]] = {
        kind: defaultdict(list) for kind in ("raised", "tagged", "bracketed", "plain")
    }
    patterns = (
        ("raised", _RAISED_ANY),
        ("tagged", _TAGGED_ANY),
        ("bracketed", _BRACKETED_ANY),
        ("plain", _PLAIN_ANY),
    )
    for line in lines:
        for kind, pattern in patterns:
            for found in pattern.finditer(line.text):
                number = int(found[1].translate(_DIGITS))
                marks[kind][number].append(line.start + found.start(1))
    return marks


class NoteReader:
    """Tells the lines that begin a footnote, in their numbered order."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Find every mark, so that a note without one is not taken for a note."""
        self.marks = find_marks(lines)
        self.kinds: dict[int, str] = {}
        self._last = 0

    def read(self, line: Line, before: Line | None, *, in_note: bool) -> tuple[int, int]:
        """Return the number of the note ``line`` begins and the length of its mark.

        Returns:
            ``(0, 0)`` where no note begins.
        """
        number, length, kind = _starts(line)
        if number != self._last + 1 or not self._is_marked(number, kind, line):
            return 0, 0
        if kind == "plain" and before is not None and not in_note:
            return 0, 0
        self._last = number
        self.kinds[number] = kind
        return number, length

    def _is_marked(self, number: int, kind: str, line: Line) -> bool:
        offsets = self.marks[kind].get(number, [])
        if kind == "plain":
            return any(offset < line.start for offset in offsets)
        return any(offset != line.start for offset in offsets)
