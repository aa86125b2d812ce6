"""What this way in keeps of a contribution, and how it lets go of it."""

from commonspace.channels.recordings.models import Recording
from commonspace.intake.choices import Removed
from commonspace.intake.keepers import Removal
from commonspace.provenance.services import forget_bytes


def erase(removal: Removal) -> None:
    """Delete the copy that browsers play; what is left of a recording goes with its attachment."""
    if removal.what != Removed.EVERYTHING:
        return
    recordings = Recording.objects.filter(attachment__contribution=removal.contribution)
    for recording in recordings.select_related("copy"):
        copy, recording.copy = recording.copy, None
        recording.save(update_fields=["copy"])
        if copy is not None:
            forget_bytes(file=copy)
