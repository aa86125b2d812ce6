"""What a line begins with: bullets of many fonts, numbers, Markdown headings."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from commonspace.analysis.reading.lines import Line

_SYMBOLS = "•●○◦▪■□▫‣⁃➢➤►▶✓✔·∙❖◆◇"
_BULLET = re.compile(rf"([{_SYMBOLS}])[ \t\u00a0]*(?=\S)")
_DASH = re.compile(r"([-–—*+])[ \t\u00a0]+(?=\S)")
_LETTER = re.compile(r"([nqluvoØ§])(?:[ \t\u00a0]{2,}|\t)(?=\S)")
_NUMBER = re.compile(r"\(?(\d{1,3}(?:\.\d{1,2})*)[.)][ \t\u00a0]+(?=\S)")
_LETTERED = re.compile(r"\(?([a-zA-Z])\)[ \t\u00a0]+(?=\S)")
_MARKDOWN = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_INDENTED_LETTER = re.compile(r"([onq§])[ \t\u00a0]+(?=\S)")
_LABEL = re.compile(
    r"(?:Recommend(?:ation)?|Recommandation|Recomendaci[oó]n|Question|Pregunta|RECOMMENDATION|QUESTION|[QR])"
    r"\s*(?:[Nn][o°º]\.?\s*)?\d{1,3}(?:\.\d{1,2})?(?:\s*[.:)–—-]\s|$)"
)
_FINISHED = re.compile(r"[.;:?!»”\")\]…。؟۔]['’*_]*$")
_ENOUGH_LETTERS = 2
_SHORT_LINE = 30
_ENDING_CHARS = 40
_KIN_LINES = 6


@dataclass(frozen=True, slots=True)
class Marker:
    """The start of a list entry or heading.

    ``length`` counts the characters of the line that belong to the marker.
    """

    symbol: str
    number: str
    length: int
    level: int = 0


NOTHING = Marker("", "", 0)


def is_finished(text: str) -> bool:
    """Whether a text ends as a sentence or list entry ends."""
    return bool(_FINISHED.search(text[-_ENDING_CHARS:].rstrip()))


class MarkerReader:
    """Reads the markers of one document; odd letters count only where they recur."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Learn which single letters this document uses as bullets."""
        letters = Counter(found[1] for line in lines if (found := _letter_of(line)))
        self._letters = {letter for letter, n in letters.items() if n >= _ENOUGH_LETTERS}
        self._kin = _with_kin(lines)

    def read(self, line: Line, before: Line | None, last: Marker) -> Marker:
        """Return the marker that ``line`` begins with, or ``NOTHING``.

        Args:
            line: The line to look at.
            before: The line just above, unless it is blank.
            last: The marker of the entry that is open.
        """
        heading = _MARKDOWN.match(line.text)
        if heading:
            return Marker("#", "", heading.end(), len(heading[1]))
        bullet = _BULLET.match(line.text) or _DASH.match(line.text) or self._letter(line)
        length = bullet.end() if bullet else 0
        number = _NUMBER.match(line.text, length) or _LETTERED.match(line.text, length)
        if not bullet and not number:
            return NOTHING
        marker = Marker(
            bullet[1] if bullet else "",
            number[1] if number else "",
            number.end() if number else length,
        )
        may_begin = before is None or self._may_begin(line, before) or _goes_on(last, marker)
        return marker if may_begin else NOTHING

    def _letter(self, line: Line) -> re.Match[str] | None:
        found = _letter_of(line)
        return found if found and found[1] in self._letters else None

    def _may_begin(self, line: Line, before: Line) -> bool:
        """Guard against dashes and numbers that a line break put first by chance."""
        if _BULLET.match(line.text) or self._letter(line) or is_finished(before.text):
            return True
        short = len(before.text) <= _SHORT_LINE and before.text[-1] not in ",-–—"
        return line.indent > before.indent + 1 or (short and line.number in self._kin)


def is_label(text: str) -> bool:
    """Whether a line begins like "Recommendation 3:" or "Q2."."""
    return bool(_LABEL.match(text))


def _letter_of(line: Line) -> re.Match[str] | None:
    found = _LETTER.match(line.text)
    if found is None and line.indent > 1:
        return _INDENTED_LETTER.match(line.text)
    return found


def _with_kin(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of lines that begin like another one soon after or before."""
    found: set[int] = set()
    last: dict[str, int] = {}
    for line in lines:
        match = _DASH.match(line.text) or _NUMBER.match(line.text)
        if not match or match[1] in "–—":
            continue
        number = match[1].isdigit()
        before = last.get(str(int(match[1]) - 1) if number else match[1], -_KIN_LINES)
        if line.number - before < _KIN_LINES:
            found |= {line.number, before}
        last[match[1]] = line.number
    return found


def _goes_on(last: Marker, marker: Marker) -> bool:
    if last.symbol != marker.symbol:
        return False
    if marker.symbol:
        return True
    return last.number.isdigit() and marker.number == str(int(last.number) + 1)
