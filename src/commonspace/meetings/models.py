"""A meeting's programme and the session reports that come out of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonspace.consultations.models import Consultation, Round
from commonspace.contributions.models import Contribution
from commonspace.people.models import Account


class Meeting(models.Model):
    """An event of a consultation, held in one place on one day."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="meetings")
    round = models.OneToOneField(Round, models.SET_NULL, null=True, related_name="meeting")
    title = models.CharField(_("title"), max_length=300)
    place = models.CharField(_("place"), max_length=300, blank=True)
    on = models.DateField(_("date"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return self.title


class ProgrammeItem(models.Model):
    """A slot in the programme of a meeting. ``minutes`` may be unknown for the last one."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)
    starts_at = models.TimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    block = models.CharField(_("part of the day"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=400)
    led_by = models.JSONField(_("led by"), default=list, blank=True)
    moderators = models.JSONField(_("moderators"), default=list, blank=True)
    rapporteur = models.CharField(_("rapporteur"), max_length=200, blank=True)
    points = models.JSONField(_("points"), default=list, blank=True)

    class Meta:
        ordering = ["position", "starts_at"]


class ReportTemplate(models.Model):
    """The questions a rapporteur answers after a session.

    ``sections``: ``[{"heading": …, "questions": [{"text": …, "question": number or None}]}]``.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="report_templates")
    title = models.CharField(_("title"), max_length=300)
    sections = models.JSONField(default=list)


class SessionReport(models.Model):
    """A rapporteur's filled template. Sent in, it becomes a contribution like any other."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="reports")
    template = models.ForeignKey(ReportTemplate, models.PROTECT, related_name="reports")
    item = models.ForeignKey(ProgrammeItem, models.SET_NULL, null=True, related_name="reports")
    theme = models.CharField(_("session"), max_length=300)
    rapporteur = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    answers = models.JSONField(default=list)
    quotes = models.JSONField(default=list)
    language = models.CharField(max_length=10, default="en")
    contribution = models.OneToOneField(
        Contribution, models.SET_NULL, null=True, related_name="session_report"
    )
    changed_at = models.DateTimeField(auto_now=True)
