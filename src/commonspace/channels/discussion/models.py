"""The discussion of a call, what was said in it, and what moderators did about it."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonspace.channels.discussion.choices import Did, Moderation, Openness, Rule, State
from commonspace.consultations.models import Consultation, Question
from commonspace.contributions.models import Contribution
from commonspace.people.models import Account


class Discussion(models.Model):
    """Whether a consultation has a public discussion, and how it is kept.

    ``closes_at`` is empty where it closes with the call.
    """

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="discussion")
    openness = models.CharField(
        _("what the public can do"), max_length=8, choices=Openness, default=Openness.CLOSED
    )
    moderation = models.CharField(
        _("when a person reads a comment"),
        max_length=8,
        choices=Moderation,
        default=Moderation.BEFORE,
    )
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)

    @property
    def is_public(self) -> bool:
        return self.openness != Openness.CLOSED and self.consultation.is_published

    @property
    def ends_at(self) -> datetime | None:
        return self.closes_at or self.consultation.closes_at

    def takes_comments(self, at: datetime | None = None) -> bool:
        """Tell whether something can be said at ``at`` (now): opening included, end excluded."""
        at = at or timezone.now()
        opens, ends = self.consultation.opens_at, self.ends_at
        return (
            self.openness == Openness.WRITING
            and self.is_public
            and opens is not None
            and ends is not None
            and opens <= at < ends
        )


class Comment(models.Model):
    """What somebody said under a question, or to a comment there. The words are the contribution's.

    ``parent`` is what it answers: context, none of its author's words. ``hints`` lists
    ``[start, end, kind]`` where the words of ``revision`` may hold personal data.
    ``taken_off_at`` is the author's own wish: the contribution stands, the page does not show it.
    """

    discussion = models.ForeignKey(Discussion, models.CASCADE, related_name="comments")
    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="comment")
    question = models.ForeignKey(Question, models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField()
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="replies")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    rule = models.CharField(max_length=10, choices=Rule, blank=True)
    remark = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    hints = models.JSONField(default=list)
    decided_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    taken_off_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["discussion", "number"], name="one_comment_a_number"),
            models.CheckConstraint(
                condition=~models.Q(state=State.HIDDEN, rule=""), name="hidden_by_a_rule"
            ),
        ]
        indexes = [models.Index(fields=["discussion", "state"], name="comments_by_state")]

    def __str__(self) -> str:
        return str(self.number)


class Step(models.Model):
    """One step of moderation: what, why, who, when. Appended, never edited.

    ``before`` keeps where the comment stood, so that the step can be undone; ``batch`` joins
    the steps of one press.
    """

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="steps")
    did = models.CharField(max_length=8, choices=Did)
    rule = models.CharField(max_length=10, choices=Rule, blank=True)
    remark = models.TextField(blank=True)
    revision = models.PositiveIntegerField()
    before = models.JSONField(default=dict)
    batch = models.UUIDField(db_index=True)
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Alert(models.Model):
    """Somebody says that a comment should not stand there; who, nobody knows."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="alerts")
    rule = models.CharField(max_length=10, choices=Rule)
    note = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
