"""The language of a few lines, told by its smallest words: a hint, no more."""

from commonspace.analysis.reading.plain import words

_SMALL_WORDS = {
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "in",
            "for",
            "on",
            "with",
            "is",
            "are",
            "that",
            "this",
            "by",
            "from",
            "as",
            "which",
            "an",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "les",
            "des",
            "du",
            "et",
            "une",
            "dans",
            "pour",
            "est",
            "que",
            "qui",
            "sur",
            "avec",
            "aux",
            "au",
            "sont",
            "ce",
        ]
    ),
    "es": frozenset(
        [
            "el",
            "los",
            "las",
            "y",
            "una",
            "por",
            "para",
            "con",
            "que",
            "del",
            "es",
            "en",
            "al",
            "se",
            "sus",
            "como",
            "estas",
        ]
    ),
    "pt": frozenset(
        [
            "o",
            "os",
            "e",
            "uma",
            "por",
            "para",
            "com",
            "que",
            "do",
            "da",
            "dos",
            "das",
            "em",
            "ao",
            "não",
            "são",
        ]
    ),
    "de": frozenset(
        [
            "der",
            "die",
            "das",
            "und",
            "ist",
            "zu",
            "den",
            "von",
            "mit",
            "für",
            "auf",
            "im",
            "ein",
            "eine",
            "nicht",
        ]
    ),
    "it": frozenset(
        [
            "il",
            "gli",
            "e",
            "una",
            "per",
            "con",
            "che",
            "del",
            "della",
            "di",
            "nel",
            "sono",
            "alla",
            "dei",
        ]
    ),
}
_ARABIC = ("\u0600", "\u06ff")
_ARABIC_SHARE = 0.3
_LOOK = 2000


def language_of(text: str) -> str:
    """Return a two-letter code, or an empty string where too little tells."""
    part = text[:_LOOK]
    letters = [char for char in part if char.isalpha()]
    if not letters:
        return ""
    arabic = sum(_ARABIC[0] <= char <= _ARABIC[1] for char in letters)
    if arabic >= _ARABIC_SHARE * len(letters):
        return "ar"
    found = words(part)
    counts = {code: sum(word in small for word in found) for code, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else ""
