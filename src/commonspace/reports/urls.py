"""Addresses of the report: three pages for readers, the desk of its editors."""

from django.urls import path

from commonspace.reports.views import editing, limits, public, releasing

public_urlpatterns = [
    path("c/<slug:code>/report/", public.report, name="report"),
    path("c/<slug:code>/report/<int:number>/", public.edition, name="report-edition"),
    path("c/<slug:code>/report/<int:number>/<str:form>/", public.report_file, name="report-file"),
]

staff_urlpatterns = [
    path("report/", editing.report_outline, name="staff-report"),
    path("report/texts/", editing.report_texts, name="report-texts"),
    path("report/not-heard/", limits.report_limits, name="report-limits"),
    path("report/not-heard/expected/", limits.report_expected, name="report-expected"),
    path("report/not-heard/groups/<int:pk>/", limits.report_group, name="report-group"),
    path("report/preview/", editing.report_preview, name="report-preview"),
    path("report/preview/pdf/", editing.report_preview_pdf, name="report-preview-pdf"),
    path("report/release/", releasing.report_release, name="report-release"),
    path("report/runs/<uuid:pk>/", releasing.report_run, name="report-run"),
    path("report/editions/<int:number>/recall/", releasing.report_recall, name="report-recall"),
]
