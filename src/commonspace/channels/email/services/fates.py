"""Writing down what became of a mail, and keeping the files that came in it."""

import io

from commonspace.channels.email.models import Mail
from commonspace.engines.blobs import BrokenBlobError
from commonspace.engines.mail.message import MOST_BYTES
from commonspace.engines.mail.shapes import Letter
from commonspace.intake.envelopes import FilePart
from commonspace.provenance.services import store_bytes
from commonspace.provenance.store import blob_store


def give_fate(mail: Mail, fate: str, *, reason: str = "") -> None:
    """Write down what became of a mail, and all that was found out about it."""
    mail.fate, mail.reason = fate, str(reason)
    mail.save()


def files_of(letter: Letter) -> tuple[FilePart, ...]:
    """Keep the files of a mail on disk and return them as parts of an envelope."""
    return tuple(
        FilePart(
            file=store_bytes(
                stream=io.BytesIO(piece.content), name=piece.name, max_bytes=MOST_BYTES
            )
        )
        for piece in letter.files
    )


def bytes_of(mail: Mail) -> bytes:
    """Return a mail as it came; nothing if its bytes were discarded or are damaged."""
    if mail.file is None:
        return b""
    try:
        with blob_store().open(mail.file.blob) as stream:
            return stream.read()
    except BrokenBlobError:
        return b""
