"""Analysis in the background."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation, Frame, Question
from commonspace.evidence.choices import ANALYSIS, TAGGING
from commonspace.evidence.errors import NothingToAnalyseError
from commonspace.evidence.queries import latest_run
from commonspace.evidence.records import cuts_of
from commonspace.evidence.services.analysing import run_analysis
from commonspace.evidence.services.tagging import suggest_tags
from commonspace.kernel.background import background_task, enqueue_on_commit
from commonspace.people.models import Account
from commonspace.provenance.models import Run
from commonspace.provenance.services import actor_of, open_run

GIVEN_UP = timedelta(minutes=30)
"""A run that shows no end after this long was cut off with its worker."""


@background_task()
def analyse_task(run_id: str) -> None:
    run_analysis(Run.objects.get(pk=run_id))


@background_task()
def suggest_tags_task(run_id: str) -> None:
    """Suggest tags of the frame that a run names."""
    run = Run.objects.get(pk=run_id)
    suggest_tags(run=run, frame=Frame.objects.get(pk=run.parameters["frame"]))


@transaction.atomic
def request_suggestions(*, frame: Frame, by: Account | None) -> Run:
    """Ask for suggestions of tags; a worker takes it up."""
    run = open_run(
        kind=TAGGING,
        started_by=actor_of(by),
        consultation=frame.consultation.code,
        frame=frame.pk,
    )
    enqueue_on_commit(suggest_tags_task, run_id=str(run.pk))
    return run


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
