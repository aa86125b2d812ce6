"""Writing on the desk: decisions, merging, routing, and the search for duplicates."""

from commonspace.desk.services.campaigns import decide_campaign, take_back_campaign_decision
from commonspace.desk.services.deciding import (
    decide,
    enter,
    first_look,
    follow_withdrawal,
    merge,
    open_identity,
    route,
)
from commonspace.desk.services.duplicates import (
    answer_proposal,
    propose_duplicates,
    search_duplicates,
)

__all__ = [
    "answer_proposal",
    "decide",
    "decide_campaign",
    "enter",
    "first_look",
    "follow_withdrawal",
    "merge",
    "open_identity",
    "propose_duplicates",
    "route",
    "search_duplicates",
    "take_back_campaign_decision",
]
