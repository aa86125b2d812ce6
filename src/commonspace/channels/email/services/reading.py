"""Reading mails that were kept, and giving each the one fate it has.

Whatever brings a reader down goes to the back of the queue and is set aside after three tries, so
no mail blocks another.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from commonspace.channels.email import sentences, sorting
from commonspace.channels.email.addresses import sender_digest
from commonspace.channels.email.choices import Fate, ReceiptState, Vouched
from commonspace.channels.email.models import Mail
from commonspace.channels.email.services.arriving import keep_passed_on
from commonspace.channels.email.services.changing import change
from commonspace.channels.email.services.fates import bytes_of, files_of, give_fate
from commonspace.channels.email.services.vouching import vouched_for
from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import Channel, ConsentBy
from commonspace.contributions.errors import EmptyContributionError, TooLongError
from commonspace.engines.mail.reader import read_letters
from commonspace.engines.mail.shapes import Letter, Unread
from commonspace.intake.envelopes import Consent, Envelope, Sender
from commonspace.intake.services import receive
from commonspace.people.choices import Attribution
from commonspace.people.vault import PersonalDetails

MOST_TRIES = 3
MOST_A_DAY = 20
_HANDFUL = 128
_HANDFUL_BYTES = 24 << 20
_COVER_WORDS = 80

UNASKED = Consent(attribution=Attribution.ANONYMOUS, may_publish=False, by=ConsentBy.NOT_YET)
"""What holds for words that came without a choice: nobody is named, nothing is published."""


def read_waiting() -> int:
    """Read every mail that waits, those passed on inside others too.

    Returns:
        How many were read.
    """
    read = 0
    while handful := _handful():
        read += len(handful)
        read_mails(handful)
    return read


def read_mails(mails: Sequence[Mail]) -> None:
    """Read these mails, in one confined process, and give each its fate."""
    Mail.objects.filter(pk__in=[mail.pk for mail in mails]).update(tries=F("tries") + 1)
    contents = [bytes_of(mail) for mail in mails]
    letters = read_letters(contents)
    vouched = vouched_for(mails, contents, letters)
    for mail, letter in zip(mails, letters, strict=True):
        _settle(mail, letter, vouched=vouched.get(mail.pk, Vouched.UNKNOWN))


def letter_of(mail: Mail) -> Letter | Unread:
    """Read a mail once more, for a person to look at; nothing is written down."""
    return read_letters([bytes_of(mail)])[0]


def envelope_of(mail: Mail, letter: Letter, consultation: Consultation) -> Envelope:
    """Turn a mail into an envelope; its files are on disk before it is returned."""
    is_passed_on = bool(letter.forwarded_name or letter.forwarded_address or mail.inside_id)
    return Envelope(
        consultation=consultation,
        channel=Channel.EMAIL,
        key=mail.key,
        received_at=mail.arrived_at,
        sender=Sender(details=_writer(letter)),
        consent=UNASKED,
        answers=sorting.answers_in(letter.written, consultation),
        files=files_of(letter),
        language=mail.language,
        on_behalf_of=_behalf(consultation) if is_passed_on else "",
    )


def contribute(mail: Mail, letter: Letter, consultation: Consultation) -> None:
    """Take a mail to the door as a contribution, and owe its sender a receipt."""
    mail.consultation = consultation
    if mail.arrived_at < (consultation.opens_at or mail.arrived_at):
        give_fate(mail, Fate.SET_ASIDE, reason=sentences.NOT_OPEN)
        return
    mail.language = sorting.language_of(letter.written, consultation)
    try:
        with transaction.atomic():
            received = receive(envelope_of(mail, letter, consultation))
    except EmptyContributionError:
        give_fate(mail, Fate.SET_ASIDE, reason=sentences.EMPTY)
        return
    except TooLongError:
        give_fate(mail, Fate.SET_ASIDE, reason=sentences.TOO_LONG)
        return
    mail.contribution = received.contribution
    mail.receipt = ReceiptState.NONE if mail.inside_id else ReceiptState.DUE
    give_fate(mail, Fate.CONTRIBUTION)


def _handful() -> list[Mail]:
    waiting = (
        Mail.objects.filter(fate=Fate.WAITING)
        .select_related("file", "mailbox", "consultation", "inside")
        .order_by("tries", "kept_at")[:_HANDFUL]
    )
    taken: list[Mail] = []
    weight = 0
    for mail in waiting:
        weight += mail.file.size_bytes if mail.file else 0
        if taken and weight > _HANDFUL_BYTES:
            break
        taken.append(mail)
    return taken


@transaction.atomic
def _settle(read: Mail, letter: Letter | Unread, *, vouched: str) -> None:
    mail = (
        Mail.objects.select_for_update(of=("self",))
        .select_related("file", "mailbox", "consultation", "inside")
        .get(pk=read.pk)
    )
    if mail.fate != Fate.WAITING:
        return
    if mail.tries > MOST_TRIES:
        give_fate(mail, Fate.SET_ASIDE, reason=sentences.FAILED)
    elif isinstance(letter, Unread):
        give_fate(mail, Fate.SET_ASIDE, reason=letter.trouble)
    else:
        mail.sender = sender_digest(letter.sender_address)
        mail.vouched = vouched
        mail.left_out = [str(part) for part in letter.left_out]
        _sort(mail, letter)


def _sort(mail: Mail, letter: Letter) -> None:
    """Give a readable mail its fate."""
    found = sorting.route(mail, letter)
    mail.consultation = found.consultation
    machine = letter.automatic if not mail.inside_id else ""
    if machine or sorting.is_ours(letter):
        give_fate(mail, Fate.DIED, reason=machine or sentences.OURS)
    elif not letter.sender_address and not mail.inside_id:
        give_fate(mail, Fate.SET_ASIDE, reason=sentences.NO_SENDER)
    elif _comes_too_often(mail):
        give_fate(mail, Fate.SET_ASIDE, reason=sentences.OFTEN)
    elif found.consultation is None:
        give_fate(mail, Fate.SET_ASIDE, reason=sentences.NO_CALL)
    elif found.contribution:
        change(mail=mail, letter=letter, contribution=found.contribution)
    else:
        _take(mail, letter, found.consultation)


def _take(mail: Mail, letter: Letter, consultation: Consultation) -> None:
    if not letter.letters:
        contribute(mail, letter, consultation)
        return
    answers = sorting.answers_in(letter.written, consultation)
    is_cover = (
        not letter.files
        and not any(part.question for part in answers)
        and len(letter.written.split()) <= _COVER_WORDS
    )
    if is_cover:
        mail.language = sorting.language_of(letter.written, consultation)
        mail.receipt = ReceiptState.DUE
        give_fate(mail, Fate.OPENED)
    else:
        contribute(mail, letter, consultation)
    for piece in letter.letters:
        keep_passed_on(piece.content, outer=mail)


def _comes_too_often(mail: Mail) -> bool:
    """Tell whether a sender wrote more mails in a day than a person does."""
    if not mail.sender or mail.inside_id:
        return False
    since = timezone.now() - timedelta(days=1)
    others = Mail.objects.filter(sender=mail.sender, kept_at__gte=since, inside=None)
    return others.exclude(pk=mail.pk).count() >= MOST_A_DAY


def _writer(letter: Letter) -> PersonalDetails:
    """Return who wrote the words: where a mail was passed on, not whoever passed it on."""
    if letter.forwarded_name or letter.forwarded_address:
        return PersonalDetails(name=letter.forwarded_name, email=letter.forwarded_address)
    return PersonalDetails(name=letter.sender_name, email=letter.sender_address)


def _behalf(consultation: Consultation) -> str:
    language = consultation.default_language
    known = {code for code, _name in settings.LANGUAGES}
    with translation.override(language if language in known else settings.LANGUAGE_CODE):
        return _("the writer of a mail that was passed on")
