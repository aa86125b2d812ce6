"""Reading what was delivered: each message once, whatever brings a reader down set aside."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from commonspace.analysis.languages import UNDETERMINED, detect_record
from commonspace.channels.messaging import sentences
from commonspace.channels.messaging.choices import Delivered, Fate, ReplyState, Step
from commonspace.channels.messaging.configuration import digest, provider_of
from commonspace.channels.messaging.models import Conversation, Delivery, Message, ServiceLine
from commonspace.channels.messaging.services.fetching import fetch_media
from commonspace.channels.messaging.services.holding import Heard, take
from commonspace.channels.messaging.services.talking import Outcome, call_named, call_numbered, hear
from commonspace.contributions.errors import TooLongError
from commonspace.engines.messengers.fields import storable
from commonspace.engines.messengers.shapes import Event, Kind, ServiceError, UnreadableError
from commonspace.people.access import details_of
from commonspace.people.services import enter_contributor, keep_details
from commonspace.people.vault import PersonalDetails
from commonspace.provenance.services import forget_bytes
from commonspace.provenance.store import blob_store

MOST_TRIES = 3
MOST_FETCHES = 30
"""How often a file is asked for while its service is away; ``serve`` asks once a minute."""

MOST_A_DAY = 200
_OLDEST = timedelta(days=8)
_EARLIEST = timedelta(minutes=5)
_KEPT_READ = timedelta(days=7)
_SURE_LETTERS = 12

logger = logging.getLogger(__name__)


def read_waiting(*, settled: timedelta = timedelta(0)) -> int:
    """Read every delivery that waits, those that failed last after the others.

    Args:
        settled: How long a delivery must have lain here: younger ones, a worker is at.

    Returns:
        How many were read.
    """
    waiting = Delivery.objects.filter(
        state=Delivered.WAITING, arrived_at__lte=timezone.now() - settled
    )
    found = list(
        waiting.order_by("tries", "arrived_at").select_related("line__consultation", "file")
    )
    for delivery in found:
        read(delivery)
    return len(found)


def read(delivery: Delivery) -> None:
    """Read one delivery; safe to do twice, and at once."""
    Delivery.objects.filter(pk=delivery.pk).update(tries=F("tries") + 1)
    delivery.refresh_from_db(fields=["tries", "state"])
    if delivery.state != Delivered.WAITING:
        return
    if delivery.tries > MOST_TRIES:
        _give_up(delivery)
        return
    try:
        events = events_of(delivery)
    except UnreadableError:
        _note(delivery, Delivered.BROKEN)
        return
    settled = [_settled(delivery, place, event) for place, event in enumerate(events)]
    if all(settled):
        _note(delivery, Delivered.READ)


def events_of(delivery: Delivery) -> tuple[Event, ...]:
    """Return what people did, as a delivery tells it.

    Raises:
        UnreadableError: If it is not what the service publishes, or its bytes were let go.
    """
    if delivery.file is None:
        raise UnreadableError
    with blob_store().open(delivery.file.blob) as stream:
        return provider_of(delivery.line).events(stream.read())


def forget_read() -> int:
    """Let go the bytes of deliveries that were read a week ago and leave nothing to decide."""
    before = timezone.now() - _KEPT_READ
    found = (
        Delivery.objects.filter(state=Delivered.READ, arrived_at__lt=before)
        .exclude(file=None)
        .exclude(messages__fate__in=[Fate.SET_ASIDE, Fate.WAITING])
    )
    gone = 0
    for delivery in found.select_related("file"):
        with transaction.atomic():
            file, delivery.file = delivery.file, None
            delivery.save(update_fields=["file"])
            if file is not None:
                forget_bytes(file=file)
                gone += 1
    return gone


def _note(delivery: Delivery, state: str) -> None:
    delivery.state = state
    delivery.save(update_fields=["state"])


@transaction.atomic
def _give_up(delivery: Delivery) -> None:
    waiting = delivery.messages.filter(fate=Fate.WAITING)
    is_told = waiting.update(fate=Fate.SET_ASIDE, reason=sentences.FAILED)
    _note(delivery, Delivered.READ if is_told else Delivered.BROKEN)


def _settled(delivery: Delivery, place: int, event: Event) -> bool:
    """Give one message its fate, unless it has one; tell whether it has."""
    line = delivery.line
    message, _new = Message.objects.get_or_create(
        line=line,
        seal=digest("message ids", line, event.id),
        defaults={"delivery": delivery, "place": place, "at": _taken_in(delivery, event)},
    )
    if message.fate != Fate.WAITING:
        return True
    try:
        fetch_media(message, event)
    except ServiceError as trouble:
        if trouble.may_pass and message.tries < MOST_FETCHES:
            _wait(delivery, message)
            return False
        _answer(message, event, has_lost_media=True)
        return True
    _answer(message, event)
    _acknowledge(message, event)
    return True


def _acknowledge(message: Message, event: Event) -> None:
    """Let a pressed button rest; whether the service hears of it changes nothing."""
    if not event.press:
        return
    try:
        provider_of(message.line).acknowledge(event)
    except ServiceError as trouble:
        logger.info("A button was not acknowledged: %s", trouble)


def _wait(delivery: Delivery, message: Message) -> None:
    """Count a service that is away, which is no fault of what it delivered."""
    message.tries += 1
    message.save(update_fields=["tries"])
    delivery.tries = 0
    delivery.save(update_fields=["tries"])


def _taken_in(delivery: Delivery, event: Event) -> datetime:
    """Return when the service took a message in; it cannot have been after we got it."""
    return min(event.at or delivery.arrived_at, delivery.arrived_at)


@transaction.atomic
def _answer(unread: Message, event: Event, *, has_lost_media: bool = False) -> None:
    message = Message.objects.select_for_update(of=("self",)).get(pk=unread.pk)
    if message.fate != Fate.WAITING:
        return
    message.line = unread.line
    conversation, is_first = conversation_with(message.line, event)
    message.conversation = conversation
    had_chosen = conversation.consultation is not None
    outcome = _outcome(message, event, conversation, is_first=is_first)
    if conversation.consultation is not None and not had_chosen:
        outcome = _with_what_was_kept(conversation, outcome)
    if has_lost_media:
        outcome = _without_media(outcome)
    conversation.save()
    message.fate, message.reason, message.says = outcome.fate, outcome.reason, outcome.says
    message.consultation = conversation.consultation
    if outcome.fate in {Fate.CONTRIBUTION, Fate.CHANGE}:
        message.contribution = conversation.contribution
    message.reply = ReplyState.DUE if outcome.says else ReplyState.NONE
    message.save()


def _with_what_was_kept(conversation: Conversation, outcome: Outcome) -> Outcome:
    """Take what somebody sent before they said which call it answers, and tell them."""
    conversation.save()
    taken: set[str] = set()
    kept = conversation.messages.filter(fate=Fate.SET_ASIDE, reason=sentences.NO_CALL)
    for earlier in kept.select_related("line__consultation", "delivery__file", "delivery__line").order_by("at", "place"):  # fmt: skip
        try:
            event = events_of(earlier.delivery)[earlier.place]
            fate = take(conversation, heard_in(earlier, event), question=None)
        except (UnreadableError, IndexError, TooLongError):
            continue
        earlier.fate, earlier.reason, earlier.consultation = fate, "", conversation.consultation
        earlier.contribution = conversation.contribution
        earlier.save()
        taken.add(fate)
    if not taken or any(said == ["receipt"] for said in outcome.says):
        return outcome
    *before, last = outcome.says
    return replace(outcome, says=[*before, ["receipt"], last])


def _outcome(
    message: Message, event: Event, conversation: Conversation, *, is_first: bool
) -> Outcome:
    suspicion = _suspicion(message, event, conversation)
    if suspicion:
        return Outcome(fate=Fate.SET_ASIDE, says=[], reason=suspicion)
    heard = heard_in(message, event)
    if event.kind == Kind.UNUSUAL or not (event.text.strip() or heard.files):
        return Outcome(fate=Fate.UNUSUAL, says=[["unusual"]])
    if event.kind == Kind.COMMENT:
        return _comment(conversation, heard)
    return hear(conversation, heard, is_first=is_first)


def heard_in(message: Message, event: Event) -> Heard:
    """Return what a message says, with its files as far as they were fetched."""
    return Heard(
        key=f"{message.line.service}:{message.pk}",
        at=message.at,
        text=event.text,
        files=tuple(message.files.order_by("created_at", "pk")),
        language=_language_of(event.text, message.line),
    )


def _comment(conversation: Conversation, heard: Heard) -> Outcome:
    """Take a public comment; its writer gets the receipt in private."""
    conversation.consultation = conversation.consultation or conversation.line.consultation
    fate = take(conversation, heard, question=None)
    conversation.ended_at = timezone.now()
    return Outcome(fate=fate, says=[["comment"], ["receipt"]])


def _without_media(outcome: Outcome) -> Outcome:
    """Set a message aside whose file is lost, unless its words were taken; say so to its writer."""
    if outcome.fate in {Fate.CONTRIBUTION, Fate.CHANGE}:
        return replace(outcome, says=[["no-media"], *outcome.says])
    return Outcome(fate=Fate.SET_ASIDE, says=[["no-media"]], reason=sentences.NO_MEDIA)


def conversation_with(line: ServiceLine, event: Event) -> tuple[Conversation, bool]:
    """Return the conversation somebody is in, locked, and whether it begins now."""
    person = digest("message senders", line, event.person)
    running = Conversation.objects.select_for_update(of=("self",)).filter(
        line=line, person=person, ended_at=None
    )
    found = running.select_related(
        "contributor__organisation", "contribution__consultation", "question", "consultation"
    ).first()
    details = PersonalDetails(phone=event.phone, address=f"{line.service}:{event.reply_to}")
    if found is not None and _is_about_another(found, line, event):
        found.ended_at = timezone.now()
        found.save(update_fields=["ended_at"])
        found = None
    if found is not None:
        found.line = line
        _keep_reachable(found, details)
        return found, False
    made = Conversation.objects.create(
        line=line,
        person=person,
        contributor=enter_contributor(details=details),
        step=Step.NAMING,
        language=_first_language(event, line),
    )
    return made, True


def _is_about_another(conversation: Conversation, line: ServiceLine, event: Event) -> bool:
    """Tell whether somebody turns to another call on the same line: that is a conversation anew."""
    if conversation.consultation is None:
        return False
    named = call_named(line, event.text)
    if named:
        return named[0] != conversation.consultation
    last = conversation.messages.exclude(fate=Fate.WAITING).order_by("at", "pk").last()
    was_asked = last is not None and last.says == [["ask-call"]]
    chosen = call_numbered(line, event.text) if was_asked else None
    return chosen not in {None, conversation.consultation}


def _keep_reachable(conversation: Conversation, details: PersonalDetails) -> None:
    """Know again where to answer somebody who writes once more, if the vault forgot it."""
    if conversation.contributor is None:
        conversation.contributor = enter_contributor(details=details)
        return
    known = details_of(conversation.contributor)
    if known.address != details.address:
        kept = replace(known, address=details.address, phone=known.phone or details.phone)
        keep_details(contributor=conversation.contributor, details=kept)


def _first_language(event: Event, line: ServiceLine) -> str:
    known = {code for code, _name in settings.LANGUAGES}
    wanted = (
        event.language,
        _language_of(event.text, line),
        line.consultation.default_language,
        settings.LANGUAGE_CODE,
    )
    return next(code for code in wanted if code in known)


def _language_of(text: str, line: ServiceLine) -> str:
    """Return the language of a text, or nothing if it has too few letters to tell."""
    said = storable(text)
    if sum(character.isalpha() for character in said) < _SURE_LETTERS:
        return ""
    found = detect_record(said, line.consultation.languages)
    return found.language if found.language != UNDETERMINED else ""


def _suspicion(message: Message, event: Event, conversation: Conversation) -> str:
    """Return why a person should look at a message first; empty if nothing is odd about it."""
    if _is_stale(message, event):
        return sentences.STALE
    return sentences.OFTEN if _comes_too_often(conversation) else ""


def _is_stale(message: Message, event: Event) -> bool:
    """Tell a message of long ago or of the future: services try again for a week, not longer."""
    arrived = message.delivery.arrived_at
    return event.at is not None and not (arrived - _OLDEST <= event.at <= arrived + _EARLIEST)


def _comes_too_often(conversation: Conversation) -> bool:
    since = timezone.now() - timedelta(days=1)
    same = Message.objects.filter(
        conversation__line=conversation.line_id,
        conversation__person=conversation.person,
        delivery__arrived_at__gte=since,
    )
    return same.count() > MOST_A_DAY
