"""What a statement says in detail, in the reader's language: who is asked, where it was, where it is found."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from commonspace.analysis.kinds import details
from commonspace.analysis.kinds.details import details_of
from commonspace.analysis.reading.addressees import demand, party

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

ADDRESSEES = {
    "cities": gettext_noop("To cities"),
    "cities and CSOs": gettext_noop("To cities and civil society together"),
    "national authorities": gettext_noop("To national authorities"),
    "international organisations and donors": gettext_noop(
        "To international organisations and donors"
    ),
    "": gettext_noop("To nobody named"),
}
"""Whom recommendations speak to, in the order of lists."""


@dataclass(frozen=True, slots=True)
class Particular:
    """One detail as shown: what it is, and the words of the statement."""

    label: Promise
    words: str


def addressee_in(quote: str, lead: str = "") -> str:
    """Return whom a recommendation speaks to, a key of ``ADDRESSEES``; empty if it does not say."""
    return demand(quote).addressee or (party(lead) if lead else None) or ""


@lru_cache(maxsize=2048)
def particulars_of(quote: str, language: str, kind: str) -> tuple[Particular, ...]:
    """Return what the words of a statement tell in detail, by the kind it has now."""
    return tuple(
        Particular(_LABELS[one.label], quote[one.start : one.end])
        for one in details_of(quote, language=language, kind=kind)
        if one.start < one.end
    )
