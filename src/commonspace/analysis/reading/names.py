"""Names of organisations as texts spell them, and which of them may be one another.

A name is a run of words in capitals that holds a word for a body ("Coalition", "Institute"),
with the short form that stands in brackets after it. Two names are queried when they differ in
spelling only, when they differ in nothing but the word for the body, or when a short form and
its long forms do not go one to one. Nothing is decided here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Literal

from commonspace.analysis.reading.plain import folded, squeezed

Reason = Literal["spelling", "body", "two-short", "one-short"]

BODIES = frozenset(
    [
        "academy",
        "agency",
        "alianza",
        "alliance",
        "asociación",
        "assembly",
        "association",
        "authority",
        "board",
        "bureau",
        "cámara",
        "centre",
        "center",
        "church",
        "club",
        "coalición",
        "coalition",
        "collective",
        "colectivo",
        "comisión",
        "commission",
        "committee",
        "comité",
        "confederación",
        "confederation",
        "conseil",
        "consejo",
        "consortium",
        "consorcio",
        "council",
        "federación",
        "federation",
        "fédération",
        "fondation",
        "forum",
        "foro",
        "foundation",
        "fundación",
        "group",
        "grupo",
        "initiative",
        "institut",
        "institute",
        "instituto",
        "league",
        "liga",
        "ministerio",
        "ministry",
        "ministère",
        "movement",
        "movimiento",
        "network",
        "observatory",
        "office",
        "organisation",
        "organización",
        "parliament",
        "partnership",
        "plataforma",
        "platform",
        "programme",
        "red",
        "réseau",
        "secretariat",
        "society",
        "sindicato",
        "syndicat",
        "trust",
        "union",
        "unión",
        "universidad",
        "university",
        "université",
    ]
)
_SAME = {"organization": "organisation", "center": "centre", "program": "programme", "&": "and"}
_LINKS = frozenset(
    ["of", "for", "on", "in", "the", "and", "de", "des", "del", "du", "la", "las", "los", "les", "el", "y", "et", "to", "a"]
)  # fmt: skip
_CAP = r"(?:\d{1,2}(?:st|nd|rd|th)\s)?[^\W\d_a-zß-öø-ÿ][\w’'-]*"
_LINK = r"(?:of|for|on|in|the|and(?!\sthe\s)|&|de|des|del|du|la|las|los|les|y|et|to)"
_RUN = re.compile(
    rf"(?<![\w’'-]){_CAP}(?:(?:\s{_LINK}){{0,3}}\s{_CAP}){{1,9}}(?:\s\(([A-Z][\w&-]{{1,11}})\))?"
)
_MARKUP = re.compile(r"[*_]{1,3}|</?su[bp]>")
_STARTS = re.compile(
    r"^(?:(?:The|In|At|With|By|From|Together|And|For|As|This|Our|On|To|When|While)\s|\S+\s[Tt]he\s)"
)
_WORD = re.compile(r"[^\W_]+")
_SHORT = re.compile(r"(?<![\w-])[A-Z][A-Z&]{3,10}(?![\w-])")
_LONGEST = 120
_MOST = 4000
_CLOSE, _WORD_CLOSE = 0.9, 0.75
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands: ``short`` is the short form given with it, if there is one."""

    name: str
    short: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeNames:
    """Two names that may be one, and what they have in common."""

    one: str
    other: str
    reason: Reason


def mentions(text: str) -> Iterator[Mention]:
    """Yield the names of bodies in a text with their places, in order.

    White space and the marks of Markdown inside a name are put aside; a blank line ends one.
    """
    for start, paragraph, places in _paragraphs(text):
        for match in _RUN.finditer(paragraph):
            name, short = match[0], match[1] or ""
            long = squeezed(name[: name.rfind("(")] if short else name)
            at = match.start()
            while cut := _STARTS.match(long):
                long, at = long[cut.end() :], at + cut.end()
            if _is_name(long, short):
                yield Mention(long, short, start + places[at], start + places[match.end() - 1] + 1)


def short_forms(text: str) -> Iterator[Mention]:
    """Yield words in capitals alone, of four letters or more, with their places."""
    for match in _SHORT.finditer(text):
        yield Mention(match[0], "", match.start(), match.end())


def _paragraphs(text: str) -> Iterator[tuple[int, str, list[int]]]:
    """Yield paragraphs on one line without markup, and where each of their characters stood."""
    start = 0
    for gap in [*re.finditer(r"\n\s*\n", text), None]:
        end = gap.start() if gap else len(text)
        yield (start, *_on_one_line(text[start:end]))
        start = gap.end() if gap else end


def _on_one_line(paragraph: str) -> tuple[str, list[int]]:
    marks = {place for mark in _MARKUP.finditer(paragraph) for place in range(*mark.span())}
    shown: list[str] = []
    places: list[int] = []
    for place, character in enumerate(paragraph):
        if place in marks or (character.isspace() and shown and shown[-1] == " "):
            continue
        shown.append(" " if character.isspace() else character)
        places.append(place)
    return "".join(shown), places


def _is_name(long: str, short: str) -> bool:
    plain = name_words(long)
    shouts = long.isupper() or sum(word.isupper() and len(word) > 3 for word in long.split()) > 1  # noqa: PLR2004  # a heading, not a name
    return (
        len(plain) > 1
        and len(long) <= _LONGEST
        and not shouts
        and (bool(short) or any(word in BODIES for word in plain))
    )


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name as they compare: caseless, one spelling of common words."""
    bare = name[: name.rfind("(")] if name.endswith(")") and "(" in name else name
    found = _WORD.findall(folded(bare.replace("&", " and ")).replace("'", ""))
    words = tuple(_SAME.get(word, word) for word in found)
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def like_names(
    names: Iterable[str], shorts: Iterable[tuple[str, str]] = (), alone: Iterable[str] = ()
) -> list[LikeNames]:
    """Return pairs of names that may be one, each pair once.

    Args:
        names: Names as written, however often.
        shorts: Names with the short form given for each.
        alone: Short forms that stand alone in the texts.
    """
    written: dict[tuple[str, ...], str] = {}
    for name in names:
        written.setdefault(name_words(name), name)
    distinct = list(written)[:_MOST]
    found = [
        LikeNames(one=written[one], other=written[other], reason=reason)
        for one, other in _worth_comparing(distinct)
        if (reason := _reason(one, other))
    ]
    given = [(name, short) for name, short in shorts if short]
    slips = _short_slips({short for _name, short in given}, alone)
    return [*found, *_two_short(given), *_one_short(given), *slips]


def _worth_comparing(
    names: Sequence[tuple[str, ...]],
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield pairs that share a word other than a link or a word for a body, in order of names."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        for word in {word[:4] for word in name if word not in _LINKS}:
            by_word[word].append(place)
    seen = {
        pair
        for places in by_word.values()
        if len(places) < 200  # noqa: PLR2004  # a word that every name has tells nothing
        for pair in combinations(places, 2)
    }
    for one, other in sorted(seen):
        yield names[one], names[other]


def _reason(one: tuple[str, ...], other: tuple[str, ...]) -> Reason | None:
    left, right = ([word for word in name if word not in _LINKS] for name in (one, other))
    if len(left) != len(right):
        return None
    changed = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    if len(changed) == 1 and len(left) >= _FEWEST_WORDS - 1 and set(changed[0]) <= BODIES:
        return "body" if len(one) >= _FEWEST_WORDS else None
    if any(a.isdigit() or b.isdigit() for a, b in changed):
        return None
    joined = SequenceMatcher(None, " ".join(one), " ".join(other), autojunk=False).ratio()
    near = all(SequenceMatcher(None, a, b).ratio() >= _WORD_CLOSE for a, b in changed)
    return "spelling" if near and len(changed) <= 1 and joined >= _CLOSE and one != other else None


def _two_short(given: Sequence[tuple[str, str]]) -> Iterator[LikeNames]:
    """Yield the short forms of one name where it has several; slips are found elsewhere."""
    short_of: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for name, short in given:
        short_of[name_words(name)].setdefault(short)
    for shorts in short_of.values():
        for one, other in combinations(shorts, 2):
            if folded(one) != folded(other) and not _slipped(one, other):
                yield LikeNames(one=one, other=other, reason="two-short")


def _one_short(given: Sequence[tuple[str, str]]) -> Iterator[LikeNames]:
    """Yield names that share a short form whose letters begin words of both."""
    long_of: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
    for name, short in given:
        if _abbreviates(short, name_words(name)):
            long_of[short].setdefault(name_words(name), name)
    for names in long_of.values():
        for (left, one), (right, other) in combinations(names.items(), 2):
            if _reason(left, right) is None and not _ends_alike(left, right):
                yield LikeNames(one=one, other=other, reason="one-short")


def _ends_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether one name is the other with something in front, as a run of capitals may be."""
    shorter, longer = sorted((one, other), key=len)
    return longer[-len(shorter) :] == shorter


def _abbreviates(short: str, name: tuple[str, ...]) -> bool:
    """Tell whether the letters of a short form begin words of the name, in order."""
    initials = iter(word[0] for word in name)
    return all(letter in initials for letter in short.casefold() if letter.isalpha())


def _short_slips(given: set[str], alone: Iterable[str]) -> Iterator[LikeNames]:
    """Yield short forms one letter off another: one too many, or two that changed places.

    At least one of the two was given with a name; words in capitals alone may be anything.
    """
    listed = sorted(short for short in given | set(alone) if len(short) > 3)  # noqa: PLR2004  # shorter ones are near by chance
    for one, other in combinations(listed, 2):
        if one[0] == other[0] and {one, other} & given and _slipped(one, other):
            yield LikeNames(one=one, other=other, reason="spelling")


def _slipped(one: str, other: str) -> bool:
    if len(one) == len(other):
        places = [
            place for place, pair in enumerate(zip(one, other, strict=True)) if len(set(pair)) > 1
        ]
        return len(places) == 2 and places[1] == places[0] + 1 and sorted(one) == sorted(other)  # noqa: PLR2004
    shorter, longer = sorted((one, other), key=len)
    return (
        len(longer) - len(shorter) == 1
        and longer != f"{shorter}S"
        and any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
    )
