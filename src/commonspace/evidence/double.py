"""What the pages of a double coding show: one's own part, and afterwards where two people differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonspace.analysis.counting import Interval
from commonspace.analysis.learning.agreement import (
    Unit,
    bootstrap,
    cohen_kappa,
    krippendorff_alpha,
    masi,
    share_agreed,
)
from commonspace.evidence.models import BlindReading, DoubleCoding, DoubleItem, Theme
from commonspace.evidence.showing import Shown, show_candidates
from commonspace.people.models import Account

RELIABLE, TENTATIVE = 0.8, 0.667
FEW = 20
DRAWS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many of the items each of the two has coded; never what they chose."""

    items: int
    first: int
    second: int

    @property
    def is_complete(self) -> bool:
        return self.first == self.second == self.items


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An item as one coder sees it: the words, and what they themselves chose, if anything yet."""

    item: DoubleItem
    shown: Shown
    chosen: frozenset[int] | None

    @property
    def is_none(self) -> bool:
        return self.chosen == frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An item both coded, with what each chose."""

    item: DoubleItem
    shown: Shown
    first: tuple[Theme, ...]
    second: tuple[Theme, ...]

    @property
    def is_same(self) -> bool:
        return set(self.first) == set(self.second)

    @property
    def either(self) -> set[int]:
        return {theme.pk for theme in (*self.first, *self.second)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two people agree about one theme, or, without a theme, about all of them.

    Shares and coefficients are ``None`` where they are undefined, such as for a theme nobody used.
    """

    theme: Theme | None
    first: int
    second: int
    both: int
    share: float | None
    alpha: float | None
    interval: Interval | None
    kappa: float | None

    @property
    def verdict(self) -> str | Promise:
        if self.theme is None and self.alpha is not None and self.alpha < TENTATIVE:
            return _("does not hold: look at the single themes")
        return verdict_on(self.alpha)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Both parts side by side."""

    pairs: tuple[Pair, ...]
    overall: Agreement
    themes: tuple[Agreement, ...]

    @property
    def differing(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if not pair.is_same)

    @property
    def n_agreed_open(self) -> int:
        return sum(pair.is_same and not pair.item.settled_at for pair in self.pairs)

    @property
    def is_few(self) -> bool:
        return len(self.pairs) < FEW


def verdict_on(alpha: float | None) -> str | Promise:
    """Say what an alpha allows, by Krippendorff's usual limits."""
    if alpha is None:
        return _("cannot be told: it was chosen for none, or for all")
    if alpha >= RELIABLE:
        return _("holds: you read it alike")
    if alpha >= TENTATIVE:
        return _("tentative: draw careful conclusions only")
    return _("does not hold: say more exactly what belongs in it")


def items_of(double: DoubleCoding) -> QuerySet[DoubleItem]:
    """Return the items whose contribution stands, in their order."""
    return double.items.filter(candidate__text__contribution__withdrawn_at=None).select_related(
        "double__consultation",
        "candidate__text__contribution__consultation",
        "candidate__text__contribution__contributor__organisation",
        "candidate__question",
        "candidate__theme__theme",
        "candidate__refused_by",
    )


def progress_of(double: DoubleCoding) -> Progress:
    """Return how far both are."""
    items = items_of(double)
    read = BlindReading.objects.filter(item__in=items)
    return Progress(
        items=items.count(),
        first=read.filter(coder=double.first_id).count(),
        second=read.filter(coder=double.second_id).count(),
    )


def part_for(double: DoubleCoding, coder: Account) -> list[Part]:
    """Return the items as one coder sees them, with nothing of the other's."""
    items = list(items_of(double))
    own = BlindReading.objects.filter(item__in=items, coder=coder).prefetch_related("themes")
    chosen = {one.item_id: frozenset(theme.pk for theme in one.themes.all()) for one in own}
    shown = show_candidates(item.candidate for item in items)
    return [
        Part(item=item, shown=one, chosen=chosen.get(item.pk))
        for item, one in zip(items, shown, strict=True)
    ]


def compare(double: DoubleCoding) -> Comparison:
    """Compare both parts of an ended double coding: per theme, and as sets of themes.

    Only items both coded count. A theme merged since stands for the one it went into.
    """
    items = list(items_of(double))
    readings = BlindReading.objects.filter(item__in=items).prefetch_related("themes__merged_into")
    chosen: dict[tuple[int, int | None], tuple[Theme, ...]] = {
        (one.item_id, one.coder_id): _standing(one) for one in readings
    }
    shown = show_candidates(item.candidate for item in items)
    pairs = tuple(
        Pair(
            item=item,
            shown=one,
            first=chosen[item.pk, double.first_id],
            second=chosen[item.pk, double.second_id],
        )
        for item, one in zip(items, shown, strict=True)
        if (item.pk, double.first_id) in chosen and (item.pk, double.second_id) in chosen
    )
    used = {theme for pair in pairs for theme in (*pair.first, *pair.second)}
    offered = double.consultation.themes.filter(merged_into=None, question=double.question)
    themes = sorted(used | set(offered), key=lambda theme: (theme.position, theme.pk))
    return Comparison(
        pairs=pairs, overall=_overall(pairs), themes=tuple(_about(pairs, one) for one in themes)
    )


def _standing(reading: BlindReading) -> tuple[Theme, ...]:
    found = {_merged(theme) for theme in reading.themes.all()}
    return tuple(sorted(found, key=lambda theme: (theme.position, theme.pk)))


def _merged(theme: Theme) -> Theme:
    while theme.merged_into is not None:
        theme = theme.merged_into
    return theme


def _overall(pairs: Sequence[Pair]) -> Agreement:
    sets = [(_keys(pair.first), _keys(pair.second)) for pair in pairs]
    return Agreement(
        theme=None,
        first=len(pairs),
        second=len(pairs),
        both=sum(one == other for one, other in sets),
        share=share_agreed(sets),
        alpha=_alpha_of_sets(sets),
        interval=bootstrap(_alpha_of_sets, sets, draws=DRAWS),
        kappa=None,
    )


def _alpha_of_sets(sets: Sequence[Unit]) -> float | None:
    return krippendorff_alpha(sets, masi)


def _keys(themes: Sequence[Theme]) -> frozenset[int]:
    return frozenset(theme.pk for theme in themes)


def _about(pairs: Sequence[Pair], theme: Theme) -> Agreement:
    said = [(theme in pair.first, theme in pair.second) for pair in pairs]
    return Agreement(
        theme=theme,
        first=sum(one for one, _other in said),
        second=sum(other for _one, other in said),
        both=sum(one and other for one, other in said),
        share=share_agreed(said),
        alpha=krippendorff_alpha(said),
        interval=bootstrap(krippendorff_alpha, said, draws=DRAWS),
        kappa=cohen_kappa(said),
    )
