"""Who was not heard: whom the call expected, who came, and the paragraph that says so."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.models import Consultation
from commonspace.desk.choices import Aspect
from commonspace.desk.hearing import Heard, HeardBy, missing_keys, who_was_heard
from commonspace.desk.services.expecting import expect, hear_group
from commonspace.kernel.audience import audience
from commonspace.kernel.localised import current_language
from commonspace.reports.composition.limits import proposed_limits
from commonspace.reports.composition.material import material_of
from commonspace.reports.figures import Bar
from commonspace.reports.limits_forms import ExpectedForm, GroupForm, LimitsForm
from commonspace.reports.rendering.charts import Markup, bars
from commonspace.reports.services import accept_limits
from commonspace.reports.views.pages import EDITORS, UNPROCESSABLE, page

UNASKED_SHOWN = 8


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*EDITORS)
def report_limits(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = LimitsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        material = material_of(consultation)
        accept_limits(
            report=material.report, text=form.cleaned_data["limits"],
            rest_on=missing_keys(material.heard), by=signed_in(request),
        )  # fmt: skip
        messages.success(
            request, _("Kept. The preview shows it now; readers see it with the next edition.")
        )
        return redirect("report-limits", consultation.code)
    return _page(request, consultation, limits_form=form if form.is_bound else None)


@require_POST
@audience(*EDITORS)
def report_expected(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = ExpectedForm(request.POST, consultation=consultation)
    if not form.is_valid():
        return _page(request, consultation, expected_form=form)
    expect(consultation=consultation, values=form.values(), by=signed_in(request))
    messages.success(request, _("Kept. The figures below are counted against it."))
    return redirect("report-limits", consultation.code)


@require_POST
@audience(*EDITORS)
def report_group(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    group = get_object_or_404(consultation.expected, pk=pk, aspect=Aspect.GROUP)
    form = GroupForm(request.POST, consultation=consultation)
    if not form.is_valid():
        return _page(request, consultation, group_form=form)
    hear_group(group=group, through=form.cleaned_data["references"], by=signed_in(request))
    return redirect("report-limits", consultation.code)


def _page(
    request: HttpRequest,
    consultation: Consultation,
    *,
    limits_form: LimitsForm | None = None,
    expected_form: ExpectedForm | None = None,
    group_form: GroupForm | None = None,
) -> HttpResponse:
    material = material_of(consultation)
    report, heard = material.report, who_was_heard(consultation)
    with translation.override(report.language):
        proposed = proposed_limits(material.heard)
    missing = missing_keys(heard)
    refused = limits_form or expected_form or group_form
    return page(
        request,
        "limits",
        consultation,
        _("Who was not heard"),
        status=UNPROCESSABLE if refused else 200,
        form=refused,
        report=report,
        proposed=proposed,
        is_outdated=bool(report.limits) and report.limits_rest_on != missing,
        limits_form=limits_form or LimitsForm(initial={"limits": report.limits or proposed}),
        expected_form=expected_form or ExpectedForm(consultation=consultation),
        n_missing=len(missing),
        charts=[(one, _chart(one), _more(one)) for one in heard if one.rows],
        groups=[row for one in heard if one.aspect == Aspect.GROUP for row in one.rows],
    )


def _shown(heard: HeardBy) -> list[Heard]:
    """Return those expected, and the first of those who came unasked."""
    unasked = [row.key for row in heard.rows if not row.expected][:UNASKED_SHOWN]
    return [row for row in heard.rows if row.expected or row.key in unasked]


def _more(heard: HeardBy) -> list[str]:
    """Return the labels of those who came unasked and are not drawn."""
    shown = {row.key for row in _shown(heard)}
    return [f"{row.label} {row.n}" for row in heard.rows if row.key not in shown]


def _chart(heard: HeardBy) -> Markup:
    """Draw how many contributors spoke from each; zeros stand in words."""
    drawn = _shown(heard)
    rows = [Bar(row.label, row.n, _("nobody") if row.is_missing else "") for row in drawn]
    said = "; ".join(f"{row.label}: {row.n}" for row in drawn)
    is_mirrored = get_language_info(current_language())["bidi"]
    return bars(
        str(heard.aspect.label), rows, alternative=f"{heard.aspect.label}. {said}",
        direction="rtl" if is_mirrored else "ltr",
    )  # fmt: skip
