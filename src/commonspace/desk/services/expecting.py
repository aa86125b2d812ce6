"""Saying whom a call means to hear, and through which contributions a group was heard."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.desk.choices import Aspect
from commonspace.desk.models import Expected
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event


@transaction.atomic
def expect(
    *, consultation: Consultation, values: Mapping[Aspect, Iterable[str]], by: Account
) -> None:
    """Say whom the call means to hear. What stays named keeps what is known of it."""
    for aspect, wanted in values.items():
        listed = list(dict.fromkeys(value[:120] for value in wanted if value))
        consultation.expected.filter(aspect=aspect).exclude(value__in=listed).delete()
        for position, value in enumerate(listed):
            Expected.objects.update_or_create(
                consultation=consultation, aspect=aspect, value=value,
                defaults={"position": position},
            )  # fmt: skip
    record_event(
        actor=actor_of(by), verb="call.expected", subject=f"consultation:{consultation.pk}",
        scope=consultation.code,
    )  # fmt: skip


@transaction.atomic
def hear_group(*, group: Expected, through: Iterable[Contribution], by: Account) -> None:
    """Say which contributions speak for a group of people, in place of what was said before."""
    group.heard_in.set(through)
    record_event(
        actor=actor_of(by), verb="group.heard", subject=f"expected:{group.pk}",
        scope=group.consultation.code,
    )  # fmt: skip
