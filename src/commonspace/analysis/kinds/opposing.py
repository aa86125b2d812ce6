"""The words by which a statement opposes something."""

import re
from functools import lru_cache

from commonspace.analysis import cues
from commonspace.analysis.kinds.signs import whole_words


@lru_cache(maxsize=64)
def _opposition(language: str) -> re.Pattern[str] | None:
    lines = cues.OPPOSITION.get(language)
    return whole_words(lines) if lines else None


def opposes(text: str, language: str) -> str | None:
    """Return the word by which a statement opposes something, if it has one."""
    pattern = _opposition(language)
    match = pattern.search(text.casefold()) if pattern else None
    return match.group() if match else None
