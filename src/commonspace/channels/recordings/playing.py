"""Handing sound to a browser that plays it and jumps in it (RFC 9110, section 14)."""

import re
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from commonspace.provenance.models import StoredFile
from commonspace.provenance.store import blob_store

PIECE = 64 * 1024
PARTIAL, UNSATISFIABLE = 206, 416
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def play(request: HttpRequest, file: StoredFile) -> HttpResponseBase:
    """Return the part of a sound a browser asks for, decrypted while it is sent.

    Only for copies we made ourselves: their type is known.
    """
    asked = request.headers.get("Range", "")
    found = _RANGE.fullmatch(asked)
    if found is None or found[0] == "bytes=-":
        return _sound(file, 0, file.size_bytes, 200)
    span = _span(found[1], found[2], file.size_bytes)
    if span is None:
        refused = HttpResponse(status=UNSATISFIABLE)
        refused["Content-Range"] = f"bytes */{file.size_bytes}"
        return refused
    start, end = span
    response = _sound(file, start, end, PARTIAL)
    response["Content-Range"] = f"bytes {start}-{end - 1}/{file.size_bytes}"
    return response


def _span(first: str, last: str, size: int) -> tuple[int, int] | None:
    """Return where the part asked for starts and ends, ``None`` if there is no such part."""
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
    return (start, end) if start < end else None


def _sound(file: StoredFile, start: int, end: int, status: int) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        _pieces(file.blob, start, end),
        status=status,
        content_type=file.media_type,
        headers={
            "Accept-Ranges": "bytes",
            "Content-Length": str(end - start),
            "Content-Disposition": "inline",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


def _pieces(blob: str, start: int, end: int) -> Iterator[bytes]:
    with blob_store().open(blob) as stream:
        skipped = 0
        while skipped < start:
            skipped += len(stream.read(min(PIECE, start - skipped)))
        left = end - start
        while left and (piece := stream.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
