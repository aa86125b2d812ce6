"""The words and the files of a mail, part by part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from commonspace.engines.extraction.plain import clean, decode
from commonspace.engines.extraction.shapes import RefusedError, Warn
from commonspace.engines.extraction.webpage import read_markup
from commonspace.engines.mail.headers import decoded
from commonspace.engines.mail.shapes import LeftOut, Piece, Trouble, UnreadError

DEEPEST = 20
MOST_PARTS = 100
MOST_CHARACTERS = 600_000
_LONGEST_NAME = 200
_DECORATION_BYTES = 64 << 10
_SPECK_BYTES = 4 << 10
_OUTLOOK_PICTURE = re.compile(r"(?:image\d{3}|outlook-[\w-]+)\.(?:png|jpe?g|gif)", re.IGNORECASE)
_SEALS = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
)
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_ASIDE = {
    "text/calendar": LeftOut.INVITATION,
    "text/vcard": LeftOut.SIGNATURE,
    "text/x-vcard": LeftOut.SIGNATURE,
}
_ENDINGS = {
    "text/plain": ".txt", "text/html": ".html", "application/pdf": ".pdf", "image/jpeg": ".jpg",
    "image/png": ".png", "audio/ogg": ".ogg", "audio/mpeg": ".mp3", "audio/mp4": ".m4a", "audio/amr": ".amr",
    "message/rfc822": ".eml",
}  # fmt: skip


@dataclass(slots=True)
class Found:
    """What a mail holds, as it is gathered."""

    texts: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    files: list[Piece] = field(default_factory=list)
    letters: list[Piece] = field(default_factory=list)
    left_out: set[LeftOut] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)


def gather(message: Message) -> Found:
    """Take a mail apart.

    Raises:
        UnreadError: If it is encrypted, or built to be endless.
    """
    leaves = list(_leaves(message))
    found = Found()
    for leaf in leaves:
        if leaf.get_content_type() == "text/html":
            found.shown.update(re.findall(r"cid:([^\s\"'>]{1,200})", _text(leaf)))
    for leaf in leaves:
        _put(leaf, found)
    return found


def _leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """Yield the parts that hold something; of alternatives the one that is easiest to read.

    Raises:
        UnreadError: If parts lie too deep, are too many, or are encrypted.
    """
    count = 0
    waiting = [(message, depth)]
    while waiting:
        part, deep = waiting.pop()
        count += 1
        if deep > DEEPEST:
            raise UnreadError(Trouble.TOO_DEEP)
        if count > MOST_PARTS:
            raise UnreadError(Trouble.TOO_MANY_PARTS)
        kind = part.get_content_type()
        if kind == "multipart/encrypted" or (kind in _SEALED and not _is_signed_only(part)):
            raise UnreadError(Trouble.ENCRYPTED)
        if kind == "message/rfc822" or not part.is_multipart():
            yield part
            continue
        inner = [one for one in part.get_payload() if isinstance(one, Message)]
        if kind == "multipart/alternative":
            inner = _chosen(inner)
        waiting += [(one, deep + 1) for one in reversed(inner)]


def _is_signed_only(part: Message) -> bool:
    return "signed" in str(part.get_param("smime-type") or "")


def _chosen(alternatives: list[Message]) -> list[Message]:
    """Return the plain words if there are any, else the richest; never the same words twice."""
    plain = [one for one in alternatives if one.get_content_type() == "text/plain"]
    if plain and _text(plain[0]).strip():
        aside = [one for one in alternatives if one.is_multipart() and _holds_files(one)]
        return [plain[0], *[file for one in aside for file in _files_in(one)]]
    return alternatives[-1:]


def _holds_files(part: Message) -> bool:
    return any(True for _file in _files_in(part))


def _files_in(part: Message) -> list[Message]:
    inner = part.get_payload()
    files = [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []
    return [one for one in files if not one.is_multipart() and one.get_content_maintype() != "text"]


def _put(leaf: Message, found: Found) -> None:
    kind = leaf.get_content_type()
    if kind == "message/rfc822":
        found.letters.append(_letter(leaf))
    elif kind in _SEALS:
        return
    elif kind in _ASIDE:
        found.left_out.add(_ASIDE[kind])
    elif kind == "text/plain" and not _is_attached(leaf):
        found.texts.append(_flowing(leaf))
    elif kind == "text/html" and not _is_attached(leaf):
        found.texts.append(_from_html(_text(leaf), found))
    else:
        _put_file(leaf, found)


def _put_file(leaf: Message, found: Found) -> None:
    content = _bytes(leaf)
    kind, name = leaf.get_content_type(), name_of(leaf)
    if not content:
        return
    if _is_decoration(leaf, name, len(content), found.shown):
        found.left_out.add(LeftOut.PICTURES)
        return
    if kind in {"application/ms-tnef", "application/vnd.ms-tnef"} or name.lower() == "winmail.dat":
        found.left_out.add(LeftOut.WINMAIL)
    if name.lower().endswith(".eml"):
        found.letters.append(Piece(name=name, media_type="message/rfc822", content=content))
        return
    found.files.append(Piece(name=name, media_type=kind, content=content))


def _is_decoration(leaf: Message, name: str, size: int, shown: set[str]) -> bool:
    """Tell a logo under a signature from a photo that somebody sends."""
    if leaf.get_content_maintype() != "image":
        return False
    is_shown = str(leaf.get("Content-ID") or "").strip("<> ") in shown
    is_small = size <= _DECORATION_BYTES
    return size <= _SPECK_BYTES or (
        is_small and (is_shown or bool(_OUTLOOK_PICTURE.fullmatch(name)))
    )


def _is_attached(leaf: Message) -> bool:
    disposition = str(leaf.get("Content-Disposition") or "").strip().lower()
    return disposition.startswith("attachment") or bool(leaf.get_filename())


def name_of(leaf: Message) -> str:
    """Return what the sender called a file, without any path, or a name by its type."""
    said = decoded(str(leaf.get_filename() or "")[:2000]).replace("\\", "/").rpartition("/")[2]
    ending = _ENDINGS.get(leaf.get_content_type(), "")
    return said.strip(". ")[-_LONGEST_NAME:] or f"file{ending}"


def _letter(leaf: Message) -> Piece:
    inner = leaf.get_payload()
    whole = inner[0] if isinstance(inner, list) and inner else None
    content = bytes(whole) if isinstance(whole, Message) else _bytes(leaf)
    return Piece(name=name_of(leaf), media_type="message/rfc822", content=content)


def _bytes(leaf: Message) -> bytes:
    content = leaf.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(leaf: Message) -> str:
    content = _bytes(leaf)
    charset = (leaf.get_content_charset() or "").replace("iso-8859-8-i", "iso-8859-8")
    try:
        return content.decode(charset or "utf-8")
    except (LookupError, UnicodeError):
        pass
    try:
        return decode(content)[0]
    except RefusedError:
        return content.decode("latin-1")


def _flowing(leaf: Message) -> str:
    """Return plain words; lines that a program broke flow on (RFC 3676)."""
    text = _text(leaf).replace("\r\n", "\n").replace("\r", "\n")
    if str(leaf.get_param("format") or "").lower() != "flowed":
        return clean_body(text)
    gap = "" if str(leaf.get_param("delsp") or "").lower() == "yes" else " "
    lines: list[str] = []
    flows = False
    for line in text.split("\n"):
        starts_anew = line.startswith(">") or not line
        said = line.removeprefix(" ")
        if flows and not starts_anew:
            lines[-1] += said.removesuffix(" ") + (gap if said.endswith(" ") else "")
        else:
            lines.append(said)
        flows = said.endswith(" ") and said != "-- " and not starts_anew
    return clean_body("\n".join(lines))


def _from_html(text: str, found: Found) -> str:
    """Return what a browser would show of a page, without the mail it cites."""
    whole = text.encode("utf-8", "replace").decode().removeprefix("\ufeff")
    read = read_markup(whole, hides=_is_cited)
    if Warn.HIDDEN_TEXT_LEFT_OUT in read.warnings:
        found.left_out.add(LeftOut.QUOTED)
    return clean_body("\n".join(page.text for page in read.pages))


def _is_cited(tag: str, attributes: dict[str, str | None]) -> bool:
    kinds = (attributes.get("class") or "").split()
    if tag == "blockquote":
        return attributes.get("type") == "cite" or "gmail_quote" in kinds
    return bool({"gmail_signature", "moz-signature"} & set(kinds)) or (
        attributes.get("id") in {"Signature", "ms-outlook-mobile-signature"}
    )


def clean_body(text: str) -> str:
    """Return words in NFC with plain line ends, no longer than an answer may be."""
    return clean(text.encode("utf-8", "replace").decode()[: MOST_CHARACTERS * 2])
