"""Releasing in the background."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from commonspace.consultations.models import Consultation
from commonspace.kernel.background import background_task, enqueue_on_commit
from commonspace.people.models import Account
from commonspace.provenance.models import Outcome, Run
from commonspace.provenance.services import actor_of, open_run
from commonspace.reports.services import KIND, answered, release

GIVEN_UP_AFTER = timedelta(hours=1)


@background_task()
def release_task(run_id: str, account_id: int) -> None:
    """Make the edition that a run asks for."""
    run = Run.objects.get(pk=run_id)
    release(
        consultation=Consultation.objects.get(code=run.parameters["consultation"]),
        by=Account.objects.get(pk=account_id),
        overrides=run.parameters["overrides"],
        run=run,
    )


@transaction.atomic
def request_release(*, consultation: Consultation, reasons: Mapping[str, str], by: Account) -> Run:
    """Ask for an edition; a worker makes it. Asked twice while one is made, it is made once.

    Raises:
        NotReadyError: If something hard stands open, or something soft has no reason.
    """
    overrides = answered(consultation=consultation, reasons=reasons, by=by)
    under_way = release_under_way(consultation)
    if under_way is not None:
        return under_way
    run = open_run(
        kind=KIND, started_by=actor_of(by), consultation=consultation.code, overrides=overrides
    )
    enqueue_on_commit(release_task, run_id=str(run.pk), account_id=by.pk)
    return run


def release_under_way(consultation: Consultation) -> Run | None:
    """Return the release that waits or runs; one that stopped answering is given up."""
    return Run.objects.filter(
        kind=KIND,
        parameters__consultation=consultation.code,
        outcome__in=(Outcome.WAITING, Outcome.RUNNING),
        created_at__gt=timezone.now() - GIVEN_UP_AFTER,
    ).first()
