"""From a printed sheet to a contribution: printed, filled in, scanned, found, looked at, taken in."""

import pytest
from django.urls import reverse
from tests.channels.paper.conftest import scanned, written

from commonspace.channels.paper.choices import PageState, SheetState
from commonspace.channels.paper.models import FilledSheet, ScannedPage
from commonspace.contributions.choices import ConsentBy, Reading
from commonspace.contributions.models import Contribution
from commonspace.people.access import details_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def review(client, call, filled, **changes):
    """Open a sheet, change what a person would, and take it in."""
    address = reverse("paper-sheet", args=[call.code, filled.pk])
    form = client.get(address).context["form"]
    sent = {field.html_name: "" if field.value() is None else field.value() for field in form}
    return client.post(address, {**sent, "do": "take", **changes}, follow=True)


def test_a_sheet_becomes_one_contribution(client, call, stack, give):
    sheet = written(call, stack())[0]

    give(("sheet.pdf", scanned(sheet, skew=2, turned=180, noise=6)))
    filled = FilledSheet.objects.get()
    page = review(client, call, filled)

    contribution = Contribution.objects.get()
    assert contribution.channel == "paper"
    assert contribution.entered_by == call.secretary
    assert contribution.consent_by == ConsentBy.SELF
    assert (contribution.attribution, contribution.may_publish) == ("organisation", True)
    assert contribution.contributor.organisation.name == "Net Menders"
    assert details_of(contribution.contributor).name == "Amal Haddad"
    assert [one.text.text for one in contribution.answers.order_by("position")] == [
        "Evening classes help us most of all.",
        "Buses should run at night.",
    ]
    assert "receipt-code" in page.content.decode()
    attached = contribution.attachments.all()
    assert {one.reading for one in attached} == {Reading.FIELDS}
    assert len(attached) == ScannedPage.objects.count() - 1
    filled.refresh_from_db()
    assert filled.state == SheetState.TAKEN
    assert b"Haddad" not in bytes(filled.sealed_kept)
    assert not any(
        "about:name" in one.readings.get("fields", {}) for one in ScannedPage.objects.all()
    )
    assert set(ScannedPage.objects.values_list("state", flat=True)) == {PageState.PLACED}
