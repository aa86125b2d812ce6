"""The numbered questions a consultation asks."""

import re
from collections.abc import Sequence

from commonspace.analysis.reading.blocks import Block, Kind
from commonspace.analysis.reading.cues import Purpose, purposes
from commonspace.analysis.reading.model import Entry, Question
from commonspace.analysis.reading.plain import folded, plain, sentences

_ASKS_EXAMPLES = re.compile(
    r"\b(?:provide|give|share|add|include|offer)\b[^.?]{0,40}\bexamples?\b|\bexamples? (?:please|welcome)"
    r"|\b(?:donne[rz]|fournir|fournissez|citez)\b[^.?]{0,40}\bexemples?\b"
    r"|\b(?:dé|den|proporcione|comparta|aporte)\w*\b[^.?]{0,40}\bejemplos?\b"
)
_ASKS = re.compile(r"[?؟]")
_LEAST_SHARE = 0.6
_FEWEST = 2


def question_runs(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that are the consultation's questions, in order.

    A run of numbered entries counts when it begins at 1, goes up by one, and most
    of its entries ask something. The longest run wins; of equals the first.
    """
    runs: list[list[Block]] = []
    promised: set[int] = set()
    under = False
    for block in blocks:
        if block.kind is Kind.HEADING:
            under = Purpose.QUESTIONS in purposes(block.text)
        number = _number(block)
        if number == 1:
            runs.append([block])
            promised |= {block.start} if under else set()
        elif runs and number == _number(runs[-1][-1]) + 1:
            runs[-1].append(block)
    asking = [run for run in runs if _asks(run)]
    return max(asking, key=lambda run: (run[0].start in promised, len(run)), default=[])


def _number(block: Block) -> int:
    printed = block.marker.number
    is_entry = block.kind is Kind.ITEM and printed.isdigit()
    return int(printed) if is_entry else -1


def _asks(run: Sequence[Block]) -> bool:
    asking = sum(1 for block in run if _ASKS.search(block.text))
    return len(run) >= _FEWEST and asking >= _LEAST_SHARE * len(run)


def labelled_questions(blocks: Sequence[Block]) -> list[tuple[int, Block]]:
    """Return headings or paragraphs of the form "Question 3: How ...?"."""
    found: list[tuple[int, Block]] = []
    for block in blocks:
        match = _LABELLED.match(block.text)
        if match and _ASKS.search(block.text) and int(match[1]) == len(found) + 1:
            found.append((int(match[1]), block))
    return found if len(found) >= _FEWEST else []


_LABELLED = re.compile(
    r"(?i:question|pregunta|frage|q)\s*(?:n[o°º]\.?\s*)?(\d{1,3})\s*(?:[.:)–—-]\s*|\s(?=[¿\"“«A-ZÀ-Þ]))"
)


def as_question(number: int, block: Block, *, heading: str = "") -> Question:
    """Return the question that a block holds."""
    text = _LABELLED.sub("", plain(block.text), count=1)
    return Question(
        number=number,
        text=text,
        sub_questions=tuple(part for part in sentences(text) if _ASKS.search(part)),
        heading=heading,
        asks_for_examples=bool(_ASKS_EXAMPLES.search(folded(text))),
        spans=block.spans,
    )


def read_questions(blocks: Sequence[Block]) -> tuple[Question, ...]:
    """Return the questions of a call or report."""
    labelled = labelled_questions(blocks)
    run = question_runs(blocks)
    if len(labelled) > len(run):
        return tuple(as_question(number, block) for number, block in labelled)
    if run:
        return tuple(as_question(_number(block), block) for block in run)
    bullets = bulleted_questions(blocks)
    return tuple(as_question(n, block) for n, block in enumerate(bullets, start=1))


def bulleted_questions(blocks: Sequence[Block]) -> list[Block]:
    """Return list entries that ask something, under a heading that promises questions."""
    found: list[Block] = []
    under = False
    for block in blocks:
        if block.kind is Kind.HEADING:
            under = Purpose.QUESTIONS in purposes(block.text)
        elif under and block.kind is Kind.ITEM and _ASKS.search(block.text):
            found.append(block)
    return found if len(found) >= _FEWEST else []


def as_entries(blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """Return blocks as entries, for questions that only guide a debate."""
    return tuple(Entry(text=plain(block.text), spans=block.spans) for block in blocks)
