"""Recordings: what is on its way, what has arrived, and how far its words are written down."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonspace.channels.recordings.choices import State
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Attachment
from commonspace.people.models import Account
from commonspace.provenance.models import Run, StoredFile

KEPT_FOR = timedelta(days=7)
"""How long pieces wait for the rest of their recording, and a recording for its form."""


class Offer(models.Model):
    """Whether a call takes recordings."""

    consultation = models.OneToOneField(
        Consultation, models.CASCADE, related_name="recording_offer"
    )
    is_offered = models.BooleanField(
        _("People can answer with a voice or video message"), default=False
    )


class Upload(models.Model):
    """A recording on its way, piece by piece. Who knows its key may add to it.

    ``size`` is ``None`` while nobody knows how long it will be: it is still being recorded.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="recording_uploads")
    name = models.CharField(max_length=255, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    received = models.PositiveBigIntegerField(default=0)
    begun_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)

    @property
    def is_whole(self) -> bool:
        """Whether the last byte is here."""
        return self.size is not None and self.received == self.size

    @property
    def expires_at(self) -> datetime:
        """When it is forgotten if nothing more comes."""
        return self.touched_at + KEPT_FOR


class Piece(models.Model):
    """Some bytes of an upload, encrypted on disk; ``start`` is where in it they belong."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="pieces")
    start = models.PositiveBigIntegerField()
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "start"], name="one_piece_a_place")
        ]


class Recording(models.Model):
    """What is known of a recording that arrived, and its transcript while it is written.

    Attributes:
        attachment: The bytes as they came; never changed.
        seconds: How long it is; ``None`` until it was listened to, or if it cannot be played.
        copy: The same in a form that every browser plays.
        draft: The transcript so far, with time codes like ``[1:05]``; the words that are
            finished are a source text.
        version: Counts the times the draft was kept, so that two writers notice each other.
    """

    attachment = models.OneToOneField(Attachment, models.CASCADE, related_name="recording")
    state = models.CharField(max_length=8, choices=State, default=State.ARRIVED)
    seconds = models.FloatField(null=True)
    is_silent = models.BooleanField(default=False)
    trouble = models.CharField(max_length=40, blank=True)
    copy = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")
    draft = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["attachment__contribution__reference", "pk"]
