"""Taking words to the door: at once, so that nothing said waits for the end of a conversation."""

from dataclasses import dataclass
from datetime import datetime

from commonspace.channels.messaging.choices import Fate
from commonspace.channels.messaging.models import Conversation
from commonspace.consultations.models import Question
from commonspace.contributions.choices import Channel, ConsentBy
from commonspace.contributions.models import Contribution
from commonspace.contributions.queries import attachments_of
from commonspace.intake.envelopes import AnswerPart, Consent, Envelope, FilePart, Sender
from commonspace.intake.services import (
    choose_terms,
    held_answers,
    may_change,
    receive,
    revise,
)
from commonspace.people.choices import Attribution
from commonspace.provenance.models import StoredFile

UNASKED = Consent(attribution=Attribution.ANONYMOUS, may_publish=False, by=ConsentBy.NOT_YET)
"""What holds until somebody chooses: nobody is named, nothing is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one message says; ``key`` is what makes it count once, ``language`` empty if unsure."""

    key: str
    at: datetime
    text: str
    files: tuple[StoredFile, ...] = ()
    language: str = ""


def take(conversation: Conversation, heard: Heard, *, question: Question | None) -> Fate:
    """Make a contribution of a message, or add it to the one of this conversation.

    Once the deadline has passed or it was withdrawn, what comes is a contribution of its own.

    Raises:
        TooLongError: If an answer gets longer than the door takes; nothing was changed.
    """
    held = conversation.contribution
    if held is not None and may_change(held):
        revise(
            contribution=held,
            envelope=_envelope(conversation, heard, _added(held, heard, question), question),
            keep={str(one.pk) for one in attachments_of(held)},
        )
        return Fate.CHANGE
    part = AnswerPart(question=question.pk if question else None, text=heard.text)
    received = receive(_envelope(conversation, heard, (part,), question))
    conversation.contribution = received.contribution
    return Fate.CONTRIBUTION


def settle_terms(conversation: Conversation, *, at: datetime) -> None:
    """Put the terms somebody chose in place of "not yet", if there is a contribution already."""
    held = conversation.contribution
    if held is not None and not held.is_withdrawn:
        choose_terms(contribution=held, consent=_consent(conversation), at=at)


def _envelope(
    conversation: Conversation,
    heard: Heard,
    answers: tuple[AnswerPart, ...],
    question: Question | None,
) -> Envelope:
    held = conversation.contribution
    return Envelope(
        consultation=conversation.call,
        channel=Channel.MESSAGING,
        key=heard.key,
        received_at=heard.at,
        sender=Sender(contributor=conversation.contributor),
        consent=_consent(conversation),
        answers=answers,
        files=tuple(
            FilePart(file=file, question=question.pk if question else None) for file in heard.files
        ),
        language=(held.language if held else "") or heard.language,
    )


def _consent(conversation: Conversation) -> Consent:
    if not conversation.attribution or conversation.may_publish is None:
        return UNASKED
    return Consent(
        attribution=conversation.attribution,
        may_publish=conversation.may_publish,
        by=ConsentBy.SELF,
    )


def _added(held: Contribution, heard: Heard, question: Question | None) -> tuple[AnswerPart, ...]:
    """Return the answers as they stand with the fresh words below those to the same question."""
    goal = question.pk if question else None
    parts = list(held_answers(held))
    if not heard.text.strip():
        return tuple(parts)
    same = next((place for place, part in enumerate(parts) if part.question == goal), None)
    if same is None:
        return (*parts, AnswerPart(question=goal, text=heard.text))
    whole = f"{parts[same].text}\n\n{heard.text}"
    parts[same] = AnswerPart(question=goal, text=whole, wording=parts[same].wording)
    return tuple(parts)
