"""What came by message, in figures that add up, and on which lines."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone

from commonspace.channels.messaging.choices import Delivered, Fate, ReplyState, Service
from commonspace.channels.messaging.models import Delivery, Message, ServiceLine
from commonspace.consultations.models import Consultation

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


def line_on(consultation: Consultation, service: str) -> ServiceLine | None:
    """Return the line of a call to a service, if the call offers it."""
    found = ServiceLine.objects.filter(consultation=consultation, service=service, is_on=True)
    return found.exclude(worked_at=None).exclude(address="").first()


def lines_of(consultation: Consultation) -> list[tuple[Service, ServiceLine | None]]:
    """Return every service with the line of a call to it, if somebody began to set one up."""
    known = {line.service: line for line in ServiceLine.objects.filter(consultation=consultation)}
    return [(service, known.get(service)) for service in Service]


def link_to(line: ServiceLine) -> str:
    """Return the address that opens a conversation with a line."""
    handle = line.address.strip().lstrip("@")
    digits = "".join(one for one in handle if one.isdigit())
    links = {
        Service.WHATSAPP: f"https://wa.me/{digits}",
        Service.TELEGRAM: f"https://t.me/{handle}",
        Service.FACEBOOK: f"https://m.me/{handle}",
        Service.SMS: f"sms:+{digits}",
    }
    return links[Service(line.service)]


def messages_of(consultation: Consultation, *, fate: str = "") -> QuerySet[Message]:
    """Return the messages of a call, the latest first."""
    found = Message.objects.filter(line__consultation=consultation).select_related(
        "line__consultation", "contribution", "delivery__file", "delivery__line", "decided_by"
    )
    return found.filter(fate=fate) if fate in Fate.values else found


def sums_of(consultation: Consultation) -> MessageSums:
    """Count what came for a call by what became of it."""
    counted: dict[str, int] = dict(
        Message.objects.filter(line__consultation=consultation)
        .order_by()
        .values_list("fate")
        .annotate(count=Count("pk"))
    )
    unread = Delivery.objects.filter(line__consultation=consultation, messages=None)
    waiting = unread.filter(state=Delivered.WAITING).count()
    broken = unread.filter(state=Delivered.BROKEN).count()
    if waiting:
        counted[Fate.WAITING] = counted.get(Fate.WAITING, 0) + waiting
    by_fate = tuple((fate, counted[fate]) for fate in ORDER if counted.get(fate))
    return MessageSums(total=sum(counted.values()) + broken, by_fate=by_fate, broken=broken)


def something_waits() -> bool:
    """Tell whether a delivery waits to be read, or a reply to be sent, or bytes to be let go."""
    before = timezone.now() - timedelta(days=7)
    read = Delivery.objects.filter(state=Delivered.READ, arrived_at__lt=before)
    return (
        Delivery.objects.filter(state=Delivered.WAITING).exists()
        or Message.objects.filter(reply__in=[ReplyState.DUE, ReplyState.SENDING]).exists()
        or read.exclude(file=None).exclude(messages__fate=Fate.SET_ASIDE).exists()
    )
