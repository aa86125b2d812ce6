"""The report in the making: outline, texts, preview."""

import io

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.kernel.audience import audience
from commonspace.reports.composition.compose import compose
from commonspace.reports.composition.material import material_of
from commonspace.reports.forms import TextsForm, version_of
from commonspace.reports.gate import problems_of
from commonspace.reports.outline import outline_of
from commonspace.reports.rendering.html import render_html
from commonspace.reports.rendering.typst import render_pdf
from commonspace.reports.services import write_texts
from commonspace.reports.tasks import release_under_way
from commonspace.reports.views.pages import EDITORS, UNPROCESSABLE, page, shown


@require_safe
@audience(*EDITORS)
def report_outline(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    material = material_of(consultation)
    return page(
        request,
        "outline",
        consultation,
        outline=outline_of(material),
        problems=shown(problems_of(material), consultation),
        ledger=material.ledger,
        editions=material.report.editions.select_related("released_by")
        .prefetch_related("notes")
        .defer("document"),
        under_way=release_under_way(consultation),
        report=material.report,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*EDITORS)
def report_texts(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    material = material_of(consultation)
    stands = version_of(material.report)
    form = TextsForm(request.POST or None, material=material)
    if request.method == "POST" and form.is_valid():
        if form.is_outdated(stands):
            return _outdated(request, form, stands)
        write_texts(
            report=material.report,
            texts=form.texts(),
            introductions=form.introductions(),
            by=signed_in(request),
        )
        messages.success(
            request, _("Kept. The preview shows it now; readers see it with the next edition.")
        )
        return redirect("report-texts", consultation.code)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(request, "texts", consultation, _("Texts"), form=form, status=status)


def _outdated(request: HttpRequest, form: TextsForm, stands: str) -> HttpResponse:
    """Show what the editor typed once more; pressing again keeps it instead of the other's."""
    form.begin_again(stands)
    return page(
        request, "texts", consultation_of(request), _("Texts"),
        form=form, is_outdated=True, status=UNPROCESSABLE,
    )  # fmt: skip


@require_safe
@audience(*EDITORS)
def report_preview(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    document, _figures = compose(consultation)
    return page(request, "preview", consultation, document=document, article=render_html(document))


@require_safe
@audience(*EDITORS)
def report_preview_pdf(request: HttpRequest, code: str) -> FileResponse:
    consultation = consultation_of(request)
    document, _figures = compose(consultation)
    return FileResponse(
        io.BytesIO(render_pdf(document)),
        as_attachment=True,
        filename=f"{consultation.code}-draft.pdf",
        content_type="application/pdf",
        headers={"X-Content-Type-Options": "nosniff"},
    )
