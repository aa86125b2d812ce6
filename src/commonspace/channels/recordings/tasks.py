"""Listening and writing down in the background."""

from commonspace.channels.recordings.models import Recording
from commonspace.channels.recordings.services.preparing import prepare
from commonspace.channels.recordings.services.transcribing import transcribe
from commonspace.channels.recordings.services.uploads import forget_abandoned
from commonspace.kernel.background import background_task


@background_task()
def prepare_task(recording_id: int) -> None:
    """Listen to a recording once, and let the engine write it down if there is one."""
    for recording in Recording.objects.filter(pk=recording_id).select_related("attachment__file"):
        prepare(recording=recording)
        transcribe(recording=recording)


@background_task()
def transcribe_task(recording_id: int) -> None:
    """Let the engine write a recording down; safe to run twice."""
    for recording in Recording.objects.filter(pk=recording_id).select_related("copy"):
        transcribe(recording=recording)


@background_task()
def forget_abandoned_uploads() -> None:
    """Delete recordings that were begun and never sent."""
    forget_abandoned()
