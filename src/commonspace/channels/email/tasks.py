"""Reading mails and answering, in the background."""

from commonspace.channels.email.services.reading import read_waiting
from commonspace.channels.email.services.receipts import send_due
from commonspace.kernel.background import background_task


@background_task()
def read_mail_task() -> None:
    """Read what waits and answer it; safe to run twice, and at once."""
    read_waiting()
    send_due()
