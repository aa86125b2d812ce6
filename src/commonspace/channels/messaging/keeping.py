"""What this way in keeps of a contribution, and how it lets go of it."""

from django.utils import timezone

from commonspace.channels.messaging.choices import Fate
from commonspace.channels.messaging.models import Conversation, Delivery
from commonspace.intake.choices import Removed
from commonspace.intake.keepers import Removal
from commonspace.provenance.services import forget_bytes


def erase(removal: Removal) -> None:
    """Forget its messages, the deliveries they came in, and that this person spoke with us."""
    if removal.what == Removed.QUOTATION:
        return
    contribution = removal.contribution
    deliveries = Delivery.objects.filter(messages__contribution=contribution).distinct()
    for delivery in list(deliveries.select_related("file")):
        _forget(delivery)
    for message in contribution.messages.all():
        message.words, message.says = "", []
        message.save(update_fields=["words", "says"])
        if removal.what == Removed.EVERYTHING:
            message.files.clear()
    for conversation in Conversation.objects.filter(contribution=contribution):
        conversation.contributor = conversation.contribution = None
        conversation.ended_at = conversation.ended_at or timezone.now()
        conversation.person = ""
        conversation.save(update_fields=["contributor", "contribution", "ended_at", "person"])


def _forget(delivery: Delivery) -> None:
    """Forget the bytes of a delivery, unless something else in it waits for a decision."""
    if delivery.messages.filter(fate__in=[Fate.SET_ASIDE, Fate.WAITING]).exists():
        return
    file, delivery.file = delivery.file, None
    delivery.save(update_fields=["file"])
    if file is not None:
        forget_bytes(file=file)
