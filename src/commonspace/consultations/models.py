"""The call and everything it says. Texts are localised: ``{"en": "…", "fr": "…"}``."""

import zoneinfo
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonspace.consultations.choices import Level, PartnerRole, Role, RoundKind, Stage
from commonspace.kernel.localised import in_language
from commonspace.people.models import Account, Organisation
from commonspace.provenance.models import StoredFile


class Consultation(models.Model):
    """The whole process, from call to follow-up."""

    code = models.SlugField(_("short address"), max_length=40, unique=True)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.DRAFT)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="consultations")
    title = models.JSONField(_("title"), default=dict)
    subject = models.JSONField(_("subject"), default=dict)
    purpose = models.JSONField(_("purpose"), default=dict)
    background = models.JSONField(_("background"), default=dict)
    event_prepared = models.JSONField(_("event it prepares"), default=dict)
    what_happens = models.JSONField(_("what happens with the input"), default=dict)
    naming_terms = models.JSONField(
        _("what may be published, under which name, how to stay anonymous"), default=dict
    )
    level = models.CharField(_("participation level"), max_length=12, choices=Level)
    opens_at = models.DateTimeField(_("opens"), null=True)
    closes_at = models.DateTimeField(_("closes"), null=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    languages = models.JSONField(_("languages"), default=list)
    default_language = models.CharField(_("main language"), max_length=10, default="en")
    contact_content = models.CharField(_("contact for questions of content"), max_length=300)
    contact_technical = models.CharField(_("contact for technical difficulties"), max_length=300)
    event_site = models.URLField(_("site of the event"), blank=True)
    published_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title_in() or self.code

    def title_in(self, language: str | None = None) -> str:
        return in_language(self.title, language, fallback=self.default_language)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def is_published(self) -> bool:
        return self.stage == Stage.PUBLISHED

    def is_open(self, at: datetime | None = None) -> bool:
        """Tell whether contributions are on time at ``at`` (now): opening included, closing excluded."""
        at = at or timezone.now()
        return (
            self.is_published
            and self.opens_at is not None
            and self.closes_at is not None
            and self.opens_at <= at < self.closes_at
        )


class Membership(models.Model):
    """Which account works on which consultation, and as what."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="memberships")
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "consultation", "role"], name="one_membership_a_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} ({self.get_role_display()})"


class ThematicArea(models.Model):
    """A theme of the call that frames some of its questions."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="areas")
    position = models.PositiveSmallIntegerField(default=1)
    title = models.JSONField(_("title"), default=dict)
    description = models.JSONField(_("description"), default=dict)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return in_language(self.title, fallback=self.consultation.default_language)


class Question(models.Model):
    """A numbered question of the call. Answers hold on to it, whatever its number becomes."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField(_("number"))
    areas = models.ManyToManyField(ThematicArea, blank=True, related_name="questions")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number", "id"]

    def __str__(self) -> str:
        return f"{self.number}. {self.heading_in()}"

    @property
    def wording(self) -> "QuestionVersion":
        """Return the wording in force."""
        return max(self.versions.all(), key=lambda version: version.number)

    def heading_in(self, language: str | None = None) -> str:
        fallback = self.consultation.default_language
        return in_language(self.wording.heading, language, fallback=fallback)


class QuestionVersion(models.Model):
    """One wording of a question, kept for ever once somebody has answered it."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    heading = models.JSONField(_("heading"), default=dict)
    lead_in = models.JSONField(_("lead-in"), default=dict)
    sub_questions = models.JSONField(_("sub-questions"), default=dict)
    asks_for_examples = models.BooleanField(_("asks for examples"), default=False)
    examples_prompt = models.JSONField(_("how it asks for examples"), default=dict)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="one_wording_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.question_id}.{self.number}"

    def sub_questions_in(self, language: str | None = None) -> list[str]:
        """Return the sub-questions, one a line as they were written."""
        fallback = self.question.consultation.default_language
        return in_language(self.sub_questions, language, fallback=fallback).splitlines()


class Partner(models.Model):
    """Who organises, pays for or joins in a consultation."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=12, choices=PartnerRole)
    description = models.JSONField(_("description"), default=dict)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["role", "position", "id"]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"


class CallDocument(models.Model):
    """A concept note, an agenda, a template that the call links to."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(_("language"), max_length=10)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class KeyDate(models.Model):
    """A dated step on the public path: a deadline, an event, the publication."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="key_dates")
    on = models.DateField(_("date"))
    title = models.JSONField(_("what"), default=dict)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.on} {in_language(self.title)}"


class DeadlineChange(models.Model):
    """A dated notice that the deadline moved, shown with the call."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="deadline_changes")
    at = models.DateTimeField(auto_now_add=True)
    before = models.DateTimeField()
    after = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Round(models.Model):
    """A meeting or an online phase whose inputs are analysed with the others.

    ``persons`` and ``organisations`` are counted apart; ``None`` means unknown. ``source``
    says where a figure entered by hand comes from.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="rounds")
    kind = models.CharField(_("kind"), max_length=10, choices=RoundKind)
    title = models.JSONField(_("title"), default=dict)
    place = models.CharField(_("place"), max_length=200, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    led_by = models.CharField(_("led by"), max_length=300, blank=True)
    partners = models.CharField(_("together with"), max_length=300, blank=True)
    funded_by = models.CharField(_("funded by"), max_length=300, blank=True)
    persons = models.PositiveIntegerField(_("persons"), null=True, blank=True)
    organisations = models.PositiveIntegerField(_("organisations"), null=True, blank=True)
    is_approximate = models.BooleanField(_("about"), default=False)
    source = models.CharField(_("where the figures come from"), max_length=300, blank=True)

    class Meta:
        ordering = ["starts_on", "id"]

    def __str__(self) -> str:
        return in_language(self.title, fallback=self.consultation.default_language)


class Frame(models.Model):
    """A list made beforehand by which evidence is read: indicators, known challenges, goals.

    Themes grow out of what contributors say; a frame is brought to it. ``source`` says where its
    list comes from.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="frames")
    title = models.JSONField(_("title"), default=dict)
    source = models.CharField(_("where the list comes from"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return in_language(self.title, fallback=self.consultation.default_language)


class FrameItem(models.Model):
    """One entry of a frame, such as an indicator; its measures lie under it."""

    frame = models.ForeignKey(Frame, models.CASCADE, related_name="items")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    code = models.CharField(_("number or code"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    title = models.JSONField(_("title"), default=dict)
    description = models.JSONField(_("description"), default=dict)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return in_language(self.title, fallback=self.frame.consultation.default_language)
