"""What becomes of a mail, the files that came in it, and its bytes."""

import io

from commonspace.channels.email.models import Mail
from commonspace.engines.blobs import BrokenBlobError
from commonspace.engines.mail.message import MOST_BYTES
from commonspace.engines.mail.shapes import Letter
from commonspace.intake.envelopes import FilePart
from commonspace.provenance.services import store_bytes
from commonspace.provenance.store import blob_store

FOUND_OUT = (
    "consultation", "fate", "reason", "contribution", "sender", "vouched", "language", "left_out",
    "receipt",
)  # fmt: skip
"""What reading a mail may say of it, its fate first of all."""


def decide(mail: Mail, fate: str, *, reason: str = "") -> None:
    """Say what becomes of a mail; its row is for the caller to save."""
    mail.fate, mail.reason = fate, str(reason)


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
        return blob_store().read(mail.file.blob)
    except BrokenBlobError:
        return b""
