"""What a statement says in detail, in the reader's language: who is asked, where it was, where it is found."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonspace.analysis.kinds import details
from commonspace.analysis.kinds.details import details_of

_LABELS: dict[str, Promise] = {
    details.ACTING: _("who is asked"),
    details.STRENGTH: _("how strongly"),
    details.INFLUENCED: _("whom they are to move"),
    details.PLACE: _("place"),
    details.ORGANISATION: _("organisation"),
    details.OUTCOME: _("what came of it"),
    details.ADDRESS: _("web address"),
    details.NUMBER: pgettext_lazy("of a publication", "number"),
    details.YEAR: _("year"),
    details.TITLE: _("title"),
    details.LAW: _("law"),
}


@dataclass(frozen=True, slots=True)
class Particular:
    """One detail as shown: what it is, and the words of the statement."""

    label: Promise
    words: str


@lru_cache(maxsize=2048)
def particulars_of(quote: str, language: str, kind: str) -> tuple[Particular, ...]:
    """Return what the words of a statement tell in detail, by the kind it has now."""
    return tuple(
        Particular(_LABELS[one.label], quote[one.start : one.end])
        for one in details_of(quote, language=language, kind=kind)
        if one.start < one.end
    )
