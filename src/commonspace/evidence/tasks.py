"""Analysis in the background."""

from commonspace.evidence.services.analysing import run_analysis
from commonspace.kernel.background import background_task
from commonspace.provenance.models import Run


@background_task()
def analyse_task(run_id: str) -> None:
    run_analysis(Run.objects.get(pk=run_id))
