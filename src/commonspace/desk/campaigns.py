"""What people decided about possible campaigns, and which campaign a decision speaks of.

The desk compares whole contributions, the analysis the answers to one question; both find
campaigns anew each time. A decision is one, and follows the people and words it was made about.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from commonspace.consultations.models import Consultation
from commonspace.desk.models import CampaignDecision

MOSTLY = 2 / 3
TWICE = 2


@dataclass(frozen=True, slots=True)
class Decided:
    """A standing decision with the keys of the contributions it was made about."""

    decision: CampaignDecision
    members: frozenset[UUID]

    def has_grown_to(self, size: int) -> bool:
        """Tell whether a campaign has at least doubled since; then a person should look again."""
        return size >= TWICE * max(1, len(self.members))


def standing_decisions(consultation: Consultation) -> list[Decided]:
    """Return the decisions nobody took back, newest first."""
    found = (
        consultation.campaign_decisions.filter(taken_back_at=None)
        .select_related("by")
        .prefetch_related("members")
    )
    return [Decided(one, frozenset(member.pk for member in one.members.all())) for one in found]


def decision_about(
    decisions: Iterable[Decided], *, key: str, members: Collection[UUID]
) -> Decided | None:
    """Return the decision that speaks of a campaign, if there is one.

    One made about the same words goes first; else the newest that shares two thirds of the
    smaller of both groups.

    Args:
        decisions: Standing ones, newest first.
        key: Made from the words in the middle of the campaign.
        members: Keys of its contributions.
    """
    listed = list(decisions)
    same = next((one for one in listed if key and one.decision.key == key), None)
    return same or next((one for one in listed if _mostly_the_same(one.members, {*members})), None)


def _mostly_the_same(some: frozenset[UUID], others: set[UUID]) -> bool:
    smaller = min(len(some), len(others))
    return smaller > 0 and len(some & others) >= MOSTLY * smaller
