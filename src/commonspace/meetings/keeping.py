"""What meetings keep of a contribution, and how they let go of it."""

from commonspace.intake.choices import Removed
from commonspace.intake.keepers import Removal
from commonspace.meetings.models import SessionReport


def erase(removal: Removal) -> None:
    """Empty the rapporteur's form from which it was sent."""
    if removal.what == Removed.EVERYTHING:
        SessionReport.objects.filter(contribution=removal.contribution).update(
            answers=[], quotes=[]
        )
