"""Deciding about contributions: read, filed, protected, merged, set aside."""

from django.db import transaction
from django.utils.translation import gettext as _

from commonspace.contributions.models import Contribution
from commonspace.desk.choices import DecisionKind, State
from commonspace.desk.errors import NoReasonError
from commonspace.desk.models import Decision, Place
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event

_BECOMES = {
    DecisionKind.READ: State.READ,
    DecisionKind.FILED: State.FILED,
    DecisionKind.SET_ASIDE: State.SET_ASIDE,
    DecisionKind.PROTECTED: State.PROTECTED,
    DecisionKind.REOPENED: State.READ,
}
_NEEDS_A_REASON = {DecisionKind.SET_ASIDE, DecisionKind.PROTECTED}


@transaction.atomic
def decide(*, contribution: Contribution, kind: str, by: Account | None, reason: str = "") -> Place:
    """Put a contribution in another place on the desk and write down who did and why.

    Raises:
        NoReasonError: If setting aside or protecting comes without a reason.
    """
    kind = DecisionKind(kind)
    if kind in _NEEDS_A_REASON and not reason.strip():
        raise NoReasonError(_("Please say why, in a few words. The reason is kept and counted."))
    Decision.objects.create(contribution=contribution, kind=kind, reason=reason.strip(), by=by)
    if kind in {DecisionKind.PROTECTED, DecisionKind.REOPENED}:
        contribution.is_protected = kind == DecisionKind.PROTECTED
        contribution.save(update_fields=["is_protected"])
    record_event(
        actor=actor_of(by), verb=f"contribution.{kind}",
        subject=f"contribution:{contribution.pk}", scope=contribution.consultation.code,
    )  # fmt: skip
    return _put(contribution, _BECOMES[kind])


@transaction.atomic
def merge(*, contribution: Contribution, into: Contribution, by: Account | None) -> Place:
    """Count two contributions as one; both stay findable and both receipts stay good."""
    Decision.objects.create(
        contribution=contribution, kind=DecisionKind.MERGED, reason=str(into), by=by
    )
    record_event(
        actor=actor_of(by), verb="contribution.merged",
        subject=f"contribution:{contribution.pk}", scope=contribution.consultation.code,
    )  # fmt: skip
    return _put(contribution, State.MERGED, merged_into=into)


@transaction.atomic
def first_look(*, contribution: Contribution, by: Account) -> None:
    """Mark a new contribution as read when a member of staff opens it."""
    place, _new = Place.objects.get_or_create(contribution=contribution)
    if place.state == State.NEW:
        decide(contribution=contribution, kind=DecisionKind.READ, by=by)


def enter(*, contribution: Contribution) -> Place:
    """Give a contribution that has just arrived its place: new."""
    return Place.objects.get_or_create(contribution=contribution)[0]


def follow_withdrawal(*, contribution: Contribution) -> None:
    """Move a withdrawn contribution to its numbered gap."""
    if contribution.is_withdrawn:
        _put(contribution, State.WITHDRAWN)


def _put(contribution: Contribution, state: str, merged_into: Contribution | None = None) -> Place:
    place, _new = Place.objects.update_or_create(
        contribution=contribution, defaults={"state": state, "merged_into": merged_into}
    )
    return place
