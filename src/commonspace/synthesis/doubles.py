"""Things of the report that may be listed twice: in nearly the same words, or with one address."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from commonspace.consultations.models import Consultation
from commonspace.synthesis.likeness import near_equal
from commonspace.synthesis.links import same_addresses
from commonspace.synthesis.models import KeptApart, Resource, Synthesised
from commonspace.synthesis.quantity import PLACEHOLDER
from commonspace.synthesis.queries import QuestionThings, things_by_question

WORDED = ("finding", "example", "recommendation", "service")


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """Two things of one kind that may be one. ``one`` stands before ``other`` in the report."""

    kind: str
    one: Synthesised
    other: Synthesised
    by_address: bool
    kept_apart: KeptApart | None = None

    @property
    def key(self) -> str:
        return pair_key(self.one, self.other)


def pair_key(one: Synthesised, other: Synthesised) -> str:
    """Return the name of a pair, whichever of the two comes first."""
    return "|".join(sorted((str(one.pk), str(other.pk))))


def doubles_of(consultation: Consultation) -> list[Double]:
    """Return the pairs that may be one, those somebody keeps apart included."""
    return doubles_among(consultation, things_by_question(consultation))


def doubles_among(consultation: Consultation, every: Iterable[QuestionThings]) -> list[Double]:
    """Return the pairs among things that were read before, in the order of the report."""
    listed = [one.thing for question in every for one in question.everything]
    apart = {kept.pair: kept for kept in consultation.kept_apart.select_related("by")}
    found: list[Double] = []
    for kind, things in _by_kind(listed):
        likeness = _likeness(kind, things)
        place: dict[object, int] = {thing.pk: number for number, thing in enumerate(things)}
        found += (
            Double(
                kind=kind,
                one=one,
                other=things[place[other]],
                by_address=kind == "resource",
                kept_apart=apart.get(pair_key(one, things[place[other]])),
            )
            for one in things
            for other in dict.fromkeys(likeness.get(one.pk, ()))
            if place[one.pk] < place[other]
        )
    return found


def _by_kind(things: Iterable[Synthesised]) -> Iterator[tuple[str, list[Synthesised]]]:
    def name(thing: Synthesised) -> str:
        return type(thing).__name__.lower()

    for kind, some in groupby(sorted(things, key=name), key=name):
        yield kind, list(some)


def _likeness(kind: str, things: list[Synthesised]) -> Mapping[object, Iterable[object]]:
    if kind == "resource":
        resources = [thing for thing in things if isinstance(thing, Resource)]
        return {pk: [other.pk for other in same] for pk, same in same_addresses(resources).items()}
    if kind in WORDED:
        return near_equal((thing.pk, _words(thing)) for thing in things)
    return {}


def _words(thing: Synthesised) -> str:
    words = f"{getattr(thing, 'title', '')} {getattr(thing, 'text', '')}"
    return words.replace(PLACEHOLDER, " ")
