"""Addresses of the analysis: overview, runs, theme boards, themes, the reading pane."""

from django.urls import path

from commonspace.evidence.views import (
    board,
    campaigns,
    deciding,
    double,
    overview,
    reading,
    recutting,
    tagging,
    themes,
)

staff_urlpatterns = [
    path("analysis/", overview.analysis, name="staff-analysis"),
    path("analysis/start/", overview.analysis_start, name="analysis-start"),
    path("analysis/runs/<uuid:pk>/", overview.analysis_run, name="analysis-run"),
    path("analysis/campaigns/<int:pk>/", campaigns.campaign, name="analysis-campaign"),
    path("analysis/decide/", deciding.decide, name="analysis-decide"),
    path("analysis/q/<int:number>/", board.theme_board, name="analysis-board"),
    path("analysis/q/<int:number>/themes/new/", board.theme_new, name="analysis-theme-new"),
    path("analysis/q/<int:number>/twice/", double.doubles, name="analysis-doubles"),
    path("analysis/twice/<int:pk>/", double.double, name="analysis-double"),
    path("analysis/twice/<int:pk>/mine/", double.double_part, name="analysis-double-part"),
    path("analysis/twice/<int:pk>/decide/", double.double_decide, name="analysis-double-decide"),
    path("analysis/q/<int:number>/<slug:name>/", board.tray, name="analysis-tray"),
    path("analysis/proposed/<int:pk>/", board.proposed_theme, name="analysis-proposed"),
    path("analysis/proposed/<int:pk>/adopt/", board.theme_adopt, name="analysis-adopt"),
    path("analysis/theme/<int:pk>/", themes.theme, name="analysis-theme"),
    path("analysis/theme/<int:pk>/change/", themes.theme_change, name="analysis-theme-change"),
    path("analysis/statement/<uuid:pk>/", deciding.statement, name="analysis-statement"),
    path("analysis/tags/", tagging.tag_statement, name="analysis-tag"),
    path("analysis/read/<int:reference>/", reading.read, name="analysis-read"),
    path("analysis/read/<int:reference>/cut/", recutting.cut, name="analysis-cut"),
    path("analysis/read/<int:reference>/mark/", reading.mark, name="analysis-mark"),
]
