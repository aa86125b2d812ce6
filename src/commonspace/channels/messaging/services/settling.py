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
from commonspace.channels.messaging.errors import ServiceRefusedError
from commonspace.channels.messaging.models import ServiceLine
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


def _record(by: Account, verb: str, line: ServiceLine) -> None:
    record_event(
        actor=actor_of(by), verb=verb, subject=f"message-line:{line.pk}", scope=line.consultation.code
    )  # fmt: skip
