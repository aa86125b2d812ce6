"""Whoever keeps something of a contribution says so here, and erases it when that is asked.

A room registers when its app is ready, with what it keeps and how it lets go of it::

    register_keeper(Keeper(order=40, touched=touched_by, erase=erase))

Rooms that rest on others come first: a finding lets go of statements before they are deleted.
What nobody registered for stays, so whatever keeps somebody's words has to.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from commonspace.contributions.models import Contribution
from commonspace.contributions.verbatim import Sayings


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Something that a removal touches, for people to look at before they decide.

    Attributes:
        kind: What it is, such as "finding".
        words: By what people know it.
        fate: What becomes of it.
        url: Where staff find it.
    """

    kind: str | Promise
    words: str
    fate: str | Promise
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A removal that is being carried out, or looked at beforehand.

    Attributes:
        what: A value of ``choices.Removed``.
        name: The contributor's own name; empty where we do not know it.
        sayings: Their words, to be found where others used them.
        at: When it is done: the same moment for everybody.
        actor: Who does it, as the log names them.
    """

    contribution: Contribution
    what: str
    is_masked: bool
    name: str
    sayings: Sayings
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """A room that keeps something of contributions; the first in ``order`` lets go first."""

    order: int
    erase: Callable[[Removal], None]
    touched: Callable[[Removal], Iterable[Touched]] = lambda _removal: ()


_keepers: list[Keeper] = []


def register_keeper(keeper: Keeper) -> None:
    """Make a keeper known. Registering the same one again changes nothing."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def keepers() -> list[Keeper]:
    """Return everybody who keeps something, in the order in which they let go."""
    return sorted(_keepers, key=lambda keeper: keeper.order)
