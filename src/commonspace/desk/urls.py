from django.urls import path

from commonspace.desk.views import (
    contribution,
    duplicates,
    received,
    removals,
    senders,
    signatories,
)

staff_urlpatterns = [
    path("desk/", received.desk, name="staff-desk"),
    path("desk/contributions.csv", received.export, name="desk-export"),
    path("desk/duplicates/", duplicates.duplicates, name="desk-duplicates"),
    path("desk/duplicates/search/", duplicates.search, name="desk-duplicates-search"),
    path("desk/duplicates/<int:pk>/", duplicates.answer, name="desk-duplicate-answer"),
    path("desk/campaigns/<int:pk>/", duplicates.decide_campaign, name="desk-campaign"),
    path("desk/senders/", senders.senders, name="desk-senders"),
    path("desk/senders/<int:reference>/", senders.decide, name="desk-senders-decide"),
    path("desk/removals/", removals.removals, name="desk-removals"),
    path("desk/removals/<int:pk>/", removals.removal, name="desk-removal"),
    path("desk/removals/<int:pk>/decide/", removals.decide, name="desk-removal-decide"),
    path("desk/<int:reference>/removal/", removals.enter, name="desk-removal-enter"),
    path("desk/<int:reference>/", contribution.contribution, name="desk-contribution"),
    path("desk/<int:reference>/decide/", contribution.decide, name="desk-decide"),
    path("desk/<int:reference>/merge/", contribution.merge, name="desk-merge"),
    path("desk/<int:reference>/identity/", contribution.identity, name="desk-identity"),
    path("desk/<int:reference>/signatories/", signatories.signatories, name="desk-signatories"),
    path("desk/<int:reference>/texts/<uuid:pk>/", contribution.text, name="desk-text"),
    path(
        "desk/<int:reference>/texts/<uuid:pk>/language/",
        contribution.language,
        name="desk-language",
    ),
    path("desk/<int:reference>/files/<uuid:pk>/", contribution.file, name="desk-file"),
    path("desk/<int:reference>/files/<uuid:pk>/question/", contribution.route, name="desk-route"),
    path(
        "desk/<int:reference>/files/<uuid:pk>/read-again/",
        contribution.read_again,
        name="desk-read-again",
    ),
]
