"""One line in the event log for each change of a call."""

from commonspace.consultations.models import Consultation
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event


def note(consultation: Consultation, by: Account, verb: str, subject: str = "") -> None:
    """Write down that ``by`` did ``verb``; ``subject`` is a part as ``kind:id``, else the call."""
    record_event(
        actor=actor_of(by),
        verb=verb,
        subject=subject or f"consultation:{consultation.pk}",
        scope=consultation.code,
    )
