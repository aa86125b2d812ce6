"""Organisations named in a text: by their word for a body, their acronym, or their part in it."""

import re

from commonspace.analysis.reading.demonyms import DEMONYMS

_CAP = r"[^\W\d_a-zß-öø-ÿ][\w’'&-]*"
_LINK = r"(?:of|for|on|the|de|des|del|du|la|les|in|and(?! the)|et|y|issues|to)"
_NAME = rf"{_CAP}(?:(?:\s+{_LINK}){{0,3}}\s+{_CAP}){{0,7}}"
_BODY = (
    r"(?:Organi[sz]ations?|Union|Council|Federation|Commission|Committee|Network|network|University"
    r"|College|School|Ministry|Department|Municipality|Association|Asociación|Foundation|Fundación"
    r"|Fondation|Institute|Agency|Centre|Center|Forum|Initiative|Red Cross|Red Crescent|Bank|Alliance"
    r"|Coalition|Society|Trust|Board|Office|Archdiocese|Diocese|Church|Library|Libraries|Comisión"
    r"|Embassy|Consulate|Company|Cooperative|Co-operative|League|Group|Partnership|Service|Authority"
    r"|Bureau|Collective|Platform|Movement|Secretariat|Academy|Hospital|Club|Parliament|Assembly|Guild"
    r"|Cooperativa|Uni[oó]n|Federaci[oó]n|Consejo|Ayuntamiento|Universidad|Ministerio|Alianza|Sindicato"
    r"|Fédération|Réseau|Conseil|Université|Ministère|Coopérative|Syndicat|Croix-Rouge|Cruz Roja)"
)
_NAMED_BODY = re.compile(rf"\b{_NAME}")
_HAS_BODY = re.compile(rf"\b{_BODY}(?!\w)")
_TAIL = re.compile(
    r"\s(?:youth|network)(?:\s(?:UK|US|Europe|International))?\b|\s\(([A-Z][\w-]{1,12})\)(?:\s[A-Z][a-z]+\b)?"
)
_ACRONYM = re.compile(r"(?<![\w“‘'\"-])([A-Z]{2,}[A-Za-z0-9-]*[A-Z]|[A-Z]{3,})(?=[’']s\b|\b)(?!-)")
_NOT_ACRONYMS = frozenset(
    [
        "CSO",
        "CSOS",
        "NGO",
        "NGOS",
        "UN",
        "EU",
        "UK",
        "US",
        "USA",
        "ID",
        "SME",
        "SMES",
        "LRA",
        "LRAS",
        "HIV",
        "AIDS",
        "GDP",
        "PDF",
        "SDG",
        "SDGS",
        "COVID",
        "TV",
        "IT",
        "ABC",
        "OK",
    ]
)
_AGENT = re.compile(
    r"\b(?:CSO|NGO|organisation|organization|association|charity|agency|union|company|cooperative|foundation"
    rf"|collaboration with|partnership with|together with|(?:run|led|supported|funded|organi[sz]ed|founded|managed|hosted|coordinated|set up) by)\s+(?:the\s+)?"
    rf"({_CAP}(?:\s+{_CAP}){{0,5}}(?:,\s+{_CAP}(?:\s+{_CAP}){{0,3}})*(?:,?\s+and\s+{_CAP}(?:\s+{_CAP}){{0,3}})?)"
)
_COMMON = re.compile(
    r"\b([Aa]n?\s(?:coalition|network|group|federation|alliance|association|consortium|collective)\s+of\s+"
    r"[^,.;:]{3,80}?)(?=\s+and\s+(?:their|its)\b|\s+(?:ha[sd]|have|is|are|was|were|that|which|who|in)\b|[,.;:])"
)
_CITY_BODY = re.compile(
    rf"\b([Tt]he\s(?:city|municipality|town|province)\s+of\s+{_CAP}(?:\s+{_CAP}){{0,2}})(?=\s+(?:ha[sd]|have|is|was|will|can|now|runs|set|began))"
)
_MAYORS = re.compile(
    rf"\b(mayors?\s+of\s+{_CAP}(?:\s+{_CAP}){{0,2}}(?:(?:,\s+|\s+and\s+){_CAP}(?:\s+{_CAP}){{0,2}})*)"
)
_PLATFORM = re.compile(rf"(?:–|—|-)\s({_CAP}(?:\s+{_CAP}){{1,4}})\.")
_AGENT_PARTS = re.compile(r",?\s+and\s+|,\s+")
_STARTS = frozenset(
    [
        "CSO",
        "CSOs",
        "NGO",
        "NGOs",
        "The",
        "In",
        "This",
        "These",
        "Through",
        "While",
        "When",
        "With",
        "Within",
        "At",
        "For",
        "It",
        "By",
        "From",
        "To",
        "A",
        "An",
        "As",
        "On",
        "Under",
        "Since",
        "Between",
        "Each",
        "Every",
        "All",
        "Other",
        "Our",
        "Their",
        "After",
        "Before",
        "During",
        "Other",
    ]
)
_FOREIGN_TAIL = re.compile(
    rf"\s(?:for|in|of|and)(?:\sthe)?\s(?:{'|'.join(map(re.escape, sorted(DEMONYMS, key=len, reverse=True)))})$"
)
_LOOK = 60_000
_MOST = 60


def organisations(text: str) -> tuple[str, ...]:
    """Return the organisations a text names, each once, in order of appearance."""
    part = text[:_LOOK]
    found = _bodies(part) + _acronyms(part) + _agents(part)
    for pattern in (_COMMON, _CITY_BODY, _MAYORS, _PLATFORM):
        found += [(match.start(1), match[1].strip()) for match in pattern.finditer(part)]
    return _distinct(sorted(found), part)


def _bodies(text: str) -> list[tuple[int, str]]:
    """Names in capitals that hold a word for a body."""
    found: list[tuple[int, str]] = []
    position = 0
    while match := _NAMED_BODY.search(text, position):
        name, at = _without_start(match[0], match.start())
        name = _FOREIGN_TAIL.sub("", name)
        tail = _TAIL.match(text, at + len(name))
        position = max(match.end(), tail.end() if tail else 0)
        bodily = bool(_HAS_BODY.search(name + (tail[0] if tail else "")))
        if tail and (bodily or tail[1]):
            name += tail[0]
        if " " in name and not _is_quoted(text, at) and (bodily or (tail and tail[1])):
            found.append((at, name))
    return found


def _without_start(name: str, at: int) -> tuple[str, int]:
    while True:
        first, _, rest = name.partition(" ")
        if first not in _STARTS or not rest:
            return re.sub(r"[’']s$", "", name), at
        at += len(name) - len(rest)
        name = rest


def _is_quoted(text: str, at: int) -> bool:
    return text[max(0, at - 1) : at] in {"“", "‘", '"'}


def _acronyms(text: str) -> list[tuple[int, str]]:
    return [
        (match.start(), match[1])
        for match in _ACRONYM.finditer(text)
        if match[1].upper() not in _NOT_ACRONYMS
    ]


def _agents(text: str) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for match in _AGENT.finditer(text):
        for name in _AGENT_PARTS.split(match[1]):
            bare, _ = _without_start(name.strip(), 0)
            if bare and bare not in DEMONYMS and bare not in _STARTS:
                found.append((match.start(1), bare))
    return found


def _distinct(found: list[tuple[int, str]], text: str) -> tuple[str, ...]:
    """Leave out names that stand only inside a longer one found."""
    names = list(dict.fromkeys(name for _, name in found if len(name) > 1))[:_MOST]
    return tuple(name for name in names if _stands_alone(name, names, text))


def _stands_alone(name: str, names: list[str], text: str) -> bool:
    if any(f"({name})" in other or other.endswith(f" {name}") for other in names):
        return False
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    longer = [other for other in names if other != name and whole.search(other)]
    inside = sum(text.count(other) for other in longer)
    return not longer or len(whole.findall(text)) > inside
