"""Deciding about contributions: read, filed, protected, merged, set aside, routed."""

from django.db import transaction
from django.utils.translation import gettext as _

from commonspace.consultations.models import Question
from commonspace.contributions.models import Attachment, Contribution
from commonspace.contributions.services import assign_question
from commonspace.desk.choices import DecisionKind, State
from commonspace.desk.errors import NoReasonError, NotMergeableError, WithdrawnError
from commonspace.desk.models import Decision, Place
from commonspace.people.access import details_of
from commonspace.people.models import Account
from commonspace.people.vault import PersonalDetails
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
        WithdrawnError: If its contributor took it back.
    """
    _refuse_withdrawn(contribution)
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
    """Count two contributions as one; both stay findable and both receipts stay good.

    Where ``into`` was merged itself, the one it was merged into is taken; what was merged
    into ``contribution`` comes along.

    Raises:
        NotMergeableError: If both are the same, or of different consultations.
        WithdrawnError: If one of them was taken back.
    """
    into = _last_of(into)
    if contribution.pk == into.pk or contribution.consultation_id != into.consultation_id:
        raise NotMergeableError(
            _(
                "A contribution can be merged with another one of the same consultation only. Nothing was changed."
            )
        )
    _refuse_withdrawn(contribution)
    _refuse_withdrawn(into)
    Decision.objects.create(
        contribution=contribution, kind=DecisionKind.MERGED, reason=str(into), by=by
    )
    record_event(
        actor=actor_of(by), verb="contribution.merged",
        subject=f"contribution:{contribution.pk}", scope=contribution.consultation.code,
    )  # fmt: skip
    Place.objects.filter(merged_into=contribution).update(merged_into=into)
    Place.objects.filter(speaks_with=contribution).exclude(contribution=into).update(
        speaks_with=into
    )
    Place.objects.filter(contribution=into, speaks_with=contribution).update(speaks_with=None)
    return _put(contribution, State.MERGED, merged_into=into)


@transaction.atomic
def route(*, attachment: Attachment, question: Question | None, by: Account | None) -> None:
    """Say which question an attachment speaks to as a whole; ``None`` leaves it to its headings.

    Raises:
        WithdrawnError: If the contribution was taken back.
    """
    contribution = attachment.contribution
    _refuse_withdrawn(contribution)
    assign_question(attachment=attachment, question=question)
    Decision.objects.create(
        contribution=contribution,
        kind=DecisionKind.ROUTED,
        reason=f"{attachment.file.name} → {question.number if question else '–'}",
        by=by,
    )
    record_event(
        actor=actor_of(by), verb="contribution.routed",
        subject=f"contribution:{contribution.pk}", scope=contribution.consultation.code,
    )  # fmt: skip


@transaction.atomic
def open_identity(*, contribution: Contribution, by: Account) -> PersonalDetails:
    """Return who contributed, and write down who looked. The caller has checked the role."""
    record_event(
        actor=actor_of(by), verb="identity.opened",
        subject=f"contribution:{contribution.pk}", scope=contribution.consultation.code,
    )  # fmt: skip
    return details_of(contribution.contributor)


@transaction.atomic
def first_look(*, contribution: Contribution, by: Account) -> None:
    """Mark a contribution as read if it is new; otherwise change nothing."""
    place, _new = Place.objects.get_or_create(contribution=contribution)
    if place.state == State.NEW:
        decide(contribution=contribution, kind=DecisionKind.READ, by=by)


def enter(*, contribution: Contribution) -> Place:
    """Give a contribution that has just arrived its place: new."""
    return Place.objects.create(contribution=contribution)


def follow_withdrawal(*, contribution: Contribution) -> None:
    """Move a withdrawn contribution to its numbered gap.

    Those that were counted with it are not withdrawn: the first of them stands by itself again,
    the others count with that one.
    """
    if not contribution.is_withdrawn:
        return
    _put(contribution, State.WITHDRAWN)
    _speak_without(contribution)
    left = Place.objects.filter(merged_into=contribution, contribution__withdrawn_at=None)
    places = list(left.select_related("contribution").order_by("contribution__reference"))
    if places:
        first = places[0].contribution
        Decision.objects.create(
            contribution=first, kind=DecisionKind.REOPENED, reason=str(contribution)
        )
        _put(first, State.READ)
        left.update(merged_into=first)


def _speak_without(contribution: Contribution) -> None:
    """Let those that were one voice with a contribution be one with the first of them that is left."""
    Place.objects.filter(contribution=contribution).update(speaks_with=None)
    left = Place.objects.filter(speaks_with=contribution, contribution__withdrawn_at=None)
    first = left.select_related("contribution").order_by("contribution__reference").first()
    if first is not None:
        left.exclude(pk=first.pk).update(speaks_with=first.contribution)
        Place.objects.filter(pk=first.pk).update(speaks_with=None)


def _put(contribution: Contribution, state: str, merged_into: Contribution | None = None) -> Place:
    place, _new = Place.objects.update_or_create(
        contribution=contribution, defaults={"state": state, "merged_into": merged_into}
    )
    return place


def _last_of(contribution: Contribution) -> Contribution:
    """Follow merges to the contribution that counts."""
    place = Place.objects.filter(contribution=contribution).select_related("merged_into").first()
    return place.merged_into if place and place.merged_into else contribution


def _refuse_withdrawn(contribution: Contribution) -> None:
    if contribution.is_withdrawn:
        raise WithdrawnError(
            _(
                "Its contributor took this contribution back, so nothing can be decided about it any more. It stays as a numbered gap."
            )
        )
