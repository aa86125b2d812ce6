"""Frames: made from a table, lines or a document, and the evidence read by their entries."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.analysis.reading.codelists import FoundEntry, FoundList, lists_in
from commonspace.analysis.reading.document import read_document
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.frame_tables import Entry
from commonspace.consultations.models import Consultation, Frame, FrameItem
from commonspace.consultations.services.frames import make_frame
from commonspace.evidence.choices import TAGGING
from commonspace.evidence.frames import open_suggestions, with_tags
from commonspace.evidence.queries import live_statements
from commonspace.evidence.showing import show_statements
from commonspace.evidence.tasks import request_suggestions
from commonspace.kernel.audience import audience
from commonspace.provenance.models import Run
from commonspace.synthesis.frame_forms import FrameForm, FromDocumentForm
from commonspace.synthesis.frame_table import table_of
from commonspace.synthesis.frames import evidence_of
from commonspace.synthesis.queries import statements_for_report
from commonspace.synthesis.views.importing import documents_of
from commonspace.synthesis.views.pages import UNPROCESSABLE, WRITERS

ON_A_PAGE = 40


def frame_page(
    request: HttpRequest,
    template: str,
    consultation: Consultation,
    *crumbs: tuple[str, str],
    status: int = 200,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Render a page of the frames, which lie under the Analysis tab."""
    code = consultation.code
    ways = (
        (_("Analysis"), reverse("staff-analysis", args=[code])),
        (_("Frames"), reverse("frames", args=[code]) if crumbs else ""),
        *crumbs,
    )
    whole = {
        "consultation": consultation,
        "room": "analysis",
        "breadcrumbs": [{"label": label, "url": url} for label, url in ways],
        "code": code,
        **context,
    }
    return render(request, f"synthesis/{template}.html", whole, status=status)


def frame_or_404(consultation: Consultation, pk: int) -> Frame:
    """Return a frame of the consultation."""
    found = get_object_or_404(consultation.frames, pk=pk)
    found.consultation = consultation
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*WRITERS)
def frames(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    sent = request.method == "POST"
    form = FrameForm(
        request.POST if sent else None, request.FILES if sent else None, consultation=consultation
    )
    if sent and form.is_valid():
        values = form.cleaned_data
        made = make_frame(
            consultation=consultation, title={consultation.default_language: values["title"]},
            source=values["source"], entries=values["entries"], by=signed_in(request),
        )  # fmt: skip
        return redirect("frame", consultation.code, made.pk)
    return frame_page(
        request,
        "frames",
        consultation,
        status=UNPROCESSABLE if sent else 200,
        form=form,
        lines=[evidence_of(_of(frame, consultation)) for frame in consultation.frames.all()],
        documents=documents_of(consultation),
    )


def _of(frame: Frame, consultation: Consultation) -> Frame:
    frame.consultation = consultation
    return frame


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*WRITERS)
def frame_from(request: HttpRequest, code: str, pk: str) -> HttpResponse:
    consultation = consultation_of(request)
    text = get_object_or_404(documents_of(consultation), pk=pk)
    found = lists_in(read_document(text.text).paragraphs)
    wanted = request.POST.get("list", request.GET.get("list", ""))
    chosen = found[int(wanted)] if wanted.isdecimal() and int(wanted) < len(found) else None
    form = None
    if chosen:
        choices = [(str(place), one.title) for place, one in enumerate(chosen.entries)]
        start = {"title": chosen.heading[:300], "chosen": [value for value, _label in choices]}
        sent = request.POST if request.method == "POST" else None
        form = FromDocumentForm(sent, choices=choices, initial=start)
        if form.is_bound and form.is_valid():
            name = text.attachment.file.name if text.attachment else ""
            return _made_from(request, consultation, form, chosen, name)
    return frame_page(
        request,
        "frame_from",
        consultation,
        (_("From a document"), ""),
        status=UNPROCESSABLE if form and form.errors else 200,
        text=text,
        lists=list(enumerate(found)),
        chosen=chosen,
        number=wanted,
        form=form,
    )


def _made_from(
    request: HttpRequest,
    consultation: Consultation,
    form: FromDocumentForm,
    found: FoundList,
    name: str,
) -> HttpResponse:
    language = consultation.default_language
    entries: list[Entry] = []
    for place in form.cleaned_data["chosen"]:
        entries += _entries(found.entries[int(place)], language, at=len(entries))
    made = make_frame(
        consultation=consultation, title={language: form.cleaned_data["title"]}, source=name,
        entries=entries, by=signed_in(request),
    )  # fmt: skip
    return redirect("frame", consultation.code, made.pk)


def _entries(one: FoundEntry, language: str, *, at: int) -> list[Entry]:
    described = {language: one.text} if one.text else {}
    top = Entry(title={language: one.title}, description=described)
    return [top, *(Entry(title={language: measure}, parent=at) for measure in one.measures)]


@require_safe
@audience(*WRITERS)
def frame(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    found = frame_or_404(consultation, pk)
    latest = Run.objects.filter(kind=TAGGING, parameters__frame=found.pk).first()
    return frame_page(
        request,
        "frame",
        consultation,
        (str(found), ""),
        frame=found,
        evidence=evidence_of(found),
        latest=latest,
        has_statements=live_statements(consultation).exists(),
    )


@require_safe
@audience(*WRITERS)
def frame_item(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    items = FrameItem.objects.filter(frame__consultation=consultation)
    item = get_object_or_404(items.select_related("frame", "parent"), pk=pk)
    whole = frame_or_404(consultation, item.frame_id)
    found = evidence_of(whole).of(item)
    shown = Paginator(found.statements, ON_A_PAGE).get_page(request.GET.get("page"))
    waiting = open_suggestions().filter(item=item).values_list("statement_id", flat=True)
    return frame_page(
        request,
        "frame_item",
        consultation,
        (str(whole), reverse("frame", args=[consultation.code, whole.pk])),
        (f"{item.code} {item}"[:60], ""),
        frame=whole,
        item=item,
        found=found,
        page_obj=shown,
        statements=with_tags(show_statements(shown.object_list)),
        examples=list({one.example_id: one.example for one in found.examples}.values()),
        suggested=with_tags(
            show_statements(statements_for_report().filter(pk__in=list(waiting[:ON_A_PAGE])))
        ),
    )


@require_POST
@audience(*WRITERS)
def frame_suggest(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    found = frame_or_404(consultation, pk)
    request_suggestions(frame=found, by=signed_in(request))
    messages.info(request, _("The statements are being compared. Suggestions appear here."))
    return redirect("frame", consultation.code, found.pk)


@require_safe
@audience(*WRITERS)
def frame_export(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    found = frame_or_404(consultation, pk)
    return HttpResponse(
        table_of(evidence_of(found)),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{consultation.code}-frame-{found.pk}.csv"',
            "X-Content-Type-Options": "nosniff",
        },
    )
