"""Looking into a ZIP, or an office document that is one, without being hurt by it."""

import struct
import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import Self
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as DefusedTree

from commonspace.engines.extraction.shapes import Limits, Reason, RefusedError

BROKEN_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    struct.error,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
    OSError,
    RuntimeError,
)
_END = b"PK\x05\x06"
_END_BYTES = 22
_END_64 = b"PK\x06\x06"
_END_64_BYTES = 56
_END_SPAN = 66_000
_DIRECTORY_BYTES_AN_ENTRY = 1024
_CHUNK = 1 << 16
_SMALL = 4 << 20
_ENCRYPTED_FLAG = 1


def check_directory(path: Path, *, max_entries: int) -> None:
    """Refuse a ZIP whose list of contents alone would fill the memory, before reading it.

    Raises:
        RefusedError: Too many entries, or no list at the end of the file.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _END_SPAN))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise RefusedError(Reason.TRUNCATED)
    count, directory_bytes = struct.unpack_from("<HI", tail, at + 10)
    at_64 = tail.rfind(_END_64)
    if 0 <= at_64 <= len(tail) - _END_64_BYTES:
        count, directory_bytes = struct.unpack_from("<QQ", tail, at_64 + 32)
    if count > max_entries or directory_bytes > max_entries * _DIRECTORY_BYTES_AN_ENTRY:
        raise RefusedError(Reason.TOO_MANY_ENTRIES)


class Package:
    """An office document as the ZIP it is. Parts are read whole, under a common ceiling."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._left = limits.max_unpacked_bytes

    def __enter__(self) -> Self:
        check_directory(self._path, max_entries=10_000)
        try:
            self._zip = zipfile.ZipFile(self._path)
        except BROKEN_ZIP:
            raise RefusedError(Reason.TRUNCATED) from None
        self.names = frozenset(self._zip.namelist())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._zip.close()

    def part(self, name: str) -> bytes | None:
        """Return one part, or none if there is no such part.

        Raises:
            RefusedError: Encrypted, damaged, or more than it may unpack to.
        """
        if name not in self.names:
            return None
        entry = self._zip.getinfo(name)
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise RefusedError(Reason.ENCRYPTED)
        try:
            return self._read(entry)
        except BROKEN_ZIP:
            raise RefusedError(Reason.TRUNCATED) from None

    def xml(self, name: str) -> Element | None:
        """Return one part as a tree, or none if there is no such part.

        Raises:
            RefusedError: As ``part`` does, and when it is not XML or defines entities.
        """
        content = self.part(name)
        if content is None:
            return None
        try:
            root: Element = DefusedTree.fromstring(content, forbid_dtd=True)
        except DefusedXmlException:
            raise RefusedError(Reason.ARCHIVE_BOMB) from None
        except (ParseError, ValueError, LookupError):
            raise RefusedError(Reason.TRUNCATED) from None
        return root

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        ratio_ceiling = max(entry.compress_size * self._limits.max_unpacked_ratio, _SMALL)
        ceiling = min(self._limits.max_part_bytes, self._left, ratio_ceiling)
        if entry.file_size > ceiling:
            raise RefusedError(Reason.ARCHIVE_BOMB)
        chunks: list[bytes] = []
        size = 0
        with self._zip.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > ceiling:
                    raise RefusedError(Reason.ARCHIVE_BOMB)
                chunks.append(chunk)
        self._left -= size
        return b"".join(chunks)
