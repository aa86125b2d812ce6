"""A leaflet: what a printed call or a form says, before it is put into a format."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.conf.locale import LANG_INFO


class Sort(StrEnum):
    """What a block of a leaflet is."""

    HEADING = "heading"
    TEXT = "text"
    SMALL = "small"
    ITEM = "item"
    FACT = "fact"
    FIELD = "field"
    TICK = "tick"
    BREAK = "break"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block. A fact has a label and a text; a field a label, help and room for ``rows`` lines.

    ``key`` names a field or a tick to whoever reads the filled form. ``former`` are the labels and
    helps it was printed with earlier, by which a form is known that was handed out before.
    """

    sort: Sort
    text: str = ""
    label: str = ""
    rows: int = 0
    key: str = ""
    former: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet:
    """A few pages in one language. ``link`` is printed and, as a QR code, in the corner."""

    title: str
    language: str
    blocks: Sequence[Block]
    kicker: str = ""
    lead: str = ""
    link: str = ""
    foot: str = ""

    @property
    def direction(self) -> str:
        """Return ``rtl`` or ``ltr``."""
        return direction_of(self.language)


def direction_of(language: str) -> str:
    """Return the direction in which a language is written."""
    known = LANG_INFO.get(language) or LANG_INFO.get(language.partition("-")[0]) or {}
    return "rtl" if known.get("bidi") else "ltr"


def heading(text: str) -> Block:
    """Return a heading."""
    return Block(sort=Sort.HEADING, text=text)


def paragraphs(text: str) -> list[Block]:
    """Return the paragraphs of a longer text."""
    return [Block(sort=Sort.TEXT, text=part) for part in text.splitlines() if part.strip()]


def items(texts: Sequence[str]) -> list[Block]:
    """Return the entries of a list."""
    return [Block(sort=Sort.ITEM, text=text) for text in texts if text.strip()]


def small(text: str) -> Block:
    """Return a line of help."""
    return Block(sort=Sort.SMALL, text=text)


def fact(label: str, text: str) -> Block:
    """Return a line with its label."""
    return Block(sort=Sort.FACT, label=label, text=text)


def field(
    label: str,
    *,
    key: str,
    rows: int = 1,
    help_text: str = "",
    former: tuple[tuple[str, str], ...] = (),
) -> Block:
    """Return a place to write in."""
    return Block(sort=Sort.FIELD, label=label, text=help_text, rows=rows, key=key, former=former)


def tick(label: str, *, key: str) -> Block:
    """Return a box to tick."""
    return Block(sort=Sort.TICK, label=label, key=key)
