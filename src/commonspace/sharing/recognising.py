"""Filled forms that reach us by any way: whoever has a form says how to know it again.

A way in with a form of its own registers when its app is ready; a mailbox or the desk asks
``recognised`` of any document. What comes back is a page on which a person looks at it.
"""

from collections.abc import Callable

from commonspace.consultations.models import Consultation
from commonspace.sharing.filled import Filled

Recogniser = Callable[[Consultation, str], Filled | None]
_recognisers: dict[str, Recogniser] = {}


def register_recogniser(kind: str, recogniser: Recogniser) -> None:
    """Make a form known. The same kind again replaces the former."""
    _recognisers[kind] = recogniser


def recognised(consultation: Consultation, text: str) -> tuple[str, Filled] | None:
    """Return which form a text is and what was filled in, or ``None``."""
    for kind, recogniser in _recognisers.items():
        filled = recogniser(consultation, text)
        if filled is not None:
            return kind, filled
    return None
