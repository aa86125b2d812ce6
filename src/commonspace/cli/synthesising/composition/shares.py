"""How many of how many: shares with their intervals, sides taken, what is doubtful about a theme."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from commonspace.analysis.counting import wilson_interval
from commonspace.analysis.results import Theme
from commonspace.analysis.voices import Voice, voice_in
from commonspace.cli.synthesising.composition.material import Material
from commonspace.cli.synthesising.fates import said

FEWEST_SIDED = 3
SIDES = {
    "support": gettext_noop("for it"),
    "oppose": gettext_noop("against it"),
    "conditional": gettext_noop("on a condition"),
    "unclear": gettext_noop("no side told"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A count out of a total, with its interval, in percent."""

    count: int
    total: int
    percent: float
    low: float
    high: float

    @property
    def words(self) -> str:
        """The share as people read it."""
        return _("%(percent)s %% (%(low)s to %(high)s)") % {
            "percent": round(self.percent),
            "low": round(self.low),
            "high": round(self.high),
        }


def share(count: int, total: int) -> Share:
    """Return a count as a share with its interval of 95 %."""
    low, high = wilson_interval(count, max(total, 1))
    percent = 100 * count / max(total, 1)
    return Share(
        count=count,
        total=total,
        percent=round(percent, 1),
        low=round(100 * low, 1),
        high=round(100 * high, 1),
    )


def voices_of(material: Material) -> dict[str | None, int]:
    """Return the voices of each question: contributors, and each campaign that is one once."""
    found: dict[str | None, set[Voice]] = defaultdict(set)
    as_one = {one.id for one in material.analysis.campaigns if one.is_one_voice}
    for one in material.analysis.statements:
        contributor = material.contributor_of[one.record_id]
        voice = voice_in(
            contributor=contributor, campaign=one.campaign, letter=one.letter, as_one=as_one
        )
        found[one.question].add(voice)
    return {question: len(voices) for question, voices in found.items()}


def most_telling(theme: Theme) -> list[int]:
    """Return the statement in the middle of a theme, then the most telling others."""
    middle = [theme.medoid] if theme.medoid >= 0 else []
    return list(dict.fromkeys([*middle, *theme.quotations])) or list(theme.statements[:1])


def sides_in_words(theme: Theme) -> str:
    """Say how many voices take which side; nothing where hardly anybody tells one."""
    if sum(theme.stances[:-1]) < FEWEST_SIDED:
        return ""
    counted = zip(SIDES.values(), theme.stances, strict=True)
    words = ", ".join(f"{count} {_(name)}" for name, count in counted if count)
    return _("contested: %(sides)s") % {"sides": words} if theme.contested else words


def doubts_of(material: Material, key: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return why a person should look twice at a theme, in words."""
    found = []
    for doubt in material.analysis.theme_doubts:
        if key not in {doubt.theme, doubt.other}:
            continue
        other = doubt.other if key == doubt.theme else doubt.theme
        words = said(doubt.reason)
        found.append(f"{words} ({names[other]})" if other in names else words)
    return tuple(dict.fromkeys(found))
