"""Handing stored bytes back: always as a file to keep, never as a page of ours."""

from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from commonspace.provenance.models import StoredFile
from commonspace.provenance.store import blob_store

PIECE = 64 * 1024
UNKNOWN = "application/octet-stream"


def as_attachment(
    file: StoredFile, *, name: str = "", media_type: str = UNKNOWN
) -> StreamingHttpResponse:
    """Return a response that a browser saves and never runs.

    Args:
        file: What to hand back; decrypted piece by piece, never as a whole.
        name: What to call it, if not what its giver did.
        media_type: Only for bytes we made ourselves or whose type we read from the bytes.
    """
    disposition = content_disposition_header(as_attachment=True, filename=name or file.name)
    return StreamingHttpResponse(
        _pieces(file.blob),
        content_type=media_type or UNKNOWN,
        headers={
            "Content-Disposition": disposition or "attachment",
            "Content-Length": str(file.size_bytes),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


def _pieces(blob: str) -> Iterator[bytes]:
    with blob_store().open(blob) as stream:
        while piece := stream.read(PIECE):
            yield piece
