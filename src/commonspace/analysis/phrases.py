"""Phrases that may name a theme: how they are found in a text, counted, and told apart.

A phrase is a run of one to four words that neither begins nor ends with a stop word, holds none
but linking ones, and does not cross punctuation. It is counted by the stems of its words.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from commonspace.analysis.stopwords import LINKING_WORDS, OPINION_WORDS, STOP_WORDS
from commonspace.analysis.words import surface_words

Key = tuple[str, ...]

_LONGEST = 4
_SAYS = 3
_INITIALS = 4
_BEGINNING = 6
_KIN = 5
_KIN_SHARE = 0.7
_KIN_WHOLE = 4
_DIGIT = re.compile(r"\d")
_GAP = re.compile(r"[\s\-]+")
_OPENS = re.compile(r"[.!?:;•…\n\r\"“”„«»(\[]")
_PLURAL = {
    "de": re.compile(r"(?<=\w{4})(?:en|n|e|s)$"),
    "en": re.compile(r"(?<=\w{3}[^s])s$"),
    "fr": re.compile(r"(?<=\w{3})[sx]$"),
    "es": re.compile(r"(?<=\w{3})s$"),
    "pt": re.compile(r"(?<=\w{3})s$"),
}


class Said(NamedTuple):
    """A phrase as one text has it.

    ``is_sure`` says that its capitals tell something: it stands inside a sentence and is not
    shouted.
    """

    key: Key
    shown: str
    is_sure: bool


def phrases(text: str, language: str) -> Iterator[Said]:
    """Yield each phrase of a text."""
    words = surface_words(text)
    stop, links = _small_words(language)
    folded = [word.casefold().replace("’", "'") for word, _start, _end in words]
    plain = [_without_elision(word, language) in stop or word in stop for word in folded]
    digits = [not word.isalpha() and _DIGIT.search(word) is not None for word in folded]
    keys = [stem(word, language) for word in folded]
    for first in range(len(words)):
        if plain[first] or digits[first]:
            continue
        is_sure = first > 0 and not _OPENS.search(text, words[first - 1][2], words[first][1])
        for last in range(first, min(first + _LONGEST, len(words))):
            if last > first and not _GAP.fullmatch(text, words[last - 1][2], words[last][1]):
                break
            if digits[last] or (plain[last] and folded[last] not in links):
                break
            if plain[last] or all(len(word) < _SAYS for word in folded[first : last + 1]):
                continue
            shown = " ".join(text[words[first][1] : words[last][2]].split())
            is_loud = any(len(word) > _INITIALS and word.isupper() for word in shown.split())
            if not is_sure and language != "de":
                shown = _without_capital(shown)
            yield Said(tuple(keys[first : last + 1]), shown, is_sure and not is_loud)


@lru_cache(maxsize=32)
def _small_words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that no phrase begins or ends with, and those that may stand inside."""
    nothing: frozenset[str] = frozenset()
    stop = STOP_WORDS.get(language, nothing) | OPINION_WORDS.get(language, nothing)
    return stop, LINKING_WORDS.get(language, nothing)


def _without_capital(shown: str) -> str:
    """Return a phrase without the capital of a sentence's beginning; initials stay."""
    return shown if shown[:2].isupper() else shown[:1].lower() + shown[1:]


def _without_elision(word: str, language: str) -> str:
    return word.split("'", 1)[1] if language == "fr" and "'" in word else word


def stem(word: str, language: str) -> str:
    """Return what singular and plural of a case-folded word have in common."""
    bare = _without_elision(word, language).removesuffix("'s")
    if language == "en" and bare.endswith("ies") and len(bare) > len("flies"):
        return f"{bare.removesuffix('ies')}y"
    if language == "en" and bare.endswith(("xes", "ches", "shes", "sses")):
        return bare.removesuffix("es")
    plural = _PLURAL.get(language)
    if language == "ar" and bare.startswith("ال") and len(bare) > 4:  # noqa: PLR2004 - the article
        return bare[2:]
    return plural.sub("", bare) if plural else bare


def gist(phrase: str) -> str:
    """Return the beginnings of a phrase's words: those of *accept* and *accepting* are the same."""
    return " ".join(word[:_BEGINNING] for word in phrase.casefold().split())


def are_kin(left: str, right: str) -> bool:
    """Say whether two stems are one word in two forms, so that side by side they say little.

    Example:
        >>> are_kin("privacy", "private"), are_kin("klima", "klimarat"), are_kin("work", "easier")
        (True, True, False)
    """
    shorter, longer = sorted((left, right), key=len)
    if shorter == longer or (len(shorter) >= _KIN_WHOLE and shorter in longer):
        return True
    unlike = (at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b)
    shared = next(unlike, len(shorter))
    return shared >= _KIN and shared >= _KIN_SHARE * len(shorter)
