"""Words, phrases and the normal form in which two texts are compared."""

import re
import unicodedata
from collections.abc import Iterator
from hashlib import sha256

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\u00ad]")
_ARABIC_FORMS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})
_RARE = re.compile("[\u00ad\u0600-\u06ff\u0e00-\u0e7f\u200b-\u206f\u3040-\u30ff\u3400-\u9fff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")

_QUOTATION_MARKS = {
    "en": ("“", "”"),
    "fr": ("«\u202f", "\u202f»"),
    "es": ("«", "»"),
    "ar": ("«", "»"),
    "de": ("„", "“"),
}


def normal_words(text: str) -> list[str]:
    """Return the words of a text in the form used to compare texts.

    Case, punctuation, compatibility forms, vowel marks and spelling variants of Arabic
    letters are removed; accents stay, because they tell words apart. Scripts written
    without spaces give one "word" for each character.

    Example:
        >>> normal_words("Des logements, pour TOUS !")
        ['des', 'logements', 'pour', 'tous']
    """
    if text.isascii():
        return _WORD.findall(text.lower())
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("ʼ", "'")
    if _RARE.search(folded):
        folded = _MARKS.sub("", folded).translate(_ARABIC_FORMS)
        return [word for run in _WORD.findall(folded) for word in _parts(run)]
    return _WORD.findall(folded)


def _parts(run: str) -> Iterator[str]:
    if _UNSPACED.search(run):
        yield from run
    else:
        yield run


def normal_form(text: str) -> str:
    """Return the text's normal words joined by spaces; equal forms count as identical."""
    return " ".join(normal_words(text))


def count_words(text: str) -> int:
    """Return how many words a text has, characters for scripts without spaces."""
    return sum(
        len(match.group()) if _UNSPACED.search(match.group()) else 1
        for match in _WORD.finditer(text)
    )


def surface_words(text: str) -> list[tuple[str, int, int]]:
    """Return each word as written, with its start and end in code points."""
    return [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


def quoted(text: str, language: str) -> str:
    """Return words between the quotation marks of their language."""
    opening, closing = _QUOTATION_MARKS.get(language.partition("-")[0], _QUOTATION_MARKS["en"])
    return f"{opening}{text.strip()}{closing}"


def whole_characters(text: str) -> str:
    """Return the text with each lone surrogate replaced, so that it can be encoded; same length."""
    return _SURROGATE.sub("\ufffd", text)


def short_hash(*parts: str) -> str:
    """Return twelve hexadecimal digits that name these texts, the same on every machine."""
    return sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:12]
