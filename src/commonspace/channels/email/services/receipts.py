"""Sending receipts: one a mail, few a day to one address, never to a machine."""

import logging
import re
import smtplib
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import QuerySet
from django.utils import timezone

from commonspace.channels.email.addresses import AddressBook, sender_digest
from commonspace.channels.email.choices import Fate, ReceiptState
from commonspace.channels.email.letters import receipt_letter
from commonspace.channels.email.models import Mail
from commonspace.channels.email.services.fates import bytes_of
from commonspace.contributions.models import Contribution
from commonspace.engines.mail.reader import read_letters
from commonspace.engines.mail.shapes import Letter
from commonspace.people.access import details_of

MOST_A_DAY = 5
"""Receipts to one address in a day; whoever writes more is counted, and told no more today."""

_TRIED_AGAIN_AFTER = timedelta(minutes=15)
_GIVEN_UP_AFTER = timedelta(days=5)
_HANDFUL = 32
_HEAD_BYTES = 64 << 10
_ID = re.compile(rb"^message-id:\s*(<[^<>\s]{3,250}>)", re.IGNORECASE | re.MULTILINE)

logger = logging.getLogger(__name__)


def mail_is_set_up() -> bool:
    """Tell whether this installation can send letters."""
    return "dummy" not in settings.EMAIL_BACKEND


def send_due() -> int:
    """Send the receipts that are owed, over one line; stop where the mail server does not answer.

    Returns:
        How many were sent.
    """
    if not mail_is_set_up():
        return 0
    sent = 0
    try:
        with get_connection() as line:
            while handful := list(_due()[:_HANDFUL]):
                for mail in handful:
                    sent += _send(mail, line)
    except (smtplib.SMTPException, OSError) as trouble:
        logger.warning("Receipts wait: the mail server broke off (%s).", type(trouble).__name__)
    return sent


def _due() -> QuerySet[Mail]:
    """Return mails whose receipt is owed, and those whose sending was cut off."""
    now = timezone.now()
    return (
        Mail.objects.filter(receipt__in=[ReceiptState.DUE, ReceiptState.SENDING])
        .filter(kept_at__gte=now - _GIVEN_UP_AFTER)
        .exclude(receipt_at__gte=now - _TRIED_AGAIN_AFTER)
        .select_related("file", "consultation", "contribution__consultation")
        .order_by("kept_at")
    )


def _send(mail: Mail, line: BaseEmailBackend) -> bool:
    """Send one receipt, unless it must not be sent; tell whether it was."""
    to, answered_id = _answerable(mail)
    contributions = _contributions_of(mail)
    if not to or to in AddressBook().ours or not contributions:
        _note(mail, ReceiptState.NONE)
        return False
    if _had_enough(mail):
        _note(mail, ReceiptState.WITHHELD)
        return False
    _note(mail, ReceiptState.SENDING, at=timezone.now())
    letter = receipt_letter(mail=mail, contributions=contributions, to=to, answered_id=answered_id)
    try:
        line.send_messages([letter])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError):
        _note(mail, ReceiptState.REFUSED)
        return False
    except (smtplib.SMTPException, OSError):
        _note(mail, ReceiptState.DUE)
        raise
    _note(mail, ReceiptState.SENT)
    return True


def _note(mail: Mail, state: str, *, at: datetime | None = None) -> None:
    mail.receipt = state
    mail.receipt_at = at or mail.receipt_at
    mail.save(update_fields=["receipt", "receipt_at"])


def _had_enough(mail: Mail) -> bool:
    since = timezone.now() - timedelta(days=1)
    told = Mail.objects.filter(
        sender=mail.sender,
        receipt__in=[ReceiptState.SENT, ReceiptState.SENDING],
        receipt_at__gte=since,
    )
    return told.exclude(pk=mail.pk).count() >= MOST_A_DAY


def _contributions_of(mail: Mail) -> list[Contribution]:
    """Return what came of a mail and of those it passed on, in order."""
    inside = mail.passed_on.filter(fate=Fate.CONTRIBUTION).order_by("kept_at")
    found = [mail.contribution, *(one.contribution for one in inside)]
    return list(dict.fromkeys(one for one in found if one is not None))


def _answerable(mail: Mail) -> tuple[str, str]:
    """Return whom to answer and the Message-ID to name; the address is kept in the vault only."""
    content = bytes_of(mail)
    found = _ID.search(content[:_HEAD_BYTES])
    answered_id = found[1].decode("ascii", "ignore") if found else ""
    known = details_of(mail.contribution.contributor).email if mail.contribution else ""
    if known and sender_digest(known) == mail.sender:
        return known, answered_id
    letter = read_letters([content])[0]
    return (letter.sender_address if isinstance(letter, Letter) else ""), answered_id
