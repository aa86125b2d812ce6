"""Who works on a consultation, and as what."""

from dataclasses import dataclass

from django.db import transaction

from commonspace.consultations.choices import Role
from commonspace.consultations.errors import LastSecretariatError
from commonspace.consultations.models import Consultation, Membership
from commonspace.consultations.services.log import note
from commonspace.people.models import Account
from commonspace.people.services import open_account


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A membership, and whether its account still has to choose a password."""

    membership: Membership
    needs_password: bool


@transaction.atomic
def add_member(
    *, consultation: Consultation, by: Account, email: str, name: str, role: str
) -> Invitation:
    """Let somebody work on a consultation; open an account for them if they have none.

    An account without a password gets a link to choose one, from those who invited it and from
    nobody else: an account that also works elsewhere is never handed out a second time.
    """
    account = open_account(email=email.strip(), name=name.strip())
    works_elsewhere = account.memberships.exclude(consultation=consultation).exists()
    membership, is_new = Membership.objects.get_or_create(
        account=account, consultation=consultation, role=role
    )
    if is_new:
        note(consultation, by, "member.added", f"account:{account.pk}")
    return Invitation(
        membership=membership,
        needs_password=not account.has_usable_password() and not works_elsewhere,
    )


@transaction.atomic
def remove_member(*, membership: Membership, by: Account) -> None:
    """End somebody's part in a consultation. What they did stays, in their name.

    Raises:
        LastSecretariatError: If nobody would be left to look after it.
    """
    consultation = membership.consultation
    if membership.role == Role.SECRETARIAT:
        left = consultation.memberships.filter(role=Role.SECRETARIAT).exclude(pk=membership.pk)
        if not left.exists():
            raise LastSecretariatError
    note(consultation, by, "member.removed", f"account:{membership.account_id}")
    membership.delete()
