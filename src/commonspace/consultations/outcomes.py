"""What came of a consultation: later rooms say it, the call page and the home page link to it.

A room that publishes something registers a finder when its app is ready. A finder is asked about
many consultations at once and answers for those it knows something of::

    from commonspace.consultations.outcomes import Outcome, register

    def released_reports(consultations: Sequence[Consultation]) -> dict[int, list[Outcome]]:
        ...

    register(released_reports)
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from commonspace.consultations.models import Consultation


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Something published that a reader of the call may go on to."""

    title: str
    url: str
    published_at: datetime


Finder = Callable[[Sequence[Consultation]], Mapping[int, Sequence[Outcome]]]

_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Make a finder known. Registering the same one again changes nothing."""
    if finder not in _finders:
        _finders.append(finder)


def outcomes_of(consultations: Sequence[Consultation]) -> dict[int, list[Outcome]]:
    """Return what was published, newest first, by the primary key of the consultation."""
    found: dict[int, list[Outcome]] = defaultdict(list)
    for finder in _finders:
        for key, outcomes in finder(consultations).items():
            found[key].extend(outcomes)
    return {
        key: sorted(outcomes, key=lambda outcome: outcome.published_at, reverse=True)
        for key, outcomes in found.items()
    }
