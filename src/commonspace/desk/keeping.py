"""What the desk keeps of a contribution, and how it lets go of it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commonspace.contributions.models import Contribution
from commonspace.desk.choices import State
from commonspace.desk.models import Campaign, CampaignDecision, DuplicateProposal, Expected, Place
from commonspace.intake.choices import Removed
from commonspace.intake.keepers import Removal, Touched


def touched(removal: Removal) -> Iterable[Touched]:
    """Name those that were counted with it."""
    if removal.what == Removed.EVERYTHING:
        for place in Place.objects.filter(merged_into=removal.contribution):
            yield Touched(
                kind=_("counted with it"),
                words=str(place.contribution),
                fate=_("stands by itself again"),
            )


def erase(removal: Removal) -> None:
    """Forget reasons, which may repeat words, and what was compared; keep its numbered gap."""
    contribution = removal.contribution
    if removal.what != Removed.EVERYTHING:
        return
    contribution.decisions.exclude(reason="").update(reason="")
    DuplicateProposal.objects.filter(earlier=contribution).delete()
    DuplicateProposal.objects.filter(later=contribution).delete()
    for campaign in contribution.campaigns.all():
        _leave(campaign, contribution)
    Campaign.objects.filter(letter=contribution).delete()
    CampaignDecision.objects.filter(letter=contribution).update(letter=None, key="")
    for decision in CampaignDecision.objects.filter(members=contribution):
        decision.members.remove(contribution)
    for group in Expected.objects.filter(heard_in=contribution):
        group.heard_in.remove(contribution)
    Place.objects.update_or_create(contribution=contribution, defaults={"state": State.REMOVED})


def _leave(campaign: Campaign, contribution: Contribution) -> None:
    """Take a contribution out of a campaign; another letter stands for it if this one did."""
    campaign.members.remove(contribution)
    other = campaign.members.order_by("reference").first()
    if campaign.letter_id == contribution.pk and other is not None:
        campaign.letter = other
    campaign.senders = max(campaign.senders - 1, 1)
    campaign.save(update_fields=["letter", "senders"])
