"""Who wants to be called, when, and what became of it. Numbers are in the vault."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonspace.channels.telephone.choices import Asked
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.kernel.localised import in_language
from commonspace.people.models import Contributor


class Line(models.Model):
    """How a consultation can be reached by telephone."""

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="telephone_line")
    number = models.CharField(_("number people can call"), max_length=40, blank=True)
    hours = models.JSONField(_("when somebody answers"), default=dict, blank=True)
    takes_requests = models.BooleanField(_("people can ask to be called"), default=False)

    def hours_in(self, language: str | None = None) -> str:
        """Return when somebody answers, in a language."""
        return in_language(self.hours, language, fallback=self.consultation.default_language)

    @property
    def is_offered(self) -> bool:
        """Whether there is any way to talk."""
        return bool(self.number) or self.takes_requests


class CallTime(models.Model):
    """A time at which staff offer to call one person."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="call_times")
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "starts_at"], name="one_call_time_a_moment"
            )
        ]


class CallRequest(models.Model):
    """Somebody's wish to be called; who they are is in the vault behind ``contributor``."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="call_requests")
    contributor = models.ForeignKey(Contributor, models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=10)
    wishes = models.CharField(max_length=500, blank=True)
    time = models.OneToOneField(
        CallTime, models.SET_NULL, null=True, blank=True, related_name="request"
    )
    state = models.CharField(max_length=8, choices=Asked, default=Asked.OPEN)
    attempts = models.PositiveSmallIntegerField(default=0)
    attempted_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    contribution = models.OneToOneField(
        Contribution, models.SET_NULL, null=True, blank=True, related_name="call_request"
    )

    class Meta:
        ordering = ["time__starts_at", "asked_at", "id"]
