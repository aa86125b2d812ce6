"""Person and address to consultation, or refusal: what exists for others stays unseen."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from commonspace.consultations.choices import Role, Stage
from commonspace.consultations.models import Consultation
from commonspace.kernel.errors import NotYoursError
from commonspace.people.models import Account

ANY_ROLE = frozenset(Role.values)


def published_consultation(code: str) -> Consultation:
    """Return a consultation whose call is public.

    Raises:
        NotYoursError: If there is none, or it is a draft.
    """
    consultation = (
        Consultation.objects.select_related("owner")
        .filter(code=code, stage=Stage.PUBLISHED)
        .first()
    )
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


def consultation_of(request: HttpRequest) -> Consultation:
    """Return the consultation of a staff page, looked up with its reader's right to it."""
    consultation = getattr(request, "consultation", None)
    if not isinstance(consultation, Consultation):
        raise NotYoursError
    return consultation


def signed_in(request: HttpRequest) -> Account:
    """Return the account that reads a staff page."""
    if not isinstance(request.user, Account):
        raise NotYoursError
    return request.user


def readable_consultation(account: Account | AnonymousUser, code: str) -> Consultation:
    """Return a consultation whose call ``account`` may read: a public one, or a draft of its own.

    Raises:
        NotYoursError: If there is none, or it is the draft of others.
    """
    try:
        return published_consultation(code)
    except NotYoursError:
        return consultation_for_member(account, code, roles=ANY_ROLE)
