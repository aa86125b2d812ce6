"""Countries and languages, named in the reader's language."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from babel.core import Locale
from django.utils.translation import to_locale

Choices = list[tuple[str, str]]

NOT_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
LONG_CODES = frozenset(
    {"bho", "ceb", "ckb", "fil", "gil", "kab", "mai", "sat", "shi", "war", "yue", "zgh"}
)
"""Languages of many speakers that have no two-letter code."""


@lru_cache
def countries(language: str) -> Choices:
    """Return ISO 3166 codes with names in ``language``, in its alphabetical order."""
    names = Locale.parse(to_locale(language)).territories
    return _sorted(
        (code, name)
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES  # noqa: PLR2004
    )


@lru_cache
def languages(language: str) -> Choices:
    """Return language codes with names in ``language``, in its alphabetical order."""
    names = Locale.parse(to_locale(language)).languages
    return _sorted(
        (code, name)
        for code, name in names.items()
        if (len(code) == 2 and code.isalpha()) or code in LONG_CODES  # noqa: PLR2004
    )


def language_name(code: str, language: str) -> str:
    """Return the name of a language in another, or its code if it has none."""
    return str(Locale.parse(to_locale(language)).languages.get(code, code))


def country_name(code: str, language: str) -> str:
    """Return the name of a country in a language, or its code if it has none."""
    return str(Locale.parse(to_locale(language)).territories.get(code, code))


def _sorted(pairs: Iterable[tuple[str, str]]) -> Choices:
    return sorted(pairs, key=lambda pair: _folded(pair[1]))


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))
