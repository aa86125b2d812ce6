"""Which question does a heading belong to? By the words they share."""

import re
from collections import Counter
from collections.abc import Sequence
from math import log

from commonspace.analysis.reading.model import QuestionHint
from commonspace.analysis.reading.plain import words

_BY_NUMBER = re.compile(
    r"\W*(?:question|pregunta|frage|q)\s*(?:n[o°º]\.?\s*)?(\d{1,3})\b", re.IGNORECASE
)
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "to",
        "in",
        "for",
        "on",
        "at",
        "by",
        "with",
        "from",
        "as",
        "is",
        "are",
        "be",
        "can",
        "how",
        "what",
        "which",
        "why",
        "who",
        "do",
        "does",
        "their",
        "its",
        "it",
        "this",
        "that",
        "these",
        "those",
        "your",
        "our",
        "you",
        "we",
        "le",
        "la",
        "les",
        "des",
        "du",
        "de",
        "et",
        "un",
        "une",
        "en",
        "pour",
        "dans",
        "que",
        "quel",
        "quelle",
        "comment",
        "el",
        "los",
        "las",
        "y",
        "una",
        "para",
        "cómo",
        "qué",
    ]
)
_ENOUGH = 0.6
_ENOUGH_WITH_NUMBER = 0.4
_MARGIN = 0.08
_FEWEST_WORDS = 2
_UNKNOWN_WEIGHT = 0.7


def _stems(text: str) -> list[str]:
    return [word[:-1] if word.endswith("s") and len(word) > 3 else word for word in words(text)]  # noqa: PLR2004


def names_question(heading: str) -> bool:
    """Whether a heading begins like "Question 3"."""
    return bool(_BY_NUMBER.match(heading))


class QuestionMatcher:
    """Finds the question a heading speaks of, among those known."""

    def __init__(self, hints: Sequence[QuestionHint]) -> None:
        """Weigh the words: those that all questions share say little."""
        self.hints = {hint.number: hint for hint in hints}
        self._words = {hint.number: set(_stems(f"{hint.text} {hint.heading}")) for hint in hints}
        spread = Counter(word for bag in self._words.values() for word in bag)
        total = max(1, len(self._words))
        self._weight = {word: log(1 + total / n) for word, n in spread.items()}
        self._rare = _UNKNOWN_WEIGHT * log(1 + total)

    def number_of(self, heading: str, *, printed: str = "") -> int | None:
        """Return the number of the question that ``heading`` names, if any.

        Args:
            heading: The heading, without its number.
            printed: The number printed before it, if any.
        """
        named = _BY_NUMBER.match(heading)
        if named and (not self.hints or int(named[1]) in self.hints):
            return int(named[1])
        scores = sorted(((self._score(heading, n), n) for n in self._words), reverse=True)
        if not scores:
            return None
        by_number = self._by_printed(heading, printed)
        best, number = scores[0]
        second = scores[1][0] if len(scores) > 1 else 0.0
        if best >= _ENOUGH and best - second >= _MARGIN:
            return number
        return by_number

    def _by_printed(self, heading: str, printed: str) -> int | None:
        if not printed.isdigit() or int(printed) not in self._words:
            return None
        close = self._score(heading, int(printed)) >= _ENOUGH_WITH_NUMBER
        return int(printed) if close else None

    def _score(self, heading: str, number: int) -> float:
        """Share of the heading's words, by weight, that stand in the question."""
        content = [word for word in _stems(heading) if word not in _SMALL]
        if len(content) < _FEWEST_WORDS:
            return 0.0
        weights = [self._weight.get(word, self._rare) for word in content]
        shared = [
            weight
            for word, weight in zip(content, weights, strict=True)
            if word in self._words[number]
        ]
        return sum(shared) / sum(weights)
