"""Paper at the desk: what came back, what is missing, and stacks to print."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.channels.paper.forms import OfferForm, PrintForm, ScansForm
from commonspace.channels.paper.models import Printing
from commonspace.channels.paper.queries import (
    filled_sheets_of,
    offer_of,
    pages_aside,
    scans_again,
    scans_of,
    standing_of,
    waiting_sheets,
)
from commonspace.channels.paper.services.printing import (
    layout_for,
    print_sheets,
    stack_pdf,
)
from commonspace.channels.paper.services.printing import set_up as keep_offer
from commonspace.channels.paper.services.scanning import keep_scan
from commonspace.channels.paper.tasks import read_scans_task
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.consultations.queries import languages_of
from commonspace.intake.pages import DeskPages
from commonspace.kernel.audience import audience
from commonspace.kernel.background import enqueue_on_commit
from commonspace.kernel.errors import CommonspaceError

PAGES = DeskPages(title=gettext_lazy("Paper"), url_name="paper", templates="paper")
REFUSED = 422
_MOST_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """Everything of paper on one page; a POST gives scans."""
    consultation = consultation_of(request)
    if request.method != "POST":
        return _desk(request, consultation, ScansForm(consultation=consultation, label_suffix=""))
    form = ScansForm(request.POST, request.FILES, consultation=consultation, label_suffix="")
    if not form.is_valid():
        return _desk(request, consultation, form, status=REFUSED)
    batch, first = uuid.uuid4(), 0
    for file in form.files_given():
        try:
            kept = keep_scan(
                consultation=consultation,
                stream=file,
                name=file.name or "",
                arrived_at=form.cleaned_data["arrived_at"],
                batch=batch,
                by=signed_in(request),
            )
            first = first or kept.pk
        except CommonspaceError as refusal:
            messages.info(request, str(refusal.message))
    if not first:
        return redirect("paper", code=consultation.code)
    enqueue_on_commit(read_scans_task, batch=str(batch), language=get_language() or "en")
    return redirect("paper-scan", code=consultation.code, pk=first)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def set_up(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    row = offer_of(consultation)
    form = OfferForm(
        request.POST or None,
        consultation=consultation,
        current=row,
        initial={"is_offered": row.is_offered, "lines": row.lines},
        label_suffix="",
    )
    if request.method == "POST" and form.is_valid():
        for name in ("is_offered", "lines", "bring_to"):
            setattr(row, name, form.cleaned_data[name])
        try:
            keep_offer(offer=row, by=signed_in(request))
            for language in languages_of(consultation):
                layout_for(consultation=consultation, language=language)
        except CommonspaceError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Kept. The call says so from now on."))
            return redirect("paper", code=consultation.code)
    status = REFUSED if request.method == "POST" else 200
    return PAGES.page(request, "set_up", consultation, _("Set up"), status=status, form=form)


@require_POST
@audience(Role.SECRETARIAT)
def print_stack(request: HttpRequest, code: str) -> HttpResponse:
    """Make a stack of numbered sheets and hand it out."""
    consultation = consultation_of(request)
    form = PrintForm(request.POST, consultation=consultation, label_suffix="")
    if not form.is_valid():
        blank = ScansForm(consultation=consultation, label_suffix="")
        return _desk(request, consultation, blank, print_form=form, status=REFUSED)
    made = print_sheets(
        consultation=consultation,
        language=form.cleaned_data["language"],
        count=form.cleaned_data["count"],
        by=signed_in(request),
    )
    messages.success(request, _("The sheets are ready. Download the stack below and print it."))
    return redirect(f"{request.path.rsplit('print/', 1)[0]}#printed-{made.pk}")


@require_safe
@audience(Role.SECRETARIAT)
def stack(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give a stack as one file; it may be fetched again, the codes stay the same."""
    consultation = consultation_of(request)
    found = get_object_or_404(
        Printing.objects.select_related("layout"), layout__consultation=consultation, pk=pk
    )
    name = f"{consultation.code}-{found.layout.language}-sheets-{found.pk}.pdf"
    return HttpResponse(
        stack_pdf(found),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _desk(
    request: HttpRequest,
    consultation: Consultation,
    form: ScansForm,
    *,
    print_form: PrintForm | None = None,
    status: int = 200,
) -> HttpResponse:
    printings = Printing.objects.filter(layout__consultation=consultation)
    return PAGES.page(
        request, "desk", consultation, status=status,
        form=form, offer=offer_of(consultation), standing=standing_of(consultation),
        waiting=waiting_sheets(consultation)[:_MOST_SHOWN], again=scans_again(consultation),
        aside=pages_aside(consultation)[:_MOST_SHOWN], scans=scans_of(consultation)[:_MOST_SHOWN],
        done=filled_sheets_of(consultation).exclude(done_at=None).order_by("-done_at")[:_MOST_SHOWN],
        printings=printings.select_related("layout", "made_by").prefetch_related("sheets")[:_MOST_SHOWN],
        print_form=print_form or PrintForm(consultation=consultation, label_suffix=""),
    )  # fmt: skip
