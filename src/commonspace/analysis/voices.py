"""Whose words a theme holds: voices, the sides they take, and who says how much."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from commonspace.analysis.drafts import Draft
from commonspace.analysis.stance import CONDITIONAL, OPPOSE, STANCES, SUPPORT, UNCLEAR

Sides = tuple[int, int, int, int]
Voice = tuple[str, str]


def voice_of(draft: Draft, campaign: str | None) -> Voice:
    """Return whose voice a statement is: its contributor's, or its campaign's for all senders."""
    return ("campaign", campaign) if campaign else ("contributor", draft.record.contributor)


def count_voices(
    drafts: Sequence[Draft], statements: Sequence[int], campaign_of: Mapping[int, str]
) -> int:
    """Count contributors once, and a campaign once for all who only repeat its letter."""
    return len({voice_of(drafts[index], campaign_of.get(index)) for index in statements})


def count_sides(
    drafts: Sequence[Draft], statements: Sequence[int], campaign_of: Mapping[int, str]
) -> Sides:
    """Count voices by side: support, oppose, conditional, unclear.

    A voice that says several things is on the side it takes most; for and against in equal
    parts, or under a condition as often as either, is conditional.
    """
    said: dict[Voice, Counter[str]] = defaultdict(Counter)
    for index in statements:
        draft = drafts[index]
        said[voice_of(draft, campaign_of.get(index))][draft.stance.side] += 1
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
