"""Releasing an edition, watching it being made, taking one back."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.models import Consultation
from commonspace.kernel.audience import audience
from commonspace.provenance.models import Outcome, Run
from commonspace.reports.changes import changes_since_last
from commonspace.reports.errors import NotReadyError
from commonspace.reports.forms import ReleaseForm
from commonspace.reports.gate import problems
from commonspace.reports.models import Edition
from commonspace.reports.services import KIND, recall, report_of
from commonspace.reports.tasks import release_under_way, request_release
from commonspace.reports.views.pages import EDITORS, UNPROCESSABLE, page, shown

STAGES = (
    ("compose", gettext_lazy("Putting the report together")),
    ("pdf", gettext_lazy("Setting the PDF")),
    ("docx", gettext_lazy("Writing the Word file")),
    ("odt", gettext_lazy("Writing the OpenDocument file")),
    ("epub", gettext_lazy("Writing the EPUB")),
)


@require_http_methods(["GET", "HEAD", "POST"])
@audience("secretariat")
def report_release(request: HttpRequest, code: str) -> HttpResponse:
    consultation, by = consultation_of(request), signed_in(request)
    under_way = release_under_way(consultation)
    if under_way is not None:
        return redirect("report-run", consultation.code, under_way.pk)
    found = problems(consultation)
    form = ReleaseForm(request.POST if request.method == "POST" else None, problems=found)
    refusal = None
    if form.is_valid():
        try:
            run = request_release(consultation=consultation, reasons=form.reasons(), by=by)
        except NotReadyError as refused:
            refusal = refused.message
        else:
            return redirect("report-run", consultation.code, run.pk)
    return page(
        request,
        "release",
        consultation,
        _("Release"),
        status=UNPROCESSABLE if request.method == "POST" else 200,
        form=form,
        refusal=refusal,
        hard=shown((one for one in found if one.is_hard), consultation),
        asked=zip(shown(form.soft, consultation), form.asked(), strict=True),
        next_number=_next_number(consultation),
        changes=changes_since_last(consultation),
        public_url=request.build_absolute_uri(reverse("report", args=[consultation.code])),
    )


def _next_number(consultation: Consultation) -> int:
    last = (
        report_of(consultation)
        .editions.order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return (last or 0) + 1


@require_safe
@audience(*EDITORS)
def report_run(request: HttpRequest, code: str, pk: str) -> HttpResponse:
    consultation = consultation_of(request)
    run = get_object_or_404(Run, pk=pk, kind=KIND, parameters__consultation=consultation.code)
    if run.outcome == Outcome.DONE:
        return _finished(request, consultation)
    template = "_run" if request.headers.get("HX-Request") else "run"
    return page(
        request, template, consultation, _("Release"),
        run=run, stages=_stages(run), waits_for_worker=_waits(run),
        steps_done=run.done, steps=max(run.total, len(STAGES)),
    )  # fmt: skip


def _waits(run: Run) -> bool:
    return (
        run.outcome == Outcome.WAITING and "immediate" not in settings.TASKS["default"]["BACKEND"]
    )


def _stages(run: Run) -> list[dict[str, object]]:
    keys = [key for key, _label in STAGES]
    here = keys.index(run.stage) if run.stage in keys else -1
    return [
        {"label": label, "is_done": place < here, "is_here": place == here}
        for place, (_key, label) in enumerate(STAGES)
    ]


def _finished(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    messages.success(request, _("The edition is public. Its address is on this page."))
    url = reverse("staff-report", args=[consultation.code])
    return HttpResponseClientRedirect(url) if request.headers.get("HX-Request") else redirect(url)


@require_http_methods(["GET", "HEAD", "POST"])
@audience("secretariat")
def report_recall(request: HttpRequest, code: str, number: int) -> HttpResponse:
    consultation, by = consultation_of(request), signed_in(request)
    edition = get_object_or_404(
        Edition, report__consultation=consultation, number=number, recalled_at=None
    )
    if request.method == "POST":
        recall(edition=edition, by=by)
        messages.success(
            request, _("Edition %(number)d is no longer shown.") % {"number": edition.number}
        )
        return redirect("staff-report", consultation.code)
    return page(request, "recall", consultation, _("Take back"), edition=edition)
