"""Reading mails that were kept, and giving each the one fate it has.

Mails are read by the handful, in one confined process, and settled a few at a time. A mail whose
reading was begun and brought everything down is read again after all others and by itself, so that
it blocks no other and takes none with it, and is set aside after three tries.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from commonspace.channels.email import sentences, sorting
from commonspace.channels.email.addresses import sender_digest
from commonspace.channels.email.choices import CameBy, Fate, ReceiptState
from commonspace.channels.email.models import Mail
from commonspace.channels.email.services.arriving import Arrival, keep
from commonspace.channels.email.services.changing import change
from commonspace.channels.email.services.contributing import contribute, envelope_of
from commonspace.channels.email.services.fates import FOUND_OUT, bytes_of, decide
from commonspace.channels.email.services.vouching import vouched_for
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.engines.mail.reader import read_letters
from commonspace.engines.mail.shapes import Letter, Piece, Unread
from commonspace.intake.envelopes import Envelope

MOST_TRIES = 3
MOST_A_DAY = 20
_HANDFUL = 128
_HANDFUL_BYTES = 24 << 20
_AT_ONCE = 16
_COVER_WORDS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sorted:
    """A mail as far as nothing is written yet.

    Its own row says what becomes of it, unless it is ``offered`` to the door or answers a receipt.
    """

    mail: Mail
    letter: Letter | None = None
    offered: Envelope | None = None
    answers: Contribution | None = None
    passed_on: tuple[Piece, ...] = ()


def read_waiting() -> int:
    """Read every mail that waits, those passed on inside others too.

    Returns:
        How many were read.
    """
    tried = Mail.objects.filter(fate=Fate.WAITING, tries__gte=MOST_TRIES)
    tried.update(fate=Fate.SET_ASIDE, reason=sentences.FAILED)
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
    for mail in mails:
        mail.tries += 1
        mail.vouched = vouched.get(mail.pk, mail.vouched)
    sorter = sorting.Sorter()
    read = list(zip(mails, letters, strict=True))
    for start in range(0, len(read), _AT_ONCE):
        _settle(_sorted(read[start : start + _AT_ONCE], sorter), sorter)


def letter_of(mail: Mail) -> Letter | Unread:
    """Read a mail once more, for a person to look at; nothing is written down."""
    return read_letters([bytes_of(mail)])[0]


def _handful() -> list[Mail]:
    waiting = (
        Mail.objects.filter(fate=Fate.WAITING)
        .select_related("file", "mailbox__consultation", "consultation", "inside__consultation")
        .order_by("tries", "kept_at")[:_HANDFUL]
    )
    taken: list[Mail] = []
    weight = 0
    for mail in waiting:
        weight += mail.file.size_bytes if mail.file else 0
        if taken and (mail.tries or weight > _HANDFUL_BYTES):
            break
        taken.append(mail)
        if mail.tries:
            break
    return taken


@transaction.atomic
def _settle(few: Sequence[_Sorted], sorter: sorting.Sorter) -> None:
    """Write down what becomes of a few mails, all or none: nobody else waits for long."""
    locked = Mail.objects.select_for_update().filter(
        pk__in=[one.mail.pk for one in few], fate=Fate.WAITING
    )
    waiting = set(locked.values_list("pk", flat=True))
    ours = [one for one in few if one.mail.pk in waiting]
    contribute([(one.mail, one.offered) for one in ours if one.offered])
    for one in ours:
        if one.answers and one.letter:
            change(mail=one.mail, letter=one.letter, contribution=one.answers, sorter=sorter)
        one.mail.save(update_fields=FOUND_OUT)
        keep(_inside(one.mail, piece) for piece in one.passed_on)


def _inside(outer: Mail, piece: Piece) -> Arrival:
    return Arrival(
        content=piece.content, came_by=CameBy.INSIDE, arrived_at=outer.arrived_at,
        inside=outer, mailbox=outer.mailbox,
    )  # fmt: skip


def _sorted(few: Sequence[tuple[Mail, Letter | Unread]], sorter: sorting.Sorter) -> list[_Sorted]:
    """Find out what becomes of a few mails; their files are on disk then, and nothing is locked."""
    for mail, letter in few:
        if isinstance(letter, Letter):
            mail.sender = sender_digest(letter.sender_address)
            mail.left_out = [str(part) for part in letter.left_out]
    wrote = _wrote_today([mail for mail, _letter in few])
    return [_sort(mail, letter, sorter, wrote) for mail, letter in few]


def _sort(
    mail: Mail, letter: Letter | Unread, sorter: sorting.Sorter, wrote: Counter[str]
) -> _Sorted:
    if isinstance(letter, Unread):
        decide(mail, Fate.SET_ASIDE, reason=letter.trouble)
        return _Sorted(mail=mail)
    found = sorter.route(mail, letter)
    mail.consultation = found.consultation
    wrote[mail.sender] += not mail.inside_id
    machine = letter.automatic if not mail.inside_id else ""
    if machine or sorter.is_ours(letter):
        decide(mail, Fate.DIED, reason=machine or sentences.OURS)
    elif not mail.inside_id and not letter.sender_address:
        decide(mail, Fate.SET_ASIDE, reason=sentences.NO_SENDER)
    elif not mail.inside_id and wrote[mail.sender] > MOST_A_DAY:
        decide(mail, Fate.SET_ASIDE, reason=sentences.OFTEN)
    elif found.consultation is None:
        decide(mail, Fate.SET_ASIDE, reason=sentences.NO_CALL)
    elif found.contribution:
        return _Sorted(mail=mail, letter=letter, answers=found.contribution)
    else:
        return _take(mail, letter, found.consultation, sorter)
    return _Sorted(mail=mail)


def _take(
    mail: Mail, letter: Letter, consultation: Consultation, sorter: sorting.Sorter
) -> _Sorted:
    if not _is_cover(letter, consultation, sorter):
        offered = envelope_of(mail, letter, consultation, sorter)
        return _Sorted(mail=mail, offered=offered, passed_on=letter.letters)
    mail.language = sorting.language_of(letter.written, consultation)
    mail.receipt = ReceiptState.DUE
    decide(mail, Fate.OPENED)
    return _Sorted(mail=mail, passed_on=letter.letters)


def _is_cover(letter: Letter, consultation: Consultation, sorter: sorting.Sorter) -> bool:
    """Tell whether a mail says nothing itself and only passes others on."""
    if not letter.letters or letter.files or len(letter.written.split()) > _COVER_WORDS:
        return False
    return not any(part.question for part in sorter.answers_in(letter.written, consultation))


def _wrote_today(mails: Sequence[Mail]) -> Counter[str]:
    """Count how many other mails came in a day from whoever wrote these."""
    counts = (
        Mail.objects.filter(
            sender__in={mail.sender for mail in mails} - {""},
            kept_at__gte=timezone.now() - timedelta(days=1),
            inside=None,
        )
        .exclude(pk__in=[mail.pk for mail in mails])
        .order_by()
        .values_list("sender")
        .annotate(Count("pk"))
    )
    return Counter(dict(counts))
