from django.db import models

from commonspace.consultations.models import Consultation
from commonspace.provenance.models import StoredFile


class WaitingFile(models.Model):
    """A document that came with a form we could not take yet; kept so that it need not be sent twice."""

    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="waiting_web_form")
    kept_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.file_id)


class Draft(models.Model):
    """Answers that are not sent yet, sealed under a code that is kept nowhere."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="drafts")
    code_digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)
    expires_at = models.DateTimeField(db_index=True)
