"""Which language a text is in: restricted to those expected, with the contribution as prior."""

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNDETERMINED = "und"
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ps", "ug"})
_SAMPLE = 4000
_OUTSIDE_LETTERS = 25
_OUTSIDE_CERTAINTY = 0.99
_LONG = 40
_OUTSIDE_CERTAINTY_LONG = 0.9
_STATED_WEIGHT = 0.9
_INHERIT_BELOW = 0.6


@dataclass(frozen=True, slots=True)
class Detected:
    """A language code and how sure, 0 to 1; "und" when the text has no letters."""

    language: str
    certainty: float


@lru_cache(maxsize=1)
def _model() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@lru_cache(maxsize=32)
def _identifier(languages: tuple[str, ...]) -> LanguageIdentifier:
    identifier = copy(_model())
    known = [language for language in languages if language in identifier.labels]
    identifier.set_languages(known or None)
    return identifier


@lru_cache(maxsize=16)
def _shares(text: str, languages: tuple[str, ...]) -> dict[str, float]:
    """Return a share for each language; a script only some are written in rules the rest out.

    A few are kept: an answer of one statement is asked about twice.
    """
    ranked = dict(_identifier(languages).rank(text))
    letters = len(_LETTER.findall(text))
    arabic = len(_ARABIC.findall(text)) * 2 > letters
    fits = {k: v for k, v in ranked.items() if (k in _ARABIC_SCRIPT) == arabic} or ranked
    total = sum(fits.values()) or 1.0
    return {language: share / total for language, share in fits.items()}


def detect_record(text: str, languages: Sequence[str], stated: str | None = None) -> Detected:
    """Name the language of a whole answer.

    A language nobody expected is named only for a long enough text and on strong evidence.

    Args:
        text: The answer.
        languages: Expected languages, ISO 639-1.
        stated: What the contributor said, if anything; it weighs most.

    Returns:
        The language and its certainty.
    """
    letters = len(_LETTER.findall(text[:_SAMPLE]))
    if not letters:
        return Detected(stated or UNDETERMINED, 0.0)
    if stated:
        return Detected(stated.split("-")[0].lower(), _STATED_WEIGHT)
    if letters >= _OUTSIDE_LETTERS and (outsider := _outsider(text, languages, letters)):
        return outsider
    language, share = max(
        _shares(text[:_SAMPLE], tuple(languages)).items(), key=lambda pair: pair[1]
    )
    return Detected(language, round(share, 4))


def _outsider(text: str, languages: Sequence[str], letters: int) -> Detected | None:
    """Return a language nobody expected, if it fits much better than the best expected one.

    The two are compared with each other alone: a text in Portuguese must not pass for Spanish
    because Galician fits it, too.
    """
    shares = _shares(text[:_SAMPLE], ())
    outside = {language: share for language, share in shares.items() if language not in languages}
    language, share = max(outside.items(), key=lambda pair: pair[1], default=("", 0.0))
    expected = max((shares.get(one, 0.0) for one in languages), default=0.0)
    needed = _OUTSIDE_CERTAINTY_LONG if letters >= _LONG else _OUTSIDE_CERTAINTY
    if share < expected or share / ((share + expected) or 1) < needed:
        return None
    return Detected(language, round(share, 4))


def detect_unit(text: str, languages: Sequence[str], record: Detected) -> Detected:
    """Name the language of one statement, given its record's.

    The record's language is a prior; where the two together stay below 0.6, the statement
    inherits it. Short statements are where detection errs most.

    Args:
        text: The statement's words.
        languages: Expected languages, ISO 639-1.
        record: What ``detect_record`` said of the whole answer.

    Returns:
        The language and its certainty.
    """
    if record.language == UNDETERMINED or not _LETTER.search(text):
        return record
    candidates = tuple(dict.fromkeys((*languages, record.language)))
    shares = _shares(text[:_SAMPLE], candidates)
    rest = (1 - record.certainty) / max(1, len(candidates) - 1)
    prior = max(record.certainty, 1 / len(candidates))
    joint = {
        language: share * (prior if language == record.language else max(rest, 0.02))
        for language, share in shares.items()
    }
    total = sum(joint.values()) or 1.0
    language, share = max(joint.items(), key=lambda pair: pair[1])
    if share / total < _INHERIT_BELOW:
        return Detected(record.language, round(joint.get(record.language, 0.0) / total, 4))
    return Detected(language, round(share / total, 4))
