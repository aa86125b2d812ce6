"""Sending receipts: one a mail, few a day to one address, never to a machine."""

import logging
import re
import smtplib
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from time import monotonic
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from commonspace.channels.email.addresses import sender_digest
from commonspace.channels.email.choices import Fate, ReceiptState
from commonspace.channels.email.configuration import sends_mail
from commonspace.channels.email.letters import Letters
from commonspace.channels.email.models import Mail
from commonspace.channels.email.services.fates import bytes_of
from commonspace.contributions.models import Contribution
from commonspace.engines.mail.message import MOST_HEAD_BYTES
from commonspace.engines.mail.reader import read_letters
from commonspace.engines.mail.shapes import Letter
from commonspace.people.access import details_of

MOST_A_DAY = 5
"""Receipts to one address in a day; whoever writes more is counted, and told no more today."""

_TRIED_AGAIN_AFTER = timedelta(minutes=15)
_GIVEN_UP_AFTER = timedelta(days=5)
_HANDFUL = 16
_NOTED_EVERY_S = 0.5
_ID = re.compile(rb"^message-id:\s*(<[^<>\s]{3,250}>)", re.IGNORECASE | re.MULTILINE)

logger = logging.getLogger(__name__)


def send_due() -> int:
    """Send the receipts that are owed, over one line; stop where the mail server does not answer.

    Returns:
        How many were sent.
    """
    if not sends_mail() or not _due().exists():
        return 0
    sent = 0
    try:
        with get_connection() as line:
            while handful := _claimed():
                sent += _send_all(handful, line)
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
        .select_related(
            "file", "consultation", "contribution__consultation", "contribution__contributor"
        )
        .order_by("kept_at")
    )


@transaction.atomic
def _claimed() -> list[Mail]:
    """Take a handful of receipts that are owed, so that nobody else sends them meanwhile."""
    handful = list(_due().select_for_update(of=("self",), skip_locked=True)[:_HANDFUL])
    Mail.objects.filter(pk__in=[mail.pk for mail in handful]).update(
        receipt=ReceiptState.SENDING, receipt_at=timezone.now()
    )
    return handful


def _send_all(mails: Sequence[Mail], line: BaseEmailBackend) -> int:
    """Send the receipts for a handful of mails, those excepted that must not be sent."""
    contributions = _contributions_of(mails)
    senders = _senders_of(mails)
    letters = Letters([one for found in contributions.values() for one in found])
    told = _told_today(mails)
    ends = _Ends(mails)
    try:
        for mail in mails:
            (to, answered_id), found = senders[mail.pk], contributions[mail.pk]
            if not to or to in letters.book.ours or not found:
                ends.note(mail, ReceiptState.NONE)
            elif told[mail.sender] >= MOST_A_DAY:
                ends.note(mail, ReceiptState.WITHHELD)
            else:
                ends.begin(mail)
                letter = letters.answer(
                    mail=mail, contributions=found, to=to, answered_id=answered_id
                )
                end = _send(letter, line)
                ends.note(mail, end)
                told[mail.sender] += end == ReceiptState.SENT
    finally:
        ends.close()
    return ends.sent


def _send(letter: EmailMessage, line: BaseEmailBackend) -> str:
    """Send one receipt and return how that ended; raise where the line broke."""
    try:
        line.send_messages([letter])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError):
        return ReceiptState.REFUSED
    return ReceiptState.SENT


class _Ends:
    """How the sending of some receipts ended; written down together, and at least each half second.

    So a process that is killed leaves few that were sent and are not known to be.
    """

    def __init__(self, mails: Sequence[Mail]) -> None:
        self.sent = 0
        self._untried = {mail.pk for mail in mails}
        self._begun: UUID | None = None
        self._ends: defaultdict[str, list[UUID]] = defaultdict(list)
        self._written_at = monotonic()

    def begin(self, mail: Mail) -> None:
        """Note that one is on its way: if that breaks off, it is owed again after a while."""
        self._untried.discard(mail.pk)
        self._begun = mail.pk

    def note(self, mail: Mail, state: str) -> None:
        """Note how one ended."""
        self._untried.discard(mail.pk)
        self._begun = None
        self._ends[state].append(mail.pk)
        self.sent += state == ReceiptState.SENT
        if monotonic() - self._written_at >= _NOTED_EVERY_S:
            self._write()

    def close(self) -> None:
        """Write down the last; whatever nobody tried to send is owed again at once."""
        if self._begun:
            self._ends[ReceiptState.DUE].append(self._begun)
        self._write()
        if self._untried:
            left = Mail.objects.filter(pk__in=self._untried)
            left.update(receipt=ReceiptState.DUE, receipt_at=None)

    def _write(self) -> None:
        for state, mails in self._ends.items():
            Mail.objects.filter(pk__in=mails).update(receipt=state)
        self._ends.clear()
        self._written_at = monotonic()


def _told_today(mails: Sequence[Mail]) -> Counter[str]:
    """Count the receipts of a day to each sender of these mails, those for these mails excepted."""
    counts = (
        Mail.objects.filter(
            sender__in={mail.sender for mail in mails},
            receipt__in=[ReceiptState.SENT, ReceiptState.SENDING],
            receipt_at__gte=timezone.now() - timedelta(days=1),
        )
        .exclude(pk__in=[mail.pk for mail in mails])
        .order_by()
        .values_list("sender")
        .annotate(Count("pk"))
    )
    return Counter(dict(counts))


def _contributions_of(mails: Sequence[Mail]) -> dict[UUID, list[Contribution]]:
    """Return what came of each mail and of those it passed on, in order."""
    found = {mail.pk: [mail.contribution] if mail.contribution else [] for mail in mails}
    inside = Mail.objects.filter(inside__in=found, fate=Fate.CONTRIBUTION).order_by("kept_at")
    for one in inside.select_related("contribution__consultation"):
        if one.inside_id and one.contribution and one.contribution not in found[one.inside_id]:
            found[one.inside_id].append(one.contribution)
    return found


def _senders_of(mails: Sequence[Mail]) -> dict[UUID, tuple[str, str]]:
    """Return whom to answer and the Message-ID to name; addresses are kept in the vault only."""
    found: dict[UUID, tuple[str, str]] = {}
    unknown: dict[UUID, bytes] = {}
    for mail in mails:
        content = bytes_of(mail)
        id_line = _ID.search(content[:MOST_HEAD_BYTES])
        known = details_of(mail.contribution.contributor).email if mail.contribution else ""
        if not known or sender_digest(known) != mail.sender:
            known, unknown[mail.pk] = "", content
        found[mail.pk] = known, id_line[1].decode("ascii", "ignore") if id_line else ""
    letters = read_letters(list(unknown.values()))
    for pk, letter in zip(unknown, letters, strict=True):
        if isinstance(letter, Letter):
            found[pk] = letter.sender_address, found[pk][1]
    return found
