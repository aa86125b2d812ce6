"""Listening to a recording once: its length, whether anything is heard, a copy that plays."""

from typing import BinaryIO

from commonspace.channels.recordings.choices import State
from commonspace.channels.recordings.models import Recording
from commonspace.engines.blobs import BrokenBlobError
from commonspace.engines.media import COPY_TYPE, UnplayableError, played
from commonspace.provenance.models import StoredFile
from commonspace.provenance.services import store_bytes
from commonspace.provenance.store import blob_store

LARGEST_COPY = 512 << 20


def prepare(*, recording: Recording) -> None:
    """Find out how long a recording is and make its copy, once; the original stays as it came."""
    if recording.state != State.ARRIVED:
        return
    try:
        with (
            blob_store().as_file(recording.attachment.file.blob) as path,
            played(path) as heard,
        ):
            recording.copy = _kept(heard.copy)
            recording.seconds, recording.is_silent = heard.seconds, heard.is_silent
    except UnplayableError as trouble:
        recording.trouble = trouble.reason
    except BrokenBlobError as trouble:
        recording.trouble = trouble.code
    recording.state = State.WAITING
    recording.save(update_fields=["copy", "seconds", "is_silent", "trouble", "state"])


def _kept(sound: BinaryIO) -> StoredFile:
    copy = store_bytes(stream=sound, name="copy.mp3", max_bytes=LARGEST_COPY)
    copy.media_type = COPY_TYPE
    copy.save(update_fields=["media_type"])
    return copy
