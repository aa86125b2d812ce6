"""A contribution as it is read: its texts, the statements in them, the sentences one may choose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from commonspace.analysis.units import unitise
from commonspace.consultations.models import Question
from commonspace.contributions.models import Contribution, SourceText
from commonspace.contributions.queries import answers_of, attachments_of
from commonspace.evidence.board import (
    finished_runs,
    run_by_question,
)
from commonspace.evidence.frames import with_tags
from commonspace.evidence.models import CandidateStatement, Recut, Statement
from commonspace.evidence.queries import statements_with_source, waiting, with_source
from commonspace.evidence.recuts import Cut, cuts_in, spot_of, standing_recuts
from commonspace.evidence.showing import Shown, show_candidates, show_statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of text under the same marks; ``opens`` are the marks that begin with it."""

    text: str
    keys: tuple[str, ...] = ()
    is_confirmed: bool = False
    opens: tuple["Mark", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A statement or candidate and the number under which it stands in the margin."""

    number: int
    shown: Shown
    cuts: tuple[Cut, ...] = ()
    recut: Recut | None = None
    can_join: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence nobody has marked; ``value`` is what choosing it sends."""

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextShown:
    """One source text of a contribution, ready to read."""

    source: SourceText
    heading: str
    question: Question | None
    language: str
    segments: tuple[Segment, ...]
    marks: tuple[Mark, ...]
    sentences: tuple[Sentence, ...]
    translations: tuple[SourceText, ...]


def texts_of(contribution: Contribution) -> list[TextShown]:
    """Return the texts of a contribution with everything marked or proposed in them."""
    found = _texts(contribution)
    texts = [text for text, _heading, _question in found]
    marks, recuts = _marks(contribution, texts), standing_recuts(texts)
    shown = []
    number = 0
    for text, heading, question in found:
        own = [
            Mark(
                number=number + place,
                shown=one,
                cuts=cuts_in(one),
                recut=recuts.get(spot_of(one)),
                can_join=_has_next(one, marks[text.pk]),
            )
            for place, one in enumerate(marks.get(text.pk, ()), start=1)
        ]
        number += len(own)
        language = text.language or contribution.language
        shown.append(
            TextShown(
                source=text,
                heading=heading,
                question=question,
                language=language,
                segments=tuple(segments(text.text, own)),
                marks=tuple(own),
                sentences=tuple(_sentences(text, language, own)),
                translations=tuple(
                    one for one in text.derived.all() if one.origin == "translation"
                ),
            )
        )
    return shown


def _texts(contribution: Contribution) -> list[tuple[SourceText, str, Question | None]]:
    answers = answers_of(contribution).prefetch_related("text__derived", "question__versions")
    found: list[tuple[SourceText, str, Question | None]] = []
    for answer in answers:
        if answer.question:
            answer.question.consultation = contribution.consultation
        heading = str(answer.question) if answer.question else _("What answers no question")
        found.append((answer.text, heading, answer.question))
    for attachment in attachments_of(contribution).select_related("question"):
        heading = attachment.title or attachment.file.name
        found += [
            (text, heading, attachment.question)
            for text in attachment.texts.exclude(origin="translation")
            .exclude(derived__origin="transcript", statements=None)
            .prefetch_related("derived")
        ]
    return found


def _marks(contribution: Contribution, texts: Sequence[SourceText]) -> dict[object, list[Shown]]:
    statements = statements_with_source(contribution.statements.filter(text__in=texts))
    runs = finished_runs(contribution.consultation)
    questions = [*contribution.consultation.questions.all(), None]
    newest = run_by_question(runs, questions)
    rows = [
        row
        for row in with_source(waiting(set(newest.values())).filter(text__in=texts))
        if (run := newest.get(row.question_id)) and run.pk == row.run_id
    ]
    found: dict[object, list[Shown]] = {}
    for one in [*with_tags(show_statements(statements)), *show_candidates(rows)]:
        found.setdefault(one.text_id, []).append(one)
    for marks in found.values():
        marks.sort(key=lambda one: (one.start, -one.end))
    return found


def _has_next(one: Shown, marks: Iterable[Shown]) -> bool:
    return any(other.start >= one.end and other.question_id == one.question_id for other in marks)


def marked_at(
    contribution: Contribution, text: SourceText, at: int
) -> Statement | CandidateStatement | None:
    """Return the shortest statement or suggestion around a place in a text, confirmed ones first."""
    around = [
        one for one in _marks(contribution, [text]).get(text.pk, ()) if one.start < at < one.end
    ]
    if not around:
        return None
    one = min(around, key=lambda each: (not each.is_confirmed, each.end - each.start))
    rows = Statement.objects if one.is_confirmed else CandidateStatement.objects
    found: Statement | CandidateStatement | None = rows.filter(pk=str(one.pk)).first()
    return found


def question_answered(text: SourceText) -> Question | None:
    """Return the question a text was written or handed in for."""
    answer = getattr(text, "answer", None)
    if answer is not None:
        question: Question | None = answer.question
        return question
    return text.attachment.question if text.attachment else None


def segments(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """Cut a text where a mark begins or ends; joined again the segments are the text.

    Args:
        text: The whole text.
        marks: With offsets in code points; they may overlap.
    """
    listed = list(marks)
    cuts = sorted({0, len(text), *(m.shown.start for m in listed), *(m.shown.end for m in listed)})
    found = []
    for start, end in pairwise(cuts):
        over = [mark for mark in listed if mark.shown.start <= start and end <= mark.shown.end]
        found.append(
            Segment(
                text=text[start:end],
                keys=tuple(mark.shown.key for mark in over),
                is_confirmed=any(mark.shown.is_confirmed for mark in over),
                opens=tuple(mark for mark in over if mark.shown.start == start),
            )
        )
    return found


def _sentences(text: SourceText, language: str, marks: Sequence[Mark]) -> list[Sentence]:
    taken = [(mark.shown.start, mark.shown.end) for mark in marks]
    return [
        Sentence(value=f"{text.pk}:{unit.start}:{unit.end}", text=text.text[unit.start : unit.end])
        for unit in unitise(text.text, language or "en")
        if not any(start < unit.end and unit.start < end for start, end in taken)
    ]
