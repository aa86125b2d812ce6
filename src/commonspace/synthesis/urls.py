"""Addresses of the synthesis: boards, things of the report, the ledger, proposals."""

from django.urls import path

from commonspace.synthesis.views import (
    boards,
    doubles,
    importing,
    ledgers,
    names,
    proposals,
    writing,
)

staff_urlpatterns = [
    path("synthesis/", boards.synthesis, name="staff-synthesis"),
    path("synthesis/q/<int:number>/", boards.question_board, name="synthesis-board"),
    path("synthesis/q/<int:number>/heading/", boards.heading, name="synthesis-heading"),
    path("synthesis/general/", boards.general_board, name="synthesis-general"),
    path("synthesis/doubles/", doubles.doubles, name="synthesis-doubles"),
    path("synthesis/doubles/decide/", doubles.doubles_decide, name="synthesis-doubles-decide"),
    path("synthesis/names/", names.names, name="synthesis-names"),
    path("synthesis/names/search/", names.names_search, name="synthesis-names-search"),
    path("synthesis/names/<int:pk>/", names.names_decide, name="synthesis-names-decide"),
    path("synthesis/new/<slug:kind>/", writing.new, name="synthesis-new"),
    path("synthesis/<slug:kind>/<uuid:pk>/", writing.thing, name="synthesis-thing"),
    path("synthesis/<slug:kind>/<uuid:pk>/evidence/", writing.evidence, name="synthesis-evidence"),
    path("synthesis/<slug:kind>/<uuid:pk>/order/", writing.reorder, name="synthesis-order"),
    path("synthesis/<slug:kind>/<uuid:pk>/take-out/", writing.take_out, name="synthesis-take-out"),
    path("ledger/", ledgers.ledger, name="staff-ledger"),
    path("proposals/", proposals.proposals, name="staff-proposals"),
    path("proposals/import/", importing.proposals_import, name="proposals-import"),
    path("proposals/decide/", proposals.proposals_decide, name="proposals-decide"),
]
