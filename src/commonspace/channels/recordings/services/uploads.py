"""Taking a recording in piece by piece: each piece is on disk before it is acknowledged."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from io import RawIOBase
from typing import BinaryIO, cast

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.http.request import UnreadablePostError
from django.utils import timezone

from commonspace.channels.recordings.errors import (
    BrokenPieceError,
    HalfSentError,
    TooManyUploadsError,
    WrongOffsetError,
)
from commonspace.channels.recordings.models import KEPT_FOR, Piece, Upload
from commonspace.consultations.models import Consultation
from commonspace.engines.blobs import TooLargeError
from commonspace.provenance.models import StoredFile
from commonspace.provenance.services import forget_bytes, store_bytes
from commonspace.provenance.store import blob_store

ALGORITHMS = ("sha1", "sha256")
"""Digests a piece may be sent with: what the protocol demands, and what browsers can make."""
HEAD_BYTES = 64


def longest_bytes() -> int:
    """Return how many bytes one recording may have."""
    return int(settings.COMMONSPACE_MAX_RECORDING_MB) << 20


def begin(*, consultation: Consultation, size: int | None, name: str = "") -> Upload:
    """Make room for a recording that will come in pieces.

    Raises:
        TooLargeError: If it is larger than one recording may be.
        TooManyUploadsError: If those under way fill the room there is.
    """
    if size is not None and size > longest_bytes():
        raise TooLargeError
    under_way = Upload.objects.aggregate(sum=Sum("received"))["sum"] or 0
    if under_way > int(settings.COMMONSPACE_RECORDINGS_WAITING_GB) << 30:
        raise TooManyUploadsError
    return Upload.objects.create(consultation=consultation, size=size, name=name[-255:])


def add_piece(
    *, upload: Upload, offset: int, stream: BinaryIO, digest: tuple[str, bytes] | None
) -> Upload:
    """Keep the bytes that follow on ``offset``; return only when they are on disk.

    A line that breaks leaves what came before it broke, unless a digest was promised.

    Args:
        upload: What they belong to.
        offset: Where they begin; must be where the last piece ended.
        stream: The bytes, read piece by piece, never held as a whole.
        digest: Name of an algorithm and what it must give, if the sender said.

    Raises:
        WrongOffsetError: If something else lies there or would be missed.
        BrokenPieceError: If the digest is another; nothing is kept then.
        TooLargeError: If more comes than was announced or may come.
    """
    if offset != upload.received:
        raise WrongOffsetError
    passing = _Passing(stream, digest[0] if digest else "sha256")
    most = (longest_bytes() if upload.size is None else upload.size) - offset
    kept = store_bytes(stream=cast("BinaryIO", passing), name="piece", max_bytes=most)
    if digest and passing.digest.digest() != digest[1]:
        forget_bytes(file=kept)
        raise BrokenPieceError
    if not kept.size_bytes:
        forget_bytes(file=kept)
        return upload
    try:
        return _added(upload, offset, kept)
    except (WrongOffsetError, IntegrityError) as taken:
        forget_bytes(file=kept)
        raise WrongOffsetError from taken


@transaction.atomic
def _added(upload: Upload, offset: int, kept: StoredFile) -> Upload:
    now = Upload.objects.select_for_update().get(pk=upload.pk)
    if now.received != offset:
        raise WrongOffsetError
    Piece.objects.create(upload=now, start=offset, file=kept)
    now.received += kept.size_bytes
    now.save(update_fields=["received", "touched_at"])
    return now


@transaction.atomic
def set_size(*, upload: Upload, size: int) -> Upload:
    """Write down where a recording ends, now that it does.

    Raises:
        WrongOffsetError: If another end was named before, or more has come.
    """
    now = Upload.objects.select_for_update().get(pk=upload.pk)
    if size > longest_bytes():
        raise TooLargeError
    if now.size not in {None, size} or size < now.received:
        raise WrongOffsetError
    now.size = size
    now.save(update_fields=["size", "touched_at"])
    return now


def first_bytes(upload: Upload) -> bytes:
    """Return the beginning of an upload, by which its kind is told."""
    first = upload.pieces.filter(start=0).select_related("file").first()
    if first is None:
        return b""
    with blob_store().open(first.file.blob) as stream:
        return stream.read(HEAD_BYTES)


def join(*, upload: Upload) -> StoredFile:
    """Keep the pieces of a whole recording as one file; they stay until ``forget``.

    Raises:
        HalfSentError: If the end has not arrived.
    """
    if not upload.is_whole or not upload.size:
        raise HalfSentError
    with ExitStack() as opened:
        stream = _Joined(upload, opened)
        return store_bytes(
            stream=cast("BinaryIO", stream),
            name=upload.name or "recording",
            max_bytes=upload.size,
        )


@transaction.atomic
def forget(*, upload: Upload) -> None:
    """Delete an upload and its pieces."""
    files = [piece.file for piece in upload.pieces.select_related("file")]
    upload.delete()
    for file in files:
        forget_bytes(file=file)


def forget_abandoned() -> int:
    """Delete what nobody added to or sent for a week; return how many uploads that were."""
    old = Upload.objects.filter(touched_at__lt=timezone.now() - KEPT_FOR)
    for upload in old:
        forget(upload=upload)
    return len(old)


class _Passing(RawIOBase):
    """Reads through to what a browser sends; a line that breaks is an end like any other."""

    def __init__(self, stream: BinaryIO, algorithm: str) -> None:
        self._stream = stream
        self.digest = hashlib.new(algorithm, usedforsecurity=False)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        try:
            chunk = self._stream.read(size)
        except (UnreadablePostError, ConnectionError):
            return b""
        self.digest.update(chunk)
        return chunk


class _Joined(RawIOBase):
    """The pieces of an upload, one after the other, each decrypted while it is read."""

    def __init__(self, upload: Upload, opened: ExitStack) -> None:
        self._opened = opened
        self._streams = self._each(upload)
        self._now: BinaryIO | None = next(self._streams, None)

    def _each(self, upload: Upload) -> Iterator[BinaryIO]:
        for piece in upload.pieces.select_related("file"):
            self._opened.close()
            yield self._opened.enter_context(blob_store().open(piece.file.blob))

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        while self._now is not None:
            chunk = self._now.read(size)
            if chunk:
                return chunk
            self._now = next(self._streams, None)
        return b""
