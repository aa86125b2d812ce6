from django.urls import path

from commonspace.channels.paper.views import public, scans, sheets, staff

public_urlpatterns = [
    path("c/<slug:code>/paper/", public.paper, name="answer-on-paper"),
    path("c/<slug:code>/paper/<slug:language>.pdf", public.blank, name="paper-blank"),
]

staff_urlpatterns = [
    path("paper/", staff.desk, name="paper"),
    path("paper/set-up/", staff.set_up, name="paper-set-up"),
    path("paper/print/", staff.print_stack, name="paper-print"),
    path("paper/printed/<int:pk>.pdf", staff.stack, name="paper-stack"),
    path("paper/scans/<int:pk>/", scans.scan, name="paper-scan"),
    path("paper/scans/<int:pk>/go-on/", scans.go_on, name="paper-scan-go-on"),
    path("paper/scans/<int:pk>/forget/", scans.forget, name="paper-scan-forget"),
    path("paper/pages/<int:pk>/", scans.page, name="paper-page"),
    path("paper/pages/<int:pk>/picture.jpg", scans.picture, name="paper-picture"),
    path("paper/sheets/<uuid:pk>/", sheets.sheet, name="paper-sheet"),
    path("paper/sheets/<uuid:pk>/aside/", sheets.aside, name="paper-sheet-aside"),
    path("paper/sheets/<uuid:pk>/open/", sheets.open_sheet, name="paper-sheet-open"),
    path("paper/taken/", sheets.taken, name="paper-taken"),
]
