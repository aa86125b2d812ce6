"""Looking for mails, reading them and answering, in the background."""

import logging

from commonspace.channels.email.errors import MailboxUnreadableError
from commonspace.channels.email.services.fetching import (
    drop_folder,
    fetch,
    fetch_folder,
    mailboxes,
)
from commonspace.channels.email.services.reading import read_waiting
from commonspace.channels.email.services.receipts import send_due
from commonspace.kernel.background import background_task

logger = logging.getLogger(__name__)


def fetch_all() -> tuple[int, list[str]]:
    """Fetch from every mailbox and folder; one that fails holds up no other.

    Returns:
        How many mails were new, and the sentence of each mailbox that could not be read.
    """
    new, troubles = 0, []
    for mailbox in mailboxes():
        try:
            new += fetch(mailbox)
        except MailboxUnreadableError as refusal:
            logger.warning("Mailbox %s could not be read: %s", mailbox.pk, refusal.trouble)
            troubles.append(f"{mailbox.address or 'mailbox of all calls'}: {refusal.message}")
    folder = drop_folder()
    new += fetch_folder(folder) if folder else 0
    return new, troubles


@background_task()
def read_mail_task() -> None:
    """Read what waits and answer it; safe to run twice, and at once."""
    read_waiting()
    send_due()
