"""Hints at personal data in a text that may be published: for a person to look at.

They are patterns, not understanding: an address, a number, a name after words that announce one.
A text without a hint may still say who somebody is, and a hint may be wrong, so a hint only ever
asks for a look. National telephone numbers are found by their shape, because nobody says which
country a number is of.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["email", "phone", "profile", "number", "name", "address"]

FEWEST_DIGITS, MOST_DIGITS = 7, 15
SHORTEST_NAME = 3
_CARD_DIGITS = range(13, 20)

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PROFILE = re.compile(
    r"\b(?:facebook|instagram|linkedin|twitter|tiktok|youtube|telegram|whatsapp|t|wa|fb|x)\.(?:com|me)/[\w.@/+-]{2,80}"
    r"|(?<![\w.@])@[A-Za-z]\w{2,29}\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\w.,/-])\+?\(?\d[\d \u00a0().\-/]{5,22}\d(?!\w)")
_DATE = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?:\s+\d{1,2})?"
)
_YEARS = re.compile(r"\(?(?:1[89]|20)\d\d\)?\s?[-/]\s?\(?(?:1[89]|20)\d\d\)?")
_IBAN = re.compile(
    r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)", re.IGNORECASE
)
_PAPERS = re.compile(
    r"\b(?:passport|passeport|pasaporte|reisepass|visa|cédula|carte de séjour|جواز(?: السفر)?)"
    r"[^\w\n]{1,6}(?:(?:no|n|nr|number|num[ée]ro|número|رقم)[^\w\n]{0,4})?[A-Z]{0,3}\d{5,12}\b",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_][\w'’-]{1,30}"
_ANNOUNCED = re.compile(
    r"\b(?:my name is|i am called|je m['’]appelle|mon nom est|me llamo|mi nombre es|mein name ist"
    rf"|ich heiße|meu nome é|اسمي)\s{{1,3}}({_WORD}(?:[ ]{_WORD}){{0,2}})",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sr|Sra|Srta|Mme|Mlle|Herr|Frau|Doña|Don)\b\.?[ ]"
    rf"([^\W\d_a-z][\w'’-]{{1,30}}(?:[ ][^\W\d_a-z][\w'’-]{{1,30}}){{0,2}})"
    rf"|\b(?:السيد|السيدة|الدكتور|الدكتورة|الأستاذ|الأستاذة)[ ]({_WORD}(?:[ ]{_WORD})?)"
)
_STREET = re.compile(
    r"\b\d{1,5}[, ]{1,2}(?:[\w'’.-]{1,30}[ ]){1,3}(?:street|st|avenue|ave|road|rd|lane|square|boulevard)\b"
    r"|\b\d{1,5}[, ]{1,2}(?:bis )?(?:rue|avenue|boulevard|chemin|place)[ ][\w'’-]{1,30}"
    r"|\b(?:calle|avenida|carrera|paseo)[ ](?:[\w'’.-]{1,30}[, ]{1,2}){1,4}\d{1,5}\b"
    r"|شارع[ ](?:\w{1,30}[ ،]{1,2}){1,3}\d{1,5}\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Hint:
    """A span of a text, in code points, that may say who somebody is."""

    start: int
    end: int
    kind: Kind


def personal_hints(text: str, *, known: Iterable[str] = ()) -> tuple[Hint, ...]:
    """Return the spans of a text that may be personal data, in order, none within another.

    Args:
        text: What may be published.
        known: Names that must not stand in it: of whoever wrote it and did not want to be named.

    Example:
        >>> [(hint.kind, hint.start) for hint in personal_hints("Write to amal@example.org!")]
        [('email', 9)]
    """
    found = [hint for find in _FINDERS for hint in find(text)]
    found += _known_in(text, known)
    kept: list[Hint] = []
    for hint in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or hint.start >= kept[-1].end:
            kept.append(hint)
    return tuple(kept)


def _plain(pattern: re.Pattern[str], kind: Kind) -> Callable[[str], Iterator[Hint]]:
    def find(text: str) -> Iterator[Hint]:
        for match in pattern.finditer(text):
            group = next((n for n, words in enumerate(match.groups(), start=1) if words), 0)
            yield Hint(*match.span(group), kind)

    return find


def _accounts(text: str) -> Iterator[Hint]:
    for match in _IBAN.finditer(text):
        if _is_iban(match[0]):
            yield Hint(*match.span(), "number")


def _numbers(text: str) -> Iterator[Hint]:
    for match in _DIGITS.finditer(text):
        digits = [int(one) for one in match[0] if one.isdigit()]
        if len(digits) in _CARD_DIGITS and _is_luhn(digits):
            yield Hint(*match.span(), "number")
        elif FEWEST_DIGITS <= len(digits) <= MOST_DIGITS and not _is_ordinary(match[0], digits):
            yield Hint(*match.span(), "phone")


_FINDERS: tuple[Callable[[str], Iterator[Hint]], ...] = (
    _plain(_EMAIL, "email"),
    _plain(_PROFILE, "profile"),
    _plain(_PAPERS, "number"),
    _plain(_ANNOUNCED, "name"),
    _plain(_TITLED, "name"),
    _plain(_STREET, "address"),
    _accounts,
    _numbers,
)


def _is_ordinary(written: str, digits: list[int]) -> bool:
    """Tell whether figures are a date, a span of years or a round amount."""
    bare = written.strip()
    if bare.startswith("+"):
        return False
    return bool(_DATE.fullmatch(bare) or _YEARS.fullmatch(bare)) or digits[-3:] == [0, 0, 0]


def _known_in(text: str, known: Iterable[str]) -> Iterator[Hint]:
    parts = {
        part.casefold() for name in known for part in name.split() if len(part) >= SHORTEST_NAME
    }
    if not parts:
        return
    for match in re.finditer(r"[^\W\d_][\w'’-]*", text):
        if match[0].casefold() in parts or match[0].casefold().removesuffix("’s") in parts:
            yield Hint(*match.span(), "name")


def _is_luhn(digits: list[int]) -> bool:
    """Tell whether figures carry the check digit of payment cards (ISO/IEC 7812-1, annex B)."""
    doubled = [
        sum(divmod(digit * 2, 10)) if place % 2 else digit
        for place, digit in enumerate(reversed(digits))
    ]
    return sum(doubled) % 10 == 0


def _is_iban(written: str) -> bool:
    """Tell whether letters and figures are a bank account (ISO 13616, check modulo 97)."""
    bare = written.replace(" ", "").upper()
    if not bare.isascii():
        return False
    turned = bare[4:] + bare[:4]
    return int("".join(str(int(one, 36)) for one in turned)) % 97 == 1
