"""What a reading finds: plain, frozen records with spans into the original text.

Offsets count Unicode code points of the text as it was given, start included,
end excluded. ``text`` fields are mended copies and never replace the original.
"""

from dataclasses import dataclass
from typing import Literal

DocumentKind = Literal["call", "report", "paper", "session report", "programme", "other"]
Audience = Literal["cities", "direct"]
Addressee = Literal[
    "cities",
    "cities and CSOs",
    "national authorities",
    "international organisations and donors",
]
Strength = Literal["must", "should", "need to", "can", "urge"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the original text, in code points, end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionHint:
    """A question already known, which helps to place what other documents say."""

    number: int
    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A numbered question of the consultation."""

    number: int
    text: str
    sub_questions: tuple[str, ...]
    heading: str
    asks_for_examples: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A good practice told in a box of its own."""

    title: str
    short_title: str
    question: int | None
    places: tuple[str, ...]
    countries: tuple[str, ...]
    organisations: tuple[str, ...]
    text: str
    urls: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What somebody is asked to do.

    ``acting`` is the acting party as worded; ``addressee`` its kind, ``None``
    where the text does not state one. ``influenced`` is the party that the
    acting one is asked to move.
    """

    id: str
    question: int | None
    number: str
    parent: str | None
    level: int
    text: str
    acting: str
    addressee: Addressee | None
    influenced: Addressee | None
    strength: Strength | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What civil society can provide, and for whom."""

    question: int | None
    number: int
    audience: Audience | None
    heading: str
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A publication, website or other source; ``question`` is ``None`` for general ones."""

    question: int | None
    author: str
    title: str
    year: int | None
    place: str
    kind: str
    urls: tuple[str, ...]
    description: str
    language: str
    text: str
    joined: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A note, where its markers stand, and the note an "ibid." stands for."""

    n: int
    text: str
    markers: tuple[int, ...]
    heading: str
    is_ibid: bool
    resolves_to: int | None
    urls: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A piece of mended text with its place in the original."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateQuestion:
    """A question of a report template with the answers filled in under it."""

    n: int
    question: str
    answers: tuple[Entry, ...]
    quotes: tuple[Entry, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSection:
    """A section of a report template; ``quotes`` are those given in its quote box."""

    id: str
    heading: str
    subheading: str
    questions: tuple[TemplateQuestion, ...]
    quotes: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeItem:
    """A timed item of a programme; times are "HH:MM" on a 24-hour clock."""

    time: str
    end: str | None
    minutes: int | None
    title: str
    slot: str
    kind: str
    led_by: tuple[str, ...]
    points: tuple[str, ...]
    session: str | None
    moderators: tuple[str, ...]
    rapporteur: str | None
    block: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The items of a meeting with its objectives and organisers."""

    items: tuple[ProgrammeItem, ...] = ()
    objectives: tuple[Entry, ...] = ()
    organisers: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link; ``lost`` where the address is missing from the text we hold."""

    text: str
    url: str
    lost: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A mended paragraph or list entry with the heading and question it stands under."""

    text: str
    heading: str
    question: int | None
    is_item: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HyphenMend:
    """One hyphen at a line end: the words before and after, and what they became."""

    left: str
    right: str
    joined: bool
    reason: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hyphens:
    """All hyphens at line ends, each in exactly one of the two lists."""

    joined: tuple[HyphenMend, ...] = ()
    kept: tuple[HyphenMend, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something a person should look at: it was mended by guess, or not at all.

    ``kind`` is one of "address", "lost address", "missing address", "same address",
    "near-equal", "hyphen", "cut sentence".
    """

    kind: str
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything found in one document."""

    name: str
    kind: DocumentKind
    title: str
    questions: tuple[Question, ...] = ()
    guiding_questions: tuple[Entry, ...] = ()
    examples: tuple[Example, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    services: tuple[Service, ...] = ()
    resources: tuple[Resource, ...] = ()
    template_sections: tuple[TemplateSection, ...] = ()
    programme: Programme = Programme()
    footnotes: tuple[Footnote, ...] = ()
    links: tuple[Link, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    hyphens: Hyphens = Hyphens()
    doubts: tuple[Doubt, ...] = ()
