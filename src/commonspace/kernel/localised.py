"""Texts that exist in several languages, kept as one value: ``{"en": "…", "fr": "…"}``."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import get_language

Localised = Mapping[str, str]


def current_language() -> str:
    """Return the two-letter code of the language this page is made in."""
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def language_shown(texts: Localised, language: str | None = None, *, fallback: str = "") -> str:
    """Return the language in which ``texts`` would be shown: asked for, fall-back, or the first."""
    wanted = language or current_language()
    for candidate in (wanted, fallback, settings.LANGUAGE_CODE[:2]):
        if texts.get(candidate):
            return candidate
    return next((code for code, text in texts.items() if text), wanted)


def in_language(texts: Localised, language: str | None = None, *, fallback: str = "") -> str:
    """Return the text in ``language`` (default: the current one), else in the next best."""
    return texts.get(language_shown(texts, language, fallback=fallback), "")
