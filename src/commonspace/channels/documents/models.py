"""Bundles: what staff put in at one go, and what became of each file of it."""

from django.db import models

from commonspace.channels.documents.choices import Fate
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.people.models import Account
from commonspace.provenance.models import Run, StoredFile


class Bundle(models.Model):
    """Documents of one organisation that staff put in at one go, and on which terms."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="bundles")
    run = models.OneToOneField(Run, models.PROTECT, related_name="bundle")
    given_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    terms = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return str(self.terms.get("organisation", ""))


class BundleItem(models.Model):
    """One file of a bundle. A document in an archive names the archive it was ``inside``."""

    bundle = models.ForeignKey(Bundle, models.CASCADE, related_name="items")
    inside = models.ForeignKey("self", models.CASCADE, null=True, related_name="entries")
    name = models.CharField(max_length=500)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="bundle_items")
    fate = models.CharField(max_length=12, choices=Fate, default=Fate.WAITING)
    reason = models.CharField(max_length=40, blank=True)
    contribution = models.ForeignKey(
        Contribution, models.SET_NULL, null=True, related_name="bundle_items"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
