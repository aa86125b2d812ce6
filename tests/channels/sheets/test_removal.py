"""Somebody whose answer came in a spreadsheet wants it removed: their row goes, the others stay."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import make
from tests.channels.sheets import files

from commonspace.channels.sheets.models import Sheet, SheetRow
from commonspace.channels.sheets.tables import rows_under
from commonspace.contributions.models import Contribution
from commonspace.intake.removing import ask_for_removal, carry_out_removal
from commonspace.provenance.models import StoredFile
from commonspace.provenance.store import blob_store

pytestmark = pytest.mark.django_db
ROWS = (
    ("Response ID", "Organisation", "What works in case 1?"),
    ("17", "Zqkeepers", "The clinic of Zqmail opens late on every Friday of the year."),
    ("18", "Net Menders", "A shared kitchen brings neighbours together every week."),
)


def kept() -> bytes:
    opened = []
    for file in StoredFile.objects.all():
        with blob_store().open(file.blob) as stream:
            opened.append(stream.read())
    return b"".join(opened)


def test_a_row_goes_and_the_others_stay(call, give, bring_in, django_capture_on_commit_callbacks):
    sheet = give(files.csv_of(ROWS))
    bring_in(sheet, consent_by="not-yet")
    theirs, others = Contribution.objects.order_by("reference")
    call.closes_at = timezone.now() - timedelta(minutes=1)
    call.save(update_fields=["closes_at"])
    assert b"Zqkeepers" in kept()

    asked = ask_for_removal(contribution=theirs, what="everything")
    with django_capture_on_commit_callbacks(execute=True):
        carry_out_removal(request=asked, by=make.member(call))

    assert b"Zq" not in kept()
    sheet = Sheet.objects.get()
    assert sheet.file.name == "answers.csv"
    assert [row.cells for row in rows_under(sheet.table)] == [("", "", ""), ROWS[2]]
    told = SheetRow.objects.order_by("number").values_list("contribution", "response", "fate")
    assert list(told) == [(theirs.pk, "", "imported"), (others.pk, "18", "imported")]


def test_the_same_response_in_a_later_file_is_not_taken_in_again(call, give, bring_in):
    bring_in(give(files.csv_of(ROWS)), consent_by="not-yet")
    theirs = Contribution.objects.order_by("reference").first()
    Contribution.objects.filter(pk=theirs.pk).update(withdrawn_at=timezone.now())
    theirs.refresh_from_db()
    asked = ask_for_removal(contribution=theirs, what="everything")
    carry_out_removal(request=asked, by=make.member(call))

    bring_in(give(files.csv_of(ROWS), "answers (1).csv"), consent_by="not-yet")

    assert Contribution.objects.count() == 2
    assert not theirs.texts.exists()
