"""Times of day as programmes print them."""

import re
from dataclasses import dataclass

_TIME = (
    r"(?P<{0}h>\d{{1,2}})(?:\s?[:.hH]\s?(?P<{0}m>\d{{2}}))?\s?(?P<{0}ap>[aApP]\.?\s?[mM]\.?(?!\w))?"
)
_START = re.compile(
    r"(?:" + _TIME.format("a") + r")"
    r"(?:\s*(?:-|–|—|to|until|à|a|bis)\s*" + _TIME.format("b") + r")?"
    r"[ \t\u00a0]*[:–—-]?[ \t\u00a0]*(?=\D)"
)
_NOON = 12
_HOURS = 24
_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes since midnight; ``exact`` where morning or afternoon was printed."""

    minutes: int
    exact: bool

    def __str__(self) -> str:
        """Return the time as HH:MM."""
        return f"{self.minutes // _MINUTES:02d}:{self.minutes % _MINUTES:02d}"


@dataclass(frozen=True, slots=True)
class Timing:
    """The time or times that a line begins with, and how long they are printed."""

    start: Clock
    end: Clock | None
    length: int


def timing(text: str) -> Timing | None:
    """Return the time a line begins with, or ``None``.

    A bare number is no time: minutes or "am"/"pm" must be printed.
    """
    found = _START.match(text)
    if not found:
        return None
    ends = _clock(found, "b")
    start = _clock(found, "a", half_of=found["bap"])
    return Timing(start, ends, found.end()) if start else None


def _clock(found: re.Match[str], which: str, *, half_of: str | None = None) -> Clock | None:
    hour, minute, half = found[f"{which}h"], found[f"{which}m"], found[f"{which}ap"]
    if hour is None or (minute is None and half is None):
        return None
    half = half or half_of
    hours, minutes = int(hour), int(minute or 0)
    if hours > _HOURS or minutes >= _MINUTES:
        return None
    if half:
        hours = hours % _NOON + (_NOON if half[0] in "pP" else 0)
    return Clock(hours * _MINUTES + minutes, exact=bool(half) or hours > _NOON or hour[0] == "0")


def in_order(clocks: list[Clock]) -> list[Clock]:
    """Return the times with afternoon hours made plain where the day goes on."""
    ordered: list[Clock] = []
    last = 0
    for clock in clocks:
        later = clock.minutes + _NOON * _MINUTES
        if not clock.exact and clock.minutes < last <= later < _HOURS * _MINUTES:
            ordered.append(Clock(later, exact=True))
        else:
            ordered.append(clock)
        last = ordered[-1].minutes
    return ordered
