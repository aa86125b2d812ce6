"""Responses that take several rows, and repeated groups of any size: nothing lost in silence."""

import pytest
from tests.channels.sheets import files

from commonspace.channels.sheets.models import SheetRow
from commonspace.channels.sheets.repeats import Repeats
from commonspace.contributions.models import Contribution

pytestmark = pytest.mark.django_db
HEADINGS = ("Response ID", "Organisation", "What works in case 1?", "What does not work in case 2?")
SEVERAL = (
    HEADINGS,
    ("17", "Net Menders", "The clinic opens late on every Friday.", ""),
    ("18", "", "A shared kitchen brings neighbours together every week.", ""),
    ("17", "", "The clinic opens late on every Friday.", "The office closes at four."),
    ("17", "", "Evening classes in the harbour school help the most.", ""),
)


def fates(sheet):
    return list(SheetRow.objects.filter(sheet=sheet).values_list("fate", flat=True))


def texts(contribution):
    return [answer.text.text for answer in contribution.answers.all()]


def test_rows_with_one_code_become_one_contribution(give, sheet_page, bring_in):
    sheet = give(files.csv_of(SEVERAL))

    page = sheet_page(sheet)

    assert page.context["form"]["joins"].value() is True, "guessed, because 17 comes three times"
    assert len(page.context["responses"]) == 2
    bring_in(sheet, consent_by="not-yet")

    first, second = Contribution.objects.order_by("reference")
    assert texts(first) == [
        "The clinic opens late on every Friday.",
        "The office closes at four.",
        "Evening classes in the harbour school help the most.",
    ]
    assert first.contributor.organisation.name == "Net Menders"
    assert texts(second) == ["A shared kitchen brings neighbours together every week."]
    assert fates(sheet) == ["imported", "imported", "joined", "joined"]
    assert set(SheetRow.objects.filter(fate="joined").values_list("contribution", flat=True)) == {
        first.pk
    }
    assert "<b>2</b> parts of an earlier row" in sheet_page(sheet).content.decode()


def test_a_longer_file_of_the_same_survey_counts_no_response_twice(give, bring_in):
    bring_in(give(files.csv_of(SEVERAL)), consent_by="not-yet")
    changed = (*SEVERAL, ("18", "", "And the kitchen is open to everybody on Sundays.", ""))

    same, longer = give(files.csv_of(SEVERAL)), give(files.csv_of(changed))
    bring_in(same, consent_by="not-yet")
    bring_in(longer, consent_by="not-yet")

    assert Contribution.objects.count() == 2
    assert fates(same) == ["already", "already", "joined", "joined"]
    assert fates(longer) == ["already", "changed", "joined", "joined", "joined"]


def test_rows_stay_apart_where_staff_say_so(give, bring_in):
    sheet = give(files.csv_of(SEVERAL))

    bring_in(sheet, consent_by="not-yet", joins="")

    assert fates(sheet) == ["imported", "imported", "changed", "changed"]


def test_joining_needs_a_column_with_the_code(give, bring_in):
    sheet = give(files.csv_of([("What works in case 1?",), ("The bus runs at night for us.",)]))

    page = bring_in(sheet, consent_by="not-yet", joins="on")

    assert page.status_code == 422
    assert "which column holds the code" in page.content.decode()
    assert not Contribution.objects.exists()


def test_rows_of_a_group_that_name_no_response_are_counted_and_told(give, sheet_page, bring_in):
    orphan = ("Nobody answered the letter we sent.", "9", "form", "1", "no-such-response")
    packed = files.workbook(form=files.KOBO, repeat=(*files.KOBO_REPEAT, orphan))
    sheet = give(packed, "kobo.xlsx")

    bring_in(sheet, consent_by="not-yet")

    page = sheet_page(sheet)
    assert "1 row of the repeated group" in page.content.decode()
    assert "is in no contribution" in page.content.decode()


def test_further_rows_beyond_what_memory_holds_are_found_all_the_same():
    rows = [(str(number % 3), (f"line {number}", "é")) for number in range(1000)]

    repeats = Repeats(rows, held=10)

    assert sum(len(repeats[code]) for code in "012") == 1000
    assert repeats["1"] == [cells for code, cells in rows if code == "1"]
    assert repeats["none"] == []
