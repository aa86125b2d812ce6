from django.urls import path

from commonspace.meetings import views

staff_urlpatterns = [
    path("meetings/", views.meetings, name="staff-meetings"),
    path("meetings/new/", views.new_meeting, name="meeting-new"),
    path("meetings/template/new/", views.new_template, name="report-template-new"),
    path("meetings/<int:meeting>/report/", views.begin_report, name="session-report-new"),
    path("meetings/report/<int:pk>/", views.session_report, name="session-report"),
]
