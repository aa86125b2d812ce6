"""Findings, examples, recommendations, services, quotes, resources. Each holds its statements."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonspace.consultations.models import Consultation, FrameItem, Question
from commonspace.contributions.models import SourceText
from commonspace.evidence.models import Statement, Theme
from commonspace.people.models import Account, Organisation
from commonspace.provenance.models import Run
from commonspace.synthesis.choices import (
    Addressee,
    Audience,
    NameAnswer,
    NameReason,
    ProposalKind,
    Strength,
)


class Synthesised(models.Model):
    """What all things of the report share: where they stand, what they rest on, who made them.

    ``unsourced_reason`` is the note a named editor left where there is no statement under it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="%(class)ss")
    question = models.ForeignKey(
        Question, models.SET_NULL, null=True, blank=True, related_name="%(class)ss"
    )
    position = models.PositiveIntegerField(default=0)
    statements = models.ManyToManyField(Statement, blank=True, related_name="%(class)ss")
    unsourced_reason = models.TextField(_("why it has no source"), blank=True)
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        ordering = ["question__number", "position", "made_at"]


class Finding(Synthesised):
    """A sentence or paragraph of the report about what contributors said."""

    text = models.TextField(_("text"))
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, related_name="findings"
    )


class Example(Synthesised):
    """A good practice, told as a card."""

    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"))
    places = models.JSONField(_("places"), default=list, blank=True)
    countries = models.JSONField(_("countries"), default=list, blank=True)
    organisations = models.JSONField(_("organisations"), default=list, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)


class Recommendation(Synthesised):
    """What contributors ask, of whom, how strongly.

    ``acting`` is who shall act; ``influenced`` who shall be brought to act, if others.
    """

    text = models.TextField(_("text"))
    acting = models.CharField(
        _("addressee"), max_length=20, choices=Addressee, default=Addressee.NOT_STATED
    )
    influenced = models.CharField(_("to influence"), max_length=20, choices=Addressee, blank=True)
    strength = models.CharField(
        _("strength"), max_length=12, choices=Strength, default=Strength.NOT_STATED
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )


class Service(Synthesised):
    """What civil society offers."""

    text = models.TextField(_("text"))
    audience = models.CharField(_("for whom"), max_length=10, choices=Audience)


class AudienceHeading(models.Model):
    """How the heading of a list of services is worded for one question."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="audience_headings")
    audience = models.CharField(max_length=10, choices=Audience)
    text = models.CharField(_("heading"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "audience"], name="one_heading_an_audience")
        ]


class Quote(Synthesised):
    """Somebody's words set apart, named only as they allowed."""

    text = models.TextField(_("text"))


class Resource(Synthesised):
    """A publication, site or tool that contributors point to."""

    author = models.CharField(_("author or organisation"), max_length=300, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)
    description = models.TextField(_("description"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    description_language = models.CharField(
        _("language of the description"), max_length=10, blank=True
    )


class Proposal(models.Model):
    """Something a run found in a document that may become one of the above. A person decides.

    ``payload`` holds the fields as read; ``spans`` the places in ``text`` it was read from,
    as ``[start, end]`` in code points.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="proposals")
    run = models.ForeignKey(Run, models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=20, choices=ProposalKind)
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="+")
    text = models.ForeignKey(SourceText, models.CASCADE, related_name="proposals")
    spans = models.JSONField(default=list)
    payload = models.JSONField(default=dict)
    doubts = models.JSONField(default=list)
    position = models.PositiveIntegerField(default=0)
    accepted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    became = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["kind", "question__number", "position"]


class ExampleTagging(models.Model):
    """That an example speaks to an item of a frame: who said so, when."""

    example = models.ForeignKey(Example, models.CASCADE, related_name="taggings")
    item = models.ForeignKey(FrameItem, models.RESTRICT, related_name="example_taggings")
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["example", "item"], name="example_tagged_once")
        ]


class KeptApart(models.Model):
    """Somebody's word that two things that look alike are two, so that nobody asks again.

    ``pair`` holds the keys of both, the smaller first.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="kept_apart")
    pair = models.CharField(max_length=80)
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "pair"], name="kept_apart_once")
        ]


class NameQuery(models.Model):
    """Two names that may stand for one organisation. A person says; reports then use one name.

    ``one`` and ``other`` are the names as written, ``pair`` both as they compare. ``seen`` holds
    for each name how often it stands in how many texts, and the first places:
    ``{"n": 3, "texts": 2, "places": [[text, start, end], …]}``.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="name_queries")
    one = models.CharField(max_length=300)
    other = models.CharField(max_length=300)
    pair = models.CharField(max_length=620)
    reason = models.CharField(max_length=12, choices=NameReason)
    seen_one = models.JSONField(default=dict)
    seen_other = models.JSONField(default=dict)
    answer = models.CharField(max_length=4, choices=NameAnswer, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["found_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "pair"], name="one_query_a_pair")
        ]


class RestsOnLess(models.Model):
    """That statements under a thing of the report were removed at their author's wish.

    Somebody should read the thing again; once it is kept anew after ``at``, they have. ``thing``
    is its key: of whichever kind it is.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="+")
    thing = models.UUIDField(db_index=True)
    statements = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
