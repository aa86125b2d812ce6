"""Meetings for the secretariat; report forms for rapporteurs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.consultations.access import consultation_of, roles_in, signed_in
from commonspace.consultations.choices import Role
from commonspace.kernel.audience import audience
from commonspace.kernel.codes import spelled
from commonspace.meetings import services
from commonspace.meetings.errors import EmptyReportError
from commonspace.meetings.forms import MeetingForm, ReportForm, TemplateForm
from commonspace.meetings.models import Meeting, ReportTemplate, SessionReport
from commonspace.meetings.queries import meetings_of

UNPROCESSABLE = 422


@require_safe
@audience("secretariat", "rapporteur")
def meetings(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    found = [(one, services.programme_gaps(one)) for one in meetings_of(consultation)]
    context = {
        "consultation": consultation,
        "room": "meetings",
        "meetings": found,
        "templates": consultation.report_templates.all(),
        "is_secretariat": Role.SECRETARIAT in roles_in(request.user, consultation),
    }
    return render(request, "meetings/meetings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@audience("secretariat")
def new_meeting(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = MeetingForm(request.POST or None, initial={"time_zone": consultation.time_zone})
    if form.is_valid():
        fields = form.cleaned_data
        services.plan_meeting(
            consultation=consultation, by=signed_in(request), title=fields["title"], place=fields["place"],
            on=fields["on"], time_zone=fields["time_zone"], slots=fields["programme"],
        )  # fmt: skip
        messages.success(request, _("The meeting is entered."))
        return redirect("staff-meetings", code)
    return _form_page(request, form, _("New meeting"))


@require_http_methods(["GET", "HEAD", "POST"])
@audience("secretariat")
def new_template(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = TemplateForm(request.POST or None)
    if form.is_valid():
        services.make_template(
            consultation=consultation, by=signed_in(request),
            title=form.cleaned_data["title"], sections=form.sections(),
        )  # fmt: skip
        messages.success(request, _("The template is kept. Rapporteurs can fill it now."))
        return redirect("staff-meetings", code)
    return _form_page(request, form, _("New report template"))


def _form_page(request: HttpRequest, form: object, heading: str) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {
        "consultation": consultation_of(request),
        "room": "meetings",
        "form": form,
        "heading": heading,
    }
    return render(request, "meetings/form.html", context, status=status)


@require_POST
@audience("secretariat", "rapporteur")
def begin_report(request: HttpRequest, code: str, meeting: int) -> HttpResponse:
    consultation = consultation_of(request)
    held: Meeting = get_object_or_404(consultation.meetings, pk=meeting)
    template: ReportTemplate = get_object_or_404(
        consultation.report_templates, pk=request.POST.get("template") or 0
    )
    report = services.save_report(
        meeting=held, template=template, theme=template.title, by=signed_in(request), answers=[]
    )
    return redirect("session-report", code, report.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@audience("secretariat", "rapporteur")
def session_report(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    report = get_object_or_404(
        SessionReport.objects.select_related("template", "meeting"), meeting__consultation=consultation, pk=pk
    )  # fmt: skip
    if report.contribution_id:
        return render(
            request,
            "meetings/sent.html",
            {"consultation": consultation, "room": "meetings", "report": report},
        )
    form = ReportForm(request.POST or None, report=report)
    if not form.is_valid():
        return _report_page(request, report, form)
    services.save_report(
        meeting=report.meeting, template=report.template, theme=form.cleaned_data["theme"],
        by=signed_in(request), answers=form.answers(report.template), quotes=form.quotes(), report=report,
    )  # fmt: skip
    if "send" not in request.POST:
        messages.success(request, _("Kept as a draft."))
        return redirect("session-report", code, report.pk)
    try:
        received = services.send_in(report=report, by=signed_in(request))
    except EmptyReportError as refusal:
        form.add_error(None, str(refusal.message))
        return _report_page(request, report, form)
    context = {
        "consultation": consultation, "room": "meetings", "report": report, "code": spelled(received.code),
    }  # fmt: skip
    return render(request, "meetings/sent.html", context)


def _report_page(request: HttpRequest, report: SessionReport, form: ReportForm) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {
        "consultation": consultation_of(request), "room": "meetings", "report": report, "form": form,
        "asked": [(question, form[question.name]) for question in form.asked],
    }  # fmt: skip
    return render(request, "meetings/report.html", context, status=status)
