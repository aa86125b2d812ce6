"""Progress in a terminal: one line a stage, with the time left."""

from collections.abc import Callable
from time import monotonic
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_WIDTH = 28
_BETWEEN = 0.1
_SURE_AFTER = 1.0
STAGES = {
    "rows": gettext_noop("reading rows"),
    "statements": gettext_noop("cutting into statements"),
    "duplicates": gettext_noop("folding what is the same"),
    "vectors": gettext_noop("comparing meanings"),
    "themes": gettext_noop("grouping"),
    "speech": gettext_noop("cutting speech"),
    "titles": gettext_noop("asking for titles"),
    "opinions": gettext_noop("asking for second opinions"),
    "writing": gettext_noop("writing the report"),
}


class Terminal(Protocol):
    """What a stream for people can do."""

    def write(self, words: str, /) -> object:
        """Show words."""
        ...

    def flush(self) -> object:
        """Show them now."""
        ...

    def isatty(self) -> bool:
        """Tell whether somebody is looking."""
        ...


class Bar:
    """Draws one line a stage over and over; on paper, only its end."""

    def __init__(self, out: Terminal, clock: Callable[[], float] = monotonic) -> None:
        """Draw on a stream, by a clock that counts seconds."""
        self._out = out
        self._clock = clock
        self._stage = ""
        self._began = 0.0
        self._drawn = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show how much of a stage is done; a total of 0 is not known."""
        now = self._clock()
        if stage != self._stage:
            self._stage, self._began, self._drawn = stage, now, 0.0
        ended = bool(total) and done >= total
        if not ended and (now - self._drawn < _BETWEEN or not self._out.isatty()):
            return
        self._drawn = now
        opening = "\r\x1b[K" if self._out.isatty() else ""
        self._out.write(
            opening + self.line(done, total, now - self._began) + ("\n" if ended else "")
        )
        self._out.flush()

    def line(self, done: int, total: int, seconds: float) -> str:
        """Return the line for a stage that has run for some seconds."""
        name = _(STAGES.get(self._stage, self._stage))
        if not total:
            return f"{name:<26} {done}"
        filled = _WIDTH * done // total
        bar = "█" * filled + "·" * (_WIDTH - filled)
        return f"{name:<26} {bar} {done}/{total}  {_when(done, total, seconds)}"


def _when(done: int, total: int, seconds: float) -> str:
    if done >= total:
        return _("took %(time)s") % {"time": clock_words(seconds)}
    if seconds < _SURE_AFTER or not done:
        return ""
    return _("%(time)s left") % {"time": clock_words(seconds / done * (total - done))}


def clock_words(seconds: float) -> str:
    """Return a length of time.

    Example:
        >>> clock_words(7.2), clock_words(3671)
        ('0:07', '1:01:11')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
