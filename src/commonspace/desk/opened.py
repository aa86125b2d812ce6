"""One contribution, opened: its answers under their questions, its files page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from commonspace.analysis.routing import passages
from commonspace.consultations.models import Question
from commonspace.contributions.choices import Origin, Reading
from commonspace.contributions.models import Answer, Attachment, Contribution, SourceText
from commonspace.contributions.queries import answers_of, attachments_of
from commonspace.desk.queries import questions_asked, refusal_sentence
from commonspace.engines.extraction import Warn, warning_sentence
from commonspace.kernel.localised import in_language, language_shown

LEAF = 6_000
FIRST_LEAVES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer under the wording it was asked with."""

    answer: Answer
    number: int | None
    heading: str
    heading_language: str
    version: int | None
    is_newest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A page of a text, or a stretch of a text that has no pages."""

    number: int | None
    words: str
    is_recognised: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An attachment with what was read from it."""

    attachment: Attachment
    text: SourceText | None
    leaves: tuple[Leaf, ...]
    more: int
    refusal: str | Promise
    warnings: tuple[str | Promise, ...]
    speaks_to: tuple[int, ...]


def said_in(contribution: Contribution) -> list[Said]:
    """Return the answers of a contribution as it stands."""
    fallback = contribution.consultation.default_language
    answers = answers_of(contribution).prefetch_related("question__versions")
    return [_said(answer, fallback) for answer in answers]


def papers_of(contribution: Contribution) -> list[Paper]:
    """Return the attachments of a contribution as it stands, always in the same order."""
    attachments = attachments_of(contribution).select_related("file", "question")
    questions = questions_asked(contribution.consultation)
    return [
        _paper(attachment, questions)
        for attachment in attachments.prefetch_related("texts__run").order_by(
            "file__created_at", "pk"
        )
    ]


def leaves_of(text: SourceText) -> list[Leaf]:
    """Cut a text where its pages end, or where paragraphs do if it has no pages."""
    if text.pages:
        return [
            Leaf(number=number, words=text.text[start:end].strip("\n"), is_recognised=how == "ocr")
            for start, end, number, how, _confidence in text.pages
        ]
    return [Leaf(number=None, words=words, is_recognised=False) for words in _stretches(text.text)]


def _stretches(text: str) -> list[str]:
    found, start = [], 0
    while start < len(text):
        end = min(start + LEAF, len(text))
        if end < len(text):
            end = max(
                text.rfind("\n", start + LEAF // 2, end), text.rfind(" ", start + LEAF // 2, end)
            )
            end = end + 1 if end > 0 else start + LEAF
        found.append(text[start:end].strip("\n"))
        start = end
    return found


def _said(answer: Answer, fallback: str) -> Said:
    question, wording = answer.question, answer.wording
    heading = wording.heading if wording else {}
    return Said(
        answer=answer,
        number=question.number if question else None,
        heading=in_language(heading, fallback=fallback),
        heading_language=language_shown(heading, fallback=fallback),
        version=wording.number if wording else None,
        is_newest=not (question and wording) or question.wording.pk == wording.pk,
    )


def _paper(attachment: Attachment, questions: Sequence[Question]) -> Paper:
    texts = [text for text in attachment.texts.all() if text.origin != Origin.TRANSLATION]
    # Who filled a form in, and where to reach them, stands in its text; its answers stand apart.
    is_shown = bool(texts) and attachment.reading != Reading.FIELDS
    text = max(texts, key=lambda each: each.created_at) if is_shown else None
    leaves = leaves_of(text) if text else []
    unreadable = attachment.reading == Reading.UNREADABLE
    return Paper(
        attachment=attachment,
        text=text,
        leaves=tuple(leaves[:FIRST_LEAVES]),
        more=max(0, len(leaves) - FIRST_LEAVES),
        refusal=refusal_sentence(attachment) if unreadable else "",
        warnings=tuple(
            warning_sentence(Warn(each)) for each in attachment.warnings if each in list(Warn)
        ),
        speaks_to=_speaks_to(text, questions) if text else (),
    )


def _speaks_to(text: SourceText, questions: Sequence[Question]) -> tuple[int, ...]:
    """Return the questions that headings of a text name or echo: a proposal, no more."""
    asked = {str(one.pk): (one.number, _wordings(one)) for one in questions}
    found = {passage.question for passage in passages(text.text, asked) if passage.question}
    return tuple(sorted(asked[key][0] for key in found))


def _wordings(question: Question) -> list[str]:
    wording = question.wording
    texts = [*wording.heading.values(), *wording.lead_in.values(), *wording.sub_questions.values()]
    return [text for text in texts if text]
