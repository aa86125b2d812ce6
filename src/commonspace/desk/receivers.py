"""What the desk does when something arrives or changes."""

from typing import Any

from django.dispatch import receiver

from commonspace.contributions.models import Contribution
from commonspace.contributions.signals import contribution_changed, contribution_received
from commonspace.desk.services import enter, follow_withdrawal


@receiver(contribution_received)
def give_it_a_place(contribution: Contribution, **_rest: Any) -> None:  # noqa: ANN401
    """Put what has just arrived among the new ones."""
    enter(contribution=contribution)


@receiver(contribution_changed)
def note_withdrawal(contribution: Contribution, **_rest: Any) -> None:  # noqa: ANN401
    """Let what was taken back leave its place."""
    follow_withdrawal(contribution=contribution)
