"""Reports in the making, and the editions that were released."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonspace.consultations.models import Consultation, Question
from commonspace.intake.choices import Removed
from commonspace.people.models import Account
from commonspace.provenance.models import StoredFile


class Report(models.Model):
    """The synthesis report of a consultation while it is being written.

    ``limits`` is the paragraph on who was not heard as a person accepted it, ``limits_rest_on``
    the zeros that stood before them then.
    """

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="report")
    language = models.CharField(_("language"), max_length=10, default="en")
    title = models.CharField(_("title"), max_length=300)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    message = models.TextField(_("the message in ten lines"), blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    background = models.TextField(_("background"), blank=True)
    method_note = models.TextField(_("note on the method"), blank=True)
    closing = models.TextField(_("closing notice"), blank=True)
    licence = models.CharField(_("licence"), max_length=120, default="CC BY 4.0")
    limits = models.TextField(_("who was not heard"), blank=True)
    limits_rest_on = models.JSONField(default=list)
    limits_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    limits_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.title


class SectionText(models.Model):
    """What introduces the results of one question in the report."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="section_texts")
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    text = models.TextField(_("introduction to the question"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "question"], name="one_text_a_section")
        ]

    def __str__(self) -> str:
        return self.text


class Edition(models.Model):
    """A released report: a snapshot that public pages read, and the files made from it.

    ``overrides`` lists what was open at release, who said why that is right.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    document = models.TextField()
    figures = models.JSONField(default=dict)
    overrides = models.JSONField(default=list)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    docx = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    odt = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    epub = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    released_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    released_at = models.DateTimeField()
    recalled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_edition_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.number})"


class EditionNote(models.Model):
    """A dated note beside an edition: something was removed since. The snapshot stays as it was.

    Attributes:
        what: What was removed: a value of ``intake.choices.Removed``.
        places: Where it stands in the snapshot: ``{"path": [...], "start", "end", "at", "anchor",
            "page"}``, offsets in code points, never the words.
        is_masked: Whether pages written from the snapshot leave these places out.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="notes")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=12, choices=Removed)
    places = models.JSONField(default=list)
    is_masked = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_note_a_number")
        ]
