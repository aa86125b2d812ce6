"""Candidates come from a run; statements, themes and codings come from people."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonspace.consultations.models import Consultation, FrameItem, Question
from commonspace.contributions.models import Contribution, SourceText
from commonspace.desk.choices import CampaignKind
from commonspace.evidence.choices import Kind
from commonspace.people.models import Account
from commonspace.provenance.models import Run


class Theme(models.Model):
    """A topic of one question that statements are coded to. Themes nest. People own them."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="themes")
    question = models.ForeignKey(
        Question, models.CASCADE, null=True, blank=True, related_name="themes"
    )
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children"
    )
    label = models.CharField(_("label"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged_here"
    )

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label


class CandidateTheme(models.Model):
    """A theme that an analysis run proposes. ``labels`` holds one for each language spoken in it.

    ``stances`` counts voices for, against, under conditions and taking no side, ``voices`` all of
    them; both follow what people decide about possible campaigns. ``doubts`` holds remarks, with
    the label of the second theme under ``other`` where there is one.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="candidate_themes")
    question = models.ForeignKey(Question, models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=64)
    label = models.CharField(max_length=200)
    labels = models.JSONField(default=dict)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    keywords = models.JSONField(default=list)
    stability = models.FloatField(default=0)
    voices = models.PositiveIntegerField(default=0)
    stances = models.JSONField(default=list)
    is_contested = models.BooleanField(default=False)
    doubts = models.JSONField(default=list)
    position = models.PositiveIntegerField(default=0)
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, related_name="candidates"
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="one_candidate_a_key")]


class PossibleCampaign(models.Model):
    """A group that makes the same points in words of its own, as a run found it; a person decides.

    ``key`` is made from the words of ``letter``, the contribution in the middle; statements name it
    under ``campaign``. ``n_each`` counts its voices where each sender is one.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="possible_campaigns")
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="+")
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=CampaignKind)
    letter = models.ForeignKey(Contribution, models.SET_NULL, null=True, related_name="+")
    members = models.ManyToManyField(Contribution, related_name="+")
    n_each = models.PositiveIntegerField()
    remark = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "key"], name="one_possible_campaign_a_key")
        ]


class Recut(models.Model):
    """That somebody cut statements anew: one in two, or neighbours into one.

    ``taken`` and ``made`` are stretches of the text, ``[start, end]`` in code points. ``kept`` is
    what bringing confirmed statements back needs. It outlives the analyses: what a later one
    proposes for the stretches taken is cut in the same way.
    """

    text = models.ForeignKey(SourceText, models.CASCADE, related_name="recuts")
    taken = models.JSONField()
    made = models.JSONField()
    kept = models.JSONField(default=list)
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    @property
    def is_split(self) -> bool:
        return len(self.made) > len(self.taken)


class CandidateStatement(models.Model):
    """One idea that an analysis run found, with its reasons. Waits for a person.

    A remark holds a message to translate and the values to fill in: ``{"message": …, "params": {…}}``.
    ``campaign`` names a letter or a possible campaign, ``letter`` a letter inside a possible one.
    ``map_x`` and ``map_y`` place it on the map of its question. ``made_by`` is the recut it comes
    from, ``replaced_by`` the one that put others in its place.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="candidates")
    text = models.ForeignKey(SourceText, models.CASCADE, related_name="candidates")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=16, choices=Kind)
    kind_reason = models.CharField(max_length=300, blank=True)
    kind_remark = models.JSONField(default=dict)
    certainty = models.FloatField(default=0)
    theme = models.ForeignKey(CandidateTheme, models.SET_NULL, null=True, related_name="statements")
    telling_rank = models.PositiveIntegerField(null=True)
    duplicate_group = models.CharField(max_length=64, blank=True, db_index=True)
    campaign = models.CharField(max_length=64, blank=True)
    letter = models.CharField(max_length=64, blank=True)
    map_x = models.PositiveSmallIntegerField(null=True)
    map_y = models.PositiveSmallIntegerField(null=True)
    made_by = models.ForeignKey(Recut, models.CASCADE, null=True, related_name="candidates")
    replaced_by = models.ForeignKey(Recut, models.SET_NULL, null=True, related_name="replaced")
    stance = models.CharField(max_length=12, blank=True)
    stance_remark = models.JSONField(default=dict)
    is_minority = models.BooleanField(default=False)
    minority_remark = models.JSONField(default=dict)
    refused_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["id"]


class Statement(models.Model):
    """One idea in one span of a source text, confirmed by a person: the unit of evidence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="statements")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="statements")
    text = models.ForeignKey(SourceText, models.PROTECT, related_name="statements")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    question = models.ForeignKey(
        Question, models.SET_NULL, null=True, blank=True, related_name="statements"
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.POSITION)
    candidate = models.OneToOneField(
        CandidateStatement, models.SET_NULL, null=True, blank=True, related_name="statement"
    )
    confirmed_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(auto_now_add=True)
    confirmed_in_bulk = models.BooleanField(default=False)

    class Meta:
        ordering = ["contribution__reference", "start"]
        constraints = [
            models.UniqueConstraint(fields=["text", "start", "end"], name="one_statement_a_span")
        ]


class Coding(models.Model):
    """That a statement belongs to a theme: who said so, when."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="codings")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="codings")
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "theme"], name="coded_once_to_a_theme")
        ]


class StatementTranslation(models.Model):
    """A statement's words in another language, shown as a translation beside the words."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("translation"))
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "language"], name="one_translation_a_language"
            )
        ]


class Tagging(models.Model):
    """That a statement speaks to an item of a frame: who said so, when."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="taggings")
    item = models.ForeignKey(FrameItem, models.RESTRICT, related_name="taggings")
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "item"], name="tagged_once_with_an_item")
        ]


class TagSuggestion(models.Model):
    """That a run thinks a statement speaks to an item, and why. Waits for a person.

    ``nearness`` is how far the two stand out for one another, in standard deviations;
    ``words`` are those they share.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="tag_suggestions")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="tag_suggestions")
    item = models.ForeignKey(FrameItem, models.CASCADE, related_name="suggestions")
    nearness = models.FloatField()
    words = models.JSONField(default=list)
    refused_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-nearness", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "item"], name="one_suggestion_a_statement_and_item"
            )
        ]


class ThemeRefusal(models.Model):
    """That somebody said a stretch of text does not belong to a theme that was suggested for it."""

    text = models.ForeignKey(SourceText, models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="refusals")
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["text", "start", "end", "theme"], name="refused_once_for_a_theme"
            )
        ]


class DoubleCoding(models.Model):
    """Two people code the same statements apart, then compare.

    Until ``ended_at`` neither sees what the other chose. ``drawn_from`` is how many statements the
    draw was made from, ``seed`` what it can be repeated with.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="double_codings")
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="+")
    first = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    second = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    seed = models.BigIntegerField(default=0)
    drawn_from = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["question"],
                condition=models.Q(ended_at=None, question__isnull=False),
                name="one_double_coding_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["consultation"],
                condition=models.Q(ended_at=None, question__isnull=True),
                name="one_general_double_coding_at_a_time",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class DoubleItem(models.Model):
    """One statement of a double coding, in the order in which it is shown."""

    double = models.ForeignKey(DoubleCoding, models.CASCADE, related_name="items")
    candidate = models.ForeignKey(CandidateStatement, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["double", "candidate"], name="drawn_once")]


class BlindReading(models.Model):
    """The themes one of the two chose for an item; none of them where ``themes`` is empty."""

    item = models.ForeignKey(DoubleItem, models.CASCADE, related_name="readings")
    coder = models.ForeignKey(Account, models.CASCADE, related_name="+")
    themes = models.ManyToManyField(Theme, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "coder"], name="read_once_by_each")]
