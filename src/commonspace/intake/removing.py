"""Asking for removal after the deadline, deciding about it, and carrying it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.contributions.signals import contribution_changed
from commonspace.contributions.verbatim import Sayings
from commonspace.intake.choices import AskedBy, RemovalState, Removed
from commonspace.intake.erasing import erase_everything, erase_name, stop_quoting
from commonspace.intake.errors import (
    AlreadyDecidedRemovalError,
    NoRemovalReasonError,
    NothingToRemoveError,
)
from commonspace.intake.keepers import Keeper, Removal, Touched, keepers, register_keeper
from commonspace.intake.models import RemovalRequest
from commonspace.intake.services import may_change
from commonspace.kernel.journal import empty_the_journal
from commonspace.people.access import details_of
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event

LAST = 90
"""Place of the contribution's own rows among the keepers: everybody else has let go by then."""

_VERBS = {
    Removed.EVERYTHING: "contribution.removed",
    Removed.NAME: "contribution.name-removed",
    Removed.QUOTATION: "contribution.quotations-removed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalStanding:
    """Where a contribution stands: the latest request, whether nothing is left, what can be asked.

    Removal can be asked for once a contribution can no longer be changed, while words are left.
    """

    latest: RemovalRequest | None
    is_removed: bool
    may_ask: bool


def standing_of(contribution: Contribution) -> RemovalStanding:
    """Return where a contribution stands, in one query."""
    found = list(contribution.removals.order_by("-asked_at", "-pk"))
    removed = any(
        one.what == Removed.EVERYTHING and one.state == RemovalState.CARRIED_OUT for one in found
    )
    waits = any(one.is_open for one in found)
    return RemovalStanding(
        latest=found[0] if found else None,
        is_removed=removed,
        may_ask=not (removed or waits or may_change(contribution)),
    )


def open_requests(consultation: Consultation) -> QuerySet[RemovalRequest]:
    """Return the requests of a consultation that wait for a decision, the most urgent first."""
    return requests_of(consultation).filter(state=RemovalState.OPEN)


def requests_of(consultation: Consultation) -> QuerySet[RemovalRequest]:
    """Return every request of a consultation."""
    return RemovalRequest.objects.filter(contribution__consultation=consultation).select_related(
        "contribution__contributor__organisation", "contribution__consultation", "decided_by",
        "entered_by",
    )  # fmt: skip


@transaction.atomic
def ask_for_removal(
    *,
    contribution: Contribution,
    what: str,
    is_masked: bool = False,
    remark: str = "",
    asked_by: str = AskedBy.CODE,
    known_by: str = "",
    by: Account | None = None,
) -> RemovalRequest:
    """Write down that somebody asks for removal; it is decided by a person, by a day.

    Asking again while a request is open puts the new one in its place and keeps the day.

    Raises:
        NothingToRemoveError: If everything was removed already, or can still be withdrawn at once.
    """
    contribution = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if standing_of(contribution).is_removed or (may_change(contribution) and by is None):
        raise NothingToRemoveError
    now = timezone.now()
    due = timezone.localdate(now) + timedelta(days=settings.COMMONSPACE_REMOVAL_DAYS)
    said = {
        "what": Removed(what),
        "is_masked": is_masked,
        "remark": remark.strip()[:2000],
        "asked_by": AskedBy(asked_by),
        "known_by": known_by.strip()[:300],
        "entered_by": by,
    }
    request, _is_new = RemovalRequest.objects.update_or_create(
        contribution=contribution,
        state=RemovalState.OPEN,
        defaults=said,
        create_defaults={**said, "asked_at": now, "due_on": due},
    )
    _log(request, "removal.asked", actor_of(by) if by else "receipt")
    return request


@transaction.atomic
def take_back_request(*, contribution: Contribution) -> None:
    """Let somebody who asked for removal have their words stay after all."""
    found = contribution.removals.select_for_update().filter(state=RemovalState.OPEN).first()
    if found is not None:
        _settle(found, RemovalState.TAKEN_BACK, by=None)
        _log(found, "removal.taken-back", "receipt")


@transaction.atomic
def refuse_removal(*, request: RemovalRequest, answer: str, by: Account) -> RemovalRequest:
    """Refuse a request, with the reason that its author reads. They can ask again.

    Raises:
        NoRemovalReasonError: If there is none.
        AlreadyDecidedRemovalError: If it was decided or taken back meanwhile.
    """
    if not answer.strip():
        raise NoRemovalReasonError
    request = _open_one(request)
    request.answer = answer.strip()[:2000]
    _settle(request, RemovalState.REFUSED, by=by)
    _log(request, "removal.refused", actor_of(by))
    return request


def carry_out_removal(*, request: RemovalRequest, by: Account) -> RemovalRequest:
    """Do what a request asks: everybody who keeps something of it lets go, all or nobody.

    Raises:
        AlreadyDecidedRemovalError: If it was decided or taken back meanwhile.
    """
    with transaction.atomic():
        request = _open_one(request)
        removal = removal_of(request, actor=actor_of(by))
        if removal.what == Removed.EVERYTHING:
            _take_out_of_counts(removal)
        for keeper in keepers():
            keeper.erase(removal)
        _settle(request, RemovalState.CARRIED_OUT, by=by)
        record_event(
            actor=removal.actor, verb=_VERBS[Removed(removal.what)],
            subject=f"contribution:{removal.contribution.pk}",
            scope=removal.contribution.consultation.code,
        )  # fmt: skip
        transaction.on_commit(empty_the_journal)
    return request


def touched_by(request: RemovalRequest) -> list[Touched]:
    """Return what carrying out a request would touch, for people to look at before they decide."""
    removal = removal_of(request, actor="")
    return [each for keeper in keepers() for each in keeper.touched(removal)]


def removal_of(request: RemovalRequest, *, actor: str) -> Removal:
    """Return what a request means, with the words and names it is about as they now stand."""
    contribution = request.contribution
    name = details_of(contribution.contributor).name
    return Removal(
        contribution=contribution,
        what=request.what,
        is_masked=request.is_masked,
        name=name,
        sayings=Sayings.of(contribution.texts.values_list("text", flat=True)),
        at=timezone.now(),
        actor=actor,
    )


def _open_one(request: RemovalRequest) -> RemovalRequest:
    found = RemovalRequest.objects.select_for_update(of=("self",)).select_related(
        "contribution__contributor__organisation", "contribution__consultation"
    )
    locked = found.get(pk=request.pk)
    if not locked.is_open:
        raise AlreadyDecidedRemovalError
    return locked


def _settle(request: RemovalRequest, state: str, *, by: Account | None) -> None:
    request.state, request.decided_by, request.decided_at = state, by, timezone.now()
    request.remark = request.known_by = ""
    request.save()


def _take_out_of_counts(removal: Removal) -> None:
    contribution = removal.contribution
    if contribution.withdrawn_at is None:
        contribution.withdrawn_at = removal.at
        contribution.save(update_fields=["withdrawn_at"])
    contribution_changed.send(Contribution, contribution=contribution)


def _erase_own(removal: Removal) -> None:
    match Removed(removal.what):
        case Removed.EVERYTHING:
            erase_everything(removal.contribution)
        case Removed.NAME:
            erase_name(removal.contribution)
        case Removed.QUOTATION:
            stop_quoting(removal.contribution)


def _own(removal: Removal) -> Iterable[Touched]:
    contribution = removal.contribution
    if removal.what != Removed.EVERYTHING:
        return
    for attachment in contribution.attachments.select_related("file"):
        yield Touched(
            kind=_("document"), words=attachment.title or attachment.file.name, fate=_("is deleted")
        )


def _log(request: RemovalRequest, verb: str, actor: str) -> None:
    record_event(
        actor=actor, verb=verb, subject=f"contribution:{request.contribution_id}",
        scope=request.contribution.consultation.code,
    )  # fmt: skip


register_keeper(Keeper(order=LAST, touched=_own, erase=_erase_own))
