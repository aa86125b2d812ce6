"""Setting up a line to a service: keys, two secrets at once while one is changed, trying it out."""

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from commonspace.channels.messaging.choices import Service
from commonspace.channels.messaging.configuration import (
    delivery_address,
    provider_of,
    sealed,
    sealed_secrets,
    secrets_of,
    telegram_of,
)
from commonspace.channels.messaging.errors import ServiceRefusedError, WordTakenError
from commonspace.channels.messaging.models import LineGuest, ServiceLine
from commonspace.channels.messaging.words import means_something, plain
from commonspace.consultations.models import Consultation
from commonspace.engines.messengers.shapes import ServiceError
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What staff wish for a line; an empty key leaves the one we have."""

    address: str = ""
    account: str = ""
    token: str = ""
    secret: str = ""


@transaction.atomic
def set_up(*, consultation: Consultation, service: str, wishes: Wishes, by: Account) -> ServiceLine:
    """Keep how a call is reached on a service; a new secret leaves the one before it valid."""
    line, _new = ServiceLine.objects.select_for_update().get_or_create(
        consultation=consultation, service=service
    )
    line.address, line.account = wishes.address or line.address, wishes.account
    if wishes.token:
        line.sealed_token = sealed(wishes.token)
    secret = wishes.token if service == Service.SMS else wishes.secret
    if service == Service.TELEGRAM and not secrets_of(line):
        secret = secrets.token_urlsafe(32)
    if secret:
        line.sealed_secrets = sealed_secrets((secret, *secrets_of(line)))
    line.save()
    _record(by, "messages.set-up", line)
    return line


def try_out(*, line: ServiceLine) -> str:
    """Ask the service who we are; where that works, the call offers this way.

    Returns:
        What the service calls the line.

    Raises:
        ServiceRefusedError: If it does not let us in.
    """
    try:
        name = provider_of(line).who()
        if line.service == Service.TELEGRAM:
            telegram_of(line).connect(delivery_address(line), secrets_of(line)[0])
            line.address = name
    except ServiceError as refused:
        line.trouble = refused.trouble
        line.save(update_fields=["trouble"])
        raise ServiceRefusedError(refused.trouble) from refused
    line.worked_at, line.trouble, line.is_on = timezone.now(), "", True
    line.save(update_fields=["address", "worked_at", "trouble", "is_on"])
    return name


@transaction.atomic
def renew_secret(*, line: ServiceLine, by: Account) -> None:
    """Make a new secret for Telegram; deliveries proven by the one before are still taken."""
    line.sealed_secrets = sealed_secrets((secrets.token_urlsafe(32), *secrets_of(line)))
    line.save(update_fields=["sealed_secrets"])
    _record(by, "messages.secret-renewed", line)


@transaction.atomic
def forget_former(*, line: ServiceLine, by: Account) -> None:
    """Take no more deliveries that are proven by the secret before the newest."""
    line.sealed_secrets = sealed_secrets(secrets_of(line)[:1])
    line.save(update_fields=["sealed_secrets"])
    _record(by, "messages.former-secret-forgotten", line)


@transaction.atomic
def switch_off(*, line: ServiceLine, by: Account) -> None:
    """Offer this way no more; what still comes is taken all the same, so that nothing is lost."""
    line.is_on = False
    line.save(update_fields=["is_on"])
    _record(by, "messages.switched-off", line)


@transaction.atomic
def share(*, line: ServiceLine, consultation: Consultation, word: str, by: Account) -> LineGuest:
    """Let a line serve one more call, or change the word people write for it.

    Raises:
        WordTakenError: If the word is a command, or another call's on this line.
    """
    check_word(line=line, consultation=consultation, word=word or consultation.code)
    guest, _new = LineGuest.objects.update_or_create(
        line=line, consultation=consultation, defaults={"word": word}
    )
    _record(by, "messages.line-shared", line, scope=consultation.code)
    return guest


@transaction.atomic
def leave(*, line: ServiceLine, consultation: Consultation, by: Account) -> None:
    """Answer a call on this line no more; what was said on it stays."""
    LineGuest.objects.filter(line=line, consultation=consultation).delete()
    _record(by, "messages.line-left", line, scope=consultation.code)


@transaction.atomic
def call_it(*, line: ServiceLine, word: str, by: Account) -> None:
    """Change the word people write for the line's own call, where it serves others too.

    Raises:
        WordTakenError: If the word is a command, or another call's on this line.
    """
    check_word(line=line, consultation=line.consultation, word=word or line.consultation.code)
    line.word = word
    line.save(update_fields=["word"])
    _record(by, "messages.word-changed", line)


def check_word(*, line: ServiceLine, consultation: Consultation, word: str) -> None:
    """Refuse a word by which two calls, or a call and a command, could be meant.

    Raises:
        WordTakenError: If it is one.
    """
    seats = [(line.consultation, line.word), *((one.consultation, one.word) for one in line.guests.select_related("consultation"))]  # fmt: skip
    others = {plain(own or call.code) for call, own in seats if call != consultation}
    if means_something(word) or plain(word) in others:
        raise WordTakenError


def _record(by: Account, verb: str, line: ServiceLine, *, scope: str = "") -> None:
    record_event(
        actor=actor_of(by), verb=verb, subject=f"message-line:{line.pk}",
        scope=scope or line.consultation.code,
    )  # fmt: skip
