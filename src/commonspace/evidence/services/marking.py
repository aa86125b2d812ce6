"""Marking words in a text that a person chose, with the mouse, the keyboard or sentence by sentence."""

from django.db import transaction
from django.utils.translation import gettext as _

from commonspace.consultations.models import Question
from commonspace.contributions.models import SourceText
from commonspace.evidence.models import Statement, Theme
from commonspace.evidence.services.confirming import code, mark
from commonspace.people.models import Account
from commonspace.provenance.anchors import Anchor, BrokenAnchorError


@transaction.atomic
def mark_words(
    *,
    text: SourceText,
    start: int,
    end: int,
    quote: str = "",
    question: Question | None,
    kind: str,
    by: Account,
    theme: Theme | None = None,
) -> Statement:
    """Make the words at ``start`` to ``end`` a statement, coded to ``theme`` if there is one.

    Args:
        text: The source text.
        start: First code point.
        end: After the last code point.
        quote: The words the person saw there; where they differ the person is told.
        question: The question they speak to.
        kind: What they do.
        by: Who marks them.
        theme: Where they belong.

    Raises:
        BrokenAnchorError: If nothing lies there, or other words than the person saw.
    """
    anchor = Anchor.over(text.text, start, end)
    if quote and _squeezed(quote) != _squeezed(anchor.quote):
        raise BrokenAnchorError(
            _("The words you chose are not where they were. Please choose them once more.")
        )
    statement = mark(text=text, anchor=anchor, question=question, kind=kind, by=by)
    if theme is not None:
        code(statement=statement, theme=theme, by=by)
    return statement


def _squeezed(words: str) -> str:
    return " ".join(words.split())
