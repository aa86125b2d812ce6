"""Analysis in the background."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation, Question
from commonspace.evidence.choices import ANALYSIS
from commonspace.evidence.errors import NothingToAnalyseError
from commonspace.evidence.queries import latest_run
from commonspace.evidence.records import cuts_of
from commonspace.evidence.services.analysing import run_analysis
from commonspace.kernel.background import background_task, enqueue_on_commit
from commonspace.people.models import Account
from commonspace.provenance.models import Run
from commonspace.provenance.services import actor_of, open_run

GIVEN_UP = timedelta(minutes=30)
"""A run that shows no end after this long was cut off with its worker."""


@background_task()
def analyse_task(run_id: str) -> None:
    run_analysis(Run.objects.get(pk=run_id))


@transaction.atomic
def request_analysis(
    *, consultation: Consultation, question: Question | None, by: Account | None
) -> Run:
    """Ask for an analysis of one question, or of all; a worker takes it up.

    Asking while the same analysis waits or runs gives that one.

    Raises:
        NothingToAnalyseError: If no readable text has arrived.
    """
    if not cuts_of(consultation, question):
        raise NothingToAnalyseError(
            _(
                "There is nothing to analyse here yet: no text has arrived, or it is still being read."
            )
        )
    latest = latest_run(consultation, question)
    if latest and latest.is_under_way and latest.created_at > timezone.now() - GIVEN_UP:
        return latest
    run = open_run(
        kind=ANALYSIS,
        started_by=actor_of(by),
        consultation=consultation.code,
        question=question.pk if question else None,
    )
    enqueue_on_commit(analyse_task, run_id=str(run.pk))
    return run
