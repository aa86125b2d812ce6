"""What came by message, in figures that add up, and on which lines."""

import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from commonspace.channels.messaging.choices import Delivered, Fate, ReplyState, Service
from commonspace.channels.messaging.models import Delivery, LineGuest, Message, ServiceLine
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.people.models import Account

_PLAIN = re.compile(r"[\w-]{1,64}", re.ASCII)

ORDER = (
    Fate.CONTRIBUTION, Fate.CHANGE, Fate.TALK, Fate.UNUSUAL, Fate.SET_ASIDE, Fate.DISCARDED, Fate.WAITING
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSums:
    """How much came and what became of it: ``total`` is the sum of ``by_fate`` and ``broken``.

    A delivery that waits counts as one waiting message until it is read.
    """

    total: int
    by_fate: tuple[tuple[Fate, int], ...]
    broken: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOnLine:
    """A call that a line serves, and the word people write for it."""

    consultation: Consultation
    word: str


def lines_serving(consultation: Consultation) -> QuerySet[ServiceLine]:
    """Return the lines on which a call is answered: its own, and those it shares."""
    own = Q(consultation=consultation) | Q(guests__consultation=consultation)
    return ServiceLine.objects.filter(own).distinct()


def calls_on(line: ServiceLine) -> list[CallOnLine]:
    """Return the published calls a line serves, that of the line itself first."""
    guests = line.guests.select_related("consultation")
    seats = [(line.consultation, line.word), *((one.consultation, one.word) for one in guests)]
    return [
        CallOnLine(consultation=call, word=word or call.code)
        for call, word in seats
        if call.is_published
    ]


def calls_to_choose(line: ServiceLine) -> list[CallOnLine]:
    """Return the calls a line serves that are open now, or all of them if none is."""
    served = calls_on(line)
    return [one for one in served if one.consultation.is_open()] or served


def lines_to_share(
    consultation: Consultation, service: str, account: Account
) -> QuerySet[ServiceLine]:
    """Return the lines of other calls of the same person's secretariats that a call could share."""
    calls = Consultation.objects.filter(
        memberships__account=account, memberships__role=Role.SECRETARIAT
    ).exclude(pk=consultation.pk)
    ready = ServiceLine.objects.filter(consultation__in=calls, service=service, is_on=True)
    return ready.exclude(worked_at=None).select_related("consultation")


def seat_of(consultation: Consultation, service: str) -> LineGuest | None:
    """Return by which line of another call this one is answered too, if it is."""
    found = LineGuest.objects.filter(consultation=consultation, line__service=service)
    return found.select_related("line__consultation").first()


def word_for(line: ServiceLine, consultation: Consultation) -> str:
    """Return the word people write for a call on a line; empty where the line serves it alone."""
    served = calls_on(line)
    if len(served) < 2:  # noqa: PLR2004  # itself and another
        return ""
    return next((one.word for one in served if one.consultation == consultation), "")


def line_on(consultation: Consultation, service: str) -> ServiceLine | None:
    """Return the line of a call to a service, its own or one it shares, if the call offers it."""
    found = lines_serving(consultation).filter(service=service, is_on=True)
    ready = found.exclude(worked_at=None).exclude(address="").select_related("consultation")
    return min(ready, key=lambda one: one.consultation_id != consultation.pk, default=None)


def lines_of(consultation: Consultation) -> list[tuple[Service, ServiceLine | None]]:
    """Return every service with the line of a call to it, if somebody began to set one up."""
    known = {line.service: line for line in ServiceLine.objects.filter(consultation=consultation)}
    return [(service, known.get(service)) for service in Service]


def link_to(line: ServiceLine, word: str = "") -> str:
    """Return the address that opens a conversation with a line, ``word`` written already."""
    handle = line.address.strip().lstrip("@")
    digits = "".join(one for one in handle if one.isdigit())
    links = {
        Service.WHATSAPP: (f"https://wa.me/{digits}", "?text="),
        Service.TELEGRAM: (f"https://t.me/{handle}", "?start="),
        Service.FACEBOOK: (f"https://m.me/{handle}", "?text="),
        Service.SMS: (f"sms:+{digits}", "?body="),
    }
    link, before = links[Service(line.service)]
    # Telegram takes no other letters in a link; the word can still be written by hand.
    is_plain = line.service != Service.TELEGRAM or bool(_PLAIN.fullmatch(word))
    return f"{link}{before}{quote(word)}" if word and is_plain else link


def messages_of(consultation: Consultation, *, fate: str = "") -> QuerySet[Message]:
    """Return the messages of a call, the latest first."""
    found = Message.objects.filter(_seen_by(consultation)).select_related(
        "line__consultation", "contribution", "delivery__file", "delivery__line", "decided_by",
        "consultation",
    )  # fmt: skip
    return found.filter(fate=fate) if fate in Fate.values else found


def sums_of(consultation: Consultation) -> MessageSums:
    """Count what came for a call by what became of it."""
    counted: dict[str, int] = dict(
        Message.objects.filter(_seen_by(consultation))
        .order_by()
        .values_list("fate")
        .annotate(count=Count("pk"))
    )
    unread = Delivery.objects.filter(line__in=lines_serving(consultation), messages=None)
    waiting = unread.filter(state=Delivered.WAITING).count()
    broken = unread.filter(state=Delivered.BROKEN).count()
    if waiting:
        counted[Fate.WAITING] = counted.get(Fate.WAITING, 0) + waiting
    by_fate = tuple((fate, counted[fate]) for fate in ORDER if counted.get(fate))
    return MessageSums(total=sum(counted.values()) + broken, by_fate=by_fate, broken=broken)


def _seen_by(consultation: Consultation) -> Q:
    """Choose the messages of a call, and those for no call yet on lines that serve it."""
    return Q(consultation=consultation) | Q(consultation=None, line__in=lines_serving(consultation))


def something_waits() -> bool:
    """Tell whether a delivery waits to be read, or a reply to be sent, or bytes to be let go."""
    before = timezone.now() - timedelta(days=7)
    read = Delivery.objects.filter(state=Delivered.READ, arrived_at__lt=before)
    return (
        Delivery.objects.filter(state=Delivered.WAITING).exists()
        or Message.objects.filter(reply__in=[ReplyState.DUE, ReplyState.SENDING]).exists()
        or read.exclude(file=None).exclude(messages__fate=Fate.SET_ASIDE).exists()
    )
