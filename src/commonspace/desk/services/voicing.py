"""Saying whether what one organisation sent by several ways is one voice."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from commonspace.contributions.models import Contribution
from commonspace.desk.choices import DecisionKind
from commonspace.desk.models import Decision, Place
from commonspace.people.models import Account
from commonspace.people.services import one_organisation
from commonspace.provenance.services import actor_of, record_event


@transaction.atomic
def count_as_one(
    *, contributions: Sequence[Contribution], name: str, names: Sequence[str], by: Account
) -> None:
    """Count contributions of one organisation as one voice: that of the first of them.

    All stay as they are, with their words and receipts.

    Args:
        contributions: In the order in which they came.
        name: What the organisation is called.
        names: Everything it is called in them; the others become other names of it.
        by: Who says so.
    """
    if len(names) > 1:
        one_organisation(name=name, also=[other for other in names if other != name])
    first = contributions[0]
    for one in contributions:
        _settle(one, first if one.pk != first.pk else None, DecisionKind.ONE_VOICE, by)


@transaction.atomic
def count_each(*, contributions: Sequence[Contribution], by: Account) -> None:
    """Count contributions of one organisation each as the voice of whoever sent it."""
    for one in contributions:
        _settle(one, None, DecisionKind.OWN_VOICE, by)


def _settle(
    contribution: Contribution, first: Contribution | None, kind: DecisionKind, by: Account
) -> None:
    Place.objects.filter(contribution=contribution).update(
        speaks_with=first, voice_settled_at=timezone.now()
    )
    Decision.objects.create(
        contribution=contribution, kind=kind, reason=str(first) if first else "", by=by
    )
    record_event(
        actor=actor_of(by), verb=f"contribution.{kind}", subject=f"contribution:{contribution.pk}",
        scope=contribution.consultation.code,
    )  # fmt: skip
