"""What this way in keeps of a contribution, and how it lets go of it."""

from commonspace.channels.social.models import Post
from commonspace.intake.choices import Removed
from commonspace.intake.keepers import Removal


def erase(removal: Removal) -> None:
    """Forget where the post stands: its address leads to its author."""
    if removal.what != Removed.QUOTATION:
        Post.objects.filter(contribution=removal.contribution).delete()
