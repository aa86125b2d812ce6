"""Bytes somebody gave us, turned into text, safely.

    from commonspace.engines.extraction import extract

    extraction = extract(path, name="letter.docx")

What cannot be read raises ``UnreadableError`` with a sentence for the person who sent it. The names
are looked up on first use because the confined worker lives in this package too and must start
without loading Django.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonspace.engines.extraction.errors import UnreadableError
    from commonspace.engines.extraction.messages import warning_sentence
    from commonspace.engines.extraction.reader import extract
    from commonspace.engines.extraction.shapes import (
        Extraction,
        Limits,
        PageSpan,
        Reason,
        Tool,
        Warn,
    )

__all__ = [
    "Extraction",
    "Limits",
    "PageSpan",
    "Reason",
    "Tool",
    "UnreadableError",
    "Warn",
    "extract",
    "warning_sentence",
]

_HOMES = {
    "UnreadableError": "errors",
    "extract": "reader",
    "warning_sentence": "messages",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'shapes')}"), name)
