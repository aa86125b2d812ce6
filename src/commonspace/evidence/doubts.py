"""What a proposed theme shows beside its statements: the sides taken, and what speaks against it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.analysis.results import Theme, ThemeDoubt
from commonspace.evidence.models import CandidateTheme
from commonspace.evidence.showing import said


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubted:
    """A proposed theme with its sides and the reasons to look at it twice."""

    theme: CandidateTheme

    @property
    def sides(self) -> list[str]:
        """Return how many voices stand on each side, in words; empty where none takes one."""
        return sides_in_words(self.theme.stances)

    @property
    def doubts(self) -> list[str]:
        """Return the doubts, in words."""
        return [_in_words(doubt) for doubt in self.theme.doubts]


def sides_in_words(stances: Iterable[int]) -> list[str]:
    """Say the sides of a theme: for, against, under conditions; nobody is left out silently.

    Args:
        stances: Voices for, against, under conditions, and taking no side.
    """
    counts = [*stances, 0, 0, 0, 0][:4]
    if not any(counts[:3]):
        return []
    words = (
        ngettext("%(n)s for it", "%(n)s for it", counts[0]),
        ngettext("%(n)s against it", "%(n)s against it", counts[1]),
        ngettext("%(n)s under conditions", "%(n)s under conditions", counts[2]),
        ngettext("%(n)s take no side", "%(n)s take no side", counts[3]),
    )
    return [word % {"n": n} for word, n in zip(words, counts, strict=True) if n]


def kept_doubts(
    doubts: Iterable[ThemeDoubt], themes: Mapping[str, Theme]
) -> dict[str, list[dict[str, object]]]:
    """Return the doubts of each theme by its key, as they are stored; pairs stand at both."""
    kept: dict[str, list[dict[str, object]]] = {}
    for doubt in doubts:
        about = {"message": doubt.reason.message, "params": dict(doubt.reason.params)}
        for key, other in ((doubt.theme, doubt.other), (doubt.other, doubt.theme)):
            if key:
                label = themes[other].label if other else ""
                kept.setdefault(key, []).append({**about, "other": label})
    return kept


def _in_words(doubt: Mapping[str, object]) -> str:
    words, other = said(doubt), str(doubt.get("other") or "")
    return (
        _("%(doubt)s (this one and “%(other)s”)") % {"doubt": words, "other": other}
        if other
        else words
    )
