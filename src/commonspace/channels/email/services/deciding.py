"""What staff decide on mails that were set aside, or that died and should not have."""

from django.db import transaction
from django.utils import timezone

from commonspace.channels.email.choices import Fate
from commonspace.channels.email.errors import AlreadyDecidedMailError, NoMailReasonError
from commonspace.channels.email.models import Mail
from commonspace.channels.email.services.contributing import contribute, envelope_of
from commonspace.channels.email.services.fates import decide
from commonspace.channels.email.services.reading import letter_of
from commonspace.channels.email.sorting import Sorter
from commonspace.consultations.models import Consultation
from commonspace.engines.mail.shapes import Unread
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, forget_bytes, record_event

OPEN_FATES = frozenset({Fate.SET_ASIDE, Fate.DIED})


def take_after_all(*, mail: Mail, consultation: Consultation, by: Account) -> Mail:
    """Take a mail as a contribution to a call, because a person says that it is one.

    Raises:
        AlreadyDecidedMailError: If it is not set aside any more.
    """
    letter = letter_of(mail)
    with transaction.atomic():
        mail = _open_for_decision(mail)
        _decided(mail, by, "mail.taken", consultation)
        if isinstance(letter, Unread):
            mail.consultation = consultation
            decide(mail, Fate.SET_ASIDE, reason=letter.trouble)
        else:
            envelope = envelope_of(mail, letter, consultation, Sorter())
            contribute([(mail, envelope)] if envelope else [])
        mail.save()
    return mail


def read_again(*, mail: Mail, by: Account) -> Mail:
    """Put a mail back among those that wait, as if it had just come.

    Raises:
        AlreadyDecidedMailError: If it is not set aside any more.
    """
    with transaction.atomic():
        mail = _open_for_decision(mail)
        _decided(mail, by, "mail.read-again", mail.consultation)
        mail.tries = 0
        decide(mail, Fate.WAITING)
        mail.save()
    return mail


def discard(*, mail: Mail, reason: str, by: Account) -> Mail:
    """Forget the bytes of a mail that is no contribution; that it came and why it went stays.

    Raises:
        NoMailReasonError: If no reason is given.
        AlreadyDecidedMailError: If it is not set aside any more.
    """
    if not reason.strip():
        raise NoMailReasonError
    with transaction.atomic():
        mail = _open_for_decision(mail)
        _decided(mail, by, "mail.discarded", mail.consultation)
        file, mail.file = mail.file, None
        mail.words = reason.strip()[:2000]
        mail.fate = Fate.DISCARDED
        mail.save()
        if file and not file.mails.exists():
            forget_bytes(file=file)
    return mail


def _open_for_decision(mail: Mail) -> Mail:
    found = Mail.objects.select_for_update(of=("self",)).select_related("file", "mailbox")
    locked = found.get(pk=mail.pk)
    if locked.fate not in OPEN_FATES:
        raise AlreadyDecidedMailError
    return locked


def _decided(mail: Mail, by: Account, verb: str, consultation: Consultation | None) -> None:
    mail.decided_by, mail.decided_at = by, timezone.now()
    record_event(
        actor=actor_of(by), verb=verb, subject=f"mail:{mail.pk}",
        scope=consultation.code if consultation else "",
    )  # fmt: skip
