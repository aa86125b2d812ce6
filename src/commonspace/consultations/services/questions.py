"""Questions and their wordings. What somebody has answered is never reworded under them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from commonspace.consultations.models import (
    Consultation,
    Question,
    QuestionVersion,
    ThematicArea,
)
from commonspace.consultations.services.call import merged
from commonspace.consultations.services.log import note
from commonspace.kernel.localised import Localised
from commonspace.people.models import Account

LOCALISED = ("heading", "lead_in", "sub_questions", "examples_prompt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a question is put, by language. ``sub_questions`` holds one a line."""

    heading: Localised = field(default_factory=dict)
    lead_in: Localised = field(default_factory=dict)
    sub_questions: Localised = field(default_factory=dict)
    asks_for_examples: bool = False
    examples_prompt: Localised = field(default_factory=dict)

    def over(self, version: QuestionVersion) -> dict[str, object]:
        """Return what ``version`` would say with this wording in place."""
        texts: dict[str, object] = {
            name: merged(getattr(version, name), getattr(self, name)) for name in LOCALISED
        }
        lines = {code: _tidy_lines(text) for code, text in self.sub_questions.items()}
        texts["sub_questions"] = merged(version.sub_questions, lines)
        return {**texts, "asks_for_examples": self.asks_for_examples}


def _tidy_lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


@transaction.atomic
def add_question(
    *,
    consultation: Consultation,
    by: Account,
    wording: Wording,
    areas: Iterable[ThematicArea] = (),
) -> Question:
    """Ask one more question, numbered after those there are."""
    last = consultation.questions.aggregate(last=Max("number"))["last"] or 0
    question = Question.objects.create(consultation=consultation, number=last + 1)
    QuestionVersion.objects.create(
        question=question, made_by=by, **wording.over(QuestionVersion(question=question))
    )
    question.areas.set(areas)
    note(consultation, by, "question.added", f"question:{question.pk}")
    return question


@transaction.atomic
def reword_question(
    *, question: Question, by: Account, wording: Wording, keep_former: bool = False
) -> QuestionVersion:
    """Put a question in other words.

    While nobody has answered, the wording is corrected in place. Once there is an answer, or where
    ``keep_former`` says so, the former words stay as they were and the correction is a new version.

    Returns:
        The wording now in force; the one before, untouched, if nothing differs.
    """
    locked = Question.objects.select_for_update().get(pk=question.pk)
    version = locked.wording
    texts = wording.over(version)
    if all(getattr(version, name) == value for name, value in texts.items()):
        return version
    answered = locked.answers.exists()
    if answered or keep_former:
        version = QuestionVersion.objects.create(
            question=locked, number=version.number + 1, made_by=by, **texts
        )
        verb = "question.reworded-after-answers" if answered else "question.reworded"
    else:
        for name, value in {**texts, "made_by": by}.items():
            setattr(version, name, value)
        version.save(update_fields=[*texts, "made_by"])
        verb = "question.reworded"
    note(question.consultation, by, verb, f"question-version:{version.pk}")
    return version


@transaction.atomic
def set_areas(*, question: Question, by: Account, areas: Iterable[ThematicArea]) -> None:
    """Say which themes a question belongs to: none, one or several."""
    wanted = {area.pk for area in areas}
    if wanted == set(question.areas.values_list("pk", flat=True)):
        return
    question.areas.set(wanted)
    note(question.consultation, by, "question.themes-set", f"question:{question.pk}")


@transaction.atomic
def renumber_questions(
    *, consultation: Consultation, by: Account, order: Sequence[Question]
) -> None:
    """Number the questions in force 1, 2, 3 … in ``order``. Answers stay with their question.

    Raises:
        ValueError: If ``order`` is not exactly the questions in force.
    """
    standing = {q.pk: q for q in consultation.questions.filter(retired_at=None)}
    if sorted(question.pk for question in order) != sorted(standing):
        raise ValueError(order)
    for number, wanted in enumerate(order, start=1):
        question = standing[wanted.pk]
        if question.number != number:
            question.number = number
            question.save(update_fields=["number"])
    note(consultation, by, "questions.renumbered")


def move_question(*, question: Question, by: Account, direction: Literal["up", "down"]) -> None:
    """Let a question change places with its neighbour; at the end of the list it stays."""
    consultation = question.consultation
    order = list(consultation.questions.filter(retired_at=None))
    place = order.index(question)
    other = place - 1 if direction == "up" else place + 1
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    renumber_questions(consultation=consultation, by=by, order=order)


@transaction.atomic
def retire_question(*, question: Question, by: Account) -> None:
    """Ask a question no more. Its answers stay.

    In a draft the others close the gap; in a published call they keep their numbers, because
    people already speak of "question 4".
    """
    question.retired_at = timezone.now()
    question.save(update_fields=["retired_at"])
    note(question.consultation, by, "question.retired", f"question:{question.pk}")
    if not question.consultation.is_published:
        _close_gaps(question.consultation, by)


@transaction.atomic
def bring_back_question(*, question: Question, by: Account) -> None:
    """Ask a retired question again, numbered last."""
    standing = question.consultation.questions.filter(retired_at=None)
    question.retired_at = None
    question.number = (standing.aggregate(last=Max("number"))["last"] or 0) + 1
    question.save(update_fields=["retired_at", "number"])
    note(question.consultation, by, "question.brought-back", f"question:{question.pk}")


def _close_gaps(consultation: Consultation, by: Account) -> None:
    order = list(consultation.questions.filter(retired_at=None))
    renumber_questions(consultation=consultation, by=by, order=order)
