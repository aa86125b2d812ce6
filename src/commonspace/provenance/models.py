"""Runs, stored bytes and the event log."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("stopped")


class Run(models.Model):
    """One machine step: what ran, with which settings, over what, with what result.

    ``counts_in`` equals ``counts_out`` plus ``counts_unprocessed``. ``done`` of ``total`` is
    the progress of the present ``stage``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    tool = models.CharField(max_length=120, blank=True)
    version = models.CharField(max_length=120, blank=True)
    parameters = models.JSONField(default=dict)
    seed = models.BigIntegerField(default=0)
    input_digest = models.CharField(max_length=64, blank=True)
    counts_in = models.PositiveIntegerField(default=0)
    counts_out = models.PositiveIntegerField(default=0)
    counts_unprocessed = models.PositiveIntegerField(default=0)
    stage = models.CharField(max_length=80, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    message = models.TextField(blank=True)
    started_by = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    @property
    def is_under_way(self) -> bool:
        return self.outcome in {Outcome.WAITING, Outcome.RUNNING}


class StoredFile(models.Model):
    """Bytes somebody gave us, encrypted on disk under a random name.

    ``name`` is what the giver called it: shown, never used as a path. ``media_type`` is what
    the bytes are found to be, empty until they have been read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    blob = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size_bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)


class Event(models.Model):
    """One line of the log: who did what to which thing. Holds no content, is never edited.

    Each line carries the digest of the one before it, so that a line taken out, put in or
    changed shows.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    scope = models.CharField(max_length=80, blank=True, db_index=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
