"""What the pages of this channel show."""

from datetime import timedelta
from itertools import groupby

from django.db.models import F, QuerySet
from django.utils import timezone

from commonspace.channels.telephone.choices import Asked
from commonspace.channels.telephone.models import CallRequest, CallTime, Line
from commonspace.consultations.models import Consultation


def line_of(consultation: Consultation) -> Line:
    """Return how a consultation can be reached; an unsaved line that offers nothing if not said."""
    return Line.objects.filter(consultation=consultation).first() or Line(consultation=consultation)


def free_times(consultation: Consultation) -> QuerySet[CallTime]:
    """Return the offered times nobody has taken, from an hour from now."""
    return consultation.call_times.filter(
        request=None, starts_at__gt=timezone.now() + timedelta(hours=1)
    )


def offered_times(consultation: Consultation) -> QuerySet[CallTime]:
    """Return every offered time that is still to come, taken or free."""
    return consultation.call_times.filter(starts_at__gt=timezone.now()).select_related("request")


def requests_of(consultation: Consultation) -> dict[str, list[CallRequest]]:
    """Return the wishes to be called by where they stand; those with a time first, by time."""
    every = sorted(
        CallRequest.objects.filter(consultation=consultation)
        .select_related("time", "contribution")
        .order_by(F("time__starts_at").asc(nulls_last=True), "asked_at"),
        key=lambda request: list(Asked).index(Asked(request.state)),
    )
    return {state: list(group) for state, group in groupby(every, key=lambda one: one.state)}
