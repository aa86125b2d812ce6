"""What the pages of this channel show, read in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from commonspace.consultations.models import Consultation, Question, QuestionVersion
from commonspace.contributions.choices import Channel
from commonspace.contributions.models import Attachment, Contribution, Revision
from commonspace.contributions.queries import answers_of, attachments_of
from commonspace.kernel.localised import Localised, in_language, language_shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A question as it is shown, in the language it could be shown in."""

    question: int
    version: int
    number: int
    language: str
    heading: str
    lead_in: str
    sub_questions: tuple[str, ...]
    asks_for_examples: bool
    examples_prompt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer under the wording it was asked with; ``wording`` is ``None`` for a general remark."""

    wording: Wording | None
    text: str
    language: str


def questions_asked(
    consultation: Consultation, *, answered: Iterable[int] = ()
) -> tuple[Wording, ...]:
    """Return the questions of a call as they are worded now.

    Args:
        consultation: Whose questions.
        answered: Primary keys of questions that are listed even if they were retired.
    """
    asked = Q(question__retired_at=None)
    if typed_to := tuple(answered):
        asked |= Q(question__in=typed_to)
    versions = (
        QuestionVersion.objects.filter(asked, question__consultation=consultation)
        .select_related("question")
        .order_by("question__number", "question", "number")
    )
    in_force = {version.question_id: version for version in versions}
    return tuple(
        _shown(wording.question, wording, consultation.default_language)
        for wording in in_force.values()
    )


def said_in(contribution: Contribution) -> tuple[Said, ...]:
    """Return the answers of a contribution, each under the wording it was asked with."""
    fallback = contribution.consultation.default_language
    return tuple(
        Said(
            wording=_shown(answer.question, answer.wording, fallback)
            if answer.question and answer.wording
            else None,
            text=answer.text.text,
            language=answer.text.language,
        )
        for answer in answers_of(contribution)
    )


def documents_of(contribution: Contribution) -> tuple[Attachment, ...]:
    """Return the documents of a contribution as it stands, always in the same order."""
    return tuple(attachments_of(contribution).order_by("file__created_at", "pk"))


def delivered_with(channel_key: str) -> Contribution | None:
    """Return the contribution a form made when it was sent before, if it was."""
    revision = (
        Revision.objects.filter(channel=Channel.WEB, channel_key=channel_key)
        .select_related("contribution__consultation")
        .first()
    )
    return revision.contribution if revision else None


def _shown(question: Question, wording: QuestionVersion, fallback: str) -> Wording:
    def text(texts: Localised) -> str:
        return in_language(texts, fallback=fallback)

    return Wording(
        question=question.pk,
        version=wording.pk,
        number=question.number,
        language=language_shown(wording.heading, fallback=fallback),
        heading=text(wording.heading),
        lead_in=text(wording.lead_in),
        sub_questions=tuple(line for line in text(wording.sub_questions).splitlines() if line),
        asks_for_examples=wording.asks_for_examples,
        examples_prompt=text(wording.examples_prompt),
    )
