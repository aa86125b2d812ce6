"""Reading a filled form back: the printed words of its leaflet tell where each answer stands.

Word, LibreOffice and others keep or lose content controls as they like, so it is not those that
are read but the words of the form itself: whatever stands between the label of a field and the
next words of the form was written by whoever filled it in. What stands elsewhere and is none of
the form's own words is kept as ``loose``.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext, override

from commonspace.sharing.leaflets import Block, Leaflet, Sort

LONGEST_ANCHOR = 10
"""Lines over which the words of one block may be spread."""
LONGEST_FORM = 400_000
"""Characters: a longer text is a book, not a form."""
_BOX = re.compile(r"\s*(?:[\[(]\s*([xX✓✔]?)\s*[\])]|([☐☒☑✓✔✗✘])|([xX✗✓])(?=\s))\s*")
_EMPTY = {"", "☐"}
_PAGE = re.compile(r"\s*\d+\s*/\s*\d+\s*")
_ABOUT = "about:"
_PRINTED_BEFORE = 0.75
_TELLING = 16
_MOST_COMPARED = 60


@dataclass(slots=True)
class Filled:
    """What a filled form says, by the keys of its fields.

    Attributes:
        worded: Which of the ``former`` labels a field bore, counted from one, where it was not
            the present one.
        loose: What was written beside the fields.
        found: How many fields were seen, ``own`` of them without those about the writer.
        seen: How much of everything printed was seen.
    """

    language: str
    values: dict[str, str] = field(default_factory=dict)
    ticks: set[str] = field(default_factory=set)
    worded: dict[str, int] = field(default_factory=dict)
    loose: str = ""
    found: int = 0
    own: int = 0
    seen: int = 0
    fields: int = 0
    own_fields: int = 0

    @property
    def is_one(self) -> bool:
        """Whether this is the form at all: at least half of its fields were seen, its own too."""
        return self.found >= max(2, self.fields / 2) and self.own >= max(1, self.own_fields / 2)

    @property
    def share(self) -> float:
        """Return the share of the fields that were seen."""
        return self.found / max(1, self.fields)

    def one_of(self, group: str) -> str:
        """Return what was ticked under ``group``; empty if nothing was, or two boxes were."""
        found = [tick.partition(":")[2] for tick in self.ticks if tick.startswith(f"{group}:")]
        return found[0] if len(found) == 1 else ""

    def ticked_twice(self) -> bool:
        """Tell whether two boxes were ticked where one was asked."""
        groups = Counter(tick.partition(":")[0] for tick in self.ticks)
        return any(count > 1 for count in groups.values())


@dataclass(frozen=True, slots=True)
class _Place:
    block: Block
    start: int
    end: int
    form: int = 0


def read_filled(leaflets: Sequence[Leaflet], text: str) -> Filled | None:
    """Return what was filled in, or ``None`` if the text is none of these forms.

    Args:
        leaflets: The same form in each of its languages.
        text: What was read from the file, in the order of reading.
    """
    if len(text) > LONGEST_FORM:
        return None
    whole = _folded(text)
    read = [_read(leaflet, text) for leaflet in leaflets if _may_be(leaflet, whole)]
    best = max(read, key=lambda one: (one.found, one.seen), default=None)
    return best if best and best.is_one else None


def _may_be(leaflet: Leaflet, whole: str) -> bool:
    """Tell at a glance whether a text can be a form: most documents are not."""
    fields = _fields(leaflet)
    known = sum(
        any((words := _folded(label)) and words in whole for label, _help in _labels(block))
        for block in fields
    )
    return known >= max(2, len(fields) / 2)


def _read(leaflet: Leaflet, text: str) -> Filled:
    lines = [
        line for line in text.splitlines() if line.strip() and not _is_furniture(line, leaflet)
    ]
    folded = [_folded(line) for line in lines]
    places = _places(_printed(leaflet), folded)
    fields = _fields(leaflet)
    seen = [place.block.key for place in places if place.block.sort is Sort.FIELD]
    filled = Filled(
        language=leaflet.language,
        fields=len(fields),
        own_fields=_own(block.key for block in fields),
        seen=len(places),
        found=len(seen),
        own=_own(seen),
    )
    ends = [*(place.start for place in places[1:]), len(lines)]
    loose = list(range(places[0].start if places else 0))
    for place, end in zip(places, ends, strict=False):
        if place.block.sort is Sort.FIELD:
            filled.values[place.block.key] = _written(
                [lines[n] for n in _beside_help(place, end, folded)]
            )
            if place.form:
                filled.worded[place.block.key] = place.form
            continue
        loose += range(place.end, end)
        if place.block.sort is Sort.TICK and _is_ticked(lines[place.start]):
            filled.ticks.add(place.block.key)
    filled.loose = _written([lines[n] for n in _not_printed(leaflet, loose, folded)])
    return filled


def _fields(leaflet: Leaflet) -> list[Block]:
    return [block for block in leaflet.blocks if block.sort is Sort.FIELD]


def _own(keys: Iterable[str]) -> int:
    return sum(not key.startswith(_ABOUT) for key in keys)


def _printed(leaflet: Leaflet) -> list[Block]:
    """Return everything a leaflet prints, its head and foot too, in order."""
    head = (leaflet.kicker, leaflet.title, leaflet.lead)
    foot = Block(sort=Sort.SMALL, text=leaflet.foot)
    return [*(Block(sort=Sort.TEXT, text=text) for text in head if text), *leaflet.blocks, foot]


def _labels(block: Block) -> list[tuple[str, str]]:
    """Return the labels and helps a field was ever printed with, the present ones first."""
    return [(block.label, block.text), *block.former]


def _words(block: Block) -> str:
    return " ".join(filter(None, (block.label, "" if block.sort is Sort.FIELD else block.text)))


def _places(blocks: Sequence[Block], folded: Sequence[str]) -> list[_Place]:
    """Find the blocks in the order of the form; what somebody took out is passed over."""
    places, here = [], 0
    for block in blocks:
        is_field = block.sort is Sort.FIELD
        said = [label for label, _help in _labels(block)] if is_field else [_words(block)]
        for form, words in enumerate(map(_folded, said)):
            found = _find(words, folded, here) if words else None
            if found:
                places.append(_Place(block, *found, form))
                here = found[1]
                break
    return places


def _find(words: str, folded: Sequence[str], here: int) -> tuple[int, int] | None:
    for start in range(here, len(folded)):
        if folded[start] and words.startswith(folded[start]):
            end = _reach(words, folded, start)
            if end:
                return start, end
    return None


def _reach(words: str, folded: Sequence[str], start: int) -> int:
    """Return the line after ``words`` if they stand from ``start`` on, else 0."""
    joined = ""
    for end in range(start, min(start + LONGEST_ANCHOR, len(folded))):
        joined += folded[end]
        if joined == words:
            return end + 1
        if not words.startswith(joined):
            return 0
    return 0


def _beside_help(place: _Place, end: int, folded: Sequence[str]) -> list[int]:
    """Return the lines of a field without its printed help: some write above it, some below."""
    words = _folded(_labels(place.block)[place.form][1])
    found = _find(words, folded[:end], place.end) if words else None
    help_lines = range(*found) if found else range(0)
    return [line for line in range(place.end, end) if line not in help_lines]


def _not_printed(leaflet: Leaflet, places: Sequence[int], folded: Sequence[str]) -> list[int]:
    """Return the lines that are none of the form's own words, so that somebody wrote them.

    A hint on how to send it back may differ a little: the form may bear an earlier deadline.
    """
    blocks = _printed(leaflet)
    printed = {_folded(_words(block)) for block in blocks} | {""}
    hints = [_folded(_words(block)) for block in blocks if block.sort is Sort.SMALL]
    left = [place for place in places if folded[place] not in printed]
    return [
        place
        for count, place in enumerate(left)
        if count >= _MOST_COMPARED or not any(_is_nearly(folded[place], hint) for hint in hints)
    ]


def _is_nearly(line: str, words: str) -> bool:
    shorter, longer = sorted((len(line), len(words)))
    if shorter < _TELLING or longer > 2 * shorter:
        return False
    return SequenceMatcher(None, line, words).ratio() >= _PRINTED_BEFORE


def _written(lines: Sequence[str]) -> str:
    empty = _write_here()
    kept = [line.strip() for line in lines if line.strip() not in empty]
    return "\n".join(kept).strip()


@lru_cache(maxsize=1)
def _write_here() -> frozenset[str]:
    """Return the words that show where to write, in every language of the site."""
    said = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            said.add(f"[{gettext('Write here')}]")
    return frozenset(said)


def _is_ticked(line: str) -> bool:
    box = _BOX.match(line)
    return box is not None and next(filter(None, box.groups()), "") not in _EMPTY


def _is_furniture(line: str, leaflet: Leaflet) -> bool:
    """Tell the foot of a page, and the address it was printed with, from what somebody wrote."""
    bare = line.strip()
    if _PAGE.fullmatch(bare.removeprefix(leaflet.foot).removesuffix(leaflet.foot)):
        return True
    return bool(leaflet.link) and bare.startswith("http") and _path(bare) == _path(leaflet.link)


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _folded(text: str) -> str:
    """Return letters and figures alone, so that wrapping, marks and boxes make no difference."""
    plain = unicodedata.normalize("NFKD", _BOX.sub("", text, count=1).casefold())
    return "".join(character for character in plain if character.isalnum())
