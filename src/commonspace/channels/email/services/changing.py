"""A mail that answers a receipt: it adds to a contribution, changes it, or asks to withdraw it."""

from datetime import timedelta

from django.utils import timezone

from commonspace.channels.email import sentences, sorting
from commonspace.channels.email.addresses import sender_digest
from commonspace.channels.email.choices import Fate, ReceiptState
from commonspace.channels.email.models import Mail
from commonspace.channels.email.services.fates import decide, files_of
from commonspace.contributions.choices import Channel, ConsentBy
from commonspace.contributions.errors import TooLongError
from commonspace.contributions.models import Contribution
from commonspace.contributions.queries import attachments_of
from commonspace.engines.mail.shapes import Letter
from commonspace.intake.envelopes import AnswerPart, Consent, Envelope, Sender, tidy
from commonspace.intake.services import held_answers, may_change, revise
from commonspace.people.access import details_of

MOST_CHANGES_A_DAY = 10


def change(
    *, mail: Mail, letter: Letter, contribution: Contribution, sorter: sorting.Sorter
) -> None:
    """Let a mail that answers a receipt do what it says; its row is for the caller to save.

    An answer to a question takes the place of the earlier one; remarks and documents are added.
    """
    mail.contribution, mail.consultation = contribution, contribution.consultation
    refusal = _refusal(letter, contribution)
    if refusal:
        decide(mail, Fate.SET_ASIDE, reason=refusal)
        return
    mail.language = contribution.language
    if sorting.asks_to_withdraw(letter):
        mail.receipt = ReceiptState.DUE
        decide(mail, Fate.ASKED)
        return
    said = sorter.answers_in(letter.written, contribution.consultation)
    held = held_answers(contribution)
    fresh = tuple(part for part in said if not _is_held(part, held))
    if not fresh and not letter.files:
        reason = sentences.REPEAT if said else sentences.EMPTY
        decide(mail, Fate.DIED if said else Fate.SET_ASIDE, reason=reason)
        return
    _revise(mail, letter, contribution, answers=(*_left_of(held, fresh), *fresh))


def _revise(
    mail: Mail, letter: Letter, contribution: Contribution, *, answers: tuple[AnswerPart, ...]
) -> None:
    envelope = Envelope(
        consultation=contribution.consultation,
        channel=Channel.EMAIL,
        key=mail.key,
        received_at=mail.arrived_at,
        sender=Sender(contributor=contribution.contributor),
        consent=Consent(
            attribution=contribution.attribution,
            may_publish=contribution.may_publish,
            by=ConsentBy.NOT_YET,
        ),
        answers=answers,
        files=files_of(letter),
        language=contribution.language,
    )
    keep = {str(one.pk) for one in attachments_of(contribution)}
    try:
        revise(contribution=contribution, envelope=envelope, keep=keep)
    except TooLongError:
        decide(mail, Fate.SET_ASIDE, reason=sentences.TOO_LONG)
        return
    mail.receipt = ReceiptState.DUE
    decide(mail, Fate.CHANGE)


def _refusal(letter: Letter, contribution: Contribution) -> str:
    """Return why a mail may not touch a contribution by itself, if it may not."""
    if contribution.is_withdrawn:
        return sentences.WITHDRAWN
    known = details_of(contribution.contributor).email.lower()
    receivers = set(
        contribution.mails.filter(fate=Fate.CONTRIBUTION).values_list("sender", flat=True)
    )
    if letter.sender_address != known and sender_digest(letter.sender_address) not in receivers:
        return sentences.OTHER_SENDER
    if not may_change(contribution):
        return sentences.CLOSED
    since = timezone.now() - timedelta(days=1)
    changes = contribution.mails.filter(fate=Fate.CHANGE, kept_at__gte=since)
    return sentences.OFTEN if changes.count() >= MOST_CHANGES_A_DAY else ""


def _is_held(part: AnswerPart, held: tuple[AnswerPart, ...]) -> bool:
    words = tidy(part.text).split()
    return any(one.question == part.question and one.text.split() == words for one in held)


def _left_of(held: tuple[AnswerPart, ...], fresh: tuple[AnswerPart, ...]) -> tuple[AnswerPart, ...]:
    """Return the earlier answers that no fresh one takes the place of."""
    replaced = {part.question for part in fresh} - {None}
    return tuple(part for part in held if part.question not in replaced)
