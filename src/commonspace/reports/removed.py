"""Where somebody's words stand in a released snapshot, and the snapshot without them.

A place is a path into the JSON of the snapshot with a stretch of the text there, never the words
themselves. The snapshot is not changed: what leaves words out is a copy made to be shown.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from commonspace.contributions.verbatim import Sayings, without
from commonspace.intake.choices import Removed

_NO_WORDS = frozenset({"type", "anchor", "language", "description_language", "ref", "url", "links"})
_WHO = ("speaker", "attribution", "source")
_SAID = ("quote", "translation", "text")
_LONGEST_LABEL = 60

Step = str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What to look for in a snapshot.

    Attributes:
        ref: Public reference of the contribution, as printed with its quotations.
        name: Its contributor's own name; it is theirs wherever it stands.
    """

    what: str
    ref: str
    sayings: Sayings
    name: str

    @property
    def seeks_words(self) -> bool:
        return self.what in {Removed.EVERYTHING, Removed.QUOTATION}

    @property
    def seeks_names(self) -> bool:
        return self.what in {Removed.EVERYTHING, Removed.NAME}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of one text of a snapshot: where it is, and by what readers find it."""

    path: tuple[Step, ...]
    start: int
    end: int
    at: str = ""
    anchor: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the place as it is kept with a note."""
        return {
            "path": list(self.path), "start": self.start, "end": self.end,
            "at": self.at, "anchor": self.anchor,
        }  # fmt: skip


def places_in(snapshot: str, sought: Sought) -> list[Place]:
    """Return where in a snapshot the words or names stand, in the order of the report."""
    return list(_Walk(sought).through(json.loads(snapshot)["document"], ("document",)))


def words_at(snapshot: str, place: Place) -> str:
    """Return the words of a place."""
    return str(_at(json.loads(snapshot), place.path))[place.start : place.end]


def without_places(snapshot: str, places: Iterable[dict[str, Any]], *, mark: str) -> str:
    """Return a snapshot with a mark in place of each of ``places``."""
    whole = json.loads(snapshot)
    spans: dict[tuple[Step, ...], set[tuple[int, int]]] = {}
    for place in places:
        spans.setdefault(tuple(place["path"]), set()).add((place["start"], place["end"]))
    for path, found in spans.items():
        holder = _at(whole, path[:-1])
        holder[path[-1]] = without(str(holder[path[-1]]), _joined(found), mark)
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _at(whole: Any, path: Sequence[Step]) -> Any:  # noqa: ANN401  # parts of a JSON
    for step in path:
        whole = whole[step]
    return whole


class _Walk:
    """One way through a snapshot, remembering under which heading or number it is."""

    def __init__(self, sought: Sought) -> None:
        self._sought = sought
        self._label = self._anchor = ""

    def through(self, value: Any, path: tuple[Step, ...]) -> Iterator[Place]:  # noqa: ANN401  # JSON
        if isinstance(value, list):
            for number, entry in enumerate(value):
                yield from self.through(entry, (*path, number))
        elif isinstance(value, dict):
            yield from self._block(value, path)
        elif isinstance(value, str) and path[-1] not in _NO_WORDS:
            yield from self._text(value, path)

    def _block(self, block: dict[str, Any], path: tuple[Step, ...]) -> Iterator[Place]:
        if "heading" in block and isinstance(block["heading"], dict):
            yield from self.through(block["heading"], (*path, "heading"))
        self._pass(block)
        whole = self._theirs(block)
        for name, value in block.items():
            if name == "heading" and isinstance(value, dict):
                continue
            if name in whole and isinstance(value, str) and value:
                yield self._place((*path, name), 0, len(value))
            else:
                yield from self.through(value, (*path, name))

    def _theirs(self, block: dict[str, Any]) -> set[str]:
        """Return the fields of a block that are theirs from end to end."""
        kind = block.get("type")
        is_evidence = kind == "Evidence" and block.get("ref") == self._sought.ref
        is_quote = kind == "Quote" and self._sought.sayings.spans_in(block.get("text", ""))
        if not (is_evidence or is_quote):
            return set()
        return {
            *(_SAID if self._sought.seeks_words else ()),
            *(_WHO if self._sought.seeks_names else ()),
        }

    def _text(self, text: str, path: tuple[Step, ...]) -> Iterator[Place]:
        if self._sought.seeks_words:
            for start, end in self._sought.sayings.spans_in(text):
                yield self._place(path, start, end)
        name = self._sought.name.strip()
        if self._sought.seeks_names and " " in name and name in text:
            start = text.index(name)
            yield self._place(path, start, start + len(name))

    def _pass(self, block: dict[str, Any]) -> None:
        """Note the heading or number that is passed, unless it repeats the words itself."""
        label = str(block.get("number") or block.get("title") or "")
        if block.get("type") == "Heading":
            label = f"{block.get('number', '')} {block.get('text', '')}".strip()
        if block.get("type") not in {"Heading", "FindingBlock", "RecommendationItem", "ExampleBox"}:
            return
        if label and not self._sought.sayings.spans_in(label):
            self._label = label[:_LONGEST_LABEL]
            self._anchor = str(block.get("anchor", ""))

    def _place(self, path: tuple[Step, ...], start: int, end: int) -> Place:
        return Place(path=path, start=start, end=end, at=self._label, anchor=self._anchor)
