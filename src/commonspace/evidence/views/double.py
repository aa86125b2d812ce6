"""Coding twice: asking for it, coding one's own part, comparing, settling."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.models import Consultation, Question
from commonspace.evidence.access import compared, double_coding_of, own_part
from commonspace.evidence.double import (
    Part,
    compare,
    items_of,
    part_for,
    progress_of,
)
from commonspace.evidence.errors import DoubleCodingError
from commonspace.evidence.forms import DoubleForm, ThemesForm
from commonspace.evidence.models import DoubleCoding, Theme
from commonspace.evidence.services.double import (
    code_apart,
    end_double_coding,
    settle,
    settle_agreed,
    start_double_coding,
)
from commonspace.evidence.views.pages import (
    ANALYSTS,
    UNPROCESSABLE,
    page,
    question_label,
    question_or_404,
)
from commonspace.kernel.audience import audience
from commonspace.people.models import Account


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*ANALYSTS)
def doubles(request: HttpRequest, code: str, number: int) -> HttpResponse:
    consultation = consultation_of(request)
    question = question_or_404(consultation, number)
    by = signed_in(request)
    form = DoubleForm(request.POST or None, coders=_coders(consultation), initial={"first": by})
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = start_double_coding(
                consultation=consultation, question=question, by=by, **form.cleaned_data
            )
        except DoubleCodingError as refusal:
            problem = str(refusal.message)
        else:
            return redirect("analysis-double", consultation.code, made.pk)
    return page(
        request,
        "doubles",
        consultation,
        (question_label(question), reverse("analysis-board", args=[code, number])),
        (_("Code twice"), ""),
        status=UNPROCESSABLE if request.method == "POST" else 200,
        question=question,
        number=number,
        form=form,
        problem=problem,
        doubles=_listed(consultation, question),
        is_open=_listed(consultation, question).filter(ended_at=None).exists(),
    )


def _coders(consultation: Consultation) -> QuerySet[Account]:
    return (
        Account.objects.filter(
            memberships__consultation=consultation, memberships__role__in=ANALYSTS
        )
        .distinct()
        .order_by("name", "pk")
    )


def _listed(consultation: Consultation, question: Question | None) -> QuerySet[DoubleCoding]:
    return DoubleCoding.objects.filter(consultation=consultation, question=question).select_related(
        "first", "second"
    )


def _themes(double: DoubleCoding) -> QuerySet[Theme]:
    return double.consultation.themes.filter(merged_into=None, question=double.question)


@require_safe
@audience(*ANALYSTS)
def double(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    found = double_coding_of(consultation, pk)
    return _double_page(request, found)


def _double_page(request: HttpRequest, found: DoubleCoding, *, problem: str = "") -> HttpResponse:
    consultation, number = found.consultation, found.question.number if found.question else 0
    me = signed_in(request)
    return page(
        request,
        "double" if found.is_open else "compared",
        consultation,
        (
            question_label(found.question),
            reverse("analysis-board", args=[consultation.code, number]),
        ),
        (_("Code twice"), reverse("analysis-doubles", args=[consultation.code, number])),
        (_("Two people, apart"), ""),
        status=UNPROCESSABLE if problem else 200,
        double=found,
        problem=problem,
        number=number,
        is_mine=me.pk in {found.first_id, found.second_id},
        progress=progress_of(found) if found.is_open else None,
        comparison=None if found.is_open else compare(found),
        themes=_themes(found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*ANALYSTS)
def double_part(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation, me = consultation_of(request), signed_in(request)
    found = own_part(me, consultation, pk)
    form = ThemesForm(request.POST or None, themes=_themes(found))
    if request.method == "POST":
        item = get_object_or_404(items_of(found), pk=_number(request.POST.get("item", "")))
        if form.is_valid():
            code_apart(item=item, coder=me, themes=form.cleaned_data["themes"])
            return redirect(f"{request.path}?at={item.position + 1}")
        return _part_page(request, found, form, item.position, status=UNPROCESSABLE)
    return _part_page(request, found, form, _number(request.GET.get("at", "")))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0  # noqa: PLR2004  # fits any row


def _part_page(
    request: HttpRequest, found: DoubleCoding, form: ThemesForm, at: int, *, status: int = 200
) -> HttpResponse:
    parts = part_for(found, signed_in(request))
    consultation = found.consultation
    return page(
        request,
        "double_part",
        consultation,
        (_("Two people, apart"), reverse("analysis-double", args=[consultation.code, found.pk])),
        (_("Your part"), ""),
        status=status,
        double=found,
        form=form,
        themes=_themes(found),
        part=_part_at(parts, at),
        parts=parts,
        n_done=sum(one.chosen is not None for one in parts),
    )


def _part_at(parts: list[Part], at: int) -> Part | None:
    """Return the part asked for; where there is none there, the next that is not coded yet."""
    asked = next((one for one in parts if one.item.position == at), None)
    return asked or next((one for one in parts if one.chosen is None), None)


@require_POST
@audience(*ANALYSTS)
def double_decide(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation, by = consultation_of(request), signed_in(request)
    found = double_coding_of(consultation, pk)
    match request.POST.get("do", ""):
        case "end":
            end_double_coding(double=found, by=by)
            return redirect("analysis-double", code, pk)
        case "agreed":
            n = settle_agreed(double=compared(consultation, pk), by=by)
            words = ngettext("%(n)d statement taken over.", "%(n)d statements taken over.", n)
            messages.success(request, words % {"n": n})
            return redirect("analysis-double", code, pk)
        case "settle":
            return _settle(request, compared(consultation, pk), by)
    raise Http404


def _settle(request: HttpRequest, found: DoubleCoding, by: Account) -> HttpResponse:
    item = get_object_or_404(items_of(found), pk=_number(request.POST.get("item", "")))
    form = ThemesForm(request.POST, themes=_themes(found))
    if not form.is_valid():
        problem = _("Tick the themes it belongs to, or “none of these”, but not both.")
        return _double_page(request, found, problem=problem)
    settle(item=item, themes=form.cleaned_data["themes"], by=by)
    messages.success(request, _("Settled."))
    address = reverse("analysis-double", args=[found.consultation.code, found.pk])
    return redirect(f"{address}#item-{item.pk}")
