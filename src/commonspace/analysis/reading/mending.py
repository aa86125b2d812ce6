"""Lines put together into one text: broken words, broken addresses, stray space."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from commonspace.analysis.reading.addresses import junction
from commonspace.analysis.reading.hyphens import Vocabulary, ends_broken, judge
from commonspace.analysis.reading.lines import Line
from commonspace.analysis.reading.model import Doubt, HyphenMend, Hyphens, Span
from commonspace.analysis.reading.plain import squeezed

_CONTEXT = 40


@dataclass
class Mender:
    """Mends texts of one document and remembers each decision once."""

    vocabulary: Vocabulary
    mends: dict[int, HyphenMend] = field(default_factory=dict)
    doubts: dict[int, Doubt] = field(default_factory=dict)

    def mend(self, lines: Sequence[Line], *, skip: int = 0) -> str:
        """Return the text of ``lines``, mended.

        Args:
            lines: The lines of one block, blank ones left out.
            skip: Characters of the first line to leave out.
        """
        if not lines:
            return ""
        parts = [lines[0].text[skip:]]
        for before, line in pairwise(lines):
            self._add(parts, before, line)
        return squeezed("".join(parts))

    def hyphens(self) -> Hyphens:
        """Return all decisions about hyphens, in the order of the text."""
        ordered = [self.mends[at] for at in sorted(self.mends)]
        return Hyphens(
            joined=tuple(mend for mend in ordered if mend.joined),
            kept=tuple(mend for mend in ordered if not mend.joined),
        )

    def _add(self, parts: list[str], before: Line, line: Line) -> None:
        address = junction(_tail(parts), line.text, self.vocabulary)
        if address:
            if not address.sure:
                self._doubt("address", before, line)
            if ends_broken(before.text):
                self._note(before, line, joined=address.drop_hyphen, reason="address")
            if address.drop_hyphen:
                parts[-1] = parts[-1][:-1]
            parts.append(line.text)
        elif ends_broken(before.text):
            self._join_words(parts, before, line)
        else:
            parts.extend((" ", line.text))

    def _join_words(self, parts: list[str], before: Line, line: Line) -> None:
        verdict = judge(before.text, line.text, self.vocabulary)
        self._note(before, line, joined=verdict.join, reason=verdict.reason)
        if verdict.join:
            parts[-1] = parts[-1][:-1]
        if not verdict.sure:
            self._doubt("hyphen", before, line)
        parts.append(line.text)

    def _note(self, before: Line, line: Line, *, joined: bool, reason: str) -> None:
        left = before.text.rsplit(maxsplit=1)[-1]
        right = line.text.split(maxsplit=1)[0]
        self.mends[before.end] = HyphenMend(
            left=left[-_CONTEXT:],
            right=right[:_CONTEXT],
            joined=joined,
            reason=reason,
            at=before.end,
        )

    def _doubt(self, kind: str, before: Line, line: Line) -> None:
        shown = f"{before.text[-_CONTEXT:]} | {line.text[:_CONTEXT]}"
        spans = (Span(before.start, before.end), Span(line.start, line.end))
        self.doubts[before.end] = Doubt(kind=kind, text=shown, spans=spans)


def _tail(parts: Sequence[str]) -> str:
    """Return enough of the end to see whether an address is open."""
    return "".join(parts[-8:])
