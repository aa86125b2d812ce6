"""Networks that were invited, and filled forms that came back as files.

Addresses of networks are in the vault; what came of an invitation is one sum.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Attachment, Contribution
from commonspace.people.models import Account, Contributor
from commonspace.sharing.choices import By, Doubt, FormState


class Invitation(models.Model):
    """A network somebody of the secretariat invited, with a link of its own.

    ``led_to`` is a sum and nothing else: no row says which contribution came through which link.
    ``contact`` holds the address in the vault.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="invitations")
    network = models.CharField(_("network"), max_length=300)
    language = models.CharField(_("language"), max_length=10)
    by = models.CharField(_("how"), max_length=10, choices=By)
    invited_on = models.DateField(_("when"))
    contact = models.ForeignKey(Contributor, models.SET_NULL, null=True, related_name="+")
    may_remind = models.BooleanField(_("agreed to be reminded"), default=False)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    token = models.CharField(max_length=16, unique=True)
    led_to = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-invited_on", "network", "id"]

    def __str__(self) -> str:
        return self.network


class FilledForm(models.Model):
    """A file that is one of our forms, filled in. What it says is read in its text when asked.

    Attributes:
        kind: Which form, as ``sharing.recognising`` names it.
        contribution: Where its answers stand; until then, what it came with.
        before: The terms that held before those of the form did.
    """

    attachment = models.OneToOneField(Attachment, models.CASCADE, related_name="filled_form")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="filled_forms")
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=FormState, default=FormState.WAITING)
    doubts = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    found_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-found_at", "-id"]

    def __str__(self) -> str:
        return self.attachment.file.name

    def doubts_told(self) -> list[str]:
        """Return why a person should look, in sentences."""
        return [str(Doubt(one).label) for one in self.doubts if one in Doubt.values]
