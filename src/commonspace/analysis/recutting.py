"""Cutting a statement anew: where one might, and what the parts are."""

import re
from collections.abc import Sequence

from commonspace.analysis.drafts import Draft, with_kinds
from commonspace.analysis.kinds import NOT_JUDGED
from commonspace.analysis.languages import detect_record, detect_unit
from commonspace.analysis.records import Record
from commonspace.analysis.stance import stance_of

MOST_PLACES = 24
_ENDS = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*\s*(?=\S)|\n\s*(?=\S)")
_CLAUSES = re.compile(r"[,;:،؛、；：][\"'”’»)\]]*\s*(?=\S)|\s+[–—-]\s+(?=\S)")
_GAPS = re.compile(r"\s+(?=\S)")


def cut_places(quote: str) -> list[int]:
    """Return where a statement may be cut: at the ends of its sentences, or else of its clauses.

    Without either every gap between words is offered, up to ``MOST_PLACES``.

    Returns:
        Offsets in code points at which a second part would begin, each inside ``quote``.

    Example:
        >>> cut_places("Open the pool. Hire guards, please.")
        [15, 28]
        >>> cut_places("Open pools")
        [5]
    """
    found = {match.end() for pattern in (_ENDS, _CLAUSES) for match in pattern.finditer(quote)}
    inside = sorted(place for place in found if quote[:place].strip() and quote[place:].strip())
    if not inside:
        inside = [match.end() for match in _GAPS.finditer(quote) if match.start()]
    return inside[:MOST_PLACES]


def redrafted(
    record: Record, spans: Sequence[tuple[int, int]], *, languages: Sequence[str], about: str
) -> list[Draft]:
    """Judge stretches that a person cut: language, side and kind, as for any statement.

    Args:
        record: The whole text.
        spans: Start and end of each stretch, in code points, in order.
        languages: Languages expected.
        about: The wording of the question, so that sides are read towards it.
    """
    whole = detect_record(record.text, languages, record.language)
    drafts = []
    for start, end in spans:
        quote = record.text[start:end]
        language = detect_unit(quote, languages, whole)
        stance = stance_of(quote, language=language.language, about=about)
        drafts.append(Draft(record, start, end, "", language, NOT_JUDGED, stance))
    return with_kinds(drafts)
