"""Mailboxes, and every mail that came with what became of it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonspace.channels.email.choices import CameBy, Fate, Line, ReceiptState, Vouched
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.people.models import Account
from commonspace.provenance.models import StoredFile


class Mailbox(models.Model):
    """Where mails to one call arrive. Without a ``host`` they come by the mailbox of all calls.

    The row without a consultation keeps how the mailbox of all calls fares; how to reach that one
    is a setting. ``worked_at`` is when it was last opened, ``trouble`` why it could not be since.
    """

    consultation = models.OneToOneField(
        Consultation, models.CASCADE, null=True, related_name="mailbox"
    )
    address = models.EmailField(_("address for answers"), blank=True)
    takes_plus = models.BooleanField(default=True)
    host = models.CharField(_("mail server"), max_length=250, blank=True)
    line = models.CharField(_("protection"), max_length=10, choices=Line, default=Line.TLS)
    user = models.CharField(_("user"), max_length=250, blank=True)
    sealed_password = models.BinaryField(default=b"")
    folder = models.CharField(_("folder"), max_length=200, default="INBOX")
    trusted_server = models.CharField(
        _("server whose checks we believe"), max_length=250, blank=True
    )
    worked_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=~models.Q(address=""),
                name="one_mailbox_an_address",
            )
        ]

    def __str__(self) -> str:
        return self.address


class Mail(models.Model):
    """One mail: its bytes as they came, and what became of it. Who sent it is in the bytes only.

    Attributes:
        key: Digest of Message-ID and body: however often and whatever way it comes, once.
        file: The bytes; ``None`` once staff discarded them.
        addressed: Addresses it came to that the mail itself does not name.
        sender: Keyed digest of the sender's address, to count how often somebody writes.
        tries: How often reading was begun; what brings readers down is set aside in the end.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mailbox = models.ForeignKey(Mailbox, models.SET_NULL, null=True, related_name="mails")
    consultation = models.ForeignKey(Consultation, models.CASCADE, null=True, related_name="mails")
    inside = models.ForeignKey("self", models.CASCADE, null=True, related_name="passed_on")
    came_by = models.CharField(max_length=10, choices=CameBy)
    key = models.CharField(max_length=64, unique=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="mails")
    is_whole = models.BooleanField(default=True)
    addressed = models.JSONField(default=list)
    arrived_at = models.DateTimeField()
    kept_at = models.DateTimeField(auto_now_add=True)
    fate = models.CharField(max_length=12, choices=Fate, default=Fate.WAITING, db_index=True)
    reason = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)
    contribution = models.ForeignKey(Contribution, models.SET_NULL, null=True, related_name="mails")
    sender = models.CharField(max_length=64, blank=True, db_index=True)
    vouched = models.CharField(max_length=10, choices=Vouched, default=Vouched.UNKNOWN)
    language = models.CharField(max_length=10, blank=True)
    left_out = models.JSONField(default=list)
    tries = models.PositiveSmallIntegerField(default=0)
    receipt = models.CharField(max_length=10, choices=ReceiptState, default=ReceiptState.NONE)
    receipt_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-arrived_at", "-kept_at"]

    def __str__(self) -> str:
        return f"{self.arrived_at:%Y-%m-%d %H:%M}"
