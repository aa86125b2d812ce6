"""Put documents in, and watch what becomes of them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.channels.documents.forms import TermsForm
from commonspace.channels.documents.queries import bundles_of, known_organisations, standing
from commonspace.channels.documents.services import put_in
from commonspace.channels.documents.tasks import take_in_task
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.intake.pages import DeskPages
from commonspace.kernel.audience import audience
from commonspace.kernel.background import enqueue_on_commit
from commonspace.provenance.models import Outcome

_pages = DeskPages(
    title=gettext_lazy("Put in documents"), url_name="documents", templates="documents"
)
MANY = 200
"""Files from which the page of a bundle asks less often how far it is."""


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def documents(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    if request.method != "POST":
        return _asked(request, consultation, TermsForm(consultation=consultation, label_suffix=""))
    form = TermsForm(request.POST, request.FILES, consultation=consultation, label_suffix="")
    if not form.is_valid():
        return _asked(request, consultation, form, status=422)
    bundle = put_in(
        consultation=consultation,
        terms=form.terms(),
        files=[(file.name or "", file) for file in form.files_given()],
        by=signed_in(request),
    )
    enqueue_on_commit(take_in_task, bundle_id=bundle.pk)
    return redirect("documents-bundle", consultation.code, bundle.pk)


@require_safe
@audience(Role.SECRETARIAT)
def bundle(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    found = get_object_or_404(bundles_of(consultation), pk=pk)
    files = standing(found)
    waits = found.run.outcome == Outcome.WAITING and not _runs_at_once()
    context = {
        **_pages.frame(consultation, _("What became of them")),
        "bundle": found,
        "run": found.run,
        "standing": files,
        "pause": 1 if files.total <= MANY else 5,
        "waits_for_worker": waits,
    }
    is_part = bool(request.headers.get("HX-Request"))
    return render(request, f"documents/{'_bundle' if is_part else 'bundle'}.html", context)


@require_POST
@audience(Role.SECRETARIAT)
def go_on(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take up a bundle again that was stopped half way."""
    consultation = consultation_of(request)
    found = get_object_or_404(bundles_of(consultation), pk=pk)
    enqueue_on_commit(take_in_task, bundle_id=found.pk)
    return redirect("documents-bundle", consultation.code, found.pk)


def _asked(
    request: HttpRequest, consultation: Consultation, form: TermsForm, *, status: int = 200
) -> HttpResponse:
    context = {
        **_pages.frame(consultation),
        "form": form,
        "organisations": known_organisations(consultation),
        "bundles": bundles_of(consultation)[:10],
    }
    return render(request, "documents/documents.html", context, status=status)


def _runs_at_once() -> bool:
    return "immediate" in settings.TASKS["default"]["BACKEND"]
