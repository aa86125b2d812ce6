"""Contributions, their answers, attachments and texts. Nothing here is edited, only superseded."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonspace.consultations.models import Consultation, Question, QuestionVersion, Round
from commonspace.contributions.choices import (
    WRITTEN_DOWN,
    Channel,
    Confirmation,
    ConsentBy,
    Origin,
    Reading,
    Signing,
)
from commonspace.people.choices import Attribution
from commonspace.people.models import Account, Contributor, Organisation
from commonspace.provenance.models import Run, StoredFile


class Contribution(models.Model):
    """What one contributor sent in one act, through one channel."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="contributions")
    reference = models.PositiveIntegerField()
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="contributions")
    on_behalf_of = models.CharField(_("on behalf of"), max_length=300, blank=True)
    entered_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    round = models.ForeignKey(Round, models.SET_NULL, null=True, related_name="contributions")
    channel = models.CharField(_("way in"), max_length=12, choices=Channel)
    received_at = models.DateTimeField(_("received"))
    is_late = models.BooleanField(default=False)
    language = models.CharField(_("language"), max_length=10, blank=True)
    attribution = models.CharField(max_length=12, choices=Attribution)
    may_publish = models.BooleanField()
    consent_by = models.CharField(max_length=10, choices=ConsentBy)
    consented_at = models.DateTimeField()
    copies = models.PositiveIntegerField(default=1)
    is_protected = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    current_revision = models.PositiveIntegerField(default=1)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=10, choices=Confirmation, blank=True)

    class Meta:
        ordering = ["reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "reference"], name="one_reference_a_consultation"
            ),
            models.CheckConstraint(
                condition=models.Q(attribution__in=Attribution.values),
                name="attribution_was_chosen",
            ),
        ]

    def __str__(self) -> str:
        return f"C-{self.reference:04d}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_written_down(self) -> bool:
        """Whether somebody other than the contributor put it into words, and the words are here."""
        awaits_words = self.channel == Channel.RECORDING and not self.texts.exists()
        return self.channel in WRITTEN_DOWN and not awaits_words


class Revision(models.Model):
    """One delivery: the bytes as they came, and the key that makes it count once."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(default=1)
    channel = models.CharField(max_length=12, choices=Channel)
    channel_key = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    original = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "channel_key"], name="delivered_once"),
            models.UniqueConstraint(
                fields=["contribution", "number"], name="one_revision_a_number"
            ),
        ]


class Receipt(models.Model):
    """Proof that a contribution arrived. The code itself is not kept, only its digest."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="receipt")
    code_digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField(auto_now_add=True)


class Attachment(models.Model):
    """A file that came with a contribution."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="attachments")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="attachments")
    title = models.CharField(_("title"), max_length=300, blank=True)
    author = models.CharField(_("author"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    question = models.ForeignKey(Question, models.SET_NULL, null=True, blank=True, related_name="+")
    reading = models.CharField(max_length=12, choices=Reading, default=Reading.WAITING)
    refusal = models.CharField(max_length=40, blank=True)
    refusal_message = models.TextField(blank=True)
    warnings = models.JSONField(default=list)


class SourceText(models.Model):
    """Any text we hold: immutable, NFC, hashed, with what it was derived from.

    ``pages`` lists ``[start, end, number, how, confidence]`` in code points for texts that
    have pages; ``marks`` lists ``[start, end, second, is_sure]`` for transcripts: which words
    were said from which second on, and whether whoever wrote them down was sure.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="texts")
    attachment = models.ForeignKey(
        Attachment, models.CASCADE, null=True, blank=True, related_name="texts"
    )
    origin = models.CharField(max_length=12, choices=Origin)
    derived_from = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="derived"
    )
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="texts")
    text = models.TextField()
    sha256 = models.CharField(max_length=64, db_index=True)
    language = models.CharField(max_length=10, blank=True)
    language_is_stated = models.BooleanField(default=False)
    pages = models.JSONField(default=list)
    marks = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)


class Answer(models.Model):
    """The part of a contribution that speaks to one question, or to none: general."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="answers")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="answers")
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    wording = models.ForeignKey(QuestionVersion, models.PROTECT, null=True, related_name="+")
    text = models.OneToOneField(SourceText, models.CASCADE, related_name="answer")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]


class Signatory(models.Model):
    """An organisation that stands behind a text somebody else sent: one text, many supporters."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="signatories")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="signatures")
    how = models.CharField(max_length=8, choices=Signing)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "organisation"], name="one_signature_an_organisation"
            )
        ]
