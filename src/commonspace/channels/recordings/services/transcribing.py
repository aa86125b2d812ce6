"""Writing down what is said: by an engine as a suggestion, by a person for good."""

from django.conf import settings
from django.db import transaction

from commonspace.channels.recordings import timecodes
from commonspace.channels.recordings.choices import State
from commonspace.channels.recordings.errors import EmptyTranscriptError, WrittenMeanwhileError
from commonspace.channels.recordings.models import Recording
from commonspace.contributions.models import Attachment, Contribution, SourceText
from commonspace.contributions.services import add_transcript
from commonspace.engines.speech import SpeechFailedError, speech_engine
from commonspace.intake.envelopes import tidy
from commonspace.people.models import Account
from commonspace.provenance.models import Run
from commonspace.provenance.services import actor_of, open_run, record_event, running
from commonspace.provenance.store import blob_store

KIND = "transcription"


def transcribe(*, recording: Recording) -> None:
    """Let the engine suggest a transcript where nobody has begun one; without an engine, wait.

    What it was not sure of is flagged; nothing of it is a source text until a person says so.
    """
    engine = speech_engine(settings.COMMONSPACE_SPEECH, key=settings.COMMONSPACE_SPEECH_KEY)
    if engine is None or recording.copy is None or recording.is_silent or recording.draft:
        return
    contribution = recording.attachment.contribution
    run = open_run(kind=KIND, recording=str(recording.pk), language=contribution.language)
    run.counts_in, run.tool = 1, engine.name[:120]
    run.input_digest = recording.copy.sha256
    with running(run):
        try:
            with blob_store().as_file(recording.copy.blob) as path:
                segments = engine.transcribe(path, language=contribution.language)
        except SpeechFailedError as trouble:
            run.counts_unprocessed, run.message = 1, str(trouble)
            return
        run.counts_out = 1
    _suggest(recording, timecodes.written(segments), run)


@transaction.atomic
def _suggest(recording: Recording, draft: str, run: Run) -> None:
    """Keep a suggestion unless a person began to write while the engine listened."""
    now = Recording.objects.select_for_update().get(pk=recording.pk)
    if now.draft or now.state == State.WRITTEN or not draft:
        return
    now.draft, now.version, now.state = draft, now.version + 1, State.WRITING
    now.run = run
    now.save(update_fields=["draft", "version", "state", "run"])


@transaction.atomic
def keep_draft(*, recording: Recording, draft: str, version: int, by: Account) -> Recording:
    """Keep what somebody has written so far.

    Raises:
        WrittenMeanwhileError: If somebody else kept something since ``version``.
    """
    now = Recording.objects.select_for_update().get(pk=recording.pk)
    if now.draft == draft:
        return now
    if now.version != version:
        raise WrittenMeanwhileError
    now.draft, now.version, now.written_by = draft, version + 1, by
    if now.state == State.WAITING:
        now.state = State.WRITING
    now.save(update_fields=["draft", "version", "written_by", "state"])
    return now


@transaction.atomic
def finish(*, recording: Recording, draft: str, version: int, by: Account) -> SourceText:
    """Make the transcript a source text, with the second at which each part was said.

    One that was finished before stays on record as what the new one was derived from.

    Raises:
        EmptyTranscriptError: If there are no words.
        WrittenMeanwhileError: If somebody else kept something since ``version``.
    """
    now = keep_draft(recording=recording, draft=draft, version=version, by=by)
    text = _written(now, draft, by=by)
    record_event(
        actor=actor_of(by), verb="recording.written-down",
        subject=f"recording:{now.pk}", scope=now.attachment.contribution.consultation.code,
    )  # fmt: skip
    return text


@transaction.atomic
def correct(*, recording: Recording, draft: str) -> SourceText:
    """Let the speaker put right what was written down of them; their word stands.

    Raises:
        EmptyTranscriptError: If there are no words.
    """
    now = Recording.objects.select_for_update().get(pk=recording.pk)
    now.draft, now.version = draft, now.version + 1
    now.save(update_fields=["draft", "version"])
    text = _written(now, draft, by=None)
    record_event(
        actor="receipt", verb="recording.corrected",
        subject=f"recording:{now.pk}", scope=now.attachment.contribution.consultation.code,
    )  # fmt: skip
    return text


def _written(recording: Recording, draft: str, *, by: Account | None) -> SourceText:
    timed = timecodes.read(tidy(draft))
    if not timed.text:
        raise EmptyTranscriptError
    attachment: Attachment = recording.attachment
    contribution: Contribution = attachment.contribution
    text = add_transcript(
        attachment=attachment,
        text=timed.text,
        marks=timed.marks,
        language=contribution.language,
        by=by,
        run=recording.run,
    )
    recording.state = State.WRITTEN
    recording.save(update_fields=["state"])
    return text
