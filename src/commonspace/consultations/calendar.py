"""Moments as entries for a calendar program: the deadline, or a call somebody booked.

Format: RFC 5545 (iCalendar). A moved deadline keeps its ``UID`` and counts up its ``SEQUENCE``,
so that a calendar that has the entry moves it instead of showing two.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from commonspace.consultations.deadline import Told

_LINE_BYTES = 75


def calendar_entry(*, uid: str, title: str, deadline: Told, url: str, times_moved: int) -> str:
    """Return a calendar file with the deadline in it.

    Args:
        uid: What the entry is known by, the same for ever.
        title: What the calendar shows.
        deadline: When it is.
        url: Where to read more.
        times_moved: How often the deadline has moved so far.
    """
    return _entry(
        f"UID:{uid}",
        f"SEQUENCE:{times_moved}",
        f"DTSTART:{_stamp(deadline.at)}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(deadline.whole)}",
        f"URL:{url}",
        "TRANSP:TRANSPARENT",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something that begins at a moment and lasts some minutes."""

    uid: str
    title: str
    text: str
    starts_at: datetime
    minutes: int
    url: str


def calendar_of(moment: Moment) -> str:
    """Return a calendar file with one moment in it."""
    return _entry(
        f"UID:{moment.uid}",
        f"DTSTART:{_stamp(moment.starts_at)}",
        f"DTEND:{_stamp(moment.starts_at + timedelta(minutes=moment.minutes))}",
        f"SUMMARY:{_escaped(moment.title)}",
        f"DESCRIPTION:{_escaped(moment.text)}",
        f"URL:{moment.url}",
    )


def _entry(*properties: str) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Commonspace//Call//EN",
        "BEGIN:VEVENT",
        f"DTSTAMP:{_stamp(timezone.now())}",
        *properties,
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(plain.split())


def _folded(line: str) -> str:
    """Break a line so that none is longer than 75 bytes, never inside a character."""
    parts, part = [], ""
    for character in line:
        if len((part + character).encode()) > _LINE_BYTES:
            parts.append(part)
            part = " "
        part += character
    return "\r\n".join([*parts, part])
