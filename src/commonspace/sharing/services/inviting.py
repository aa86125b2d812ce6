"""Inviting networks, counting what came of it, reminding those who agreed."""

import secrets
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonspace.consultations.models import Consultation
from commonspace.kernel.codes import ALPHABET
from commonspace.people.access import details_of
from commonspace.people.models import Account
from commonspace.people.services import enter_contributor, forget_details
from commonspace.people.vault import PersonalDetails
from commonspace.provenance.services import actor_of, record_event
from commonspace.sharing.choices import MOST_REMINDERS
from commonspace.sharing.errors import NoReminderError
from commonspace.sharing.links import Copy
from commonspace.sharing.models import Invitation
from commonspace.sharing.queries import can_remind
from commonspace.sharing.words import texts_for

TOKEN_LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """A network as staff write it down. ``email`` goes into the vault."""

    network: str
    language: str
    by: str
    invited_on: date
    email: str
    may_remind: bool


@transaction.atomic
def invite(*, consultation: Consultation, invited: Invited, by: Account) -> Invitation:
    """Note that a network was invited, and give it a link."""
    contact = (
        enter_contributor(details=PersonalDetails(email=invited.email)) if invited.email else None
    )
    made = Invitation.objects.create(
        consultation=consultation,
        network=invited.network,
        language=invited.language,
        by=invited.by,
        invited_on=invited.invited_on,
        contact=contact,
        may_remind=invited.may_remind and contact is not None,
        token="".join(secrets.choice(ALPHABET) for _place in range(TOKEN_LENGTH)),
        made_by=by,
    )
    _log("invitation.made", made, by)
    return made


@transaction.atomic
def forget(*, invitation: Invitation, by: Account) -> None:
    """Delete an invitation, its sum, and the address in the vault."""
    _log("invitation.removed", invitation, by)
    contact = invitation.contact
    invitation.delete()
    if contact is not None:
        forget_details(contributor=contact)
        contact.delete()


def count_one(*, consultation_id: int, token: str) -> None:
    """Add one to the sum of a network's link; nothing else is kept. An unknown link adds nothing."""
    Invitation.objects.filter(consultation=consultation_id, token=token).update(
        led_to=F("led_to") + 1
    )


def remind(*, invitation: Invitation, by: Account) -> None:
    """Send one reminder. It counts before it is sent, so that a failure never makes three.

    Raises:
        NoReminderError: If the network did not agree, was reminded twice, or cannot answer any more.
    """
    if not can_remind(invitation) or not mail_is_set_up():
        raise NoReminderError
    with transaction.atomic():
        counted = Invitation.objects.filter(
            pk=invitation.pk, reminders=invitation.reminders, reminders__lt=MOST_REMINDERS
        ).update(reminders=F("reminders") + 1, reminded_at=timezone.now())
        if not counted:
            raise NoReminderError
        _log("invitation.reminded", invitation, by)
    reminder(invitation).send()


def reminder(invitation: Invitation) -> EmailMessage:
    """Write the reminder: the letter of the share kit, and how to hear no more."""
    consultation = invitation.consultation
    copy = Copy(
        consultation=consultation,
        language=invitation.language,
        root=f"{settings.COMMONSPACE_URL}/",
        token=invitation.token,
    )
    assert invitation.contact is not None  # noqa: S101  # asked by can_remind
    texts = texts_for(copy)
    with override(invitation.language):
        last = _(
            "You agreed to be reminded; we write at most twice. To hear no more of it, write to "
            "%(contact)s."
        ) % {"contact": consultation.contact_content}
    return EmailMessage(
        subject=texts.subject,
        body=f"{texts.letter}\n{last}\n",
        to=[details_of(invitation.contact).email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def mail_is_set_up() -> bool:
    """Tell whether this installation can send letters."""
    return "dummy" not in settings.EMAIL_BACKEND


def _log(verb: str, invitation: Invitation, by: Account) -> None:
    record_event(
        actor=actor_of(by), verb=verb,
        subject=f"invitation:{invitation.pk}", scope=invitation.consultation.code,
    )  # fmt: skip
