"""List marks and headings of a DOCX: which paragraph is numbered how, and with what number."""

import re
from collections import defaultdict
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from commonspace.engines.extraction.lines import ordinal

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_STYLES = {
    "lowerLetter": "lower-letter",
    "upperLetter": "upper-letter",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
}
_OFF = {"0", "false", "off"}
_DEEPEST = 8
_DIGITS = 9
_INHERITANCE = 10


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before a list item, and how deep the item lies."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    pattern: str
    start: int


def value_of(element: Element | None, name: str = "val") -> str:
    """Return an attribute of the main namespace, or an empty string."""
    return element.get(f"{W}{name}", "") if element is not None else ""


def is_on(switch: Element | None) -> bool:
    """Tell whether a switch is there and not set to off."""
    return switch is not None and value_of(switch).lower() not in _OFF


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else otherwise


class Numbering:
    """The numbering definitions and styles of one document, and where each list has got to."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists: dict[str, dict[int, _Level]] = {}
        self._families: dict[str, str] = {}
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles = {
            value_of(style, "styleId"): style
            for style in (styles if styles is not None else ())
            if style.tag == f"{W}style"
        }
        if numbering is not None:
            self._define(numbering)

    def mark(self, properties: Element | None) -> Mark | None:
        """Return the mark of a paragraph, counting it; none if it is no list item."""
        found = self._list_and_level(properties)
        if found is None or found[0] not in self._lists:
            return None
        number_id, level = found
        definition = self._lists[number_id].get(level)
        if definition is None or definition.style == "none":
            return None
        if definition.style == "bullet":
            return Mark("•", level)
        self._count(number_id, level, definition)
        return Mark(self._written(number_id, level, definition), level)

    def is_heading(self, properties: Element | None) -> bool:
        """Tell whether a paragraph is a heading, by its own or its style's outline level."""
        if properties is None:
            return False
        return any(
            holder.find(f"{W}outlineLvl") is not None
            or value_of(holder.find(f"{W}pStyle")).lower().startswith(("heading", "title"))
            for holder in self._holders(properties)
        )

    def _define(self, numbering: Element) -> None:
        abstract = {
            value_of(element, "abstractNumId"): _levels(element)
            for element in numbering.iter(f"{W}abstractNum")
        }
        for element in numbering.iter(f"{W}num"):
            family = value_of(element.find(f"{W}abstractNumId"))
            number_id = value_of(element, "numId")
            self._lists[number_id] = abstract.get(family, {})
            # Two lists of one family go on counting together, unless one says where it starts.
            restarts = element.find(f"{W}lvlOverride/{W}startOverride") is not None
            self._families[number_id] = number_id if restarts else f"family {family}"

    def _holders(self, properties: Element) -> list[Element]:
        """Return the properties of a paragraph and of the styles it inherits from."""
        holders = [properties]
        style_id = value_of(properties.find(f"{W}pStyle"))
        while style_id in self._styles and len(holders) < _INHERITANCE:
            style = self._styles[style_id]
            inherited = style.find(f"{W}pPr")
            if inherited is not None:
                holders.append(inherited)
            style_id = value_of(style.find(f"{W}basedOn"))
        return holders

    def _list_and_level(self, properties: Element | None) -> tuple[str, int] | None:
        if properties is None:
            return None
        number_id = level = ""
        for holder in self._holders(properties):
            number_id = number_id or value_of(holder.find(f"{W}numPr/{W}numId"))
            level = level or value_of(holder.find(f"{W}numPr/{W}ilvl"))
        if number_id in {"", "0"}:
            return None
        return number_id, min(_number(level, 0), _DEEPEST)

    def _count(self, number_id: str, level: int, definition: _Level) -> None:
        counters = self._counters[self._families[number_id]]
        counters[level] = counters.get(level, definition.start - 1) + 1
        for deeper in [place for place in counters if place > level]:
            del counters[deeper]

    def _written(self, number_id: str, level: int, definition: _Level) -> str:
        counters = self._counters[self._families[number_id]]
        levels = self._lists[number_id]

        def place(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            style = levels[at].style if at in levels else "decimal"
            return ordinal(counters.get(at, 1), style)

        written = _PLACE.sub(place, definition.pattern).strip()
        return written or f"{counters[level]}."


def _levels(abstract: Element) -> dict[int, _Level]:
    found = {}
    for element in abstract.iter(f"{W}lvl"):
        style = value_of(element.find(f"{W}numFmt")) or "decimal"
        found[_number(value_of(element, "ilvl"), 0)] = _Level(
            style=style if style in {"bullet", "none"} else _STYLES.get(style, "decimal"),
            pattern=value_of(element.find(f"{W}lvlText"))[:40],
            start=_number(value_of(element.find(f"{W}start")), 1),
        )
    return found
