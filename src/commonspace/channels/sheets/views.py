"""Give a sheet, say what its columns are, watch its rows come in, decide on those that changed."""

import csv
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.channels.sheets.choices import DateOrder, Fate, Why
from commonspace.channels.sheets.composing import Terms
from commonspace.channels.sheets.forms import MappingForm, SheetForm
from commonspace.channels.sheets.models import Sheet, SheetRow, SheetTable
from commonspace.channels.sheets.queries import rows_with, sheets_of, standing
from commonspace.channels.sheets.services.importing import (
    ask_to_stop,
    changed_envelopes,
    go_on,
    keep_old_text,
    take_new_text,
)
from commonspace.channels.sheets.services.mapping import (
    columns_of,
    date_order_of,
    plan_for,
    preview,
    settle,
    survey_like,
    takes_several_rows,
)
from commonspace.channels.sheets.services.opening import begin_at, keep_sheet
from commonspace.channels.sheets.showing import shown
from commonspace.channels.sheets.tables import sample_of, top_of
from commonspace.channels.sheets.tasks import import_sheet_task, open_sheet_task
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.contributions.queries import answers_of
from commonspace.engines.tables.heads import LOOKED_AT, names_of
from commonspace.intake.pages import DeskPages
from commonspace.intake.services import receipt_code
from commonspace.kernel.audience import audience
from commonspace.kernel.background import enqueue_on_commit
from commonspace.kernel.cells import inert
from commonspace.kernel.codes import spelled
from commonspace.provenance.services import actor_of, record_event

_pages = DeskPages(
    title=gettext_lazy("Import a spreadsheet"), url_name="sheets", templates="sheets"
)
REFUSED = 422
SHOWN_FIRST = 5
ON_A_PAGE = 50
CHANGED_ON_A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def sheets(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = SheetForm(request.POST or None, request.FILES or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        kept = keep_sheet(
            consultation=consultation, stream=file, name=file.name or "", by=signed_in(request)
        )
        enqueue_on_commit(open_sheet_task, sheet_id=kept.pk, language=get_language() or "en")
        return redirect("sheet", consultation.code, kept.pk)
    context: dict[str, Any] = {"form": form, "sheets": sheets_of(consultation)[:30]}
    status = REFUSED if request.method == "POST" else 200
    return _pages.page(request, "sheets", consultation, status=status, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def sheet(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A sheet where it stands: being read, refused, waiting for its columns, or being imported."""
    consultation = consultation_of(request)
    found = get_object_or_404(sheets_of(consultation), pk=pk)
    if found.run is not None:
        return _imported(request, consultation, found)
    if found.table is None:
        context: dict[str, Any] = {"sheet": found, "run": found.reading}
        return _pages.page(request, "reading", consultation, str(found), **context)
    return _mapping(request, consultation, found)


@require_POST
@audience(Role.SECRETARIAT)
def stop(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    found = get_object_or_404(sheets_of(consultation), pk=pk)
    ask_to_stop(sheet=found, by=signed_in(request))
    messages.info(request, _("It stops after the rows it is at. What is in stays in."))
    return redirect("sheet", consultation.code, found.pk)


@require_POST
@audience(Role.SECRETARIAT)
def continued(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take up an import that stopped, or the reading of a file that did."""
    consultation = consultation_of(request)
    found = get_object_or_404(sheets_of(consultation), pk=pk)
    go_on(sheet=found, by=signed_in(request))
    if found.run is None:
        enqueue_on_commit(open_sheet_task, sheet_id=found.pk, language=get_language() or "en")
    else:
        enqueue_on_commit(import_sheet_task, sheet_id=found.pk)
    return redirect("sheet", consultation.code, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def changed(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Responses whose text has changed since an earlier sheet: take the new one, or leave the old."""
    consultation = consultation_of(request)
    found = get_object_or_404(sheets_of(consultation), pk=pk)
    waiting = rows_with(found, Fate.CHANGED).exclude(contribution=None)
    if request.method == "POST":
        _decide(request, found, list(waiting.filter(pk__in=_chosen(request))))
        return redirect("sheet-changed", consultation.code, found.pk)
    rows = list(waiting[:CHANGED_ON_A_PAGE])
    pairs = [
        {
            "row": row,
            "old": answers_of(row.contribution) if row.contribution else (),
            "new": [part for part in envelope.answers if part.text.strip()],
        }
        for row, envelope in changed_envelopes(found, rows)
    ]
    context: dict[str, Any] = {"sheet": found, "pairs": pairs, "waiting": waiting.count()}
    return _pages.page(request, "changed", consultation, _("Changed since"), **context)


@require_safe
@audience(Role.SECRETARIAT)
def rows_list(request: HttpRequest, code: str, pk: int) -> StreamingHttpResponse:
    """Every row and what became of it, as a table."""
    found = get_object_or_404(sheets_of(consultation_of(request)), pk=pk)
    heading = (
        _("Row"),
        _("Response"),
        _("State"),
        _("Why"),
        _("Contribution"),
        _("Not understood"),
    )
    lines = (
        (
            row.number,
            row.response,
            row.get_fate_display(),
            Why(row.reason).label if row.reason else "",
            row.contribution or "",
            "; ".join(row.doubts_told()),
        )
        for row in rows_with(found, "").iterator(chunk_size=1000)
    )
    return _table(f"rows-{found.pk}.csv", heading, lines)


@require_safe
@audience(Role.SECRETARIAT)
def receipts(request: HttpRequest, code: str, pk: int) -> StreamingHttpResponse:
    """The receipt code of each response, to hand out; the log keeps who asked for them."""
    consultation = consultation_of(request)
    found = get_object_or_404(sheets_of(consultation), pk=pk)
    record_event(
        actor=actor_of(signed_in(request)), verb="sheet.receipts-listed",
        subject=f"sheet:{found.pk}", scope=consultation.code,
    )  # fmt: skip
    rows = rows_with(found, "").exclude(contribution=None).iterator(chunk_size=1000)
    heading = (_("Row"), _("Response"), _("Contribution"), _("Receipt code"))
    lines = (
        (row.number, row.response, row.contribution, spelled(receipt_code(row.contribution)))
        for row in rows
        if row.contribution
    )
    return _table(f"receipts-{found.pk}.csv", heading, lines)


def _mapping(request: HttpRequest, consultation: Consultation, found: Sheet) -> HttpResponse:
    table = _table_chosen(request, found)
    if request.method == "POST" and _begins_elsewhere(request, table):
        return redirect(f"{reverse('sheet', args=[consultation.code, found.pk])}?table={table.pk}")
    survey = survey_like(table)
    columns, rows = columns_of(table, survey), sample_of(table)
    sent = request.POST if request.method == "POST" else None
    known = survey.terms if survey else {}
    order = date_order_of(columns, rows) or str(known.get("date_order", ""))
    joins = bool(known.get("joins", takes_several_rows(columns, rows)))
    form = MappingForm(
        sent, table=table, columns=columns, survey=survey, order=order or DateOrder.DAY_FIRST,
        joins=joins, label_suffix="",
        initial={key: known[key] for key in ("language", "notice") if key in known},
    )  # fmt: skip
    is_good = sent is not None and form.is_valid()
    uses = form.uses() if sent is not None else [column.use for column in columns]
    if is_good and "import" in request.POST:
        return _begin(request, consultation, table, form)
    unsent = Terms(date_order=order or DateOrder.DAY_FIRST, joins=joins)
    terms = form.terms() if sent is not None else unsent
    plan = plan_for(table=table, uses=uses, terms=terms, sample=rows)
    made = preview(plan=plan, sample=rows, language=consultation.default_language, most=SHOWN_FIRST)
    context: dict[str, Any] = {
        "sheet": found, "table": table, "tables": found.tables.filter(parent=None), "form": form,
        "groups": found.tables.exclude(parent=None), "survey": survey,
        "responses": shown(made, consultation), "is_sent": sent is not None, "media": found.media.count(),
        "order_in_doubt": not order,
    }  # fmt: skip
    status = REFUSED if sent is not None and not is_good else 200
    return _pages.page(request, "mapping", consultation, str(found), status=status, **context)


def _table_chosen(request: HttpRequest, found: Sheet) -> SheetTable:
    asked = request.POST.get("table") or request.GET.get("table") or ""
    if asked.isdecimal():
        return get_object_or_404(found.tables.select_related("rows", "sheet"), pk=int(asked))
    return get_object_or_404(found.tables.select_related("rows", "sheet"), pk=found.table_id)


def _begins_elsewhere(request: HttpRequest, table: SheetTable) -> bool:
    """Keep where the names of the columns stand, if that was changed."""
    said = request.POST.get("headings", "")
    if not said.isdecimal() or int(said) == table.headings or int(said) > LOOKED_AT:
        return False
    names = names_of(top_of(table, LOOKED_AT), int(said), len(table.names))
    begin_at(table=table, headings=int(said), names=names)
    return True


def _begin(
    request: HttpRequest, consultation: Consultation, table: SheetTable, form: MappingForm
) -> HttpResponse:
    chosen = form.cleaned_data["survey"]
    survey = consultation.surveys.filter(pk=chosen).first() if chosen else None
    settled = settle(
        sheet=table.sheet, table=table, uses=form.uses(), terms=form.terms(), survey=survey,
        by=signed_in(request),
    )  # fmt: skip
    enqueue_on_commit(import_sheet_task, sheet_id=settled.pk)
    return redirect("sheet", consultation.code, settled.pk)


def _imported(request: HttpRequest, consultation: Consultation, found: Sheet) -> HttpResponse:
    fate = request.GET.get("fate", "")
    pages = Paginator(rows_with(found, fate), ON_A_PAGE)
    context: dict[str, Any] = {
        "sheet": found, "run": found.run, "standing": standing(found), "fate": fate,
        "page_obj": pages.get_page(request.GET.get("page")),
    }  # fmt: skip
    template = "_imported" if request.headers.get("HX-Request") else "imported"
    return _pages.page(request, template, consultation, str(found), **context)


def _chosen(request: HttpRequest) -> list[int]:
    return [int(pk) for pk in request.POST.getlist("row") if pk.isdecimal()]


def _decide(request: HttpRequest, found: Sheet, rows: list[SheetRow]) -> None:
    by = signed_in(request)
    if not rows:
        messages.info(request, _("Nothing was chosen, so nothing was changed."))
    elif "keep" in request.POST:
        keep_old_text(sheet=found, rows=rows, by=by)
        messages.success(request, _("The old text stays."))
    else:
        taken = take_new_text(sheet=found, rows=rows, by=by)
        told = ngettext("%(count)d new text taken.", "%(count)d new texts taken.", taken)
        messages.success(request, told % {"count": taken})


def _table(
    name: str, heading: tuple[str, ...], lines: Iterator[tuple[object, ...]]
) -> StreamingHttpResponse:
    """Return a CSV whose cells no spreadsheet runs, line by line."""
    writer = csv.writer(_Echo())

    def whole() -> Iterator[bytes]:
        yield b"\xef\xbb\xbf"
        for line in chain([heading], lines):
            yield writer.writerow([inert(cell) for cell in line])

    answer = StreamingHttpResponse(whole(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


class _Echo:
    """A file that hands each line back to whoever writes it."""

    def write(self, line: str) -> bytes:
        return line.encode(errors="replace")
