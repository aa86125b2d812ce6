"""Recordings are prepared whatever way they came: through their own page, by mail, with a form."""

from pathlib import PurePath
from typing import Any

from django.dispatch import receiver

from commonspace.channels.recordings.models import Recording
from commonspace.channels.recordings.tasks import prepare_task
from commonspace.contributions.models import Attachment, Contribution
from commonspace.contributions.services import note_transcript_awaited
from commonspace.contributions.signals import contribution_changed, contribution_received
from commonspace.engines.media import media_type_of
from commonspace.kernel.background import enqueue_on_commit
from commonspace.provenance.store import blob_store

ENDINGS = frozenset(
    [
        ".3gp",
        ".aac",
        ".aif",
        ".aiff",
        ".amr",
        ".caf",
        ".flac",
        ".m4a",
        ".m4v",
        ".mkv",
        ".mov",
        ".mp3",
        ".mp4",
        ".oga",
        ".ogg",
        ".opus",
        ".wav",
        ".webm",
    ]
)
HEAD_BYTES = 64


@receiver([contribution_received, contribution_changed])
def prepare_what_can_be_heard(
    contribution: Contribution,
    has_files: bool = True,  # noqa: FBT001, FBT002  # as the signal names it
    **_rest: Any,  # noqa: ANN401
) -> None:
    """Set recordings among the attachments aside for listening; nobody tries to read them."""
    if not has_files:
        return
    fresh = contribution.attachments.filter(recording=None).select_related("file")
    for attachment in fresh:
        if _is_recording(attachment):
            made = Recording.objects.create(attachment=attachment)
            note_transcript_awaited(attachment=attachment)
            enqueue_on_commit(prepare_task, recording_id=made.pk)


def _is_recording(attachment: Attachment) -> bool:
    file = attachment.file
    if file.media_type:
        return file.media_type.startswith(("audio/", "video/"))
    if PurePath(file.name).suffix.lower() not in ENDINGS:
        return False
    with blob_store().open(file.blob) as stream:
        file.media_type = media_type_of(stream.read(HEAD_BYTES))
    if file.media_type:
        file.save(update_fields=["media_type"])
    return bool(file.media_type)
