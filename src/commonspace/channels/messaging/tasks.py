"""Reading what was delivered and answering, in the background."""

from datetime import timedelta

from commonspace.channels.messaging.models import Delivery
from commonspace.channels.messaging.services.answering import send_due
from commonspace.channels.messaging.services.reading import forget_read, read, read_waiting
from commonspace.kernel.background import background_task

SETTLED = timedelta(seconds=45)


@background_task()
def read_delivery_task(delivery_id: str) -> None:
    """Read one delivery and answer; safe to run twice, and at once."""
    for delivery in Delivery.objects.filter(pk=delivery_id).select_related(
        "line__consultation", "file"
    ):
        read(delivery)
    send_due()


@background_task()
def answer_task() -> None:
    """Send what is owed."""
    send_due()


def look_again() -> tuple[int, int]:
    """Read what was left lying, send what was left unsent, let go what is no longer needed.

    Returns:
        How many deliveries were read, and how many replies were sent.
    """
    read_now = read_waiting(settled=SETTLED)
    forget_read()
    return read_now, send_due()
