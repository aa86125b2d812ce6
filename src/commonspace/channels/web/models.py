from django.db import models

from commonspace.provenance.models import StoredFile


class WaitingFile(models.Model):
    """A document that came with a form we could not take yet; kept so that it need not be sent twice."""

    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="waiting_web_form")
    kept_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.file_id)
