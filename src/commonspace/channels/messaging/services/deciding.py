"""What staff decide on messages that were set aside."""

from django.db import transaction
from django.utils import timezone

from commonspace.channels.messaging.choices import Fate, ReplyState
from commonspace.channels.messaging.errors import (
    AlreadyDecidedMessageError,
    NoMessageReasonError,
    ServiceRefusedError,
)
from commonspace.channels.messaging.models import Conversation, Delivery, Message
from commonspace.channels.messaging.services.fetching import fetch_media
from commonspace.channels.messaging.services.holding import take
from commonspace.channels.messaging.services.reading import (
    conversation_with,
    events_of,
    heard_in,
)
from commonspace.consultations.models import Consultation
from commonspace.engines.messengers.shapes import Event, ServiceError, Trouble, UnreadableError
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, forget_bytes, record_event


def event_of(message: Message) -> Event | None:
    """Return what somebody did, read once more from the delivery; ``None`` if it was let go."""
    try:
        found = events_of(message.delivery)
    except UnreadableError:
        return None
    return found[message.place] if message.place < len(found) else None


def take_after_all(*, message: Message, consultation: Consultation, by: Account) -> Message:
    """Take a message as a general answer, because a person says that it is one.

    Raises:
        AlreadyDecidedMessageError: If it is not set aside any more.
        ServiceRefusedError: If its file cannot be fetched and it has no words either.
        TooLongError: If an answer would get too long.
    """
    event = event_of(message)
    if event is None:
        raise AlreadyDecidedMessageError
    _fetch_again(message, event)
    with transaction.atomic():
        locked = _open_for_decision(message)
        conversation = _conversation_for(locked, event, consultation)
        fate = take(conversation, heard_in(locked, event), question=None)
        conversation.save()
        locked.conversation, locked.contribution = conversation, conversation.contribution
        locked.consultation = consultation
        locked.fate, locked.says = fate, [["receipt" if fate == Fate.CONTRIBUTION else "added"]]
        locked.reply = ReplyState.DUE
        _decided(locked, by, "message.taken")
    return locked


def discard(*, message: Message, reason: str, by: Account) -> Message:
    """Forget the words of a message that is no contribution; that it came and why it went stays.

    Raises:
        NoMessageReasonError: If no reason is given.
        AlreadyDecidedMessageError: If it is not set aside any more.
    """
    if not reason.strip():
        raise NoMessageReasonError
    with transaction.atomic():
        locked = _open_for_decision(message)
        locked.fate, locked.words = Fate.DISCARDED, reason.strip()[:2000]
        _decided(locked, by, "message.discarded")
        for file in list(locked.files.all()):
            locked.files.remove(file)
            if not file.attachments.exists():
                forget_bytes(file=file)
        _let_go(locked.delivery)
    return locked


def _conversation_for(message: Message, event: Event, consultation: Consultation) -> Conversation:
    """Return the conversation a message belongs to, about this call."""
    running, _new = conversation_with(message.line, event)
    conversation = message.conversation or running
    if conversation.consultation_id not in {None, consultation.pk}:
        conversation = Conversation.objects.create(
            line=message.line, person=running.person, contributor=running.contributor,
            language=running.language, ended_at=timezone.now(),
        )  # fmt: skip
    conversation.line, conversation.consultation = message.line, consultation
    return conversation


def _fetch_again(message: Message, event: Event) -> None:
    try:
        fetch_media(message, event)
    except ServiceError as trouble:
        if not event.text.strip():
            raise ServiceRefusedError(trouble.trouble) from trouble
    if not (event.text.strip() or message.files.exists()):
        raise ServiceRefusedError(Trouble.GONE)


def _open_for_decision(message: Message) -> Message:
    found = Message.objects.select_for_update(of=("self",)).select_related(
        "line__consultation", "delivery__file", "conversation__consultation", "consultation"
    )
    locked = found.get(pk=message.pk)
    if locked.fate != Fate.SET_ASIDE:
        raise AlreadyDecidedMessageError
    return locked


def _decided(message: Message, by: Account, verb: str) -> None:
    message.decided_by, message.decided_at = by, timezone.now()
    message.save()
    record_event(
        actor=actor_of(by), verb=verb, subject=f"message:{message.pk}",
        scope=(message.consultation or message.line.consultation).code,
    )  # fmt: skip


def _let_go(delivery: Delivery) -> None:
    """Forget the bytes of a delivery in which nothing is left to decide."""
    if delivery.messages.filter(fate__in=[Fate.SET_ASIDE, Fate.WAITING]).exists():
        return
    file, delivery.file = delivery.file, None
    delivery.save(update_fields=["file"])
    if file is not None:
        forget_bytes(file=file)
