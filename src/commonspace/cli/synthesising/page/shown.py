"""The small things that the page prints again and again: a quotation, a share, a tally."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonspace.analysis.words import quoted
from commonspace.cli.synthesising.composition.material import Material
from commonspace.reports.document import direction_of

_TALLIED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Exact words with who said them, where they stand, and why they are shown."""

    index: int
    words: str
    language: str
    direction: str
    who: str
    reason: str = ""

    @property
    def number(self) -> int:
        """The number of the statement in the tables."""
        return self.index + 1


@dataclass(frozen=True, slots=True)
class Tally:
    """How many contributors are of one sort; ``width`` is a length in percent of the longest."""

    name: str
    count: int
    width: float


def said(material: Material, index: int, reason: str = "") -> Said:
    """Return a statement as the page quotes it."""
    shown = material.evidence(index)
    language = shown.language or material.choices.report_language
    return Said(
        index=index,
        words=quoted(shown.quote, language),
        language=shown.language,
        direction=direction_of(language),
        who=", ".join(each for each in (shown.speaker, shown.source) if each),
        reason=reason,
    )


def tallied(names: Iterable[tuple[str, str]]) -> tuple[Tally, ...]:
    """Count contributors by a name each was given; the commonest come first.

    Args:
        names: Contributor and name, in any number of times.
    """
    counted = Counter(name for _contributor, name in set(names) if name)
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0].casefold()))
    longest = ranked[0][1] if ranked else 1
    shown = [Tally(name, count, round(100 * count / longest, 1)) for name, count in ranked]
    rest = sum(tally.count for tally in shown[_TALLIED:])
    if not rest:
        return tuple(shown)
    other = Tally(_("others"), rest, min(100.0, round(100 * rest / longest, 1)))
    return (*shown[:_TALLIED], other)
