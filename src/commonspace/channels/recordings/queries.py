"""Which recordings there are, and how far they are written down."""

from django.db.models import F, QuerySet

from commonspace.channels.recordings.choices import State
from commonspace.channels.recordings.models import Offer, Recording
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution


def offer_of(consultation: Consultation) -> Offer:
    """Return what a call offers; nothing, if nobody set it up."""
    found = Offer.objects.filter(consultation=consultation).first()
    return found or Offer(consultation=consultation)


def recordings_in(consultation: Consultation) -> QuerySet[Recording]:
    """Return the recordings in force, those of withdrawn contributions left out."""
    return Recording.objects.filter(
        attachment__contribution__consultation=consultation,
        attachment__contribution__withdrawn_at=None,
        attachment__revision__number=F("attachment__contribution__current_revision"),
    ).select_related("attachment__contribution", "attachment__file", "attachment__question", "copy")


def unwritten_count(consultation: Consultation) -> int:
    """Return how many recordings somebody still has to write down."""
    return recordings_in(consultation).exclude(state=State.WRITTEN).count()


def recordings_of(contribution: Contribution) -> QuerySet[Recording]:
    """Return the recordings of one contribution as it stands."""
    return Recording.objects.filter(
        attachment__contribution=contribution,
        attachment__revision__number=contribution.current_revision,
    ).select_related("attachment__file", "attachment__contribution__consultation", "copy")
