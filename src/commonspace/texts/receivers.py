"""Texts are read when something arrives or changes."""

from typing import Any

from django.dispatch import receiver

from commonspace.contributions.models import Contribution
from commonspace.contributions.signals import contribution_changed, contribution_received
from commonspace.kernel.background import enqueue_on_commit
from commonspace.texts.tasks import read_contribution_task


@receiver([contribution_received, contribution_changed])
def read_what_arrived(
    contribution: Contribution,
    has_files: bool | None = None,  # noqa: FBT001  # as the signal names it
    **_rest: Any,  # noqa: ANN401
) -> None:
    """Queue the reading of what a contribution brought; words in a stated language need none."""
    if has_files is None:
        has_files = contribution.attachments.exists()
    if contribution.language and not has_files:
        return
    enqueue_on_commit(read_contribution_task, contribution_id=str(contribution.pk))
