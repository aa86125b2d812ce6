"""Places named in a text: countries and cities of the public tables, and patterns of speech."""

import re
from functools import cache

from babel import Locale
from babel.core import get_global

from commonspace.analysis.reading.demonyms import DEMONYMS, SHORT_FORMS

_NAME = r"[^\W\d_a-zß-öø-ÿ][\w’'-]*(?:(?:\s+(?:of|de|del|da|do|la|le|les|los|las|el|al|du|upon|am|an der)){0,2}\s+[^\W\d_a-zß-öø-ÿ][\w’'-]*){0,3}"
_SEATS = (
    r"(?:City|Municipality|Town|Province|Region|State|District|County|Department|Island|Valley|Village"
    r"|Archdiocese|Diocese|University|Governorate|Port|Metropolis|city|municipality|town|province|region"
    r"|regions|state|district|county|island|village|mayors?|port|ville|région|ciudad|provincia|región)"
)
_OF = re.compile(
    rf"\b{_SEATS} (?:of|de|del|d[’']) ?((?:{_NAME})(?:(?:,\s+|\s+and\s+)(?:{_NAME}))*)"
)
_BEFORE = re.compile(
    rf"\b({_NAME}) (?:region|province|district|county|island|valley|municipality|governorate|state)\b"
)
_WITH_SEAT = re.compile(
    r"\b([^\W\d_a-zß-öø-ÿ][\w’'-]+ (?:City|Province|Island|County|Region|Valley))\b"
)
_IN = re.compile(
    rf"\b(?:[Ii]n|[Aa]cross|[Tt]hroughout|[Nn]ear|[Ff]rom|outside|around|[Àà]|[Ee]n)\s+(?:the\s+)?({_NAME})"
)
_PARTS = re.compile(r",\s+|\s+and\s+")
_NOT_PLACES = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "europe",
        "africa",
        "asia",
        "america",
        "this",
        "these",
        "that",
        "the",
        "it",
        "he",
        "she",
        "they",
        "their",
        "his",
        "her",
        "its",
        "our",
        "my",
        "part",
        "addition",
        "order",
        "fact",
        "general",
        "english",
        "french",
        "spanish",
        "arabic",
        "section",
        "part",
        "annex",
        "chapter",
        "table",
        "figure",
        "box",
    ]
)
_ORGANISED = re.compile(
    r"\b(?:Organi[sz]ation|Network|Union|Council|Forum|Programme|Project|Centre|Committee|Agency"
    r"|Foundation|Association|Commission|Initiative|Week|Act|Convention|Fund|Scheme|Campaign)\b"
)
_LEAST_LETTERS = 4
_ISO_LETTERS = 2
_LOOK = 60_000


def _is_country(territory: str) -> bool:
    return len(territory) == _ISO_LETTERS and territory.isalpha()


@cache
def _countries() -> dict[str, str]:
    """Return country names in three languages, with common short forms, to ISO codes."""
    table = {
        name: territory
        for code in ("es", "fr", "en")
        for territory, name in Locale(code).territories.items()
        if _is_country(territory) and len(name) >= _LEAST_LETTERS
    }
    return table | SHORT_FORMS


@cache
def _cities() -> dict[str, str]:
    """Return the cities that name time zones, to ISO codes."""
    zones: dict[str, str] = dict(get_global("zone_territories"))
    named = Locale("en").time_zones
    table: dict[str, str] = {}
    for zone, territory in zones.items():
        if "/" in zone and _is_country(territory):
            label = named.get(zone, {}).get("city") or zone.rsplit("/", 1)[1].replace("_", " ")
            if len(label) >= _LEAST_LETTERS:
                table[label] = territory
    return table


@cache
def _finder() -> re.Pattern[str]:
    names = sorted({*_countries(), *_cities(), *DEMONYMS}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


def _named(text: str) -> list[tuple[int, str]]:
    return [(found.start(), found[0]) for found in _finder().finditer(text[:_LOOK])]


def countries_of(text: str) -> tuple[str, ...]:
    """Return ISO codes of the countries a text names, by name, city or people, in order."""
    codes: dict[str, None] = {}
    for _, name in _named(text):
        code = _countries().get(name) or DEMONYMS.get(name) or _cities().get(name)
        if code:
            codes.setdefault(code)
    return tuple(codes)


def places(text: str) -> tuple[str, ...]:
    """Return the places a text names, in order of appearance.

    Adjectives of countries count only where the country itself is not named.
    """
    part = text[:_LOOK]
    found: list[tuple[int, str]] = []
    demonyms: list[tuple[int, str]] = []
    for at, name in _named(part):
        (demonyms if name in DEMONYMS else found).append((at, name))
    found += _by_speech(part)
    named_codes = {code for code in map(_code, (name for _, name in found)) if code}
    found += [(at, name) for at, name in demonyms if DEMONYMS[name] not in named_codes]
    return _distinct(sorted(found))


def _code(name: str) -> str | None:
    return _countries().get(name) or _cities().get(name)


def _by_speech(text: str) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for pattern in (_OF, _BEFORE, _WITH_SEAT, _IN):
        for match in pattern.finditer(text):
            for name in _PARTS.split(match[1]):
                bare = re.sub(r"[’']s$", "", name)
                if _may_be_place(bare):
                    found.append((text.index(bare, match.start(1)), bare))
    return found


def _may_be_place(name: str) -> bool:
    first = name.split(maxsplit=1)[0].casefold()
    if first in _NOT_PLACES or name.casefold() in _NOT_PLACES or name.isupper():
        return False
    return (
        not _ORGANISED.search(name)
        and name not in DEMONYMS
        and name.split(maxsplit=1)[0] not in DEMONYMS
    )


def _one_name_each(names: list[str]) -> list[str]:
    """Leave out a second name of a country already named, such as a short form."""
    first: dict[str, str] = {}
    for name in names:
        if name in _countries():
            first.setdefault(_countries()[name], name)
    return [name for name in names if first.get(_countries().get(name, ""), name) == name]


def _is_seat_of(name: str, names: list[str]) -> bool:
    """Whether a name is another one with "Region" or the like after it."""
    first, _, last = name.rpartition(" ")
    return first in names and bool(re.fullmatch(_SEATS, last))


def _distinct(found: list[tuple[int, str]]) -> tuple[str, ...]:
    names = list(dict.fromkeys(name for _, name in found))
    names = [name for name in names if not _is_seat_of(name, names)]
    names = _one_name_each(names)
    people = {DEMONYMS[name]: name for name in reversed(names) if name in DEMONYMS}
    return tuple(name for name in names if name not in DEMONYMS or people[DEMONYMS[name]] == name)
