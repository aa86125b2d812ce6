"""Deciding about possible campaigns: one voice, or people who merely agree."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.desk.campaigns import decision_about, standing_decisions
from commonspace.desk.models import CampaignDecision
from commonspace.desk.signals import campaign_decided
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event


@transaction.atomic
def decide_campaign(
    *,
    consultation: Consultation,
    key: str,
    members: Collection[Contribution],
    is_campaign: bool,
    by: Account,
    letter: Contribution | None = None,
) -> CampaignDecision:
    """Say that a possible campaign is one, or that its senders merely agree.

    What was decided about it before is taken back by the same person. The same again changes
    nothing.

    Args:
        consultation: Whose campaign.
        key: Made from the words in its middle.
        members: Its contributions as they were shown.
        is_campaign: One voice from now on, or each counts.
        by: Who decides.
        letter: The contribution whose words are in the middle.
    """
    earlier = decision_about(
        standing_decisions(consultation), key=key, members=[one.pk for one in members]
    )
    if earlier is not None:
        same = earlier.members == {one.pk for one in members}
        if same and earlier.decision.is_campaign == is_campaign:
            return earlier.decision
        _close(earlier.decision, by)
    made = CampaignDecision.objects.create(
        consultation=consultation, key=key, letter=letter, is_campaign=is_campaign, by=by
    )
    made.members.set(members)
    _log(made, "campaign.accepted" if is_campaign else "campaign.refused", by)
    return made


@transaction.atomic
def take_back_campaign_decision(*, decision: CampaignDecision, by: Account) -> None:
    """Take a decision back; the campaign is possible again, and each of its senders counts."""
    if decision.taken_back_at is None:
        _close(decision, by)
        _log(decision, "campaign.reopened", by)


def _close(decision: CampaignDecision, by: Account) -> None:
    decision.taken_back_at, decision.taken_back_by = timezone.now(), by
    decision.save(update_fields=["taken_back_at", "taken_back_by"])


def _log(decision: CampaignDecision, verb: str, by: Account) -> None:
    record_event(
        actor=actor_of(by), verb=verb, subject=f"campaign-decision:{decision.pk}",
        scope=decision.consultation.code,
    )  # fmt: skip
    campaign_decided.send(CampaignDecision, consultation=decision.consultation)
