"""Where statements may be cut anew, which cuts stand, and what the whole was coded to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonspace.analysis.recutting import cut_places
from commonspace.contributions.models import SourceText
from commonspace.evidence.models import Recut, Theme
from commonspace.evidence.showing import Shown, SuggestedTheme

WORDS = 4
Spot = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where a statement may be cut: its code point in the text, and the words around it."""

    at: int
    before: str
    after: str


def cuts_in(shown: Shown) -> tuple[Cut, ...]:
    """Return where a statement may be cut, in order."""
    quote = shown.quote
    return tuple(
        Cut(
            at=shown.start + place,
            before=" ".join(quote[:place].split()[-WORDS:]),
            after=" ".join(quote[place:].split()[:WORDS]),
        )
        for place in cut_places(quote)
    )


def standing_recuts(texts: Iterable[SourceText]) -> dict[Spot, Recut]:
    """Return the cut that each stretch comes from, for those nobody undid."""
    found = Recut.objects.filter(text__in=list(texts), taken_back_at=None)
    return {(str(recut.text_id), start, end): recut for recut in found for start, end in recut.made}


def spot_of(shown: Shown) -> Spot:
    """Return the stretch that a statement covers."""
    return str(shown.text_id), shown.start, shown.end


def with_former_themes(shown: Sequence[Shown]) -> list[Shown]:
    """Suggest for parts of a confirmed statement what the whole was coded to, before all else."""
    asking = [one for one in shown if one.is_confirmed and not one.themes]
    if not asking:
        return list(shown)
    former: dict[Spot, list[int]] = defaultdict(list)
    recuts = Recut.objects.filter(text__in={one.text_id for one in asking}, taken_back_at=None)
    for recut in recuts:
        themes = [theme for kept in recut.kept for theme, _by in kept["themes"]]
        for start, end in recut.made:
            former[str(recut.text_id), start, end] += themes
    known = Theme.objects.in_bulk({theme for themes in former.values() for theme in themes})
    return [
        _with_former(one, [known[key] for key in former.get(spot_of(one), ()) if key in known])
        for one in shown
    ]


def _with_former(one: Shown, themes: Sequence[Theme]) -> Shown:
    if not themes or not one.is_confirmed or one.themes:
        return one
    first = tuple(
        SuggestedTheme(
            theme=theme, why=_("the whole statement was in it"), likely=gettext_lazy("likely")
        )
        for theme in dict.fromkeys(themes)
    )
    rest = (each for each in one.may_belong if each.theme not in themes)
    return replace(one, may_belong=(*first, *rest))
