"""Asking for a call, trying to reach somebody, writing down what they said."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from commonspace.channels.telephone.choices import Asked
from commonspace.channels.telephone.errors import TimeTakenError, TooManyCallsError
from commonspace.channels.telephone.models import CallRequest, CallTime, Line
from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import Channel
from commonspace.intake.envelopes import AnswerPart, Consent, Envelope, Sender
from commonspace.intake.services import Received, receive
from commonspace.people.access import details_of
from commonspace.people.models import Account, Contributor
from commonspace.people.services import correct_contributor, enter_contributor, organisation_named
from commonspace.people.vault import PersonalDetails
from commonspace.provenance.services import actor_of, record_event

WAITING_AT_MOST = 500
"""Open wishes in one consultation: more than anybody can call, and fewer than a flood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What staff wrote down of one call.

    Attributes:
        key: What the page was made with; the same key twice is one contribution.
        called_at: When the call took place; it decides lateness.
        read_back: Whether the words were read to the caller, who agreed.
    """

    key: str
    sender: Sender
    consent: Consent
    answers: tuple[AnswerPart, ...]
    language: str
    on_behalf_of: str
    called_at: datetime
    read_back: bool


@transaction.atomic
def ask(
    *,
    consultation: Consultation,
    name: str,
    phone: str,
    language: str,
    wishes: str,
    time: CallTime | None,
) -> CallRequest:
    """Keep somebody's wish to be called; their name and number go into the vault.

    Raises:
        TimeTakenError: If another took the time meanwhile.
        TooManyCallsError: If more people wait than can be called.
    """
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    waiting = CallRequest.objects.filter(consultation=consultation, state=Asked.OPEN)
    if waiting.count() >= WAITING_AT_MOST:
        raise TooManyCallsError
    if time and CallRequest.objects.filter(time=time).exists():
        raise TimeTakenError
    contributor = enter_contributor(details=PersonalDetails(name=name, phone=phone))
    request = CallRequest.objects.create(
        consultation=consultation,
        contributor=contributor,
        language=language,
        wishes=wishes,
        time=time,
    )
    _record("public", "telephone.asked", request)
    return request


@transaction.atomic
def drop(*, request: CallRequest, by: Account | None = None) -> None:
    """Forget a wish to be called, and with it the name and the number."""
    contributor = request.contributor
    request.state, request.time, request.contributor = Asked.DROPPED, None, None
    request.save(update_fields=["state", "time", "contributor"])
    _record(actor_of(by) if by else "public", "telephone.dropped", request)
    if contributor and not contributor.contributions.exists():
        contributor.delete()


@transaction.atomic
def number_for(*, request: CallRequest, by: Account) -> PersonalDetails:
    """Return whom to call and where; the log keeps who looked."""
    _record(actor_of(by), "telephone.number-shown", request)
    return details_of(request.contributor) if request.contributor else PersonalDetails()


@transaction.atomic
def nobody_answered(*, request: CallRequest, by: Account) -> None:
    """Count a call that nobody took."""
    request.attempts += 1
    request.attempted_at = timezone.now()
    request.save(update_fields=["attempts", "attempted_at"])
    _record(actor_of(by), "telephone.no-answer", request)


def write_down(
    *, consultation: Consultation, note: Note, by: Account, request: CallRequest | None = None
) -> Received:
    """Take what somebody said on the telephone to the door.

    With a ``request`` the speaker is the person who asked for the call, and the number stays
    theirs in the vault.
    """
    with transaction.atomic():
        speaker = _speaker(request, note.sender) if request else None
    received = receive(
        Envelope(
            consultation=consultation,
            channel=Channel.TELEPHONE,
            key=note.key,
            received_at=note.called_at,
            sender=note.sender if speaker is None else Sender(contributor=speaker),
            consent=note.consent,
            answers=note.answers,
            language=note.language,
            on_behalf_of=note.on_behalf_of,
            entered_by=by,
            read_back=note.read_back,
        )
    )
    if request:
        request.state, request.contribution = Asked.DONE, received.contribution
        request.save(update_fields=["state", "contribution"])
    return received


@transaction.atomic
def set_up(*, line: Line, by: Account) -> None:
    """Keep how a consultation can be reached by telephone."""
    line.save()
    record_event(
        actor=actor_of(by), verb="telephone.set-up",
        subject=f"consultation:{line.consultation_id}", scope=line.consultation.code,
    )  # fmt: skip


def offer_times(
    *, consultation: Consultation, first: datetime, last: datetime, minutes: int
) -> int:
    """Offer times of ``minutes`` each between two moments; those offered already stay.

    Returns:
        How many times are new.
    """
    step, new = timedelta(minutes=minutes), 0
    while first + step <= last:
        _time, is_new = CallTime.objects.get_or_create(
            consultation=consultation, starts_at=first, defaults={"minutes": minutes}
        )
        new += is_new
        first += step
    return new


def _speaker(request: CallRequest, sender: Sender) -> Contributor:
    """Return the person who asked for the call, with what they now said of themselves."""
    if request.contributor is None:
        return enter_contributor(details=sender.details)
    known = details_of(request.contributor)
    correct_contributor(
        contributor=request.contributor,
        details=PersonalDetails(name=sender.details.name or known.name, phone=known.phone),
        organisation=organisation_named(
            name=sender.organisation,
            kind=sender.kind,
            country=sender.country,
            place=sender.place,
        ),
        kind=sender.kind,
        country=sender.country,
        place=sender.place,
    )
    return request.contributor


def _record(actor: str, verb: str, request: CallRequest) -> None:
    record_event(
        actor=actor, verb=verb, subject=f"call-request:{request.pk}",
        scope=request.consultation.code,
    )  # fmt: skip
