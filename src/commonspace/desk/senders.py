"""One organisation that answers by several ways: which contributions may be one voice."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commonspace.analysis.reading.names import BODIES, like_names, name_words
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.desk.choices import State
from commonspace.desk.voices import VOICE, voice_of
from commonspace.people.choices import Attribution

NAMEABLE = (Attribution.NAMED, Attribution.ORGANISATION)
"""Only who may be named by their organisation is listed by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSender:
    """Contributions of what may be one organisation, in the order in which they came.

    Attributes:
        names: How it is called in them, each once.
        is_settled: Whether somebody said of each whether it is a voice of its own.
    """

    names: tuple[str, ...]
    contributions: tuple[Contribution, ...]
    is_settled: bool

    @property
    def voices(self) -> int:
        """How many voices they count as now."""
        return len({voice_of(one).pk for one in self.contributions})

    @property
    def key(self) -> int:
        """The reference of the first, by which a page names the group."""
        return self.contributions[0].reference


def senders_of(consultation: Consultation) -> list[OneSender]:
    """Return organisations with more than one contribution here, those not settled first.

    Names that differ in spelling, or in the word for the kind of body, may be one organisation.
    """
    found = (
        consultation.contributions.filter(withdrawn_at=None, attribution__in=NAMEABLE)
        .exclude(place__state=State.MERGED)
        .exclude(contributor__organisation=None)
        .select_related("contributor__organisation", *VOICE)
        .order_by("reference")
    )
    by_name: dict[str, list[Contribution]] = defaultdict(list)
    for one in found:
        by_name[_name(one)].append(one)
    groups = [
        _group([one for name in names for one in by_name[name]]) for names in _alike(list(by_name))
    ]
    many = [one for one in groups if len({each.contributor_id for each in one.contributions}) > 1]
    return sorted(many, key=lambda one: (one.is_settled, one.key))


def _name(contribution: Contribution) -> str:
    organisation = contribution.contributor.organisation
    return organisation.name if organisation else ""


def _group(contributions: Iterable[Contribution]) -> OneSender:
    listed = sorted(contributions, key=lambda one: one.reference)
    return OneSender(
        names=tuple(dict.fromkeys(map(_name, listed))),
        contributions=tuple(listed),
        is_settled=all(one.place.voice_settled_at for one in listed),
    )


def _alike(names: Sequence[str]) -> list[list[str]]:
    """Return names in groups that may stand for one organisation."""
    spelled: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        spelled.setdefault(_without_body(name), []).append(name)
    group_of = {name: group for group in spelled.values() for name in group}
    for pair in like_names(names, [], []):
        one, other = group_of.get(pair.one), group_of.get(pair.other)
        if one is None or other is None or one is other:
            continue
        one.extend(other)
        for name in other:
            group_of[name] = one
    return list({id(group): group for group in group_of.values()}.values())


def _without_body(name: str) -> tuple[str, ...]:
    """Return the words of a name without the word for the kind of body, unless hardly more is left."""
    words = name_words(name)
    bare = tuple(word for word in words if word not in BODIES)
    return bare if len(bare) > 1 else words
