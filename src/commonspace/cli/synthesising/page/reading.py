"""What the page gives to read where there is too little for themes."""

from dataclasses import dataclass

from commonspace.analysis.results import QuestionSummary
from commonspace.cli.synthesising.composition.material import Material
from commonspace.cli.synthesising.composition.reading_list import (
    does,
    near_each_other,
    opening,
    texts_to_read,
)
from commonspace.cli.synthesising.page.shown import Said, said

_MOST_READ = 2000
_NEAR_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class TextShown:
    """One answer or document with its statements, each with what it does."""

    place: str
    who: str
    statements: tuple[Said, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Near:
    """Statements that a program put near each other, under words of their own."""

    label: str
    statements: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything to read on one question, and, folded away, what lies near what."""

    opening: str
    texts: tuple[TextShown, ...]
    aid: str
    near: tuple[Near, ...]

    @property
    def quoted(self) -> tuple[Said, ...]:
        """Everything quoted here."""
        texts = (each for text in self.texts for each in text.statements)
        return (*texts, *(each for one in self.near for each in one.statements))


def reading_of(material: Material, summary: QuestionSummary) -> Reading:
    """Return what there is to read on a question, in the order of the input.

    Of very long documents each shows its beginning, as far as the page can bear; the tables hold
    all of it, and the page says how much was left out.
    """
    texts = texts_to_read(material, summary)
    most = max(1, _MOST_READ // max(1, len(texts)))
    return Reading(
        opening=opening(material, summary, len(texts)),
        texts=tuple(
            TextShown(
                place=text.place,
                who=text.who,
                statements=tuple(
                    said(material, index, does(material, index)) for index in text.statements[:most]
                ),
                left_out=max(0, len(text.statements) - most),
            )
            for text in texts
        ),
        aid=near_each_other(),
        near=tuple(
            Near(
                material.label(group),
                tuple(
                    said(material, index)
                    for index in material.without_copies(group.statements)[:_NEAR_SHOWN]
                ),
            )
            for group in material.themes(summary.question)
        ),
    )
