"""What a contribution says of a good practice, field by field, where its way in asked for fields.

A channel that asks for fields registers how to read them; whoever writes examples asks
``card_of`` and need not type them again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from commonspace.contributions.models import Contribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A practice as its contributor told it. ``may_be_case``: agreed to stand in the outcome."""

    title: str
    text: str
    places: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    may_be_case: bool = False


_readers: list[Callable[[Contribution], Card | None]] = []


def register_cards(reader: Callable[[Contribution], Card | None]) -> None:
    """Make known how a channel's contributions are read as cards."""
    if reader not in _readers:
        _readers.append(reader)


def card_of(contribution: Contribution) -> Card | None:
    """Return the card a contribution makes, if its way in asked for one."""
    return next((card for reader in _readers if (card := reader(contribution))), None)
