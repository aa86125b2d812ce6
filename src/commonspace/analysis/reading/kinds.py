"""What kind of document is it? A guess from what was found in it."""

import re
from collections.abc import Sequence

from commonspace.analysis.reading.blocks import Block, Kind
from commonspace.analysis.reading.model import DocumentKind
from commonspace.analysis.reading.notemarks import without_marks
from commonspace.analysis.reading.plain import folded, plain

_INVITES = re.compile(
    r"\b(?:deadline|respond|contribute|send (?:us )?your|have your say|submit|take part"
    r"|قبل|المشاركة|إرسال|participez|répondre|date limite|participe|fecha límite|plazo)\b"
)
_CALLS = re.compile(
    r"\bcall for\b|\bcall to\b|\bconsultation\b|\bappel à\b|\bconvocatoria\b|\bhave your say\b|دعوة|تشاور"
)
_REPORTS = re.compile(
    r"\b(?:results?|findings|what we heard|recommendations?|synthesis|report|rapport|informe"
    r"|résultats|resultados|recommandations|recomendaciones)\b"
)
_FEWEST_ITEMS = 3
_FEWEST_NOTES = 3
_HEAD = 6
_OPENING = 2000
_TITLE_CHARS = 160
_TITLE_BLOCKS = 2


def kind_of(
    blocks: Sequence[Block],
    *,
    n_sections: int,
    n_timed: int,
    n_questions: int,
    n_listed: int,
) -> DocumentKind:
    """Guess the kind of a document.

    Args:
        blocks: Its blocks.
        n_sections: Sections of a filled report template found in it.
        n_timed: Timed programme items found in it.
        n_questions: Numbered questions found in it.
        n_listed: Recommendations, services and examples found in it.
    """
    headings = " ".join(folded(block.text) for block in blocks if block.kind is Kind.HEADING)
    opening = " ".join(folded(block.text[:_OPENING]) for block in blocks[:_HEAD])
    invites = sum(bool(_INVITES.search(folded(block.text[:_OPENING]))) for block in blocks)
    notes = sum(block.kind is Kind.NOTE for block in blocks)
    asks = n_questions > 0 and invites > 1 and bool(_CALLS.search(opening))
    guesses: tuple[tuple[DocumentKind, bool], ...] = (
        ("session report", n_sections > 0),
        ("programme", n_timed >= _FEWEST_ITEMS),
        ("report", n_listed > 0),
        ("call", asks),
        ("paper", notes >= _FEWEST_NOTES),
        ("report", bool(_REPORTS.search(headings))),
        ("call", n_questions > 0 and invites > 0),
    )
    return next((kind for kind, fits in guesses if fits), "other")


def title_of(blocks: Sequence[Block], running_head: str) -> str:
    """Return the title: the first block if it is a heading, or what runs over the pages."""
    if running_head and blocks and blocks[0].kind is not Kind.HEADING:
        return running_head
    for block in blocks[:_TITLE_BLOCKS]:
        if block.kind is Kind.HEADING:
            return without_marks(plain(block.text))
    first = blocks[0].text if blocks else ""
    return plain(first) if 0 < len(first) <= _TITLE_CHARS and not first.endswith(",") else ""
