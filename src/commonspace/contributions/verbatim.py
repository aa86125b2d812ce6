"""Finding somebody's very words inside a text somebody else wrote.

Six words running are taken for theirs; a shorter saying only where the text is nothing else.
Case, punctuation and spaces make no difference. In scripts without spaces a letter is a word.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAST = 6
"""Words running that are nobody's by chance."""

LEFT_OUT = "[…]"

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sayings:
    """The words of somebody, ready to be looked for.

    Attributes:
        runs: Every six words running.
        short: Whole sayings of fewer words.
    """

    runs: frozenset[tuple[str, ...]]
    short: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Sayings":
        """Return the sayings of ``texts``."""
        runs: set[tuple[str, ...]] = set()
        short: set[tuple[str, ...]] = set()
        for text in texts:
            words = [word for word, _span in _words(text)]
            if words and len(words) < LEAST:
                short.add(tuple(words))
            runs.update(_running(words))
        return cls(frozenset(runs), frozenset(short))

    def spans_in(self, text: str) -> list[Span]:
        """Return where the words stand in ``text``: start and end in code points, in order.

        Example:
            >>> Sayings.of(["We walk two hours to the well."]).spans_in("They walk two hours to the well.")
            [(5, 31)]
        """
        found = _words(text)
        words = [word for word, _span in found]
        if tuple(words) in self.short:
            return [(found[0][1][0], found[-1][1][1])]
        spans: list[Span] = []
        reached = -1
        for place, run in enumerate(_running(words)):
            if run not in self.runs:
                continue
            end = found[place + LEAST - 1][1][1]
            if place <= reached:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((found[place][1][0], end))
            reached = place + LEAST - 1
        return spans

    def share_of(self, text: str) -> float:
        """Return how much of ``text`` is theirs, by letters, 0 to 1."""
        length = len(text.strip())
        return sum(end - start for start, end in self.spans_in(text)) / length if length else 0.0


def without(text: str, spans: Sequence[Span], mark: str = LEFT_OUT) -> str:
    """Return ``text`` with a mark in place of each span.

    Example:
        >>> without("Nights are long here.", [(0, 10)])
        '[…] long here.'
    """
    for start, end in reversed(spans):
        text = text[:start] + mark + text[end:]
    return text


def _words(text: str) -> list[tuple[str, Span]]:
    return [(match[0].casefold(), match.span()) for match in _WORD.finditer(text)]


def _running(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[place : place + LEAST]) for place in range(len(words) - LEAST + 1)]
