"""The report in the making as its editors see it: what is there, what it rests on, where it has holes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonspace.consultations.models import Question
from commonspace.desk.voices import voice_of
from commonspace.reports.composition.material import Material, alive, language_of
from commonspace.reports.composition.words import support_in_words, with_quantity
from commonspace.synthesis.models import Finding, Synthesised

Standing = Literal["none", "thin", "done"]

SIGNS = {"none": "○", "thin": "◐", "done": "●"}
MEANINGS = {
    "none": _("no source"),
    "thin": _("one contributor, or one language"),
    "done": _("several contributors, more than one language"),
}
KINDS = (
    ("findings", _("Findings")),
    ("examples", _("Examples")),
    ("recommendations", _("Recommendations")),
    ("services", _("Services")),
    ("quotes", _("Quotes")),
    ("resources", _("Resources")),
)
TEXTS = (
    ("message", _("The message in ten lines")),
    ("introduction", _("Introduction")),
    ("background", _("Background")),
    ("method_note", _("Note on the method")),
    ("closing", _("Closing")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing of the report: its words, what it rests on, how that stands."""

    thing: Synthesised
    words: str
    support: str
    standing: Standing
    why: str

    @property
    def kind(self) -> str:
        """Return what sort of thing it is, as addresses name it."""
        return type(self.thing).__name__.lower()

    @property
    def sign(self) -> str:
        """Return the sign that shows how it stands; its meaning stands beside it."""
        return SIGNS[self.standing]

    @property
    def meaning(self) -> str | Promise:
        """Return the reason somebody gave for it, or what the sign means."""
        return self.why or MEANINGS[self.standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The things of one kind under one question."""

    label: str | Promise
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What the report says under one question, or under none."""

    question: Question | None
    heading: str
    is_introduced: bool
    kinds: Sequence[Kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One of the texts that stand around the results."""

    name: str
    label: str | Promise
    is_written: bool
    is_from_call: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The whole report in the making; the counts add up to all its things."""

    texts: Sequence[TextLine]
    parts: Sequence[Part]

    @property
    def lines(self) -> list[Line]:
        """Return everything the report says, in order."""
        return [line for part in self.parts for kind in part.kinds for line in kind.lines]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many things stand on nothing, on little, on enough."""
        standings = [line.standing for line in self.lines]
        return {standing: standings.count(standing) for standing in ("done", "thin", "none")}


def outline_of(material: Material) -> Outline:
    """Return the outline of a report, with its holes."""
    report = material.report
    parts = [_part(material, question) for question in (*material.questions, None)]
    return Outline(
        texts=tuple(
            TextLine(
                name=name,
                label=label,
                is_written=bool(getattr(report, name).strip()),
                is_from_call=name == "background" and not report.background.strip(),
            )
            for name, label in TEXTS
        ),
        parts=tuple(part for part in parts if part.question or part.kinds),
    )


def _part(material: Material, question: Question | None) -> Part:
    key = question.pk if question else None
    kinds = (
        Kind(label=label, lines=_lines(material, getattr(material, name).get(key, ())))
        for name, label in KINDS
    )
    return Part(
        question=question,
        heading=question.heading_in(material.language) if question else "",
        is_introduced=bool(key and material.introductions.get(key, "").strip()),
        kinds=tuple(kind for kind in kinds if kind.lines),
    )


def _lines(material: Material, things: Iterable[Synthesised]) -> tuple[Line, ...]:
    return tuple(_line(material, thing) for thing in things)


def _line(material: Material, thing: Synthesised) -> Line:
    support = material.support(thing)
    standing = _standing(material, thing)
    return Line(
        thing=thing,
        words=_words(material, thing),
        support=support_in_words(support, same_letter=material.same_letter(thing)),
        standing=standing,
        why=thing.unsourced_reason if standing == "none" else "",
    )


def _words(material: Material, thing: Synthesised) -> str:
    if isinstance(thing, Finding):
        with translation.override(material.language):
            return with_quantity(thing.text, material.support(thing))
    names = ("title", "text", "author", "description")
    untitled = str(pgettext_lazy("a thing of the report without words", "untitled"))
    return next((words for name in names if (words := getattr(thing, name, ""))), untitled)


def _standing(material: Material, thing: Synthesised) -> Standing:
    statements = alive(thing)
    if not statements:
        return "none"
    voices = {voice_of(statement.contribution).pk for statement in statements}
    if len(voices) == 1:
        return "thin"
    is_multilingual = len(material.consultation.languages) > 1
    tongues = {language_of(statement) for statement in statements}
    return "thin" if is_multilingual and len(tongues) == 1 else "done"
