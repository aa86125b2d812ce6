"""Texts are read when something arrives or changes."""

from typing import Any

from django.dispatch import receiver

from commonspace.contributions.models import Contribution
from commonspace.contributions.signals import contribution_changed, contribution_received
from commonspace.kernel.background import enqueue_on_commit
from commonspace.texts.tasks import read_contribution_task


@receiver([contribution_received, contribution_changed])
def read_what_arrived(contribution: Contribution, **_rest: Any) -> None:  # noqa: ANN401
    """Queue the reading of what a contribution brought; words in a stated language need none."""
    is_read = contribution.language and not contribution.attachments.exists()
    if is_read:
        return
    enqueue_on_commit(read_contribution_task, contribution_id=str(contribution.pk))
