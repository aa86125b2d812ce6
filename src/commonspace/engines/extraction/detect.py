"""What a file really is, from its bytes. Its name is only ever compared with that."""

import mmap
import re
import struct
from pathlib import Path

import puremagic

from commonspace.engines.extraction.packages import Package
from commonspace.engines.extraction.plain import decode
from commonspace.engines.extraction.shapes import Limits, Reason, RefusedError

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
HTML = "text/html"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
WEBP = "image/webp"
PICTURES = frozenset({PNG, JPEG, TIFF, WEBP})
MEDIA_TYPES = frozenset({PDF, DOCX, ODT, HTML, TEXT, MARKDOWN}) | PICTURES

_BY_ENDING = {
    ".pdf": PDF,
    ".docx": DOCX,
    ".odt": ODT,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".txt": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".tif": TIFF,
    ".tiff": TIFF,
    ".webp": WEBP,
}
_ENDINGS_OF_OTHERS = frozenset({".doc", ".rtf", ".xls", ".xlsx", ".ppt", ".pptx", ".zip", ".exe"})
_PLAIN = frozenset({TEXT, MARKDOWN})
_HEAD = 4096
_PDF = re.compile(rb"(?:^|[\r\n])%PDF-\d|^.{0,64}%PDF-\d", re.DOTALL)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FIXED: tuple[tuple[bytes, str | Reason], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"{\\rtf", Reason.OLD_OFFICE_FORMAT),
    (b"\x7fELF", Reason.EXECUTABLE),
    (b"#!/", Reason.EXECUTABLE),
    (b"#! /", Reason.EXECUTABLE),
    (b"\xca\xfe\xba\xbe", Reason.EXECUTABLE),
    (b"\xfe\xed\xfa", Reason.EXECUTABLE),
    (b"\xcf\xfa\xed\xfe", Reason.EXECUTABLE),
    (b"\xce\xfa\xed\xfe", Reason.EXECUTABLE),
    (b"L\0\0\0\x01\x14\x02\0", Reason.EXECUTABLE),
    (b"\0asm", Reason.EXECUTABLE),
    (b"\x1f\x8b", Reason.ARCHIVE),
    (b"BZh", Reason.ARCHIVE),
    (b"\xfd7zXZ\0", Reason.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Reason.ARCHIVE),
    (b"Rar!\x1a\x07", Reason.ARCHIVE),
    (b"GIF8", Reason.PICTURE_FORMAT),
)
_SOUND_OR_PICTURE = {
    "audio/": Reason.RECORDING,
    "video/": Reason.RECORDING,
    "image/": Reason.PICTURE_FORMAT,
}
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|section|div|p|h[1-6]|ul|ol|table|script)"
    r"[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_XML = re.compile(r"\s*<\?xml|\s*<svg[\s>]", re.IGNORECASE)


def media_type(path: Path, *, ending: str, limits: Limits) -> str:
    """Return the media type of a file we can read.

    Args:
        path: The file.
        ending: How its name ends, such as ``.md``: it only chooses among kinds of plain text,
            and words the refusal of a file whose bytes say nothing.
        limits: How far to look into packages.

    Raises:
        RefusedError: If it is something we do not read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise RefusedError(Reason.EMPTY_FILE)
    found = _by_first_bytes(head, path, limits)
    if found is None:
        found = _text_type(head, path, ending)
    if isinstance(found, Reason):
        raise RefusedError(found)
    return found


def disagrees(found: str, *, ending: str) -> bool:
    """Tell whether a name promises something other than what the bytes are."""
    promised = _BY_ENDING.get(ending)
    if promised is None:
        return ending in _ENDINGS_OF_OTHERS
    return promised != found and not {promised, found} <= _PLAIN


def _by_first_bytes(head: bytes, path: Path, limits: Limits) -> str | Reason | None:
    for start, meaning in _FIXED:
        if head.startswith(start):
            return meaning
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package_type(path, limits)
    if head.startswith(_OLE):
        return _old_office(path)
    return _by_pattern(head)


def _by_pattern(head: bytes) -> str | Reason | None:
    if _PDF.search(head[:1024]):
        return PDF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"MZ") and b"\0" in head[:256]:
        return Reason.EXECUTABLE
    return Reason.ARCHIVE if head[257:262] == b"ustar" else None


def _package_type(path: Path, limits: Limits) -> str | Reason:
    with Package(path, limits) as package:
        if any(name.endswith("vbaProject.bin") or _is_basic(name) for name in package.names):
            return Reason.MACRO_FILE
        kind = (package.part("mimetype") or b"")[:80].decode("ascii", "replace")
        if kind.startswith("application/vnd.oasis.opendocument."):
            return _open_document(kind.rpartition(".")[2])
        if "[Content_Types].xml" in package.names:
            return _open_xml(package.names)
    return Reason.UNKNOWN_FORMAT if kind else Reason.ARCHIVE


def _is_basic(name: str) -> bool:
    return name.startswith(("Basic/", "Scripts/")) and not name.endswith("/")


def _open_document(kind: str) -> str | Reason:
    return {
        "text": ODT,
        "text-template": ODT,
        "spreadsheet": Reason.SPREADSHEET,
        "presentation": Reason.SLIDES,
    }.get(kind, Reason.UNKNOWN_FORMAT)


def _open_xml(names: frozenset[str]) -> str | Reason:
    folders = {name.partition("/")[0] for name in names}
    if "word" in folders:
        return DOCX
    if "xl" in folders:
        return Reason.SPREADSHEET
    return Reason.SLIDES if "ppt" in folders else Reason.UNKNOWN_FORMAT


def _old_office(path: Path) -> Reason:
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        locked = content.find("EncryptedPackage".encode("utf-16-le")) >= 0
    return Reason.ENCRYPTED if locked else Reason.OLD_OFFICE_FORMAT


def _text_type(head: bytes, path: Path, ending: str) -> str | Reason:
    try:
        start, _warnings = decode(head)
    except RefusedError:
        return _named_by_magic(head) or _unnamed(ending)
    if _HTML_START.match(start.lstrip("\ufeff")):
        return HTML
    if _OTHER_XML.match(start):
        return Reason.PICTURE_FORMAT if "<svg" in start.lower() else Reason.UNKNOWN_FORMAT
    return MARKDOWN if _BY_ENDING.get(ending) == MARKDOWN else TEXT


def _named_by_magic(head: bytes) -> Reason | None:
    try:
        kind = puremagic.from_string(head, mime=True)
    except (puremagic.PureError, ValueError, KeyError, IndexError, struct.error):
        return None
    for start, reason in _SOUND_OR_PICTURE.items():
        if kind.startswith(start):
            return reason
    return None


def _unnamed(ending: str) -> Reason:
    return Reason.NOT_WHAT_IT_SAYS if ending in _BY_ENDING else Reason.UNKNOWN_FORMAT
