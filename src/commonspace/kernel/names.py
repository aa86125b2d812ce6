"""Names of countries and languages in the reader's language, from the Unicode CLDR."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from commonspace.kernel.localised import current_language


@lru_cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def country_name(code: str, language: str | None = None) -> str:
    """Return the name of a country by its ISO 3166 code, or the code if it has none."""
    return _locale(language or current_language()).territories.get(code.upper(), code)


def countries(language: str | None = None) -> list[tuple[str, str]]:
    """Return codes and names of all countries, in alphabetical order of the names."""
    names = _locale(language or current_language()).territories
    found = [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha()]  # noqa: PLR2004  # ISO 3166-1
    return sorted((pair for pair in found if pair[0] not in _NOT_COUNTRIES), key=lambda pair: pair[1])


_NOT_COUNTRIES = {"ZZ", "EU", "EZ", "UN", "QO", "XA", "XB", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"}


def language_name(code: str, language: str | None = None) -> str:
    """Return the name of a language, or the code if it has none."""
    return _locale(language or current_language()).languages.get(code, code)
