"""Cutting an answer into units: one idea each, with exact offsets.

Blocks first, sentences inside them, then four mendings: fragments join a neighbour, a
sentence that only points back ("This would…") joins what it points to, speech without
punctuation is cut where it turns to the next thing, and endless sentences at a clause.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import sentencex

from commonspace.analysis.blocks import BULLET, Block, find_blocks
from commonspace.analysis.speech import cut_speech, is_speech
from commonspace.analysis.words import count_words, whole_characters

MIN_WORDS = 4
MAX_WORDS = 90
MAX_POINTS = 2000
_JOINED_WORDS = 45
_CLAUSE = re.compile(r"[;؛:،,]\s+|\s+[–—]\s+")
_SPACE = re.compile(r"\s+")
_POINTS_BACK = re.compile(
    r"(?:this|these|those|it|they|such|that(?: is|'s)|"  # en
    r"cela|ceci|ça|celles?-ci|ceux-ci|ils|elles|"  # fr
    r"esto|eso|ello|ellos|ellas|estos|estas|"  # es
    r"isto|isso|eles|elas|"  # pt
    r"dies|diese|dieser|das|sie|"  # de
    r"هذا|هذه|ذلك|وهذا|وذلك|وهي|وهو)(?:\s|')",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One idea: ``text[start:end]``, trimmed, and the line it stood under."""

    start: int
    end: int
    lead: str


def unitise(text: str, language: str) -> list[Unit]:
    """Cut a text into units.

    Args:
        text: The answer, as it arrived.
        language: ISO 639-1 code; sentences end differently in different languages.

    Returns:
        Units in order, never overlapping, each with at least one letter or digit.

    Example:
        >>> text = "Buses stop at nine. We run a night shuttle for nurses."
        >>> [text[unit.start : unit.end] for unit in unitise(text, "en")]
        ['Buses stop at nine.', 'We run a night shuttle for nurses.']
    """
    units: list[Unit] = []
    for block in find_blocks(text):
        spans = _mend(text, _sentences(text, block, language))
        spans = [part for span in spans for part in _turns(text, *span, language)]
        pieces = [piece for span in spans for piece in _cut(text, *span)]
        units.extend(Unit(*piece, block.lead) for piece in pieces if _has_words(text, *piece))
    return units


def _turns(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """Return the parts of speech without punctuation; anything else whole."""
    if is_speech(text[start:end]):
        return cut_speech(text, start, end, language)
    return [(start, end)]


def _has_words(text: str, start: int, end: int) -> bool:
    return any(character.isalnum() for character in text[start:end])


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] == "\0"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "\0"):
        end -= 1
    return start, end


def _sentences(text: str, block: Block, language: str) -> list[tuple[int, int]]:
    marker = BULLET.match(text, block.start, block.end)
    start = marker.end() if marker else block.start
    content = whole_characters(text[start : block.end])
    pieces = sentencex.segment(language, content)
    if "".join(pieces) != content:
        return [_trim(text, start, block.end)]
    spans = []
    for piece in pieces:
        span = _trim(text, start, start + len(piece))
        if span[0] < span[1]:
            spans.append(span)
        start += len(piece)
    return spans


def _mend(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join fragments and back-pointing sentences to the sentence before them."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and _belongs_before(text, joined[-1], (start, end)):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _belongs_before(text: str, before: tuple[int, int], span: tuple[int, int]) -> bool:
    words_before = count_words(text[slice(*before)])
    words = count_words(text[slice(*span)])
    if words_before < MIN_WORDS or words < MIN_WORDS:
        return words_before + words <= MAX_WORDS
    points_back = _POINTS_BACK.match(text, *span) is not None
    return points_back and words_before + words <= _JOINED_WORDS


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span whole, or cut at a clause where it is endless."""
    while _is_endless(text, start, end):
        stop = _cutting_point(text, start, min(end, start + MAX_POINTS))
        if stop >= end:
            break
        yield _trim(text, start, stop)
        start = _trim(text, stop, end)[0]
    if start < end:
        yield _trim(text, start, end)


def _is_endless(text: str, start: int, end: int) -> bool:
    if end - start > MAX_POINTS:
        return True
    return end - start > 2 * MAX_WORDS and count_words(text[start:end]) > MAX_WORDS


def _cutting_point(text: str, start: int, limit: int) -> int:
    spaces = [match.end() for match in _SPACE.finditer(text, start + 1, limit)][:MAX_WORDS]
    if not spaces:
        return limit
    window = spaces[-1]
    half = start + (window - start) // 2
    clauses = [match.end() for match in _CLAUSE.finditer(text, half, window)]
    return clauses[-1] if clauses else window
