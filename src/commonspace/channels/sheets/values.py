"""What people and programs write into cells, understood or not: dates, consent, kinds, countries."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from django.conf import settings
from django.utils.translation import override

from commonspace.channels.sheets.choices import DateOrder
from commonspace.kernel.names import countries, languages
from commonspace.people.choices import Attribution, OrganisationKind
from commonspace.people.services import folded

_YES = frozenset(
    ["yes", "y", "true", "1", "x", "checked", "selected", "ticked", "agree", "i", "agree", "agreed", "consent", "i", "consent", "given", "oui", "vrai", "d", "accord", "j", "accepte", "accepte", "si", "verdadero", "de", "acuerdo", "acepto", "sim", "ja", "نعم", "صحيح", "موافق", "أوافق", "ok"]
) | {"i agree", "i consent", "d accord", "j accepte", "de acuerdo", "i accept"}  # fmt: skip
_NO = frozenset(
    ["no", "n", "false", "0", "unchecked", "disagree", "non", "faux", "falso", "nao", "nein", "لا", "خطأ"]
) | {"not selected", "i disagree", "not ticked", "i do not agree", "je refuse", "no acepto"}  # fmt: skip
_NAMING = (
    (Attribution.ANONYMOUS, ("anonym", "anonim", "confidential", "confidentiel", "not be named", "do not name", "unnamed", "not at all", "مجهول")),
    (Attribution.KIND, ("kind of organi", "type of organi", "type d organi", "tipo de organi", "نوع المنظمة")),
    (Attribution.NAMED, ("my name", "full name", "mon nom", "mi nombre", "اسمي", "by name", "with name", "name and organi")),
    (Attribution.ORGANISATION, ("organi", "المنظمة", "institution")),
    (Attribution.NAMED, ("named",)),
)  # fmt: skip
_ONLY = (
    "organisation only",
    "organization only",
    "organisation seulement",
    "organizacion solamente",
)
_KIND_WORDS = {
    "association of migrants": "migrants-association", "diaspora": "migrants-association", "migrant": "migrants-association",
    "migrants": "migrants-association", "refugee": "migrants-association", "non governmental": "ngo", "nongovernmental": "ngo",
    "nonprofit": "ngo", "non profit": "ngo", "civil society": "ngo", "cso": "ngo", "charity": "ngo", "ong": "ngo",
    "ngo": "ngo", "union": "trade-union", "syndicat": "trade-union", "sindicato": "trade-union", "church": "faith-group",
    "faith": "faith-group", "religious": "faith-group", "university": "academia", "universite": "academia",
    "universidad": "academia", "research": "academia", "academic": "academia", "academia": "academia", "network": "network", "coalition": "network",
    "reseau": "network", "red": "network", "city": "city", "municipality": "city", "local authority": "city", "local government": "city",
    "ville": "city", "municipio": "city", "ministry": "government", "government": "government",
    "un agency": "international", "united nations": "international", "international organisation": "international",
    "international organization": "international", "company": "business", "business": "business", "private sector": "business",
    "individual": "person", "person": "person", "citizen": "person", "myself": "person", "particulier": "person",
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january janv janvier ene enero", "feb february fev fevr fevrier febrero", "mar march mars marzo",
         "apr april avr avril abr abril", "may mai mayo", "jun june juin junio", "jul july juil juillet julio",
         "aug august aout ago agosto", "sep sept september septembre septiembre", "oct october octobre octubre",
         "nov november novembre noviembre", "dec december decembre dic diciembre"), start=1)
    for name in names.split()
}  # fmt: skip
_CLOCK = re.compile(
    r"(\d{1,2})[:h.](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?m?\.?", re.IGNORECASE
)
_ZONE = re.compile(
    r"(?:GMT|UTC)?\s*([+\-−])(\d{1,2}):?(\d{2})?\s*$|(\bZ|\bGMT|\bUTC)\s*$", re.IGNORECASE
)
_NUMBERS = re.compile(r"(\d{1,4})\s?[/.–-]\s?(\d{1,2})\s?[/.–-]\s?(\d{2,4})")
_MONTH_NAMED = re.compile(
    r"(?:(\d{1,2})\D{1,4})?\b([^\W\d_]{3,10})\b\D{1,4}(\d{1,4})(?:\D{1,3}(\d{4}))?"
)
_EARLIEST = 1990
_HALF_DAY = 12
_CENTURY = 2000


def truth_of(cell: str) -> bool | None:
    """Return what a ticked or answered box says; nothing where it is not understood."""
    said = folded(cell)
    if said in _YES or said.split(" ")[0] in {"yes", "oui", "si", "نعم"}:
        return True
    if said in _NO or said.split(" ")[0] in {"no", "non", "لا", "not"}:
        return False
    return None


def naming_of(cell: str) -> str:
    """Return the attribution a cell chooses, empty where that is not understood.

    A bare “yes” to being named allows the name, a bare “no” nothing.
    """
    said = folded(cell)
    if said in Attribution.values:
        return said
    yes = truth_of(cell)
    if yes is False:
        return Attribution.ANONYMOUS
    meant = next((value for value, parts in _NAMING if any(part in said for part in parts)), "")
    if meant == Attribution.NAMED and any(part in said for part in _ONLY):
        return Attribution.ORGANISATION
    return meant or (Attribution.NAMED if yes else "")


def kind_of(cell: str) -> str:
    """Return the kind of organisation a cell names, empty where that is not understood."""
    said = folded(cell)
    known = _kinds().get(said)
    if known or not said:
        return known or ""
    padded = f" {said} "
    return next((kind for word, kind in _KIND_WORDS.items() if f" {word}" in padded), "")


def country_of(cell: str) -> str:
    """Return the ISO 3166 code of a country named in one of our languages or by its code."""
    said = cell.strip()
    return _country_names().get(folded(said), "")


def language_of(cell: str) -> str:
    """Return the code of a language named in one of our languages, its own, or by its code."""
    said = cell.strip().split(";")[0]
    plain = re.split(r"[-_]", said.lower())[0]
    names = _language_names()
    return names.get(folded(said), "") or (plain if plain in names.values() else "")


def date_order_of(cells: Iterable[str]) -> str:
    """Return which order the dates of a column are written in, empty where that cannot be told."""
    for cell in cells:
        found = _NUMBERS.search(cell)
        if not found or len(found[1]) > 2:  # noqa: PLR2004  # a year first is in no doubt
            continue
        one, two = int(found[1]), int(found[2])
        if one > _HALF_DAY:
            return DateOrder.DAY_FIRST
        if two > _HALF_DAY:
            return DateOrder.MONTH_FIRST
    return ""


def is_in_doubt(cells: Iterable[str]) -> bool:
    """Tell whether a column has dates whose day and month could be either way round."""
    return any(
        found and len(found[1]) <= 2  # noqa: PLR2004
        for found in (_NUMBERS.search(cell) for cell in cells)
    )


def moment_of(cell: str, *, order: str, zone: tzinfo) -> datetime | None:
    """Return the instant a cell names, or nothing where it is not understood.

    Args:
        cell: As the tool wrote it: ISO 8601, figures in any order, or a month in words.
        order: A ``DateOrder`` for figures that begin with no year.
        zone: Whose clock it is where the cell does not say.
    """
    said = cell.strip()
    found: datetime | None
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        found = _pieced(said, order)
    if found is None or found.year < _EARLIEST:
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _pieced(said: str, order: str) -> datetime | None:
    found = _NUMBERS.search(said)
    day = _of_figures(found, order) if found else None
    if found is None:
        found = _MONTH_NAMED.search(said)
        day = _of_words(found) if found else None
    if found is None or day is None:
        return None
    rest = said[found.end() :]
    try:
        return datetime(*day, *_clock(rest), tzinfo=_zone(rest))
    except ValueError:
        return None


def _of_figures(found: re.Match[str], order: str) -> tuple[int, int, int]:
    one, two, three = (int(part) for part in found.groups())
    if len(found[1]) > 2:  # noqa: PLR2004  # a year first
        return one, two, three
    year = three if three >= 100 else _CENTURY + three  # noqa: PLR2004
    return (year, one, two) if order == DateOrder.MONTH_FIRST else (year, two, one)


def _of_words(found: re.Match[str]) -> tuple[int, int, int] | None:
    month = _MONTHS.get(folded(found[2]))
    if not month:
        return None
    if found[1]:
        return int(found[3]), month, int(found[1])
    return (int(found[4]), month, int(found[3])) if found[4] else None


def _clock(said: str) -> tuple[int, int, int]:
    found = _CLOCK.search(said)
    if not found:
        return 0, 0, 0
    hour, half = int(found[1]), (found[4] or "").lower()
    if half:
        hour = hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0)
    return hour, int(found[2]), int(found[3] or 0)


def _zone(said: str) -> tzinfo | None:
    """Return the offset that stands after a clock; a hyphen in a date is none."""
    clock = _CLOCK.search(said)
    found = _ZONE.search(said, clock.end()) if clock else None
    if not found:
        return None
    if found[4]:
        return UTC
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(ahead if found[1] == "+" else -ahead)


@lru_cache
def _kinds() -> dict[str, str]:
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for value, label in OrganisationKind.choices:
                found.setdefault(folded(str(label)), value)
    return found | {folded(value): value for value in OrganisationKind.values}


@lru_cache
def _country_names() -> dict[str, str]:
    found = {
        "usa": "US", "united states of america": "US", "uk": "GB", "great britain": "GB", "england": "GB", "palestine": "PS",
        "turkey": "TR", "ivory coast": "CI", "czech republic": "CZ", "south korea": "KR", "russia": "RU", "syria": "SY",
        "hong kong": "HK", "drc": "CD", "uae": "AE",
    }  # fmt: skip
    for language in ("en", "fr", "es", "ar", "pt", "de"):
        for code, name in countries(language):
            found.setdefault(folded(name), code)
            found.setdefault(folded(code), code)
    return found


@lru_cache
def _language_names() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("en", "fr", "es", "ar", "pt", "de"):
        for code, name in languages(language):
            found.setdefault(folded(name), code)
            found.setdefault(folded(code), code)
    return found
