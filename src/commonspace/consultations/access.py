"""Person and address to consultation, or refusal: what exists for others stays unseen."""

from django.contrib.auth.models import AnonymousUser

from commonspace.consultations.choices import Role, Stage
from commonspace.consultations.models import Consultation
from commonspace.kernel.errors import NotYoursError
from commonspace.people.models import Account


def published_consultation(code: str) -> Consultation:
    """Return a consultation whose call is public.

    Raises:
        NotYoursError: If there is none, or it is a draft.
    """
    consultation = Consultation.objects.filter(code=code, stage=Stage.PUBLISHED).first()
    if consultation is None:
        raise NotYoursError
    return consultation


def consultation_for_member(
    account: Account | AnonymousUser, code: str, *, roles: frozenset[str] | set[str]
) -> Consultation:
    """Return the consultation if ``account`` holds one of ``roles`` in it.

    Raises:
        NotYoursError: If it does not exist or the account has none of the roles.
    """
    if not account.is_authenticated:
        raise NotYoursError
    consultation = (
        Consultation.objects.filter(
            code=code, memberships__account=account.pk, memberships__role__in=roles
        )
        .distinct()
        .first()
    )
    if consultation is None:
        raise NotYoursError
    return consultation


def roles_in(account: Account | AnonymousUser, consultation: Consultation) -> frozenset[str]:
    """Return the roles an account holds in a consultation."""
    if not account.is_authenticated:
        return frozenset()
    return frozenset(
        consultation.memberships.filter(account=account.pk).values_list("role", flat=True)
    )


ANY_ROLE = frozenset(Role.values)
