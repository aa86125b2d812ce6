"""A report as a value: every word that will be printed, and nothing about how.

One :class:`Document` is rendered to HTML, PDF and Word, kept as JSON in a
released snapshot, and compared with itself between editions. All text in it is
plain text: markup characters are ordinary characters here.

Texts are in the document's language unless a field named ``language`` says
otherwise; an empty ``language`` means the document's own.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

from commonspace.reports.figures import Chart

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})

Direction: TypeAlias = Literal["ltr", "rtl"]


def direction_of(language: str) -> Direction:
    """Return the writing direction of a language tag.

    Example:
        >>> direction_of("ar-MA"), direction_of("fr")
        ('rtl', 'ltr')
    """
    primary, _, rest = language.replace("_", "-").lower().partition("-")
    if "arab" in rest or "hebr" in rest:
        return "rtl"
    return "rtl" if primary in RIGHT_TO_LEFT and "latn" not in rest else "ltr"


# Runs: what a paragraph is made of.


@dataclass(frozen=True, slots=True)
class Plain:
    """Words as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that matter more."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words said with a different voice, such as the title of a work."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; addresses other than web and mail print as words only."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The place of a footnote; the number follows from the order of first marks."""

    note: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """Words in another language than those around them."""

    text: str
    language: str


Run: TypeAlias = Plain | Strong | Emphasis | Link | NoteMark | Tagged
Runs: TypeAlias = tuple[Run, ...]


def plain(text: str) -> Runs:
    """Return the runs of a text without any mark-up."""
    return (Plain(text),)


# Blocks: what a section is made of.


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 is a part of the report, just under its title."""

    text: str
    level: int = 2
    number: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a ``lead`` opens a section in a larger voice."""

    runs: Runs
    role: Literal["body", "lead", "label"] = "body"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, perhaps with entries under it."""

    runs: Runs
    items: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; ``ordered`` numbers its entries."""

    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A contributor's exact words, with the labels they allowed.

    ``ref`` is the public reference of the statement. ``translation`` is in the
    document's language and printed as a translation, never as the words.
    """

    quote: str
    speaker: str
    source: str = ""
    ref: str = ""
    language: str = ""
    translation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingBlock:
    """A sentence about what contributors said, and the words it rests on.

    ``count`` is the sentence that says how many, of whom.
    """

    runs: Runs
    evidence: tuple[Evidence, ...] = ()
    number: str = ""
    count: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleBox:
    """A good practice, told as a card near the text it illustrates.

    Blank lines in ``text`` part paragraphs.
    """

    title: str
    text: str
    places: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    language: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationItem:
    """One recommendation; ``addressee`` and ``strength`` are labels to print."""

    text: str
    addressee: str = ""
    strength: str = ""
    number: str = ""
    children: tuple["RecommendationItem", ...] = ()
    evidence: tuple[Evidence, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationList:
    """Recommendations under their heading; an empty list prints nothing."""

    items: tuple[RecommendationItem, ...]
    heading: str = ""
    level: int = 3


@dataclass(frozen=True, slots=True)
class ServiceItem:
    """One service that civil society offers."""

    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceList:
    """Services for one audience, under a heading worded for it; empty prints nothing."""

    items: tuple[ServiceItem, ...]
    heading: str = ""
    audience: str = ""
    level: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceItem:
    """A source named by contributors; title and description may differ in language."""

    title: str
    author: str = ""
    year: str = ""
    place: str = ""
    kind: str = ""
    links: tuple[str, ...] = ()
    description: str = ""
    language: str = ""
    description_language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceList:
    """Resources under their heading; an empty list prints nothing."""

    items: tuple[ResourceItem, ...]
    heading: str = ""
    level: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence that stands alone, with who may be named as having said it."""

    text: str
    attribution: str = ""
    language: str = ""
    translation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of words under one header row; the first column names each row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart with the sentence that says what it shows.

    ``alternative`` stands for the picture where it cannot be seen; it must not be empty.
    """

    chart: Chart
    alternative: str
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something the reader must know before going on."""

    text: str
    title: str = ""


Block: TypeAlias = (
    Heading
    | Paragraph
    | ItemList
    | FindingBlock
    | ExampleBox
    | RecommendationList
    | ServiceList
    | ResourceList
    | Quote
    | Table
    | Figure
    | Notice
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: its heading (level 1) and what stands under it."""

    heading: Heading
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote; ``key`` is what its :class:`NoteMark` names."""

    key: str
    runs: Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report in one language, ready to be rendered.

    ``front`` comes before the first section: the message, a disclaimer, a notice
    about the edition. ``edition`` is the words that name the version.
    """

    title: str
    language: str
    date: dt.date
    subtitle: str = ""
    publisher: str = ""
    edition: str = ""
    authors: str = ""
    funders: str = ""
    licence: str = ""
    citation: str = ""
    front: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def direction(self) -> Direction:
        """Writing direction of the document's language."""
        return direction_of(self.language)
