"""From source texts to the plain records the analysis takes, and the way back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from commonspace.analysis.records import Record
from commonspace.analysis.routing import Passage, passages
from commonspace.consultations.models import Consultation, Question
from commonspace.contributions.models import SourceText
from commonspace.contributions.queries import current_texts
from commonspace.desk.choices import State
from commonspace.desk.voices import voice_of, voices_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A record and where in which source text it begins."""

    record: Record
    text: SourceText
    offset: int


def cuts_of(consultation: Consultation, question: Question | None = None) -> list[Cut]:
    """Return what there is to analyse: every answer, and documents cut by question.

    Protected contributions and those set aside or merged are left out; the ledger says so.

    Args:
        consultation: Whose contributions.
        question: Only what speaks to this question; ``None`` for all.
    """
    left_out = [State.PROTECTED, State.SET_ASIDE, State.MERGED]
    texts = (
        current_texts(consultation)
        .exclude(contribution__place__state__in=left_out)
        .select_related(*voices_at("contribution"))
    )
    questions = list(consultation.questions.prefetch_related("versions"))
    found = [cut for text in texts for cut in _cuts(text, questions)]
    if question is None:
        return found
    return [cut for cut in found if cut.record.question == str(question.pk)]


def wordings_of(consultation: Consultation) -> tuple[tuple[str, str], ...]:
    """Return each question's key and all it is asked in, so that sides are read towards it."""
    questions = consultation.questions.prefetch_related("versions")
    return tuple((str(one.pk), "\n".join(_headings(one))) for one in questions)


def digest(cuts: Iterable[Cut]) -> str:
    """Return a digest of everything the analysis reads, to tell one input from another."""
    total = sha256()
    for cut in cuts:
        total.update(f"{cut.record.id}\x1f{cut.record.question}\x1f{cut.record.text}\x1e".encode())
    return total.hexdigest()


def _cuts(text: SourceText, questions: list[Question]) -> Iterator[Cut]:
    answer = getattr(text, "answer", None)
    if answer is not None:
        yield _cut(text, Passage(start=0, end=len(text.text), question=_key(answer.question_id)))
        return
    asked = text.attachment.question_id if text.attachment else None
    if asked:
        yield _cut(text, Passage(start=0, end=len(text.text), question=_key(asked)))
        return
    headings = {str(question.pk): (question.number, _headings(question)) for question in questions}
    for passage in passages(text.text, headings):
        yield _cut(text, passage)


def _cut(text: SourceText, passage: Passage) -> Cut:
    contribution = text.contribution
    contributor = voice_of(contribution)
    record = Record(
        id=f"{text.pk}:{passage.start}",
        contributor=str(contributor.pk),
        organisation=str(contributor.organisation_id) if contributor.organisation_id else None,
        question=passage.question,
        language=text.language or contribution.language or None,
        country=contributor.country or None,
        text=text.text[passage.start : passage.end],
    )
    return Cut(record=record, text=text, offset=passage.start)


def record_of(text: SourceText) -> Record:
    """Return a whole source text as a record, so that offsets into either are the same."""
    return Record(
        id=str(text.pk),
        contributor=str(text.contribution.contributor_id),
        language=text.language or text.contribution.language or None,
        text=text.text,
    )


def _key(question: int | None) -> str | None:
    return str(question) if question else None


def _headings(question: Question) -> list[str]:
    wording = question.wording
    texts = [*wording.heading.values(), *wording.lead_in.values(), *wording.sub_questions.values()]
    return [text for text in texts if text]
