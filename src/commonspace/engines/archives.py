"""Opening a ZIP of documents that somebody sent, without trusting a byte of it.

Nothing is ever written under a name from the archive. Every entry is either given as a stream
that stops at the limits, or reported with the reason why not; one bad entry never costs the rest.

    for entry in open_archive(path, limits=ArchiveLimits()):
        match entry:
            case Entry(): keep(entry.name, entry.stream)      # may raise UnreadableError
            case UnreadableError(): note(entry.where, entry.message)

``unpack`` does this loop for callers who keep each stream with one function.
"""

import re
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Generic, TypeVar, cast

from commonspace.engines.extraction.errors import UnreadableError
from commonspace.engines.extraction.packages import BROKEN_ZIP, check_directory
from commonspace.engines.extraction.shapes import Reason, RefusedError

T = TypeVar("T")

_ENCRYPTED_FLAG = 1
_UTF8_FLAG = 0x800
_HEAD = 512
_SMALL = 1 << 20
_NAME_CHARS = 120
_CLUTTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX", ".git"})
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_DRIVE = re.compile(r"[A-Za-z]:")
_ARCHIVE_ENDINGS = frozenset(
    {".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".jar"}
)
_ARCHIVE_STARTS = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
_OFFICE_PARTS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/", b"ppt/")
_OFFICE_ENDINGS = frozenset({".docx", ".odt", ".xlsx", ".ods", ".pptx", ".odp", ".docm", ".epub"})
_ZIP_START = b"PK\x03\x04"
_LOCAL_HEADER = 30
_DIRECTORY_ENTRIES = 65_535


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveLimits:
    """How much of an archive we are willing to take, counted while it unpacks."""

    max_entries: int = 2_000
    max_entry_bytes: int = 100 << 20
    max_total_bytes: int = 1 << 30
    max_ratio: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of an archive. Read its stream before asking for the next entry."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked(Generic[T]):
    """What came out of an archive: each entry is in exactly one of the two."""

    kept: tuple[tuple[str, T], ...]
    unreadable: tuple[UnreadableError, ...]


def open_archive(
    path: Path, *, limits: ArchiveLimits | None = None
) -> Iterator[Entry | UnreadableError]:
    """Go through the files of a ZIP, in its order, leaving out folders and system clutter.

    Args:
        path: The archive.
        limits: How much to take.

    Raises:
        UnreadableError: On the first step, if the whole archive is damaged, locked or absurd.
            Later trouble is yielded, or raised by the stream of the entry that has it.
    """
    limits = limits or ArchiveLimits()
    try:
        check_directory(path, max_entries=_DIRECTORY_ENTRIES)
        archive = zipfile.ZipFile(path)
    except RefusedError as refusal:
        raise UnreadableError(refusal.reason) from None
    except BROKEN_ZIP:
        raise UnreadableError(Reason.TRUNCATED) from None
    with archive:
        yield from _entries(archive, limits)


def unpack(
    path: Path, keep: Callable[[str, BinaryIO], T], *, limits: ArchiveLimits | None = None
) -> Unpacked[T]:
    """Keep every file of a ZIP that can be kept, and report the others.

    Args:
        path: The archive.
        keep: Called with a safe name and a stream; what it returns is kept. It should discard
            what it has begun when the stream raises.
        limits: How much to take.

    Raises:
        UnreadableError: If the archive as a whole cannot be read.
    """
    kept: list[tuple[str, T]] = []
    unreadable: list[UnreadableError] = []
    for entry in open_archive(path, limits=limits):
        if isinstance(entry, UnreadableError):
            unreadable.append(entry)
            continue
        try:
            kept.append((entry.name, keep(entry.name, entry.stream)))
        except UnreadableError as trouble:
            unreadable.append(trouble)
    return Unpacked(kept=tuple(kept), unreadable=tuple(unreadable))


def safe_name(name: str) -> str | None:
    """Return a relative name that is safe to show and store, or none if it points outside.

    It has no drive, no leading slash, no step upwards, no invisible characters and no
    overlong part. The last ending is kept when a part is shortened.
    """
    plain = unicodedata.normalize("NFC", name.replace("\\", "/"))
    if plain.startswith("/") or _DRIVE.match(plain):
        return None
    parts = [_UNPRINTABLE.sub("", part).strip(" ") for part in plain.split("/")]
    parts = [part for part in parts if part not in {"", "."}]
    if not parts or ".." in parts:
        return None
    return "/".join(_shortened(part) for part in parts)


def _shortened(part: str) -> str:
    if len(part) <= _NAME_CHARS:
        return part
    ending = PurePosixPath(part).suffix[:10]
    return part[: _NAME_CHARS - len(ending)] + ending


def _entries(archive: zipfile.ZipFile, limits: ArchiveLimits) -> Iterator[Entry | UnreadableError]:
    budget = _Budget(limits)
    taken: set[str] = set()
    overlapping = _overlapping(archive)
    for count, listed in enumerate(_files(archive), start=1):
        if count > limits.max_entries:
            yield UnreadableError(Reason.TOO_MANY_ENTRIES)
            return
        written = _decoded_name(listed)
        where = _UNPRINTABLE.sub("", written)[-_NAME_CHARS:]
        name = safe_name(written)
        reason = _refused_unopened(listed, name) or (
            Reason.ARCHIVE_BOMB if id(listed) in overlapping else None
        )
        if name is None or reason is not None:
            yield UnreadableError(reason or Reason.UNSAFE_NAME, where=where)
        else:
            yield from _opened(archive, listed, _unique(name, taken), budget)


def _opened(
    archive: zipfile.ZipFile, listed: zipfile.ZipInfo, name: str, budget: "_Budget"
) -> Iterator[Entry | UnreadableError]:
    try:
        with archive.open(listed) as inner:
            stream = _Bounded(cast("BinaryIO", inner), name, listed.compress_size, budget)
            if _is_archive(name, stream.peek()):
                yield UnreadableError(Reason.NESTED_ARCHIVE, where=name)
                return
            yield Entry(name=name, stream=cast("BinaryIO", stream))
    except UnreadableError as trouble:
        yield trouble
    except BROKEN_ZIP:
        yield UnreadableError(Reason.TRUNCATED, where=name)


def _files(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    for listed in archive.infolist():
        parts = set(listed.filename.split("/"))
        if not listed.filename.endswith("/") and not parts & _CLUTTER:
            yield listed


def _refused_unopened(listed: zipfile.ZipInfo, name: str | None) -> Reason | None:
    if name is None:
        return Reason.UNSAFE_NAME
    kind = stat.S_IFMT(listed.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        return Reason.NOT_A_FILE
    return Reason.ENCRYPTED if listed.flag_bits & _ENCRYPTED_FLAG else None


def _overlapping(archive: zipfile.ZipFile) -> frozenset[int]:
    """Find entries that share their bytes with another: a way to list one bomb many times."""
    found = set()
    end = 0
    for listed in sorted(archive.infolist(), key=lambda entry: entry.header_offset):
        if listed.header_offset < end:
            found.add(id(listed))
        end = max(end, listed.header_offset + _LOCAL_HEADER + listed.compress_size)
    return frozenset(found)


def _decoded_name(listed: zipfile.ZipInfo) -> str:
    """Read a name as UTF-8 where the archive forgot to say that it is."""
    if listed.flag_bits & _UTF8_FLAG:
        return listed.filename
    try:
        return listed.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return listed.filename


def _unique(name: str, taken: set[str]) -> str:
    """Tell apart names that are the same, or would be on a disk that ignores case."""
    path = PurePosixPath(name)
    chosen, number = name, 1
    while chosen.casefold() in taken:
        number += 1
        chosen = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    taken.add(chosen.casefold())
    return chosen


def _is_archive(name: str, head: bytes) -> bool:
    ending = PurePosixPath(name).suffix.lower()
    if ending in _ARCHIVE_ENDINGS or head.startswith(_ARCHIVE_STARTS) or head[257:262] == b"ustar":
        return True
    if not head.startswith(_ZIP_START) or ending in _OFFICE_ENDINGS:
        return False
    first = head[_LOCAL_HEADER : _LOCAL_HEADER + int.from_bytes(head[26:28], "little")]
    return first != b"mimetype" and not first.startswith(_OFFICE_PARTS)


class _Budget:
    """What may still be unpacked of one archive."""

    def __init__(self, limits: ArchiveLimits) -> None:
        self.limits = limits
        self.left = limits.max_total_bytes


class _Bounded(RawIOBase):
    """One entry, unpacking; it raises at the first byte too many."""

    def __init__(self, inner: BinaryIO, name: str, packed_bytes: int, budget: _Budget) -> None:
        self._inner = inner
        self._name = name
        self._budget = budget
        self._bomb_at = max(packed_bytes * budget.limits.max_ratio, _SMALL)
        self._size = 0
        self._ahead = b""

    def readable(self) -> bool:
        return True

    def peek(self) -> bytes:
        """Return how the entry begins; reading starts there still."""
        self._ahead = self._unpacked(_HEAD)
        return self._ahead

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            return b"".join(iter(lambda: self.read(1 << 16), b""))
        if self._ahead:
            chunk, self._ahead = self._ahead[:size], self._ahead[size:]
            return chunk
        return self._unpacked(size)

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]  # any writable buffer
        chunk = self.read(len(view))
        view[: len(chunk)] = chunk
        return len(chunk)

    def _unpacked(self, size: int) -> bytes:
        try:
            chunk = self._inner.read(size)
        except BROKEN_ZIP:
            raise UnreadableError(Reason.TRUNCATED, where=self._name) from None
        self._size += len(chunk)
        self._budget.left -= len(chunk)
        if self._size > self._bomb_at:
            raise UnreadableError(Reason.ARCHIVE_BOMB, where=self._name)
        if self._size > self._budget.limits.max_entry_bytes or self._budget.left < 0:
            raise UnreadableError(Reason.TOO_LARGE, where=self._name)
        return chunk
