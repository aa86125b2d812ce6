"""Sending what is answered: in order, not too much to one person, again if a service was away."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from commonspace.channels.messaging.choices import ReplyState
from commonspace.channels.messaging.configuration import provider_of
from commonspace.channels.messaging.models import Conversation, Message
from commonspace.channels.messaging.telling import reply_to
from commonspace.engines.messengers.shapes import Choice, Provider, ServiceError
from commonspace.people.access import details_of

MOST_A_DAY = 100
"""Replies to one person in a day."""

_MOST_TRIES = 5
_TRIED_AGAIN_AFTER = timedelta(minutes=2)
_GIVEN_UP_AFTER = timedelta(hours=23)
"""WhatsApp and Facebook take answers for a day after somebody wrote, and none later."""

_BREAK = re.compile(r"\n\n|\n|(?<=[.!?…؟]) | ")


def send_due() -> int:
    """Send the replies that are owed; one service that is away holds up no other.

    Returns:
        How many were sent.
    """
    away: set[object] = set()
    sent = 0
    for message in list(_due()):
        if message.line_id in away:
            continue
        try:
            sent += _send(message)
        except ServiceError as trouble:
            if trouble.may_pass:
                away.add(message.line_id)
    return sent


def _due() -> QuerySet[Message]:
    """Return messages whose reply is owed, and those whose sending was cut off."""
    now = timezone.now()
    return (
        Message.objects.filter(reply__in=[ReplyState.DUE, ReplyState.SENDING])
        .filter(delivery__arrived_at__gte=now - _GIVEN_UP_AFTER)
        .exclude(replied_at__gte=now - _TRIED_AGAIN_AFTER)
        .select_related(
            "line__consultation",
            "conversation__contributor",
            "conversation__contribution__consultation",
            "conversation__consultation",
        )
        .order_by("delivery__arrived_at", "place")
    )


def _send(message: Message) -> bool:
    """Send one reply, unless it must not be sent; tell whether it was.

    Raises:
        ServiceError: If the service did not take it.
    """
    conversation = message.conversation
    to = address_of(conversation) if conversation else ""
    if conversation is None or not to:
        _note(message, ReplyState.NONE)
        return False
    if _had_enough(message):
        _note(message, ReplyState.WITHHELD)
        return False
    if not _claimed(message):
        return False
    conversation.line = message.line
    provider = provider_of(message.line)
    try:
        _said(provider, to, *reply_to(message, conversation))
    except ServiceError as trouble:
        is_over = not trouble.may_pass or message.reply_tries >= _MOST_TRIES
        _note(message, ReplyState.REFUSED if is_over else ReplyState.DUE, at=timezone.now())
        raise
    _note(message, ReplyState.SENT, at=timezone.now())
    _forget_who_left(conversation)
    return True


def address_of(conversation: Conversation) -> str:
    """Return what a reply is addressed to; it is in the vault only."""
    if conversation.contributor is None:
        return ""
    known = details_of(conversation.contributor).address
    service, _colon, address = known.partition(":")
    return address if service == conversation.line.service else ""


def pieces(text: str, longest: int) -> list[str]:
    """Cut a text into messages of at most ``longest`` characters, between paragraphs if it can be."""
    found = []
    while len(text) > longest:
        breaks = [match for match in _BREAK.finditer(text, 0, longest) if match.start()]
        end = breaks[-1].end() if breaks else longest
        paragraph = text.rfind("\n\n", longest // 2, longest)
        end = paragraph + 2 if paragraph > 0 else end
        found.append(text[:end].rstrip())
        text = text[end:]
    return [*found, text]


def _said(provider: Provider, to: str, text: str, choices: Sequence[Choice]) -> None:
    """Send a text, its choices as buttons under the end of it; a service that refuses them gets none."""
    *first, last = [piece for piece in pieces(text, provider.longest) if piece.strip()] or [""]
    for piece in first:
        provider.send(to, piece)
    if not last:
        return
    try:
        provider.send(to, last, choices)
    except ServiceError as trouble:
        if trouble.may_pass or not choices:
            raise
        provider.send(to, last)


def _claimed(message: Message) -> bool:
    """Take a reply for ourselves, so that two workers do not send it both."""
    before, tries, now = message.replied_at, message.reply_tries, timezone.now()
    message.reply, message.reply_tries, message.replied_at = ReplyState.SENDING, tries + 1, now
    own = Message.objects.filter(pk=message.pk, reply_tries=tries, replied_at=before)
    return bool(own.update(reply=ReplyState.SENDING, reply_tries=tries + 1, replied_at=now))


def _note(message: Message, state: str, *, at: datetime | None = None) -> None:
    message.reply = state
    message.replied_at = at or message.replied_at
    message.save(update_fields=["reply", "replied_at"])


def _had_enough(message: Message) -> bool:
    since = timezone.now() - timedelta(days=1)
    told = Message.objects.filter(
        conversation=message.conversation_id, reply=ReplyState.SENT, replied_at__gte=since
    )
    return told.count() >= MOST_A_DAY


def _forget_who_left(conversation: Conversation) -> None:
    """Forget the number of somebody who stopped before they said anything that is held."""
    person = conversation.contributor
    if conversation.ended_at and person and not person.contributions.exists():
        conversation.contributor = None
        conversation.save(update_fields=["contributor"])
        person.delete()
