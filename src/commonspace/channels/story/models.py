"""The form of a consultation, and the stories told on it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonspace.channels.story.choices import Part
from commonspace.channels.story.defaults import OF_PART
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.kernel.localised import in_language
from commonspace.provenance.models import StoredFile


class StoryForm(models.Model):
    """Whether a consultation asks for stories, and what it says before the first field."""

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="story_form")
    is_offered = models.BooleanField(_("people can tell stories"), default=False)
    opening = models.JSONField(_("what the form says first"), default=dict)


class StoryField(models.Model):
    """One field. An empty label is that of the form every consultation starts with."""

    form = models.ForeignKey(StoryForm, models.CASCADE, related_name="fields")
    part = models.CharField(_("part of the story"), max_length=10, choices=Part)
    label = models.JSONField(_("label"), default=dict)
    help_text = models.JSONField(_("help"), default=dict)
    rows = models.PositiveSmallIntegerField(_("lines to write on"), default=1)
    is_needed = models.BooleanField(_("needed"), default=False)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label_in()

    @property
    def key(self) -> str:
        """Return the name of the field in a form and in a file."""
        return f"story:{self.pk}"

    def label_in(self, language: str | None = None) -> str:
        """Return the label in a language, else that of the form everybody starts with."""
        fallback = self.form.consultation.default_language
        said = in_language(self.label, language, fallback=fallback)
        return said or str(OF_PART[Part(self.part)].label if self.part in OF_PART else "")

    def help_in(self, language: str | None = None) -> str:
        """Return the help in a language; a field with a label of its own has none but its own."""
        said = in_language(
            self.help_text, language, fallback=self.form.consultation.default_language
        )
        if said or self.label or self.part not in OF_PART:
            return said
        return str(OF_PART[Part(self.part)].help_text)


class Story(models.Model):
    """A story as told, field by field: ``[{"part", "label", "text"}]``, and whether it may be a case.

    ``revision`` is that of its contribution when it was told.
    """

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="story")
    told = models.JSONField(default=list)
    may_be_case = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)


class WaitingStory(models.Model):
    """A filled file that was read and not sent yet; it is deleted after a day."""

    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="+")
    kept_at = models.DateTimeField(auto_now_add=True)
