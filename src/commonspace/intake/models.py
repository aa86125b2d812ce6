"""What contributors ask for once their call has closed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonspace.contributions.models import Contribution
from commonspace.intake.choices import AskedBy, RemovalState, Removed
from commonspace.people.models import Account


class RemovalRequest(models.Model):
    """That somebody asks to have a contribution removed, and what a person decided.

    Attributes:
        is_masked: Whether their words are to be hidden on the web pages of editions that stand.
        remark: What they say to it; forgotten once it is decided.
        known_by: How staff who wrote it down made sure who asked; forgotten likewise.
        answer: Why it was refused, as the person reads it.
    """

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="removals")
    what = models.CharField(max_length=12, choices=Removed)
    is_masked = models.BooleanField(default=False)
    remark = models.TextField(blank=True)
    asked_by = models.CharField(max_length=10, choices=AskedBy, default=AskedBy.CODE)
    known_by = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField(_("to be decided by"))
    state = models.CharField(max_length=12, choices=RemovalState, default=RemovalState.OPEN)
    answer = models.TextField(blank=True)
    decided_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"],
                condition=models.Q(state=RemovalState.OPEN),
                name="one_open_removal_a_contribution",
            )
        ]

    def __str__(self) -> str:
        return str(self.contribution)

    @property
    def is_open(self) -> bool:
        return self.state == RemovalState.OPEN

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been decided by now."""
        return self.is_open and timezone.localdate() > self.due_on
