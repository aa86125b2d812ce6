"""Filled forms that came as files: those whose answers were taken, and those to look at first."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.intake.pages import DeskPages
from commonspace.intake.services import receipt_code
from commonspace.kernel.audience import audience
from commonspace.kernel.codes import spelled
from commonspace.kernel.errors import CommonspaceError
from commonspace.sharing.choices import Doubt, FormState
from commonspace.sharing.models import FilledForm
from commonspace.sharing.queries import forms_of, leaflet_shown
from commonspace.sharing.recognising import form_kind
from commonspace.sharing.review import OWN, SENDER, ReviewForm
from commonspace.sharing.services import returning

_pages = DeskPages(title=gettext_lazy("Filled forms"), url_name="filled-forms", templates="sharing")
REFUSED = 422
A_PAGE = 50


@require_safe
@audience(Role.SECRETARIAT)
def filled_forms(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    page = Paginator(forms_of(consultation), A_PAGE).get_page(request.GET.get("page"))
    rows = [{"form": one, "kind": form_kind(one.kind)} for one in page]
    return _pages.page(request, "filled_forms", consultation, page_obj=page, rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def filled_form(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What was read in one form; a POST takes it, as it stands on the page."""
    consultation = consultation_of(request)
    found = get_object_or_404(forms_of(consultation), pk=pk)
    read = returning.read_form(found)
    leaflet = leaflet_shown(found) if read else None
    if read is None or leaflet is None:
        return _page(request, consultation, found)
    whose = OWN if {Doubt.SOMEBODY, Doubt.SEVERAL} & set(found.doubts) else SENDER
    form = ReviewForm(request.POST or None, leaflet=leaflet, filled=read.filled, whose=whose)
    if request.method != "POST":
        return _page(request, consultation, found, form=form)
    if not form.is_valid():
        return _page(request, consultation, found, form=form, status=REFUSED)
    right = returning.Read(kind=read.kind, filled=form.put_right(), text=read.text)
    take = returning.make_own if form.cleaned_data["whose"] == OWN else returning.put_beside
    try:
        taken = take(form=found, read=right, by=signed_in(request))
    except CommonspaceError as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, consultation, found, form=form, status=REFUSED)
    told = {
        "reference": str(taken.contribution),
        "code": spelled(receipt_code(taken.contribution)),
    }
    if taken.state == FormState.OWN:
        messages.success(request, _("Taken in as %(reference)s. The receipt code to hand on: %(code)s") % told)  # fmt: skip
    else:
        messages.success(request, _("Its answers stand in %(reference)s now.") % told)
    return redirect("filled-forms", code=consultation.code)


@require_POST
@audience(Role.SECRETARIAT)
def filled_form_leave(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Leave the file as the document it is."""
    consultation = consultation_of(request)
    found = get_object_or_404(forms_of(consultation), pk=pk)
    try:
        returning.leave(form=found, by=signed_in(request))
    except CommonspaceError as refusal:
        messages.warning(request, str(refusal.message))
        return redirect("filled-form", consultation.code, found.pk)
    messages.success(request, _("It is a document like any other; no answers are taken from it."))
    return redirect("filled-forms", code=consultation.code)


def _page(
    request: HttpRequest,
    consultation: Consultation,
    found: FilledForm,
    *,
    form: ReviewForm | None = None,
    status: int = 200,
) -> HttpResponse:
    kind = form_kind(found.kind)
    if kind is None:
        raise Http404
    return _pages.page(
        request, "filled_form", consultation, _("One form"), status=status,
        found=found, form=form, kind=kind,
        is_open=found.state in {FormState.WAITING, FormState.LEFT},
        may_leave=found.state not in {FormState.LEFT, FormState.OWN},
    )  # fmt: skip
