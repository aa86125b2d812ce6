"""Lines to messaging services, what they delivered, and the conversations held on them.

Who somebody is on a service is in the vault and in the encrypted deliveries, nowhere else.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonspace.channels.messaging.choices import Delivered, Fate, ReplyState, Service, Step
from commonspace.consultations.models import Consultation, Question
from commonspace.contributions.models import Contribution
from commonspace.people.choices import Attribution
from commonspace.people.models import Account, Contributor
from commonspace.provenance.models import StoredFile


class ServiceLine(models.Model):
    """How a call is reached on one service.

    Attributes:
        key: Part of the address to which the service delivers.
        address: What people write to, as the call shows it: a number, a bot, a page.
        account: What the service itself calls it.
        word: What people write for this call where the line serves several; its code if empty.
        sealed_secrets: What proves deliveries: the newest first, then the one before it.
        worked_at: When the service last let us in, ``trouble`` why not since.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="message_lines")
    service = models.CharField(max_length=10, choices=Service)
    address = models.CharField(_("what people write to"), max_length=120, blank=True)
    account = models.CharField(max_length=120, blank=True)
    word = models.CharField(max_length=30, blank=True)
    sealed_token = models.BinaryField(default=b"")
    sealed_secrets = models.BinaryField(default=b"")
    is_on = models.BooleanField(default=False)
    worked_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["service"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "service"], name="one_line_a_service")
        ]

    def __str__(self) -> str:
        return f"{self.get_service_display()} {self.address}".strip()


class LineGuest(models.Model):
    """A further call on a line, and the word people write for it; its code if empty."""

    line = models.ForeignKey(ServiceLine, models.CASCADE, related_name="guests")
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="guest_lines")
    word = models.CharField(max_length=30, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["joined_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["line", "consultation"], name="one_seat_a_line")
        ]


class Delivery(models.Model):
    """What a service delivered, as it came, once; its bytes are let go a week after it was read.

    ``seal`` is a keyed digest of the bytes: the same delivery twice is one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line = models.ForeignKey(ServiceLine, models.CASCADE, related_name="deliveries")
    seal = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    arrived_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        max_length=8, choices=Delivered, default=Delivered.WAITING, db_index=True
    )
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["arrived_at"]
        constraints = [models.UniqueConstraint(fields=["line", "seal"], name="one_delivery_a_body")]


class Conversation(models.Model):
    """What was said so far with one person on one line.

    ``person`` is a keyed digest of what the service calls them. Terms are empty until chosen, and
    so is the ``consultation`` where the line serves several.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line = models.ForeignKey(ServiceLine, models.CASCADE, related_name="conversations")
    person = models.CharField(max_length=64)
    consultation = models.ForeignKey(Consultation, models.CASCADE, null=True, related_name="+")
    contributor = models.ForeignKey(Contributor, models.SET_NULL, null=True, related_name="+")
    contribution = models.ForeignKey(Contribution, models.SET_NULL, null=True, related_name="+")
    step = models.CharField(max_length=12, choices=Step, default=Step.NAMING)
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="+")
    attribution = models.CharField(max_length=12, choices=Attribution, blank=True)
    may_publish = models.BooleanField(null=True)
    language = models.CharField(max_length=10, blank=True)
    began_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "person"],
                condition=models.Q(ended_at=None),
                name="one_conversation_a_person",
            )
        ]

    @property
    def call(self) -> Consultation:
        """Return the call it is about; until one is chosen, that of the line."""
        return self.consultation or self.line.consultation


class Message(models.Model):
    """One message and what became of it; its words are in the delivery and the contribution.

    Attributes:
        seal: Keyed digest of what the service calls the message: however often it comes, once.
        place: Which of the events of its delivery it is.
        files: Voice notes, pictures and documents, once they were fetched.
        at: When the service took it in. It decides whether an answer is late.
        consultation: Which call it is for; ``None`` while its writer has not chosen one.
        says: What is answered, as names of sentences with what they are about.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line = models.ForeignKey(ServiceLine, models.CASCADE, related_name="messages")
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="messages")
    place = models.PositiveSmallIntegerField(default=0)
    seal = models.CharField(max_length=64)
    conversation = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, related_name="messages"
    )
    contribution = models.ForeignKey(
        Contribution, models.SET_NULL, null=True, related_name="messages"
    )
    consultation = models.ForeignKey(Consultation, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField()
    files = models.ManyToManyField(StoredFile, related_name="messages")
    fate = models.CharField(max_length=12, choices=Fate, default=Fate.WAITING, db_index=True)
    reason = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    says = models.JSONField(default=list)
    reply = models.CharField(
        max_length=10, choices=ReplyState, default=ReplyState.NONE, db_index=True
    )
    reply_tries = models.PositiveSmallIntegerField(default=0)
    replied_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["line", "seal"], name="one_message_an_id")]
