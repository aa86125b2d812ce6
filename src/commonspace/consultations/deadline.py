"""The deadline as it is told: one place, so that two different ones can never be published.

Every page, mail and file that names the deadline takes its words from here.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date, get_timezone_location
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, to_locale

from commonspace.consultations.models import Consultation
from commonspace.kernel.localised import current_language

Phase = Literal["draft", "coming", "open", "closed"]

_SECONDS_AN_HOUR = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One instant, in the words of a language and on the clock of a consultation.

    ``in_words`` is the date with weekday and month written out, ``as_date`` the same in digits,
    ``clock`` the hour, ``place`` whose clock it is, ``offset`` how far that clock is from UTC.
    ``whole`` joins them into what is printed.
    """

    at: datetime
    in_words: str
    as_date: str
    clock: str
    place: str
    offset: str

    @property
    def iso(self) -> str:
        """Return the instant as machines write it, with its offset."""
        return self.at.isoformat()

    @property
    def whole(self) -> str:
        """Return everything in one line, as it is printed."""
        return _("%(date)s at %(time)s, %(place)s time (%(offset)s)") % {
            "date": self.in_words,
            "time": self.clock,
            "place": self.place,
            "offset": self.offset,
        }

    def __str__(self) -> str:
        return self.whole


def told(at: datetime, consultation: Consultation) -> Told:
    """Tell an instant in the current language and in the consultation's zone."""
    local = at.astimezone(consultation.zone)
    return Told(
        at=local,
        in_words=date_in_words(local.date()),
        as_date=f"{local:%Y-%m-%d}",
        clock=time_format(local, "H:i"),
        place=place_of(consultation.time_zone),
        offset=offset_of(local),
    )


def deadline_of(consultation: Consultation) -> Told | None:
    """Tell when a call closes, if that is known."""
    return told(consultation.closes_at, consultation) if consultation.closes_at else None


def date_in_words(day: date) -> str:
    """Write a date with weekday and month in words, in the current language."""
    return format_date(day, "full", locale=_locale())


def place_of(zone: str) -> str:
    """Name the place whose clock a zone is: ``Asia/Manila`` is Manila."""
    if zone in {"UTC", "Etc/UTC"}:
        return "UTC"
    return str(get_timezone_location(zone, locale=_locale(), return_city=True))


def offset_of(local: datetime) -> str:
    """Write how far a local time is from UTC: ``UTC+08:00``."""
    written = f"{local:%z}"
    return f"UTC{written[:3]}:{written[3:5]}" if local.utcoffset() else "UTC"


def phase_of(consultation: Consultation, at: datetime | None = None) -> Phase:
    """Tell where a call is between draft and closed at ``at`` (now)."""
    at = at or timezone.now()
    if not consultation.is_published or not consultation.opens_at or not consultation.closes_at:
        return "draft"
    if at < consultation.opens_at:
        return "coming"
    return "open" if consultation.is_open(at) else "closed"


def time_left(consultation: Consultation, at: datetime | None = None) -> str:
    """Say in a few words how long a call is still open, when it opens, or that it is closed.

    Days are days of the calendar in the consultation's zone: a call that closes tomorrow at
    noon closes in one day, whatever the hour is now.
    """
    at = at or timezone.now()
    phase = phase_of(consultation, at)
    if phase == "closed":
        return _("Closed")
    if phase == "coming" and consultation.opens_at:
        days = _days_between(at, consultation.opens_at, consultation)
        if days == 0:
            return _("Opens today")
        return ngettext("Opens in %(days)s day", "Opens in %(days)s days", days) % {"days": days}
    if consultation.closes_at is None:
        return ""
    return _until_closing(consultation, consultation.closes_at, at)


def _until_closing(consultation: Consultation, closes_at: datetime, at: datetime) -> str:
    days = _days_between(at, closes_at, consultation)
    if days > 0:
        return ngettext("Closes in %(days)s day", "Closes in %(days)s days", days) % {"days": days}
    hours = int((closes_at - at).total_seconds() // _SECONDS_AN_HOUR)
    if hours > 0:
        return ngettext(
            "Closes today, in %(hours)s hour", "Closes today, in %(hours)s hours", hours
        ) % {"hours": hours}
    return _("Closes within the hour")


def exists_in(naive: datetime, zone: ZoneInfo) -> bool:
    """Tell whether a wall clock in ``zone`` ever shows ``naive``.

    Where clocks are put forward, an hour of that night does not exist.
    """
    back = naive.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return back.replace(tzinfo=None) == naive


def _days_between(at: datetime, then: datetime, consultation: Consultation) -> int:
    zone = consultation.zone
    return (then.astimezone(zone).date() - at.astimezone(zone).date()).days


def _locale() -> Locale:
    return Locale.parse(to_locale(current_language()))
