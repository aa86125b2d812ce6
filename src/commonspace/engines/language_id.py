"""Naming the language of a text, behind one Protocol; the packaged detector is the default."""

from collections.abc import Sequence
from typing import Protocol

from commonspace.analysis.languages import Detected, detect_record


class LanguageIdentifier(Protocol):
    """Names the language of a text among those expected."""

    def __call__(self, text: str, languages: Sequence[str], stated: str | None = None) -> Detected:
        """Return the language, ISO 639-1, and how sure, 0 to 1; "und" for no letters."""
        ...


def language_identifier() -> LanguageIdentifier:
    """Return the detector that ships with the product; it needs no network."""
    return detect_record
