"""From bytes to clean characters: which encoding, and which characters we keep."""

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections import Counter

from commonspace.engines.extraction.shapes import Reason, RefusedError, Warn

_BOMS = (
    (BOM_UTF32_LE, "utf-32"),
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF8, "utf-8-sig"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
)
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_WHOLE_TO_BROKEN = 5
_JUNK_SHARE = 0.05
_SAMPLE = 1 << 16
_TOO_SHORT_TO_TELL = 4
_JUNK = frozenset(range(0x20)) - frozenset(b"\t\n\r\x0b\x0c\x1b")
_UNSEEN = re.compile(r"[\x00-\x08]")
_WORDLIKE_RUN = 2.2
_MOJIBAKE = re.compile(r"Ã[\x80-\xbf©¨ª§¡³±º]|â€[™œ\x9d“”˜¦]|Ø[§±ª]|Ù[\x84\x85\x86„…†ˆŠ]")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_BULLETS = "\uf0b7\uf0a7\uf076\uf0d8\uf0fc"

_DROPPED: dict[int, str | None] = {
    code: None
    for code in (
        *range(0x20),
        *range(0x7F, 0xA0),
        0xAD,  # soft hyphen: a place to break, not a character
        *range(0x202A, 0x202F),  # bidirectional overrides can make text read as what it is not
        *range(0x2066, 0x206A),
        0xFEFF,
        0xFFFE,
        0xFFFF,
        *range(0xE0000, 0xE0080),  # tags: invisible text
    )
    if code not in {0x09, 0x0A}
} | {ord(bullet): "•" for bullet in _BULLETS}


def clean(text: str) -> str:
    """Return text in NFC with plain line ends, no control characters and no trailing blanks."""
    text = _LINE_ENDS.sub("\n", text).translate(_DROPPED)
    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        text = unicodedata.normalize("NFC", text)
    lines = [line.rstrip() for line in text.split("\n")]
    kept = [line for before, line in zip(["", *lines], lines, strict=False) if line or before]
    return "\n".join(kept).strip("\n")


def is_clean(text: str) -> bool:
    """Tell whether text is as ``clean`` leaves it, without trusting whoever made it."""
    return clean(text) == text


def decode(content: bytes) -> tuple[str, frozenset[Warn]]:
    """Decode bytes of unknown encoding, and say how sure that is.

    Raises:
        RefusedError: If they are not text.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _lenient(content, encoding)
    wide = _utf16_without_mark(content)
    if wide:
        return _lenient(content, wide)
    if _junk_share(content[:_SAMPLE]) > _JUNK_SHARE:
        raise RefusedError(Reason.UNKNOWN_FORMAT)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_by_guess(content)
    return text, _warnings_about(text)


def _lenient(content: bytes, encoding: str) -> tuple[str, frozenset[Warn]]:
    text = content.decode(encoding, "replace")
    warnings = _warnings_about(text)
    return text, warnings | {Warn.ENCODING_REPAIRED} if "\ufffd" in text else warnings


def _decode_by_guess(content: bytes) -> tuple[str, frozenset[Warn]]:
    declared = _declared(content)
    if declared:
        return _lenient(content, declared)
    repaired = content.decode("utf-8", "replace")
    broken = repaired.count("\ufffd")
    whole = sum(not character.isascii() for character in repaired) - broken
    if whole > broken * _WHOLE_TO_BROKEN:
        return repaired, _warnings_about(repaired) | {Warn.ENCODING_REPAIRED}
    text = content.decode(_guess(content), "replace")
    return text, _warnings_about(text) | {Warn.ENCODING_GUESSED}


def _declared(content: bytes) -> str | None:
    """Return the encoding a page of HTML says it has, if there is one of that name."""
    match = _DECLARED.search(content[:2048])
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    if name.startswith(("utf-8", "utf8", "utf-7", "idna", "punycode")):
        return None
    try:
        return name if isinstance(b"a".decode(name), str) else None
    except (LookupError, UnicodeDecodeError):
        return None


def _guess(content: bytes) -> str:
    """Choose among the one-byte encodings still found in old files.

    Western texts have single letters above 0x7F among plain ones; Arabic and Cyrillic words are
    made of nothing else. The two are told apart by their commonest letters.
    """
    runs = re.findall(rb"[\xc0-\xff]+", content[:_SAMPLE])
    if not runs or sum(map(len, runs)) / len(runs) < _WORDLIKE_RUN:
        return "cp1252"
    letters = Counter(b"".join(runs))
    arabic = sum(letters[byte] for byte in b"\xc7\xe1\xe4\xed\xe3")  # alef lam noon yeh meem
    cyrillic = sum(letters[byte] for byte in b"\xee\xe5\xe0\xe8\xf2")  # o ie a i te
    return "cp1256" if arabic >= cyrillic else "cp1251"


def _utf16_without_mark(content: bytes) -> str | None:
    sample = content[:4096]
    half = len(sample) // 2
    if half < _TOO_SHORT_TO_TELL:
        return None
    for encoding, high, low in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if high.count(0) > half * 0.7 and low.count(0) < half * 0.05:
            return encoding
    return None


def _junk_share(sample: bytes) -> float:
    junk = sum(byte in _JUNK for byte in sample)
    return junk / max(len(sample), 1)


def _warnings_about(text: str) -> frozenset[Warn]:
    found = set()
    sample = text[: _SAMPLE * 4]
    if len(_MOJIBAKE.findall(sample)) > 2 + len(sample) // 2000:
        found.add(Warn.LOOKS_GARBLED)
    if _UNSEEN.search(text):
        found.add(Warn.CONTROL_CHARACTERS)
    return frozenset(found)
