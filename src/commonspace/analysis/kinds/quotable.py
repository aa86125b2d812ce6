"""How well a statement would stand alone as a quotation, and why."""

import re
from dataclasses import dataclass

from commonspace.analysis.kinds.signs import whole_words
from commonspace.analysis.wording import Remark, gettext_noop, remark
from commonspace.analysis.words import count_words

_READ = 2000
_GOOD_WORDS = (8, 40)
_LONGEST = 90
_STOPS = (".", "!", "?", "؟", "…", '"', "”", "»")
_FIRST_PERSON: dict[str, str] = {
    "en": r"i|me|my|we|us|our",
    "fr": r"je|j'\w+|me|mon|ma|mes|nous|notre|nos",
    "es": r"yo|me|mi|mis|nosotr[oa]s|nos|nuestr[oa]s?|\w{2,}(?:amos|emos|imos)",
    "pt": r"eu|me|meu|minha|nós|nos|noss[oa]s?|\w{2,}(?:amos|emos|imos)",
    "de": r"ich|mir|mich|mein\w*|wir|uns|unser\w*",
    "ar": r"أنا|نحن|لي|لنا|عندي|عندنا|لدينا|أعيش|أعمل|\w{3,}نا",
}
_POINTS_BACK = re.compile(
    r"(?:this|these|those|it|they|such|however|therefore|also|cela|ceci|ils|elles|cependant|esto|eso|"
    r"ellos|ellas|isto|isso|eles|elas|dies|diese|dieser|deshalb|هذا|هذه|ذلك|وهذا|وهي|وهو)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_OWN_VOICE = gettext_noop("speaks in the first person and stands alone")
_CONCRETE = gettext_noop("gives a figure and stands alone")
_STANDS = gettext_noop("is a whole sentence of a good length")
_BROKEN = gettext_noop("is not a whole sentence")
_LEANS = gettext_noop("leans on the sentence before it")
_TOO_SHORT = gettext_noop("is too short to stand alone")
_TOO_LONG = gettext_noop("is too long to be read at a glance")


@dataclass(frozen=True, slots=True)
class Quotable:
    """How well a statement stands alone, 0 to 1, and the reason a person reads."""

    score: float
    reason: Remark


def quotable(text: str, language: str) -> Quotable:
    """Judge how well a statement would stand alone as a quotation.

    Half counts length, a quarter that it is whole, and a quarter whether somebody speaks of
    themselves or gives a figure. No share of readers stands behind the number: it puts statements
    in an order, and a person chooses.

    Example:
        >>> found = quotable("I clean offices at night and nobody has ever asked my name.", "en")
        >>> found.score, str(found.reason)
        (0.9, 'speaks in the first person and stands alone')
    """
    shown = text.strip()[:_READ]
    words = count_words(shown)
    if words < _GOOD_WORDS[0] // 2:
        return Quotable(0.0, remark("too-short", _TOO_SHORT))
    if words > _LONGEST:
        return Quotable(0.1, remark("too-long", _TOO_LONG))
    length = _length(words)
    if not shown.endswith(_STOPS):
        return Quotable(round(0.4 * length, 2), remark("broken", _BROKEN))
    if _POINTS_BACK.match(shown):
        return Quotable(round(0.5 * length, 2), remark("leans", _LEANS))
    return _whole(shown, language, length)


def _length(words: int) -> float:
    low, high = _GOOD_WORDS
    return words / low if words < low else min(1.0, high / words)


def _whole(text: str, language: str, length: float) -> Quotable:
    own = _speaks_of_self(text, language)
    concrete = _FIGURE.search(text) is not None
    score = round(0.5 * length + 0.25 + 0.15 * own + 0.1 * concrete, 2)
    if own:
        return Quotable(score, remark("own-voice", _OWN_VOICE))
    if concrete:
        return Quotable(score, remark("concrete", _CONCRETE))
    return Quotable(score, remark("stands", _STANDS))


def _speaks_of_self(text: str, language: str) -> bool:
    words = _FIRST_PERSON.get(language)
    return bool(words and whole_words(words).search(text.casefold()))
