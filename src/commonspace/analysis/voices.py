"""Whose words a theme holds: voices, the sides they take, and who says how much."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from commonspace.analysis.drafts import Draft
from commonspace.analysis.stance import CONDITIONAL, OPPOSE, STANCES, SUPPORT, UNCLEAR

Sides = tuple[int, int, int, int]
Voice = tuple[str, str]


def voice_of(draft: Draft, campaign: str | None) -> Voice:
    """Return whose voice a statement is: its contributor's, or its campaign's for all senders."""
    return ("campaign", campaign) if campaign else ("contributor", draft.record.contributor)


def voice_in(
    *, contributor: str, campaign: str | None, letter: str | None, as_one: Container[str]
) -> Voice:
    """Return whose voice a statement is, once people may have decided about its campaign.

    Args:
        contributor: Who said it.
        campaign: The campaign it belongs to, if any.
        letter: The letter inside that campaign it was copied from, if any.
        as_one: The campaigns that count as one voice.
    """
    if campaign and campaign in as_one:
        return "campaign", campaign
    return ("campaign", letter) if letter else ("contributor", contributor)


def count_sides(
    drafts: Sequence[Draft], statements: Sequence[int], campaign_of: Mapping[int, str]
) -> Sides:
    """Count the voices of some drafts by side, each campaign once."""
    return sides_of(
        (voice_of(drafts[index], campaign_of.get(index)), drafts[index].stance.side)
        for index in statements
    )


def sides_of(said_by: Iterable[tuple[Voice, str]]) -> Sides:
    """Count voices by side: support, oppose, conditional, unclear.

    A voice that says several things is on the side it takes most; for and against in equal
    parts, or under a condition as often as either, is conditional.

    Args:
        said_by: For each statement whose voice it is and the side it takes.
    """
    said: dict[Voice, Counter[str]] = defaultdict(Counter)
    for voice, side in said_by:
        said[voice][side] += 1
    counted = Counter(_side(sides) for sides in said.values())
    support, oppose, conditional, unclear = (counted[side] for side in STANCES)
    return support, oppose, conditional, unclear


def _side(sides: Counter[str]) -> str:
    taken = {side: sides[side] for side in (SUPPORT, OPPOSE, CONDITIONAL) if sides[side]}
    if not taken:
        return UNCLEAR
    most = max(taken.values())
    leading = [side for side, times in taken.items() if times == most]
    return leading[0] if len(leading) == 1 else CONDITIONAL
