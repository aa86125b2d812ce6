"""Setting up the mailbox of a call."""

from dataclasses import dataclass

from django.db import transaction

from commonspace.channels.email.configuration import sealed_password
from commonspace.channels.email.models import Mailbox
from commonspace.consultations.models import Consultation
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What staff wish for the mailbox of a call. ``password`` is ``None`` where it stays as it is."""

    address: str
    takes_plus: bool
    host: str
    line: str
    user: str
    password: str | None
    folder: str
    trusted_server: str


@transaction.atomic
def set_up(*, consultation: Consultation, wishes: Wishes, by: Account) -> Mailbox:
    """Keep how mails to a call reach us; the password encrypted, never to be shown again."""
    mailbox, _new = Mailbox.objects.select_for_update().get_or_create(consultation=consultation)
    moved = (mailbox.host, mailbox.user) != (wishes.host, wishes.user)
    mailbox.address, mailbox.takes_plus = wishes.address.lower(), wishes.takes_plus
    mailbox.host, mailbox.line, mailbox.user = wishes.host, wishes.line, wishes.user
    mailbox.folder, mailbox.trusted_server = wishes.folder or "INBOX", wishes.trusted_server
    if wishes.password is not None:
        mailbox.sealed_password = sealed_password(wishes.password)
    elif moved:
        mailbox.sealed_password = b""
    if moved or wishes.password is not None:
        mailbox.worked_at, mailbox.trouble = None, ""
    mailbox.save()
    record_event(
        actor=actor_of(by), verb="mailbox.set-up",
        subject=f"mailbox:{mailbox.pk}", scope=consultation.code,
    )  # fmt: skip
    return mailbox
