"""Whether the words of a quote stand in what it rests on."""

import re
from collections.abc import Iterable

from commonspace.evidence.models import Statement

_LEFT_OUT = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*")


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def stands_in(quote: str, statements: Iterable[Statement]) -> bool:
    """Tell whether a quote's words stand, in order, in one of the statements or a translation.

    Blanks aside, every word counts; words may be left out where ``[…]`` says so.
    """
    parts = [_squeezed(part) for part in _LEFT_OUT.split(quote) if part.strip()]
    sources = [
        source
        for statement in statements
        for source in (statement.quote, *(one.text for one in statement.translations.all()))
    ]
    return bool(parts) and any(_in_order(parts, _squeezed(source)) for source in sources)


def _in_order(parts: list[str], source: str) -> bool:
    place = 0
    for part in parts:
        found = source.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True
