"""Reading contributions. Withdrawn ones are in no list of voices."""

from django.db.models import F, QuerySet

from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import Origin, Reading
from commonspace.contributions.models import Answer, Attachment, Contribution, SourceText


def current_answers(consultation: Consultation) -> QuerySet[Answer]:
    """Return the answers in force, with text, question and contributor at hand."""
    return (
        Answer.objects.filter(
            contribution__consultation=consultation,
            contribution__withdrawn_at=None,
            revision__number=F("contribution__current_revision"),
        )
        .select_related("text", "question", "contribution__contributor__organisation")
        .order_by("contribution__reference", "position")
    )


def answers_of(contribution: Contribution) -> QuerySet[Answer]:
    """Return the answers of one contribution as it now stands."""
    return contribution.answers.filter(
        revision__number=contribution.current_revision
    ).select_related("text", "question", "wording")


def attachments_of(contribution: Contribution) -> QuerySet[Attachment]:
    """Return the attachments of one contribution as it now stands."""
    return contribution.attachments.filter(
        revision__number=contribution.current_revision
    ).select_related("file")


def current_texts(consultation: Consultation) -> QuerySet[SourceText]:
    """Return every text in force: typed answers and what was read from attachments.

    Translations are left out: they are renderings, not further voices. So are transcripts that
    were put right since, and forms whose fields stand among the answers.
    """
    texts = (
        SourceText.objects.filter(
            contribution__consultation=consultation, contribution__withdrawn_at=None
        )
        .exclude(origin="translation")
        .exclude(pk__in=transcripts_replaced(consultation).values("pk"))
    )
    typed = texts.filter(answer__revision__number=F("contribution__current_revision"))
    read = texts.filter(attachment__revision__number=F("contribution__current_revision")).exclude(
        attachment__reading=Reading.FIELDS
    )
    return (
        (typed | read)
        .select_related("contribution__contributor__organisation", "answer__question", "attachment")
        .order_by("contribution__reference", "created_at")
        .distinct()
    )


def transcripts_replaced(consultation: Consultation) -> QuerySet[SourceText]:
    """Return the transcripts in whose place a better one stands."""
    return SourceText.objects.filter(
        contribution__consultation=consultation, derived__origin=Origin.TRANSCRIPT
    )


def second_of(text: SourceText, offset: int) -> int | None:
    """Return the second of a recording at which the words at ``offset`` begin to be said."""
    for start, end, second, _is_sure in text.marks:
        if start <= offset < end:
            return int(second)
    return None
