"""Networks that were invited. Their addresses are in the vault; what came of it is one sum."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonspace.consultations.models import Consultation
from commonspace.people.models import Account, Contributor
from commonspace.sharing.choices import By


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
