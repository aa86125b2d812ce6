"""The search for duplicates, in the background."""

from django.db import transaction

from commonspace.consultations.models import Consultation
from commonspace.desk.services.duplicates import KIND, SEED, search_duplicates
from commonspace.kernel.background import background_task, enqueue_on_commit
from commonspace.people.models import Account
from commonspace.provenance.models import Run
from commonspace.provenance.services import actor_of, open_run


@background_task()
def search_duplicates_task(run_id: str) -> None:
    """Compare every contribution with every other; safe to run twice."""
    run = Run.objects.get(pk=run_id)
    consultation = Consultation.objects.get(code=run.parameters["consultation"])
    search_duplicates(run=run, consultation=consultation)


@transaction.atomic
def request_search(*, consultation: Consultation, by: Account | None) -> Run:
    """Ask for a search of duplicates; a worker takes it up."""
    run = open_run(kind=KIND, started_by=actor_of(by), consultation=consultation.code, seed=SEED)
    enqueue_on_commit(search_duplicates_task, run_id=str(run.pk))
    return run
