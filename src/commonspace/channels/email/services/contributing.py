"""Taking mails to the door as contributions, several at once."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from commonspace.channels.email import sentences, sorting
from commonspace.channels.email.choices import Fate, ReceiptState
from commonspace.channels.email.models import Mail
from commonspace.channels.email.services.fates import decide, files_of
from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import Channel, ConsentBy
from commonspace.contributions.errors import EmptyContributionError, TooLongError
from commonspace.contributions.models import Contribution
from commonspace.engines.mail.shapes import Letter
from commonspace.intake.envelopes import Consent, Envelope, Sender
from commonspace.intake.services import receive_many
from commonspace.people.choices import Attribution
from commonspace.people.vault import PersonalDetails

UNASKED = Consent(attribution=Attribution.ANONYMOUS, may_publish=False, by=ConsentBy.NOT_YET)
"""What holds for words that came without a choice: nobody is named, nothing is published."""


def envelope_of(
    mail: Mail, letter: Letter, consultation: Consultation, sorter: sorting.Sorter
) -> Envelope | None:
    """Turn a mail into an envelope; its files are on disk before it is returned.

    Returns:
        The envelope; ``None`` if the call was not open yet, and then the mail says so.
    """
    mail.consultation = consultation
    if mail.arrived_at < (consultation.opens_at or mail.arrived_at):
        decide(mail, Fate.SET_ASIDE, reason=sentences.NOT_OPEN)
        return None
    mail.language = sorting.language_of(letter.written, consultation)
    is_passed_on = bool(letter.forwarded_name or letter.forwarded_address or mail.inside_id)
    return Envelope(
        consultation=consultation,
        channel=Channel.EMAIL,
        key=mail.key,
        received_at=mail.arrived_at,
        sender=Sender(details=_writer(letter)),
        consent=UNASKED,
        answers=sorter.answers_in(letter.written, consultation),
        files=files_of(letter),
        language=mail.language,
        on_behalf_of=_behalf(consultation) if is_passed_on else "",
    )


def contribute(offered: Sequence[tuple[Mail, Envelope]]) -> None:
    """Take mails to the door, and owe their senders receipts; the caller saves the mails."""
    ends = _received([envelope for _mail, envelope in offered])
    for (mail, _envelope), end in zip(offered, ends, strict=True):
        if isinstance(end, str):
            decide(mail, Fate.SET_ASIDE, reason=end)
            continue
        mail.contribution = end
        mail.receipt = ReceiptState.NONE if mail.inside_id else ReceiptState.DUE
        decide(mail, Fate.CONTRIBUTION)


def _received(envelopes: Sequence[Envelope]) -> list[Contribution | str]:
    """Return what became of each at the door: a contribution, or why it is none."""
    if not envelopes:
        return []
    try:
        return [one.contribution for one in receive_many(envelopes)]
    except (EmptyContributionError, TooLongError) as refusal:
        if len(envelopes) > 1:
            return [end for envelope in envelopes for end in _received([envelope])]
        is_empty = isinstance(refusal, EmptyContributionError)
        return [sentences.EMPTY if is_empty else sentences.TOO_LONG]


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
