"""From the name of a country, in any language of the site, to its code."""

from functools import cache

from babel import Locale
from django.conf import settings

from commonspace.analysis.reading.plain import folded

CODE_LENGTH = 2


@cache
def _codes() -> dict[str, str]:
    """Return country names in every language of the site, folded, to ISO codes."""
    return {
        folded(name): code
        for language, _name in settings.LANGUAGES
        for code, name in Locale(language).territories.items()
        if len(code) == CODE_LENGTH and code.isalpha()
    }


def country_code(written: str) -> str:
    """Return the ISO code of a country given by code or by name; blank if there is none."""
    bare = written.strip()
    if len(bare) == CODE_LENGTH and bare.upper() in set(_codes().values()):
        return bare.upper()
    return _codes().get(folded(bare), "")
