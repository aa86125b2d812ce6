"""Which part of a document speaks to which question.

A part is routed by what its own lines say ("Question 3", "Q3:", "Pregunta 3", "السؤال 3") or
by a heading that shares its rare words with the wording of one question; everything else is
a general remark. Nothing is routed by resemblance of meaning: a person decides that.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MARKER = re.compile(
    r"^[\s#*>•\-]*(?:q(?:uestion|uestión)?|questão|pregunta|frage|pergunta|السؤال|سؤال)\s*(?:(?:n\s?\.?\s?[o°º]|nr|no|رقم)\.?\s*)?(\d{1,2})\b",
    re.IGNORECASE,
)
LONGEST_HEADING = 160
ENOUGH_SHARED = 0.5
WORD = re.compile(r"[^\W\d_]{4,}")

Wordings = Mapping[str, tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """``text[start:end]`` and the key of the question it speaks to, ``None`` for general."""

    start: int
    end: int
    question: str | None


def passages(text: str, wordings: Wordings) -> list[Passage]:
    r"""Cut ``text`` where the question it speaks to changes.

    Args:
        text: A document's text, lines ended by ``\n``.
        wordings: For each question's key its number and everything it is asked in.

    Returns:
        Passages in order that cover the whole text; blank ones are left out.
    """
    found: list[Passage] = []
    start, position, current = 0, 0, None
    words = _telling_words(wordings)
    for line in text.splitlines(keepends=True):
        asked = _asked(line, wordings, words)
        if asked is not None and asked != current:
            _add(found, text, start, position, current)
            start, current = position, asked
        position += len(line)
    _add(found, text, start, len(text), current)
    return found


def _add(found: list[Passage], text: str, start: int, end: int, question: str | None) -> None:
    if text[start:end].strip():
        found.append(Passage(start=start, end=end, question=question))


def _asked(line: str, wordings: Wordings, words: dict[str, set[str]]) -> str | None:
    marked = MARKER.match(line)
    if marked:
        number = int(marked.group(1))
        return next((key for key, (own, _texts) in wordings.items() if own == number), None)
    stripped = line.strip()
    if not stripped or len(stripped) > LONGEST_HEADING or stripped.endswith((".", ";", ",")):
        return None
    own_words = {word.casefold() for word in WORD.findall(stripped)}
    if len(own_words) < 3:  # noqa: PLR2004  # two words name no question
        return None
    shares = {key: len(own_words & telling) / len(own_words) for key, telling in words.items()}
    best = max(shares, key=lambda key: shares[key], default=None)
    return best if best is not None and shares[best] >= ENOUGH_SHARED else None


def _telling_words(wordings: Wordings) -> dict[str, set[str]]:
    """Return for each question the words that no more than a third of the questions share."""
    by_key = {
        key: {word.casefold() for text in texts for word in WORD.findall(text)}
        for key, (_number, texts) in wordings.items()
    }
    spread = Counter(word for words in by_key.values() for word in words)
    most = max(1, len(by_key) // 3)
    return {key: {word for word in words if spread[word] <= most} for key, words in by_key.items()}
