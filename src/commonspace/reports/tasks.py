"""Releasing in the background."""

from collections.abc import Mapping

from django.db import transaction

from commonspace.consultations.models import Consultation
from commonspace.kernel.background import background_task, enqueue_on_commit
from commonspace.people.models import Account
from commonspace.provenance.models import Run
from commonspace.provenance.services import actor_of, open_run
from commonspace.reports.services import KIND, answered, release


@background_task()
def release_task(run_id: str, account_id: int) -> None:
    run = Run.objects.get(pk=run_id)
    release(
        consultation=Consultation.objects.get(code=run.parameters["consultation"]),
        by=Account.objects.get(pk=account_id),
        overrides=run.parameters["overrides"],
        run=run,
    )


@transaction.atomic
def request_release(
    *, consultation: Consultation, reasons: Mapping[str, str], by: Account
) -> Run:
    """Ask for an edition; a worker makes it.

    Raises:
        NotReadyError: If something hard stands open, or something soft has no reason.
    """
    overrides = answered(consultation=consultation, reasons=reasons, by=by)
    run = open_run(
        kind=KIND, started_by=actor_of(by), consultation=consultation.code, overrides=overrides
    )
    enqueue_on_commit(release_task, run_id=str(run.pk), account_id=by.pk)
    return run
