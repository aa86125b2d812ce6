"""Which statements stand in the page, and in which order: all of them, or a fair part.

A page that holds every word of a hundred thousand answers opens on no phone. Beyond a limit a
part is listed: whatever the page quotes, and of every theme a share as large as the theme's own,
drawn by chance within it. The tables hold everything.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from commonspace.analysis.results import Statement
from commonspace.cli.synthesising.composition.material import Material, shortened
from commonspace.cli.synthesising.page.order import Order

MOST_LISTED = 5000
_MOST_CHARACTERS = 1_400_000

Group = tuple[str | None, str | None]
"""A question and the key of a theme of it, or no theme."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The statements listed, by question and theme; ``is_whole`` if none had to be left out."""

    groups: dict[Group, tuple[int, ...]]
    listed: frozenset[int]
    is_whole: bool


def listing_of(material: Material, order: Order, quoted: Iterable[int]) -> Listing:
    """Choose the statements of the page.

    Args:
        material: The run.
        order: Questions and themes in the order of the page.
        quoted: Statements that the page quotes elsewhere; they are listed first of all.

    Returns:
        The listing. With at most ``MOST_LISTED`` statements of common length it is whole.
    """
    members = _members(material)
    wanted = dict.fromkeys([*quoted, *_fair_order(material, members)])
    chosen = frozenset(_within_limits(material, wanted))
    groups = {
        group: _telling_first(order, group, [index for index in members[group] if index in chosen])
        for group in _group_order(order)
        if group in members
    }
    return Listing(groups, chosen, len(chosen) == len(material.analysis.statements))


def _telling_first(order: Order, group: Group, own: list[int]) -> tuple[int, ...]:
    _question, theme = group
    told = order.placed[theme].theme.quotations if theme else ()
    rank = {index: place for place, index in enumerate(told)}
    return tuple(sorted(own, key=lambda index: (rank.get(index, len(rank)), index)))


def _members(material: Material) -> dict[Group, list[int]]:
    members: dict[Group, list[int]] = defaultdict(list)
    for index, one in enumerate(material.analysis.statements):
        members[group_of(material, one)].append(index)
    return members


def group_of(material: Material, one: Statement) -> Group:
    """Return the question and theme a statement is listed under; no theme where none is offered."""
    return one.question, one.theme if one.question not in material.read_whole else None


def _group_order(order: Order) -> Iterator[Group]:
    for _number, summary in order.questions:
        for placed in order.of(summary.question):
            yield summary.question, placed.theme.key
        yield summary.question, None


def _fair_order(material: Material, members: dict[Group, list[int]]) -> list[int]:
    """Order statements so that any beginning holds the same share of every group."""
    drawn = []
    for own in members.values():
        shuffled = sorted(own, key=lambda index: _chance(material, index))
        drawn += [((place + 0.5) / len(own), index) for place, index in enumerate(shuffled)]
    return [index for _share, index in sorted(drawn)]


def _chance(material: Material, index: int) -> str:
    one = material.statement(index)
    words = f"{material.settings.seed} {one.record_id} {one.start}"
    return sha256(words.encode()).hexdigest()


def _within_limits(material: Material, wanted: Iterable[int]) -> Iterator[int]:
    characters = 0
    for count, index in enumerate(wanted, start=1):
        characters += len(shortened(material.statement(index).quote))
        if count > MOST_LISTED or characters > _MOST_CHARACTERS:
            return
        yield index


def spread(indexes: Sequence[int], most: int) -> list[int]:
    """Return up to ``most`` of the indexes, evenly spread over them."""
    if len(indexes) <= most:
        return list(indexes)
    return [indexes[place * len(indexes) // most] for place in range(most)]
