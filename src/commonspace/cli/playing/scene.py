"""What the steps of the demo hand on to each other."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from commonspace.cli.demo.shapes import DemoContent
from commonspace.consultations.models import Consultation, Question
from commonspace.contributions.models import Contribution
from commonspace.evidence.models import Statement, Theme
from commonspace.people.models import Account

CODE = "harbour"
NEXT_CODE = "harbour-next"
PASSWORD = "a harbour for everyone"  # noqa: S105  # printed for whoever tries the demo


@dataclass(kw_only=True)
class Scene:
    """The demo as far as it has been played. Keys are those of the content."""

    content: DemoContent
    code: str = CODE
    say: Callable[[str], None]
    today: datetime = field(default_factory=timezone.now)
    staff: dict[str, Account] = field(default_factory=dict)
    contributions: dict[str, Contribution] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    themes: dict[tuple[int | None, str], Theme] = field(default_factory=dict)
    consultation: Consultation = field(init=False)

    def day(self, offset: int, hours: float = 0) -> datetime:
        """Return the moment ``offset`` days from today, at ``hours`` past midnight there."""
        zone = ZoneInfo(self.content.consultation.time_zone)
        midnight = self.today.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=offset, hours=hours)

    def question(self, number: int | None) -> Question | None:
        """Return a question of the call by its number."""
        if number is None:
            return None
        return self.consultation.questions.get(number=number)

    def role(self, role: str) -> Account:
        """Return the first of the staff in a role."""
        member = next(one for one in self.content.staff if one.role == role)
        return self.staff[member.key]

    @contextmanager
    def step(self, words: str) -> Iterator[None]:
        """Say that a step is under way, and how long it took."""
        began = time.monotonic()
        yield
        self.say(f"{words:.<48} {time.monotonic() - began:5.1f} s")
