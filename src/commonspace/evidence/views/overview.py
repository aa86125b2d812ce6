"""The overview of the analysis, asking for one, and watching it go on."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.models import Consultation
from commonspace.evidence.board import overview
from commonspace.evidence.choices import ANALYSIS
from commonspace.evidence.queries import latest_run
from commonspace.evidence.tasks import request_analysis
from commonspace.evidence.views.pages import ANALYSTS, page, question_or_404
from commonspace.kernel.audience import audience
from commonspace.people.models import Account
from commonspace.provenance.models import Outcome, Run

STAGES = (
    ("statements", gettext_lazy("Cutting the texts into statements")),
    ("duplicates", gettext_lazy("Finding what is said twice")),
    ("vectors", gettext_lazy("Comparing what statements mean")),
    ("themes", gettext_lazy("Grouping them into themes")),
)


@require_safe
@audience(*ANALYSTS)
def analysis(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    lines = overview(consultation)
    return page(
        request,
        "overview",
        consultation,
        lines=[line for line in lines if line.question or line.answers or line.confirmed],
        latest=latest_run(consultation),
        has_texts=any(line.answers or line.waiting or line.confirmed for line in lines),
        starters=_starters(line.run for line in lines),
    )


def _starters(runs: Iterable[Run | None]) -> dict[str, str]:
    """Return who asked for each run, by the actor it names."""
    actors = {run.started_by for run in runs if run and run.started_by.startswith("account:")}
    numbers = [actor.removeprefix("account:") for actor in actors]
    names = Account.objects.filter(pk__in=numbers).values_list("pk", "name")
    return {f"account:{pk}": name for pk, name in names}


@require_POST
@audience(*ANALYSTS)
def analysis_start(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    asked = request.POST.get("question", "")
    question = question_or_404(consultation, int(asked)) if asked.isdecimal() else None
    run = request_analysis(consultation=consultation, question=question, by=signed_in(request))
    return redirect("analysis-run", consultation.code, run.pk)


@require_safe
@audience(*ANALYSTS)
def analysis_run(request: HttpRequest, code: str, pk: str) -> HttpResponse:
    consultation = consultation_of(request)
    run = get_object_or_404(Run, pk=pk, kind=ANALYSIS, parameters__consultation=consultation.code)
    if run.outcome == Outcome.DONE:
        return _finished(request, consultation, run)
    context = {
        "consultation": consultation, "room": "analysis", "code": consultation.code,
        "run": run, "stages": _stages(run), "waits_for_worker": _waits(run),
    }  # fmt: skip
    template = "evidence/_run.html" if request.headers.get("HX-Request") else "evidence/run.html"
    return render(request, template, context)


def _waits(run: Run) -> bool:
    return (
        run.outcome == Outcome.WAITING and "immediate" not in settings.TASKS["default"]["BACKEND"]
    )


def _stages(run: Run) -> list[dict[str, object]]:
    keys = [key for key, _label in STAGES]
    here = keys.index(run.stage) if run.stage in keys else -1
    return [
        {
            "label": label,
            "is_done": place < here,
            "is_here": place == here,
            "done": run.done,
            "total": max(run.total, 1),
        }
        for place, (_key, label) in enumerate(STAGES)
    ]


def _finished(request: HttpRequest, consultation: Consultation, run: Run) -> HttpResponse:
    asked = run.parameters.get("question")
    question = consultation.questions.filter(pk=asked).first() if asked else None
    url = (
        reverse("analysis-board", args=[consultation.code, question.number])
        if question
        else reverse("staff-analysis", args=[consultation.code])
    )
    messages.success(
        request,
        _("The analysis is ready: %(read)d texts read, %(left)d gave nothing to go on.")
        % {"read": run.counts_in, "left": run.counts_unprocessed},
    )
    return HttpResponseClientRedirect(url) if request.headers.get("HX-Request") else redirect(url)
