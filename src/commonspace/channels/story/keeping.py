"""What this way in keeps of a contribution, and how it lets go of it."""

from commonspace.channels.story.models import Story
from commonspace.intake.choices import Removed
from commonspace.intake.keepers import Removal


def erase(removal: Removal) -> None:
    """Delete the story field by field, or let it be a case no more."""
    stories = Story.objects.filter(contribution=removal.contribution)
    if removal.what == Removed.EVERYTHING:
        stories.delete()
    else:
        stories.update(may_be_case=False)
