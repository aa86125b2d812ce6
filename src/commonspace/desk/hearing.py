"""Who was heard and who was not, against whom the call meant to hear."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Prefetch

from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.desk.choices import Aspect, State
from commonspace.desk.models import Expected
from commonspace.desk.voices import VOICE, voice_key, voice_of
from commonspace.kernel.names import country_name, language_name
from commonspace.people.choices import OrganisationKind

NOT_MISSED = (OrganisationKind.OTHER,)
"""Kinds whose absence says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One kind, country, language or group, and how many contributors speak from it."""

    aspect: Aspect
    value: str
    label: str
    n: int
    expected: bool
    row: Expected | None = None

    @property
    def key(self) -> str:
        return f"{self.aspect.value}:{self.value}"

    @property
    def is_missing(self) -> bool:
        """Tell whether it was expected and nobody spoke from it."""
        return self.expected and not self.n


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardBy:
    """One aspect with all that was expected or heard of it: who is missing, then the most heard."""

    aspect: Aspect
    rows: tuple[Heard, ...]

    @property
    def missing(self) -> tuple[Heard, ...]:
        return tuple(row for row in self.rows if row.is_missing)


def who_was_heard(consultation: Consultation, language: str | None = None) -> tuple[HeardBy, ...]:
    """Return by aspect who was expected and who was heard, counted in contributors.

    Where nobody said whom the call expects, every kind of organisation and every language of
    the call is; countries and groups are expected only when somebody names them. What was
    withdrawn is in no count, what came twice counts once.

    Args:
        consultation: Whose call.
        language: Of the labels; the reader's own by default.
    """
    named: dict[str, list[Expected]] = defaultdict(list)
    spoken = Contribution.objects.select_related("contributor", *VOICE)
    for row in consultation.expected.prefetch_related(Prefetch("heard_in", spoken)):
        named[row.aspect].append(row)
    return tuple(
        HeardBy(
            aspect=aspect,
            rows=tuple(_rows(aspect, consultation, named[aspect], language)),
        )
        for aspect in Aspect
    )


def missing_keys(heard: Iterable[HeardBy]) -> list[str]:
    """Return the keys of what was expected and not heard, in a fixed order."""
    return sorted(row.key for one in heard for row in one.missing)


def expected_values(
    consultation: Consultation, aspect: Aspect, named: Iterable[Expected]
) -> list[str]:
    """Return what is expected of an aspect: what somebody named, or what goes without saying."""
    listed = [row.value for row in named]
    if listed or aspect in {Aspect.COUNTRY, Aspect.GROUP}:
        return listed
    if aspect == Aspect.LANGUAGE:
        return list(consultation.languages)
    return [kind.value for kind in OrganisationKind if kind not in NOT_MISSED]


_COLUMNS = {
    Aspect.KIND: "contributor__kind",
    Aspect.COUNTRY: "contributor__country",
    Aspect.LANGUAGE: "language",
}


def _counts(consultation: Consultation, aspect: Aspect) -> dict[str, int]:
    """Return how many contributors speak from each kind, country or language there is."""
    column = _COLUMNS[aspect]
    standing = consultation.contributions.filter(withdrawn_at=None).exclude(
        place__state=State.MERGED
    )
    found = (
        standing.exclude(**{column: ""})
        .order_by()
        .values_list(column)
        .annotate(n=Count(voice_key(), distinct=True))
    )
    return dict(found)


def _groups(named: Iterable[Expected]) -> Iterator[Heard]:
    for row in named:
        voices = {voice_of(one).pk for one in row.heard_in.all() if one.withdrawn_at is None}
        yield Heard(
            aspect=Aspect.GROUP, value=row.value, label=row.value, n=len(voices), expected=True,
            row=row,
        )  # fmt: skip


def _rows(
    aspect: Aspect, consultation: Consultation, named: list[Expected], language: str | None
) -> list[Heard]:
    if aspect == Aspect.GROUP:
        return list(_groups(named))
    expected = expected_values(consultation, aspect, named)
    counts = _counts(consultation, aspect)
    found = [
        Heard(
            aspect=aspect,
            value=value,
            label=_label(aspect, value, language),
            n=counts.get(value, 0),
            expected=value in expected,
        )
        for value in dict.fromkeys([*expected, *sorted(counts)])
    ]
    return sorted(found, key=lambda row: (not row.is_missing, -row.n))


def _label(aspect: Aspect, value: str, language: str | None) -> str:
    if aspect == Aspect.COUNTRY:
        return country_name(value, language)
    if aspect == Aspect.LANGUAGE:
        return language_name(value, language)
    return str(OrganisationKind(value).label) if value in OrganisationKind.values else value
