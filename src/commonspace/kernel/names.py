"""Names of countries and languages in the reader's language, from the Unicode CLDR."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import to_locale

from commonspace.kernel.localised import current_language

Choices = list[tuple[str, str]]

NOT_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
LONG_CODES = frozenset(
    {"bho", "ceb", "ckb", "fil", "gil", "kab", "mai", "sat", "shi", "war", "yue", "zgh"}
)
"""Languages of many speakers that have no two-letter code."""


def country_name(code: str, language: str | None = None) -> str:
    """Return the name of a country by its ISO 3166 code, or the code if it has none."""
    return str(_locale(language or current_language()).territories.get(code.upper(), code))


def language_name(code: str, language: str | None = None) -> str:
    """Return the name of a language, or the code if it has none."""
    return str(_locale(language or current_language()).languages.get(code, code))


def countries(language: str | None = None) -> Choices:
    """Return ISO 3166 codes with names in ``language``, in its alphabetical order."""
    return list(_countries(language or current_language()))


def languages(language: str | None = None) -> Choices:
    """Return language codes with names in ``language``, in its alphabetical order."""
    return list(_languages(language or current_language()))


def is_short(code: str) -> bool:
    """Tell a two-letter code from regions and variants."""
    return len(code) == 2 and code.isalpha()  # noqa: PLR2004  # ISO 3166-1 and 639-1


@lru_cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(to_locale(language))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    names = _locale(language).territories
    return _sorted(
        (code, name) for code, name in names.items() if is_short(code) and code not in NOT_COUNTRIES
    )


@lru_cache
def _languages(language: str) -> tuple[tuple[str, str], ...]:
    names = _locale(language).languages
    return _sorted(
        (code, name) for code, name in names.items() if is_short(code) or code in LONG_CODES
    )


def _sorted(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: _folded(pair[1])))


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))
