"""Web addresses: finding them, and putting together those broken over lines."""

import re
from dataclasses import dataclass

from commonspace.analysis.reading.hyphens import Vocabulary, ends_broken

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”«»]+", re.IGNORECASE)
_OPEN_BRACKET = re.compile(r"<\s*((?:https?://|www\.)[^<>]*)$", re.IGNORECASE)
_OPEN_TAIL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”«»]*$", re.IGNORECASE)
_JOINTS = "/-_=&?%.#~+:,"
_CONTINUES = re.compile(r"[^\s<>]*[/_=%?&][^\s<>]*|[^\s<>]+\.(?:html?|pdf|php|aspx?|docx?|xml)\b")
_STARTS_JOINT = re.compile(r"[/_%?&=#-]|\d")
_ENDS_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}$")
_TRAILING = ".,;:!?'’”\")]}*"
_GLUED = re.compile(r"/\d{2,4}(?=[a-z]{4,}-)")
_HALVES = re.compile(r"([A-Za-z]+)-$")
_HEAD = re.compile(r"[A-Za-z]+")
_TAIL_WINDOW = 600
_HEADS_CHARS = 400


@dataclass(frozen=True, slots=True)
class Junction:
    """How two parts of a broken address meet."""

    drop_hyphen: bool
    sure: bool


def addresses(text: str) -> tuple[str, ...]:
    """Return the distinct web addresses in a mended text, in order."""
    found = (trimmed(match[0]) for match in _ADDRESS.finditer(text))
    return tuple(dict.fromkeys(url for url in found if "." in url))


def trimmed(url: str) -> str:
    """Return an address without the punctuation of the sentence around it."""
    bare = url.rstrip(_TRAILING)
    opened, closed = bare.count("("), bare.count(")")
    if opened > closed and url[len(bare) :].startswith(")"):
        return bare + ")"
    return bare


def looks_glued(url: str) -> bool:
    """Whether a digit runs into a word as if a character had been lost."""
    return bool(_GLUED.search(url))


def junction(left: str, right: str, vocabulary: Vocabulary) -> Junction | None:
    """Say how ``right`` continues an address at the end of ``left``.

    Returns:
        ``None`` where ``left`` does not end inside an address.
    """
    tail = left[-_TAIL_WINDOW:]
    bracketed = _OPEN_BRACKET.search(tail)
    if not bracketed and not _goes_on(tail, right):
        return None
    if ends_broken(left):
        return Junction(drop_hyphen=_is_broken_word(tail, right, vocabulary), sure=True)
    touches = (
        left[-1] in _JOINTS or bool(_STARTS_JOINT.match(right)) or bool(_ENDS_ESCAPED.search(tail))
    )
    return Junction(drop_hyphen=False, sure=touches)


def _goes_on(tail: str, right: str) -> bool:
    """Whether a bare address, without angle brackets, runs over the line end."""
    found = _OPEN_TAIL.search(tail)
    if not found or found[0].endswith((".", ",", ";", ")")):
        return False
    first = right[:_HEADS_CHARS].split(" ", 1)[0]
    if found[0][-1] in _JOINTS:
        return bool(first) and (bool(_CONTINUES.match(first)) or found[0][-1] in "-_=&?%")
    return bool(re.match(r"[/_%?&=]", first))


def _is_broken_word(tail: str, right: str, vocabulary: Vocabulary) -> bool:
    """In addresses hyphens mostly separate words; only a broken word loses its hyphen."""
    before, after = _HALVES.search(tail), _HEAD.match(right)
    if not before or not after:
        return False
    joined = vocabulary[before[1] + after[0]] > 0
    return joined and not (vocabulary[before[1]] and vocabulary[after[0]])
