"""What to read where there is too little for themes: every statement, text by text, in order."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.analysis.results import QuestionSummary
from commonspace.cli.synthesising.composition.kinds import (
    KIND_WORDS,
    addressee_of,
)
from commonspace.cli.synthesising.composition.material import Material
from commonspace.evidence.particulars import ADDRESSEES


@dataclass(frozen=True, slots=True, kw_only=True)
class TextToRead:
    """One answer or document: whose it is, and its statements in the order of its words."""

    place: str
    who: str
    statements: tuple[int, ...]


def texts_to_read(material: Material, summary: QuestionSummary) -> tuple[TextToRead, ...]:
    """Return the texts of a question in the order of the input; nothing is left out."""
    said: dict[int, list[int]] = defaultdict(list)
    row_of = material.taken.row_of
    for index, one in enumerate(material.analysis.statements):
        if one.question == summary.question:
            said[row_of[one.record_id]].append(index)
    rows = material.taken.rows
    return tuple(
        TextToRead(
            place=rows[row].place,
            who="" if rows[row].speaker.words == rows[row].place else rows[row].speaker.words,
            statements=tuple(said[row]),
        )
        for row in sorted(said)
    )


def does(material: Material, index: int) -> str:
    """Say what a statement does, and of a recommendation whom it speaks to; nothing if a position."""
    one = material.statement(index)
    if one.kind not in KIND_WORDS or one.kind == "position":
        return ""
    words = _(KIND_WORDS[one.kind])
    addressee = addressee_of(material, index) if one.kind == "recommendation" else ""
    return f"{words} · {_(ADDRESSEES[addressee])}" if addressee else words


def opening(material: Material, summary: QuestionSummary, texts: int) -> str:
    """Say why there are no themes here, and what stands here instead."""
    few = (
        _("Fewer than %(least)d answers: too few for themes.")
        % {"least": material.settings.few_answers}
        if summary.few_answers
        else _("Too few people spoke here for themes.")
    )
    return f"{few} " + ngettext(
        "Read it: here it is, every statement in the order of its words.",
        "Read them: here they are, all %(count)d texts, in the order in which they came.",
        texts,
    ) % {"count": texts}


def near_each_other() -> str:
    """Say what a group of so few statements is, and what it is not."""
    return _(
        "A program put statements that are alike near each other. With so few it is an aid for "
        "reading and no theme: nothing is counted or ranked."
    )
