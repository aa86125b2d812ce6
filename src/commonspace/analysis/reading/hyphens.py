"""Hyphens at line ends: a broken word, or a true hyphen?

The document's own vocabulary decides where it can: if the joined word stands
elsewhere, join; if the hyphenated word does, keep. General rules about digits,
capitals and prefixes decide the rest.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from commonspace.analysis.reading.lines import Line

HYPHENS = "-\u2010\u2011"
SOFT_HYPHEN = "\u00ad"
_TOKEN = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_LEFT = re.compile(r"([^\W_]+(?:[-\u2010\u2011][^\W_]+)*)[-\u2010\u2011]$")
_RIGHT = re.compile(r"([^\W_]+(?:[-\u2010\u2011][^\W_]+)*)")
_ENDS_BROKEN = re.compile(r"\w[-\u2010\u2011\u00ad]$")
_SPLIT = re.compile(f"[{HYPHENS}]")
_OPEN_PREFIXES = frozenset(
    [
        "non",
        "self",
        "ex",
        "well",
        "multi",
        "cross",
        "half",
        "vice",
        "quasi",
        "socio",
        "psycho",
        "semi",
        "all",
        "ill",
    ]
)
_CLOSED_STARTS = frozenset(
    [
        "over",
        "under",
        "out",
        "with",
        "there",
        "where",
        "here",
        "how",
        "ever",
        "every",
        "some",
        "any",
        "no",
        "fore",
        "after",
        "back",
        "down",
        "up",
        "on",
        "in",
        "off",
        "inter",
        "super",
        "counter",
        "land",
        "house",
        "work",
        "home",
        "water",
        "rail",
        "high",
        "news",
        "through",
    ]
)
_WORD_HALF = 4
_CAPITALS_SHARE = 0.7


def ends_broken(text: str) -> bool:
    """Whether a line ends in a hyphen that touches a word."""
    return bool(_ENDS_BROKEN.search(text))


def mostly_capitals(text: str) -> bool:
    """Whether nearly all letters that have a case are capitals."""
    cased = [char for char in text if char.isalpha() and char.lower() != char.upper()]
    return bool(cased) and sum(char.isupper() for char in cased) >= _CAPITALS_SHARE * len(cased)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Join or keep, and by which rule; ``sure`` is false where a person might differ."""

    join: bool
    reason: str
    sure: bool = True


class Vocabulary:
    """How often each word, plain or hyphenated, stands inside the lines of a document."""

    def __init__(self, lines: Iterable[Line]) -> None:
        """Count the words of ``lines``, leaving out halves at broken line ends."""
        self._words: Counter[str] = Counter()
        broken = False
        for line in lines:
            if not line.text:
                continue
            tokens = _TOKEN.findall(line.text.casefold())
            if broken:
                tokens = tokens[1:]
            broken = ends_broken(line.text)
            if broken:
                tokens = tokens[:-1]
            for token in tokens:
                self._count(token)

    def _count(self, token: str) -> None:
        parts = _SPLIT.split(token)
        self._words.update(parts)
        self._words.update(f"{a}-{b}" for a, b in pairwise(parts))

    def __getitem__(self, word: str) -> int:
        """Return how often ``word`` was seen."""
        return self._words[word.casefold()]


def judge(left: str, right: str, vocabulary: Vocabulary) -> Verdict:
    """Decide about the hyphen between the end of one line and the start of the next.

    Args:
        left: The line that ends in a hyphen.
        right: The text that goes on.
        vocabulary: Words of the same document.
    """
    if left.endswith(SOFT_HYPHEN):
        return Verdict(True, "soft hyphen")  # noqa: FBT003
    before, after = _LEFT.search(left[-80:]), _RIGHT.match(right)
    if not before or not after:
        return Verdict(join=False, reason="no word on one side")
    tail, head = _SPLIT.split(before[1])[-1], _SPLIT.split(after[1])[0]
    if tail[-1].isdigit() or head[0].isdigit():
        return Verdict(join=False, reason="digits")
    known = _by_vocabulary(tail, head, vocabulary)
    return known or _by_form(left, tail, head, vocabulary)


def _by_vocabulary(tail: str, head: str, vocabulary: Vocabulary) -> Verdict | None:
    whole, hyphenated = vocabulary[tail + head], vocabulary[f"{tail}-{head}"]
    if whole or hyphenated:
        return Verdict(join=whole >= hyphenated, reason="vocabulary")
    return None


def _by_form(left: str, tail: str, head: str, vocabulary: Vocabulary) -> Verdict:
    if head[0].isupper() and not mostly_capitals(left):
        return Verdict(join=False, reason="capital after hyphen")
    if tail.casefold() in _OPEN_PREFIXES and vocabulary[head]:
        return Verdict(join=False, reason="prefix", sure=False)
    both_words = min(len(tail), len(head)) >= _WORD_HALF and vocabulary[tail] and vocabulary[head]
    if both_words and tail.casefold() not in _CLOSED_STARTS:
        return Verdict(join=False, reason="two words", sure=False)
    return Verdict(join=True, reason="line break")
