"""What this way in keeps of a contribution, and how it lets go of it."""

from commonspace.channels.telephone.models import CallRequest
from commonspace.intake.choices import Removed
from commonspace.intake.keepers import Removal
from commonspace.people.services import forget_details


def erase(removal: Removal) -> None:
    """Forget who wished to be called, and what they said of when."""
    if removal.what == Removed.QUOTATION:
        return
    for wish in CallRequest.objects.filter(contribution=removal.contribution):
        caller, wish.contributor, wish.wishes = wish.contributor, None, ""
        wish.save(update_fields=["contributor", "wishes"])
        if caller is not None and not caller.contributions.exists():
            forget_details(contributor=caller)
