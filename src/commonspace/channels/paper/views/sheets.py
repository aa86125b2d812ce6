"""One sheet beside its words: a person looks, types, and takes it in."""

from dataclasses import dataclass

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.channels.paper.choices import SheetState
from commonspace.channels.paper.forms import AsideForm, SheetForm
from commonspace.channels.paper.models import FilledSheet
from commonspace.channels.paper.queries import (
    Crop,
    FieldSeen,
    crop_of,
    crop_of_group,
    filled_sheets_of,
    missing_pages,
    next_waiting,
)
from commonspace.channels.paper.services.taking import (
    keep_so_far,
    open_again,
    put_aside,
    take_in,
)
from commonspace.channels.paper.views.staff import PAGES, REFUSED
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.engines.extraction.ocr import installed_languages
from commonspace.intake.services import receipt_code
from commonspace.kernel.audience import audience
from commonspace.kernel.codes import spelled
from commonspace.kernel.errors import CommonspaceError

_TAKEN = "paper-taken"
_GROUPS = {"kind": "kind:", "attribution": "naming:", "may_publish": "publish:"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A field of the form with the part of the paper it stands for."""

    field: django_forms.BoundField
    crop: Crop | None
    seen: FieldSeen | None = None
    is_doubtful: bool = False
    is_blank: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def sheet(request: HttpRequest, code: str, pk: str) -> HttpResponse:
    consultation = consultation_of(request)
    found = _sheet(consultation, pk)
    if request.method != "POST":
        return _page(request, found, SheetForm(filled=found))
    form = SheetForm(request.POST, filled=found)
    if request.POST.get("do") == "keep":
        return _keep(request, found, form)
    if not form.is_valid():
        return _page(request, found, form, status=REFUSED)
    try:
        received = take_in(
            filled=found, typed=form.typed(), form=form.kept_values(), by=signed_in(request)
        )
    except CommonspaceError as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, found, form, status=refusal.status)
    request.session[_TAKEN] = str(received.contribution.pk)
    return redirect("paper-taken", code=consultation.code)


@require_POST
@audience(Role.SECRETARIAT)
def aside(request: HttpRequest, code: str, pk: str) -> HttpResponse:
    """Say that a sheet is no contribution, and why."""
    found = _sheet(consultation_of(request), pk)
    form = AsideForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _page(request, found, SheetForm(filled=found), aside_form=form, status=REFUSED)
    try:
        put_aside(
            filled=found, reason=form.cleaned_data["reason"], version=found.version,
            by=signed_in(request),
        )  # fmt: skip
    except CommonspaceError as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Put aside. It can be opened again from the list."))
    return redirect("paper", code=code)


@require_POST
@audience(Role.SECRETARIAT)
def open_sheet(request: HttpRequest, code: str, pk: str) -> HttpResponse:
    """Open a sheet again that was put aside."""
    open_again(filled=_sheet(consultation_of(request), pk), by=signed_in(request))
    return redirect("paper-sheet", code=code, pk=pk)


@require_safe
@audience(Role.SECRETARIAT)
def taken(request: HttpRequest, code: str) -> HttpResponse:
    """Give the code of the sheet just taken in, to be printed or said; to whoever took it in, once."""
    consultation = consultation_of(request)
    pk = request.session.pop(_TAKEN, None)
    found = Contribution.objects.filter(pk=pk, consultation=consultation).first()
    if found is None:
        return redirect("paper", code=consultation.code)
    return PAGES.page(
        request, "taken", consultation, _("Taken in"),
        contribution=found, receipt=spelled(receipt_code(found)), following=next_waiting(consultation),
        receipt_url=request.build_absolute_uri(reverse("receipt")),
    )  # fmt: skip


def _keep(request: HttpRequest, found: FilledSheet, form: SheetForm) -> HttpResponse:
    version = request.POST.get("version", "")
    try:
        keep_so_far(
            filled=found, typed=form.kept_values(), by=signed_in(request),
            version=int(version) if version.isdecimal() else -1,
        )  # fmt: skip
    except CommonspaceError as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, found, form, status=refusal.status)
    messages.success(request, _("Kept so far."))
    return redirect("paper-sheet", code=found.consultation.code, pk=found.pk)


def _sheet(consultation: Consultation, pk: str) -> FilledSheet:
    return get_object_or_404(filled_sheets_of(consultation), pk=pk)


def _page(
    request: HttpRequest,
    found: FilledSheet,
    form: SheetForm,
    *,
    aside_form: AsideForm | None = None,
    status: int = 200,
) -> HttpResponse:
    missing = missing_pages(found)
    placed = found.pages.exclude(picture=None).select_related("picture", "scan")
    return PAGES.page(
        request, "sheet", found.consultation, found.letters, status=status,
        filled=found, form=form, missing=missing, pages=placed,
        answers=_answers(form), about=_about(form), aside_form=aside_form or AsideForm(label_suffix=""),
        is_waiting=found.state == SheetState.WAITING, has_ocr=bool(installed_languages()),
        letters=found.letters,
    )  # fmt: skip


def _answers(form: SheetForm) -> list[Beside]:
    return [_beside(form, name, name) for name in form.fields if name.startswith("answer:")]


def _about(form: SheetForm) -> list[Beside]:
    """Return who somebody is and on which terms, each beside its boxes."""
    doubts = form.doubts()
    shown = []
    for name in form.fields:
        if name in _GROUPS:
            crop = crop_of_group(form.seen, _GROUPS[name])
            shown.append(Beside(field=form[name], crop=crop, is_doubtful=doubts[name]))
        elif not name.startswith("answer:") and name != "version":
            shown.append(_beside(form, name, f"about:{name}"))
    return shown


def _beside(form: SheetForm, name: str, key: str) -> Beside:
    seen = form.seen.get(key)
    return Beside(
        field=form[name],
        crop=crop_of(seen) if seen else None,
        seen=seen,
        is_doubtful=bool(seen and seen.is_doubtful),
        is_blank=bool(
            seen
            and seen.page
            and seen.page.is_straight
            and not seen.has_ink
            and not form[name].value()
        ),
    )
