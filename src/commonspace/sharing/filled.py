"""Reading a filled form back: the printed words of its leaflet tell where each answer stands.

Word, LibreOffice and others keep or lose content controls as they like, so it is not those that
are read but the words of the form itself: whatever stands between the label of a field and the
next words of the form was written by whoever filled it in.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext, override

from commonspace.sharing.leaflets import Block, Leaflet, Sort

LONGEST_ANCHOR = 10
"""Lines over which the words of one block may be spread."""
_BOX = re.compile(r"\s*(?:[\[(]\s*([xX✓✔]?)\s*[\])]|([☐☒☑✓✔✗✘])|([xX✗✓])(?=\s))\s*")
_EMPTY = {"", "☐"}
_PAGE = re.compile(r"\s*\d+\s*/\s*\d+\s*")


@dataclass(slots=True)
class Filled:
    """What a filled form says, by the keys of its fields.

    ``found`` counts the fields seen, ``seen`` everything printed.
    """

    language: str
    values: dict[str, str] = field(default_factory=dict)
    ticks: set[str] = field(default_factory=set)
    found: int = 0
    seen: int = 0
    fields: int = 0

    @property
    def is_one(self) -> bool:
        """Whether this is the form at all: at least half of its fields were seen."""
        return self.found >= max(2, self.fields / 2)


@dataclass(frozen=True, slots=True)
class _Place:
    block: Block
    start: int
    end: int


def read_filled(leaflets: Sequence[Leaflet], text: str) -> Filled | None:
    """Return what was filled in, or ``None`` if the text is none of these forms.

    Args:
        leaflets: The same form in each of its languages.
        text: What was read from the file, in the order of reading.
    """
    read = [_read(leaflet, text) for leaflet in leaflets]
    best = max(read, key=lambda one: (one.found, one.seen), default=None)
    return best if best and best.is_one else None


def _read(leaflet: Leaflet, text: str) -> Filled:
    lines = [
        line for line in text.splitlines() if line.strip() and not _is_furniture(line, leaflet)
    ]
    foot = Block(sort=Sort.SMALL, text=leaflet.foot)
    places = _places([*leaflet.blocks, foot], lines)
    filled = Filled(
        language=leaflet.language,
        fields=sum(block.sort is Sort.FIELD for block in leaflet.blocks),
        seen=len(places),
        found=sum(place.block.sort is Sort.FIELD for place in places),
    )
    ends = [*(place.start for place in places[1:]), len(lines)]
    for place, end in zip(places, ends, strict=False):
        if place.block.sort is Sort.FIELD:
            start = _after_help(place, lines)
            filled.values[place.block.key] = _written(lines[start : max(start, end)])
        elif place.block.sort is Sort.TICK and _is_ticked(lines[place.start]):
            filled.ticks.add(place.block.key)
    return filled


def _places(blocks: Sequence[Block], lines: Sequence[str]) -> list[_Place]:
    """Find the blocks in the order of the form; what somebody took out is passed over."""
    folded = [_folded(line) for line in lines]
    places, here = [], 0
    for block in blocks:
        words = _folded(
            " ".join(filter(None, (block.label, "" if block.sort is Sort.FIELD else block.text)))
        )
        found = _find(words, folded, here) if words else None
        if found:
            places.append(_Place(block, *found))
            here = found[1]
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


def _after_help(place: _Place, lines: Sequence[str]) -> int:
    words = _folded(place.block.text)
    if not words:
        return place.end
    folded = [_folded(line) for line in lines[place.end : place.end + LONGEST_ANCHOR]]
    return place.end + _reach(words, folded, 0)


def _written(lines: Sequence[str]) -> str:
    empty = _write_here()
    kept = [line.strip() for line in lines if line.strip() not in empty]
    return "\n".join(kept).strip()


def _write_here() -> set[str]:
    """Return the words that show where to write, in every language of the site."""
    said = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            said.add(f"[{gettext('Write here')}]")
    return said


def _is_ticked(line: str) -> bool:
    box = _BOX.match(line)
    return box is not None and next(filter(None, box.groups()), "") not in _EMPTY


def _is_furniture(line: str, leaflet: Leaflet) -> bool:
    """Tell the foot of a page from what somebody wrote."""
    return bool(_PAGE.fullmatch(line.strip().removeprefix(leaflet.foot).removesuffix(leaflet.foot)))


def _folded(text: str) -> str:
    """Return letters and figures alone, so that wrapping, marks and boxes make no difference."""
    plain = unicodedata.normalize("NFKD", _BOX.sub("", text, count=1).casefold())
    return "".join(character for character in plain if character.isalnum())
