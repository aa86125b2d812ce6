"""One scan and its pages: how far it is, and where a page belongs that nobody could place."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.channels.paper.choices import PageState
from commonspace.channels.paper.codes import letters
from commonspace.channels.paper.forms import PlaceForm
from commonspace.channels.paper.models import Scan, ScannedPage
from commonspace.channels.paper.queries import pages_of, scans_of, tally_of
from commonspace.channels.paper.services.placing import (
    choose_scan,
    drop_page,
    keep_first_scan,
    place_by_hand,
)
from commonspace.channels.paper.services.scanning import forget_original
from commonspace.channels.paper.tasks import read_page_task, read_scans_task
from commonspace.channels.paper.views.staff import PAGES, REFUSED
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.kernel.audience import audience
from commonspace.kernel.background import enqueue_on_commit
from commonspace.kernel.errors import CommonspaceError
from commonspace.provenance.downloads import as_attachment

_DONE_WITH = (PageState.ASIDE, PageState.AGAIN)


@require_safe
@audience(Role.SECRETARIAT)
def scan(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What became of a file, page by page; of those given with it, the files beside it."""
    consultation = consultation_of(request)
    found = _scan(consultation, pk)
    is_part = bool(request.headers.get("HX-Request"))
    pages = pages_of(consultation).filter(scan=found)
    together = scans_of(consultation).filter(batch=found.batch).order_by("pk")
    return PAGES.page(
        request, "_scan" if is_part else "scan", consultation, _("What became of it"),
        scan=found, run=found.run, pages=pages, tally=tally_of(pages), together=together,
        is_settled=not pages.filter(state__in=_DONE_WITH).exists(),
    )  # fmt: skip


@require_POST
@audience(Role.SECRETARIAT)
def go_on(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take up a scan again that was stopped half way."""
    found = _scan(consultation_of(request), pk)
    enqueue_on_commit(read_scans_task, batch=str(found.batch), language=get_language() or "en")
    return redirect("paper-scan", code=code, pk=pk)


@require_POST
@audience(Role.SECRETARIAT)
def forget(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Delete the file as it came; the pictures of its pages stay."""
    found = _scan(consultation_of(request), pk)
    forget_original(scan=found, by=signed_in(request))
    messages.success(request, _("The file as it came is deleted. The pictures of its pages stay."))
    return redirect("paper-scan", code=code, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def page(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One page of a scan; a POST says where it belongs, or which of two scans counts."""
    consultation = consultation_of(request)
    found = get_object_or_404(pages_of(consultation), pk=pk)
    if request.method != "POST":
        begun = {"code": letters(found.code) if found.code else "", "number": found.page or 1}
        return _page(request, consultation, found, PlaceForm(initial=begun, label_suffix=""))
    if request.POST.get("do", "place") == "place":
        return _place(request, consultation, found)
    return _decide(request, consultation, found, request.POST["do"])


@require_safe
@audience(Role.SECRETARIAT)
def picture(request: HttpRequest, code: str, pk: int) -> StreamingHttpResponse:
    """Show the picture of a page; we made it ourselves, so its type is known."""
    found = get_object_or_404(pages_of(consultation_of(request)), pk=pk).picture
    if found is None:
        raise Http404
    response = as_attachment(found, name=f"page-{pk}.jpg", media_type="image/jpeg")
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = "private, no-store"
    return response


def _place(request: HttpRequest, consultation: Consultation, found: ScannedPage) -> HttpResponse:
    form = PlaceForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _page(request, consultation, found, form, status=REFUSED)
    clean = form.cleaned_data
    try:
        placed = place_by_hand(
            page=found, code=clean["code"], number=clean["number"], is_new=clean["is_new"],
            by=signed_in(request),
        )  # fmt: skip
    except CommonspaceError as refusal:
        form.add_error("code", str(refusal.message))
        return _page(request, consultation, found, form, status=refusal.status)
    enqueue_on_commit(read_page_task, page_id=placed.pk)
    if placed.state == PageState.AGAIN:
        messages.info(request, _("This page is here already. Please say which scan counts."))
        return redirect("paper-page", code=consultation.code, pk=found.pk)
    messages.success(request, _("The page is with its sheet."))
    return redirect("paper", code=consultation.code)


def _decide(
    request: HttpRequest, consultation: Consultation, found: ScannedPage, do: str
) -> HttpResponse:
    by = signed_in(request)
    if do == "choose":
        filled = choose_scan(page=found, by=by)
        messages.success(request, _("This scan counts. Please look at the sheet again."))
        if filled:
            return redirect("paper-sheet", code=consultation.code, pk=filled.pk)
    elif do == "keep":
        keep_first_scan(page=found, by=by)
        messages.success(request, _("The first scan counts. Nothing was changed."))
    elif do == "drop":
        drop_page(page=found, by=by)
        messages.success(request, _("The page is not used. It stays with its scan."))
    return redirect("paper", code=consultation.code)


def _page(
    request: HttpRequest,
    consultation: Consultation,
    found: ScannedPage,
    form: PlaceForm,
    *,
    status: int = 200,
) -> HttpResponse:
    first = None
    if found.filled and found.state == PageState.AGAIN:
        first = found.filled.pages.filter(page=found.page, state=PageState.PLACED).first()
    return PAGES.page(
        request, "page", consultation, _("One page"), status=status,
        page=found, form=form, first=first, spelled=letters(found.code) if found.code else "",
    )  # fmt: skip


def _scan(consultation: Consultation, pk: int) -> Scan:
    return get_object_or_404(scans_of(consultation), pk=pk)
