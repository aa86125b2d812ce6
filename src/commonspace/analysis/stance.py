"""Which side a statement takes: support, oppose, conditional or unclear, with the reason.

A side is an axis of its own: two statements on one subject share a theme whatever their
sides. It is read from words alone: words that say a side outright weigh two, praise and blame
weigh one, a negation just before a word turns it around.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from commonspace.analysis import stancewords
from commonspace.analysis.wording import Remark, gettext_noop, remark

SUPPORT, OPPOSE, CONDITIONAL, UNCLEAR = "support", "oppose", "conditional", "unclear"
STANCES = (SUPPORT, OPPOSE, CONDITIONAL, UNCLEAR)

_SAYS_SIDE = gettext_noop("says “%(cue)s”")
_PRAISES = gettext_noop("speaks well of it: “%(cue)s”")
_BLAMES = gettext_noop("speaks ill of it: “%(cue)s”")
_DENIES = gettext_noop("denies “%(cue)s”")
_TIES = gettext_noop("sets a condition: “%(cue)s”")
_TURNS = gettext_noop("says something for it and something against it")
_NO_SIDE = gettext_noop("has no word that takes a side")
_EVEN = gettext_noop("praises as much as it blames")

_OUTRIGHT = 2.0
_CLAUSE = re.compile(r"[.;:!?؟]\s|\n")
_REACH = 28
_SAMPLE = 4000
_SHOWN = 60
_CONTESTED = 0.25
_FEWEST_VOICES = 4


@dataclass(frozen=True, slots=True)
class Stance:
    """A side, the reason for it, and how far it leads, 0 to 1."""

    side: str
    reason: Remark
    certainty: float


NO_STANCE = Stance(UNCLEAR, remark("no-side", _NO_SIDE), 0.0)


@dataclass(frozen=True, slots=True)
class _Sign:
    """One word that takes a side: above zero for it, below against it."""

    weight: float
    cue: str
    start: int
    message: str


@dataclass(frozen=True, slots=True)
class _Words:
    """The patterns of one language."""

    sided: tuple[tuple[float, re.Pattern[str], str], ...]
    condition: re.Pattern[str]
    turn: re.Pattern[str]
    negated: re.Pattern[str]
    ending: re.Pattern[str]


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


@lru_cache(maxsize=16)
def _words(language: str) -> _Words | None:
    if language not in stancewords.FOR:
        return None
    return _Words(
        sided=(
            (_OUTRIGHT, _whole(stancewords.FOR[language]), _SAYS_SIDE),
            (-_OUTRIGHT, _whole(stancewords.AGAINST[language]), _SAYS_SIDE),
            (1.0, _whole(stancewords.GOOD[language]), _PRAISES),
            (-1.0, _whole(stancewords.BAD[language]), _BLAMES),
        ),
        condition=_whole(stancewords.IF[language]),
        turn=_whole(stancewords.YET[language]),
        negated=re.compile(rf"(?:(?<!\w)|n)(?:{stancewords.NOT[language]})\W+(?:\w+\W+){{0,2}}$"),
        ending=_whole(stancewords.ENDING[language]),
    )


def stance_of(text: str, *, language: str, about: str = "") -> Stance:
    """Say which side a statement takes towards what it speaks of, or what is asked.

    Args:
        text: The statement's words.
        language: ISO 639-1 code; en, fr, es, pt, de and ar have words, others are unclear.
        about: The wording of the question or proposal, in the same language, where known.
            Where it asks for an end of something, blame of that thing supports it.

    Returns:
        The side with its reason; "unclear" where nothing shows one.

    Example:
        >>> stance_of("We support the tram, provided that tickets stay cheap.", language="en").side
        'conditional'
        >>> found = stance_of("The tram is dangerous for children.", language="en")
        >>> found.side, str(found.reason)
        ('oppose', 'speaks ill of it: “dangerous”')
    """
    words = _words(language)
    if words is None:
        return NO_STANCE
    folded = text[:_SAMPLE].casefold().replace("’", "'")
    signs = list(_signs(folded, words))
    if _asks_an_end(words, about):
        signs = [sign if _names_end(folded, sign, words) else _turned(sign) for sign in signs]
    condition = words.condition.search(folded)
    if condition and signs:
        cue = condition.group()[:_SHOWN]
        return Stance(CONDITIONAL, remark("condition", _TIES, cue=cue), 0.6)
    return _decided(signs, words.turn.search(folded))


def _asks_an_end(words: _Words, about: str) -> bool:
    return bool(about) and words.ending.search(about.casefold()) is not None


def _names_end(folded: str, sign: _Sign, words: _Words) -> bool:
    """Tell whether a word speaks of the end itself, not of the thing that is to end.

    A word that says a side outright does, unless the side said is an end ("should be banned"
    of the thing agrees with a proposal to ban it); praise and blame do once the end was named.
    """
    if abs(sign.weight) >= _OUTRIGHT:
        return words.ending.search(sign.cue) is None
    following = _CLAUSE.search(folded, sign.start)
    said = folded[: following.start() if following else len(folded)]
    return words.ending.search(said) is not None


def _turned(sign: _Sign) -> _Sign:
    """Turn praise and blame of a thing into blame and praise of its end."""
    return _Sign(-sign.weight, sign.cue, sign.start, sign.message)


def _signs(folded: str, words: _Words) -> Iterator[_Sign]:
    taken: list[tuple[int, int]] = []
    for weight, pattern, message in words.sided:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            before = folded[max(0, start - _REACH) : start]
            if words.negated.search(before):
                yield _Sign(-weight, match.group(), start, _DENIES)
            else:
                yield _Sign(weight, match.group(), start, message)


def _decided(signs: list[_Sign], turn: re.Match[str] | None) -> Stance:
    if not signs:
        return NO_STANCE
    good = sum(sign.weight for sign in signs if sign.weight > 0)
    bad = -sum(sign.weight for sign in signs if sign.weight < 0)
    outright_both = min(good, bad) >= _OUTRIGHT and turn is not None
    if outright_both and {sign.start < turn.start() for sign in signs} == {True, False}:  # type: ignore[union-attr]  # turn is there
        return Stance(CONDITIONAL, remark("turns", _TURNS), 0.4)
    if good == bad:
        return Stance(UNCLEAR, remark("even", _EVEN), 0.0)
    side, leading = (SUPPORT, 1) if good > bad else (OPPOSE, -1)
    strongest = max(
        (sign for sign in signs if sign.weight * leading > 0),
        key=lambda sign: (abs(sign.weight), -sign.start),
    )
    reason = remark("side", strongest.message, cue=strongest.cue[:_SHOWN])
    return Stance(side, reason, round(abs(good - bad) / (good + bad + 1), 3))


def is_contested(support: int, oppose: int, voices: int) -> bool:
    """Tell whether more than a quarter of those who speak stand on each side.

    Args:
        support: Voices for.
        oppose: Voices against.
        voices: All voices of the theme, those that take no side included.
    """
    least = _CONTESTED * voices
    return voices >= _FEWEST_VOICES and support > least and oppose > least
