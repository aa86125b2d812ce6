"""What the analysis does when something is decided at the desk."""

from typing import Any

from django.dispatch import receiver

from commonspace.consultations.models import Consultation
from commonspace.desk.signals import campaign_decided
from commonspace.evidence.services.recounting import recount_latest


@receiver(campaign_decided)
def count_anew(consultation: Consultation, **_rest: Any) -> None:  # noqa: ANN401
    """Let what the boards show follow a decision at once."""
    recount_latest(consultation)
