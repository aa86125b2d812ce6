"""What is counted when something arrives through a network's link; forms among what was read."""

from typing import Any

from django.dispatch import receiver

from commonspace.contributions.models import Contribution
from commonspace.contributions.signals import contribution_read, contribution_received
from commonspace.sharing.arriving import arriving_via
from commonspace.sharing.services.inviting import count_one
from commonspace.sharing.services.returning import look_for_forms


@receiver(contribution_received)
def count_the_link(contribution: Contribution, **_rest: Any) -> None:  # noqa: ANN401
    """Raise the sum of the link somebody came by; which contribution it was is kept nowhere."""
    token = arriving_via()
    if token:
        count_one(consultation_id=contribution.consultation_id, token=token)


@receiver(contribution_read)
def look_for_filled_forms(contribution: Contribution, **_rest: Any) -> None:  # noqa: ANN401
    """Put the fields of a form that came as a file under their questions."""
    look_for_forms(contribution=contribution)
