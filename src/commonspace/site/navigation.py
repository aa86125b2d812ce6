"""The rooms of a consultation, in the order of its journey."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One tab of a consultation's staff pages.

    A room appears as soon as its address exists; ``url_name`` is reversed with
    the consultation's ``code``.
    """

    key: str
    label: Promise
    url_name: str


ROOMS: tuple[Room, ...] = (
    Room(key="call", label=pgettext_lazy("staff tab", "Call"), url_name="staff-call"),
    Room(key="desk", label=pgettext_lazy("staff tab", "Desk"), url_name="staff-desk"),
    Room(key="meetings", label=pgettext_lazy("staff tab", "Meetings"), url_name="staff-meetings"),
    Room(key="analysis", label=pgettext_lazy("staff tab", "Analysis"), url_name="staff-analysis"),
    Room(
        key="synthesis", label=pgettext_lazy("staff tab", "Synthesis"), url_name="staff-synthesis"
    ),
    Room(key="report", label=pgettext_lazy("staff tab", "Report"), url_name="staff-report"),
    Room(
        key="settings",
        label=pgettext_lazy("staff tab", "Settings"),
        url_name="staff-settings",
    ),
)
