"""Where contributions stand, and the decisions that brought them there."""

from django.db import models

from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.desk.choices import Aspect, CampaignKind, DecisionKind, State
from commonspace.people.models import Account
from commonspace.provenance.models import Run


class Place(models.Model):
    """The one place a contribution has on the desk.

    ``speaks_with`` is another contribution of the same organisation with which it is one voice;
    ``voice_settled_at`` is when somebody last said whether it is.
    """

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="place")
    state = models.CharField(max_length=12, choices=State, default=State.NEW)
    merged_into = models.ForeignKey(
        Contribution, models.SET_NULL, null=True, blank=True, related_name="merged_here"
    )
    speaks_with = models.ForeignKey(
        Contribution, models.SET_NULL, null=True, blank=True, related_name="spoken_with"
    )
    voice_settled_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(auto_now=True)


class Decision(models.Model):
    """What somebody decided about a contribution, and why. Appended, never edited."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=12, choices=DecisionKind)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]


class DuplicateProposal(models.Model):
    """Two contributions that may be one; a person says. Both receipts stay good."""

    earlier = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    later = models.ForeignKey(Contribution, models.CASCADE, related_name="duplicate_proposals")
    similarity = models.FloatField()
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    accepted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="one_proposal_a_pair")
        ]


class Campaign(models.Model):
    """Contributions of many senders that say one text, as a search found them: shown, never hidden.

    Each search puts its campaigns in place of those of the search before. ``remark`` holds a
    message to translate and the values to fill in: ``{"message": …, "params": {…}}``.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="campaigns")
    key = models.CharField(max_length=64, blank=True)
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    letter = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    members = models.ManyToManyField(Contribution, related_name="campaigns")
    senders = models.PositiveIntegerField()
    similarity = models.FloatField()
    kind = models.CharField(max_length=12, choices=CampaignKind, default=CampaignKind.LETTER)
    remark = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-senders", "id"]

    @property
    def is_possible(self) -> bool:
        return self.kind != CampaignKind.LETTER


class CampaignDecision(models.Model):
    """What somebody said of a possible campaign: one voice, or people who merely agree.

    It outlives the searches and analyses that find campaigns: ``key`` is made from the words of
    ``letter``, the text in the middle, and ``members`` are those who were shown when it was made.
    """

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="campaign_decisions"
    )
    key = models.CharField(max_length=64, blank=True)
    letter = models.ForeignKey(Contribution, models.SET_NULL, null=True, related_name="+")
    members = models.ManyToManyField(Contribution, related_name="+")
    is_campaign = models.BooleanField()
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]


class Expected(models.Model):
    """Somebody the call meant to hear: a kind of organisation, a country, a language, a group.

    ``value`` is a code, or for a group of people its name. No record tells to which groups a
    contributor belongs, so a person names the contributions that speak for one: ``heard_in``.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="expected")
    aspect = models.CharField(max_length=10, choices=Aspect)
    value = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    heard_in = models.ManyToManyField(Contribution, blank=True, related_name="+")

    class Meta:
        ordering = ["aspect", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "aspect", "value"], name="expected_once"
            )
        ]
