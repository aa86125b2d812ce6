"""Addresses of the synthesis: boards, things of the report, the ledger, proposals."""

from django.urls import path

from commonspace.synthesis.views import (
    boards,
    doubles,
    frame_entries,
    frames,
    importing,
    ledgers,
    names,
    proposals,
    stories,
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
    path("synthesis/from-story/<int:reference>/", stories.from_story, name="synthesis-from-story"),
    path("synthesis/new/<slug:kind>/", writing.new, name="synthesis-new"),
    path("synthesis/<slug:kind>/<uuid:pk>/", writing.thing, name="synthesis-thing"),
    path("synthesis/<slug:kind>/<uuid:pk>/evidence/", writing.evidence, name="synthesis-evidence"),
    path("synthesis/<slug:kind>/<uuid:pk>/order/", writing.reorder, name="synthesis-order"),
    path("synthesis/<slug:kind>/<uuid:pk>/take-out/", writing.take_out, name="synthesis-take-out"),
    path("synthesis/example/<uuid:pk>/tags/", frame_entries.example_tags, name="example-tags"),
    path("analysis/frames/", frames.frames, name="frames"),
    path("analysis/frames/from/<uuid:pk>/", frames.frame_from, name="frame-from"),
    path("analysis/frames/<int:pk>/", frames.frame, name="frame"),
    path("analysis/frames/<int:pk>/suggest/", frames.frame_suggest, name="frame-suggest"),
    path("analysis/frames/<int:pk>/table.csv", frames.frame_export, name="frame-export"),
    path("analysis/frames/<int:pk>/change/", frame_entries.frame_change, name="frame-change"),
    path("analysis/frames/<int:pk>/add/", frame_entries.frame_add, name="frame-add"),
    path("analysis/frames/entries/<int:pk>/", frames.frame_item, name="frame-item"),
    path("analysis/frames/entries/<int:pk>/change/", frame_entries.frame_entry, name="frame-entry"),
    path("ledger/", ledgers.ledger, name="staff-ledger"),
    path("proposals/", proposals.proposals, name="staff-proposals"),
    path("proposals/import/", importing.proposals_import, name="proposals-import"),
    path("proposals/decide/", proposals.proposals_decide, name="proposals-decide"),
]
