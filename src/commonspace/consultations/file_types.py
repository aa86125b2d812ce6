"""What a file offered with the call really is, told from its bytes and never from its name."""

import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from commonspace.consultations.errors import UnofferedFileError

_HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class FileType:
    """A kind of file: its media type, and the word a reader knows it by."""

    media_type: str
    word: str


PDF = FileType(media_type="application/pdf", word="PDF")
JPEG = FileType(media_type="image/jpeg", word="JPEG")
PNG = FileType(media_type="image/png", word="PNG")
TEXT = FileType(media_type="text/plain", word="TXT")

_OFFICE = {
    "word/document.xml": FileType(
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        word="DOCX",
    ),
    "xl/workbook.xml": FileType(
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        word="XLSX",
    ),
    "ppt/presentation.xml": FileType(
        media_type="application/vnd.openxmlformats-officedocument.presentationml.presentation",
        word="PPTX",
    ),
}
_OPEN_DOCUMENT = {
    f"application/vnd.oasis.opendocument.{kind}": FileType(
        media_type=f"application/vnd.oasis.opendocument.{kind}", word=word
    )
    for kind, word in (("text", "ODT"), ("spreadsheet", "ODS"), ("presentation", "ODP"))
}
WORDS = {
    kind.media_type: kind.word
    for kind in (PDF, JPEG, PNG, TEXT, *_OFFICE.values(), *_OPEN_DOCUMENT.values())
}


def file_type(stream: BinaryIO) -> FileType:
    """Return what ``stream`` holds, and leave it at its beginning.

    Raises:
        UnofferedFileError: If it is none of the kinds we offer, or may run programs.
    """
    head = stream.read(_HEAD_BYTES)
    stream.seek(0)
    for start, kind in ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG)):
        if head.startswith(start):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _packed_type(stream)
    if head and _is_text(head):
        return TEXT
    raise UnofferedFileError


def _packed_type(stream: BinaryIO) -> FileType:
    """Tell an office document by the parts it is packed of; nothing is unpacked but its label."""
    try:
        with zipfile.ZipFile(stream) as packed:
            names = set(packed.namelist())
            label = packed.open("mimetype").read(200).decode() if "mimetype" in names else ""
    except (
        zipfile.BadZipFile,
        UnicodeDecodeError,
        NotImplementedError,
        RuntimeError,
        OSError,
    ) as error:
        raise UnofferedFileError from error
    finally:
        stream.seek(0)
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        raise UnofferedFileError
    for part, kind in _OFFICE.items():
        if part in names:
            return kind
    if label in _OPEN_DOCUMENT:
        return _OPEN_DOCUMENT[label]
    raise UnofferedFileError


def _is_text(head: bytes) -> bool:
    if b"\x00" in head or head.lstrip()[:1] == b"<" or head.startswith((b"#!", b"MZ")):
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return len(head) == _HEAD_BYTES and error.start > len(head) - 4
    return True
