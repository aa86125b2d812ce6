"""Adding what is derived from contributions. What arrived is never changed."""

from hashlib import sha256

from django.db import transaction

from commonspace.consultations.models import Question
from commonspace.contributions.choices import Origin, Reading
from commonspace.contributions.models import Attachment, Contribution, SourceText
from commonspace.people.models import Account, Contributor
from commonspace.provenance.models import Run
from commonspace.provenance.services import actor_of, record_event


@transaction.atomic
def add_read_text(
    *,
    attachment: Attachment,
    text: str,
    origin: str,
    run: Run,
    pages: list[list[object]],
    language: str,
    warnings: list[str],
) -> SourceText:
    """Keep the text that was read from an attachment; the same text twice is kept once."""
    digest = sha256(text.encode()).hexdigest()
    kept, _is_new = SourceText.objects.get_or_create(
        attachment=attachment,
        sha256=digest,
        defaults={
            "contribution": attachment.contribution,
            "origin": origin,
            "text": text,
            "run": run,
            "pages": pages,
            "language": language,
        },
    )
    attachment.reading, attachment.warnings = Reading.READ, warnings
    attachment.refusal = attachment.refusal_message = ""
    attachment.save(update_fields=["reading", "warnings", "refusal", "refusal_message"])
    return kept


@transaction.atomic
def add_transcript(
    *,
    attachment: Attachment,
    text: str,
    marks: list[list[int | bool]],
    language: str,
    by: Account | None,
    run: Run | None,
) -> SourceText:
    """Keep what somebody wrote down of a recording; the last wording counts, earlier ones stay.

    Args:
        attachment: The recording.
        text: What is said in it, in NFC.
        marks: See ``SourceText``.
        language: As the speaker stated.
        by: Who wrote or checked it; ``None`` for the speaker.
        run: What suggested it, if a machine did.
    """
    digest = sha256(text.encode()).hexdigest()
    former = attachment.texts.filter(origin=Origin.TRANSCRIPT).order_by("-created_at").first()
    if former and (former.sha256, former.marks) == (digest, marks):
        return former
    kept = SourceText.objects.create(
        contribution=attachment.contribution,
        attachment=attachment,
        origin=Origin.TRANSCRIPT,
        derived_from=former,
        made_by=by,
        run=run,
        text=text,
        sha256=digest,
        language=language,
        language_is_stated=bool(language),
        marks=marks,
    )
    attachment.reading = Reading.READ
    attachment.save(update_fields=["reading"])
    return kept


@transaction.atomic
def note_transcript_awaited(*, attachment: Attachment) -> None:
    """Write down that an attachment is to be listened to, not read."""
    attachment.reading = Reading.TRANSCRIPT
    attachment.save(update_fields=["reading"])


@transaction.atomic
def note_unreadable(*, attachment: Attachment, reason: str, message: str) -> None:
    """Write down why no text could be read. The bytes stay."""
    attachment.reading, attachment.refusal, attachment.refusal_message = (
        Reading.UNREADABLE,
        reason,
        message,
    )
    attachment.save(update_fields=["reading", "refusal", "refusal_message"])


@transaction.atomic
def note_waiting(*, attachment: Attachment) -> None:
    """Put an attachment back among those that wait to be read."""
    attachment.reading, attachment.refusal, attachment.refusal_message = Reading.WAITING, "", ""
    attachment.save(update_fields=["reading", "refusal", "refusal_message"])


@transaction.atomic
def note_speaker(*, contribution: Contribution, contributor: Contributor, by: Account) -> None:
    """Write down whose words a contribution is, where somebody else had sent them."""
    contribution.contributor = contributor
    contribution.save(update_fields=["contributor"])
    record_event(
        actor=actor_of(by), verb="contribution.speaker-noted",
        subject=f"contribution:{contribution.pk}", scope=contribution.consultation.code,
    )  # fmt: skip


@transaction.atomic
def note_fields(*, attachment: Attachment, are_answers: bool) -> None:
    """Write down whether an attachment is a form whose fields stand among the answers."""
    attachment.reading = Reading.FIELDS if are_answers else Reading.READ
    attachment.save(update_fields=["reading"])


@transaction.atomic
def note_media_type(*, attachment: Attachment, media_type: str) -> None:
    """Write down what the bytes were found to be."""
    attachment.file.media_type = media_type[:120]
    attachment.file.save(update_fields=["media_type"])


@transaction.atomic
def note_language(*, text: SourceText, language: str) -> None:
    """Write down a language that was found out; one that was stated stays."""
    if not text.language_is_stated and language:
        text.language = language
        text.save(update_fields=["language"])
    contribution = text.contribution
    if language and not contribution.language:
        contribution.language = language
        contribution.save(update_fields=["language"])


@transaction.atomic
def assign_question(*, attachment: Attachment, question: Question | None) -> None:
    """Write down which question an attachment speaks to as a whole; ``None`` for general."""
    attachment.question = question
    attachment.save(update_fields=["question"])
