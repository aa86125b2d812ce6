"""What a comment does when its contribution changes."""

from typing import Any

from django.dispatch import receiver

from commonspace.channels.discussion.services.saying import follow_change
from commonspace.contributions.models import Contribution
from commonspace.contributions.signals import contribution_changed


@receiver(contribution_changed)
def look_at_the_words_anew(contribution: Contribution, **_rest: Any) -> None:  # noqa: ANN401
    """Let changed words wait for somebody to read them."""
    follow_change(contribution=contribution)
