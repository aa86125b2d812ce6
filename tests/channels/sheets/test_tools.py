"""What each survey tool writes is recognised: headings, codes, choices, dates."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.channels.sheets import files

from commonspace.channels.sheets import values
from commonspace.channels.sheets.guessing import option_of
from commonspace.contributions.models import Contribution
from commonspace.engines.tables.heads import headings_of, names_of

MANILA = ZoneInfo("Asia/Manila")
LONG = "The clinic opens late and speaks the language of everybody who comes."
OTHER = "A shared kitchen brings neighbours together every single week of the year."


@pytest.mark.parametrize(
    ("cell", "order", "moment"),
    [
        ("2026/01/05 9:04:05 PM GMT+8", "dmy", "2026-01-05T13:04:05"),
        ("2026-01-05T09:00:00.000+08:00", "dmy", "2026-01-05T01:00:00"),
        ("5/1/2026 21:04:05", "dmy", "2026-01-05T13:04:05"),
        ("1/5/2026 9:04:05 PM", "mdy", "2026-01-05T13:04:05"),
        ("1/5/26 21:04", "mdy", "2026-01-05T13:04:00"),
        ("05.01.2026", "dmy", "2026-01-04T16:00:00"),
        ("2026-01-05", "mdy", "2026-01-04T16:00:00"),
        ("Jan 5, 2026 9:04 PM", "dmy", "2026-01-05T13:04:00"),
        ("5 janvier 2026 21h04", "dmy", "2026-01-05T13:04:00"),
        ("2026-01-05 21:04:05 UTC", "dmy", "2026-01-05T21:04:05"),
    ],
)
def test_dates_of_the_tools_are_understood(cell, order, moment):
    found = values.moment_of(cell, order=order, zone=MANILA)

    assert found is not None
    assert found.astimezone(UTC) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize("cell", ["", "yesterday", "13/13/2026", "42", "00/00/0000", "NULL"])
def test_what_is_no_date_is_not_made_one(cell):
    assert values.moment_of(cell, order="dmy", zone=MANILA) is None


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("With my name and my organisation", "named"),
        ("With the name of my organisation only", "organisation"),
        ("Only with the kind of organisation and the country", "kind"),
        ("Not at all: anonymous", "anonymous"),
        ("I wish to remain anonymous", "anonymous"),
        ("yes", "named"),
        ("No", "anonymous"),
        ("no, please do not name my organisation", "anonymous"),
        ("perhaps", ""),
    ],
)
def test_consent_is_read_strictly(cell, meant):
    assert values.naming_of(cell) == meant


def test_kinds_countries_and_languages_are_known_by_many_names():
    assert [values.kind_of(cell) for cell in ("NGO", "Universidad", "Local government", "Unsure")] == [
        "ngo", "academia", "city", "",
    ]  # fmt: skip
    assert [values.country_of(cell) for cell in ("Jordanie", "PH", "الأردن", "Nowhere")] == [
        "JO", "PH", "JO", "",
    ]  # fmt: skip
    assert [values.language_of(cell) for cell in ("Español", "fr-FR", "Arabic", "?")] == [
        "es", "fr", "ar", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "headings", "names"),
    [
        ([["ID", "What works?"], ["1", LONG]], 1, ("ID", "What works?")),
        ([["Answers of 2026"], ["ID", "What works?"], ["1", LONG]], 2, ("ID", "What works?")),
        (
            [["ID", "What helps?", "", "Why?"], ["", "Buses", "Schools", ""], ["1", "Yes", "", LONG]],
            1, None,
        ),
        (
            [["ID", "What helps?", "", ""], ["", "Buses", "Schools", "Other"], ["1", "Yes", "", LONG]],
            1, None,
        ),
        ([["1", "2026-01-05", LONG], ["2", "2026-01-06", OTHER]], 0, ("column A", "column B", "column C")),
        ([["ID", "Words", "Words"], ["1", LONG, OTHER]], 1, ("ID", "Words", "Words (2)")),
    ],
)  # fmt: skip
def test_the_rows_that_name_columns_are_found(rows, headings, names):
    if names is None:
        assert headings_of(rows) == 2
        assert "What helps? – Schools" in names_of(rows, 2, 4)
        assert names_of(rows, 2, 4)[0] == "ID"
    else:
        assert headings_of(rows) == headings
        assert names_of(rows, headings, len(names)) == names


@pytest.mark.parametrize(
    ("heading", "option"),
    [
        ("Q1[SQ001]. Night buses", "Night buses"),
        ("Which helped? [Night buses]", "Night buses"),
        ("What helps? – Buses", "Buses"),
        ("helps/night_buses", "night_buses"),
        ("What helps?", ""),
    ],
)
def test_an_option_is_found_in_its_heading(heading, option):
    assert option_of(heading) == option


LIMESURVEY = (
    ("Response ID", "Date submitted", "Last page", "Start language", "Q1. What works in case 1?", "Q2[SQ001]. Night buses", "Q2[SQ002]. Open clinics"),
    ("3", "2026-01-05 09:04:05", "2", "es", LONG, "Yes", "No"),
    ("4", "2026-01-06 09:04:05", "2", "fr", OTHER, "No", "Yes"),
)  # fmt: skip
EUSURVEY = (
    ("Invitation number", "Contribution ID", "User name", "Languages", "Creation date", "Organisation name", "What works in case 2? (ID14)"),
    ("", "abc-1", "", "EN", "2026-01-05 09:04:05", "Lake Network", LONG),
    ("", "abc-2", "", "FR", "2026-01-06 09:04:05", "Sea Network", OTHER),
)  # fmt: skip
MICROSOFT = (
    ("ID", "Start time", "Completion time", "Email", "Name", "What works in case 1?"),
    ("1", "1/25/26 9:04:05", "1/25/26 9:14:05", "anonymous", "", LONG),
    ("2", "1/26/26 9:04:05", "1/26/26 9:14:05", "anonymous", "", OTHER),
)  # fmt: skip
CITIZEN_SPACE = (
    ("Response ID", "Date Submitted", "What works in case 1? - Answer", "What is your organisation? - Organisation"),
    ("ANON-7KQ2", "2026-01-05 09:04:05", LONG, "Lake Network"),
    ("ANON-7KQ3", "2026-01-06 09:04:05", OTHER, "Sea Network"),
)  # fmt: skip
OUR_WORDING = (
    ("Horodateur", "Name of your organisation", "¿Qué tipo de organización es?", "Pays d\u2019où vous parlez", "What works in case 1?"),
    ("2026-01-05 09:04:05", "Lake Network of the Four Harbours and Their Fishers", "ONG", "Kenya", LONG),
    ("2026-01-06 09:04:05", "", "", "Chile", OTHER),
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "uses"),
    [
        (OUR_WORDING, ["date", "organisation", "kind", "country", "words:1"]),
        (LIMESURVEY, ["id", "date", "", "language", "words:1", "choice:2", "choice:2"]),
        (EUSURVEY, ["", "id", "", "language", "date", "organisation", "words:2"]),
        (MICROSOFT, ["id", "", "date", "email", "", "words:1"]),
        (CITIZEN_SPACE, ["id", "date", "words:1", ""]),
    ],
)
def test_columns_of_survey_tools_are_recognised(rows, uses, call, give, sheet_page):
    keys = {str(question.pk): str(question.number) for question in call.questions.all()}

    page = sheet_page(give(files.csv_of(rows, delimiter=";")))

    found = [field.value() for _column, field in page.context["form"].use_fields()]
    assert [
        use.replace(use.partition(":")[2], keys.get(use.partition(":")[2], ""))
        if ":" in use
        else use
        for use in found
    ] == uses


@pytest.mark.django_db
def test_choices_of_limesurvey_become_text_and_untouched_boxes_nothing(call, give, bring_in):
    bring_in(give(files.csv_of(LIMESURVEY)), consent_by="not-yet")

    first = Contribution.objects.get(reference=1)
    assert [answer.text.text for answer in first.answers.all()] == [LONG, "Choice: Night buses"]
    assert first.language == "es"


@pytest.mark.django_db
def test_dates_with_the_month_first_are_seen(call, give, sheet_page):
    page = sheet_page(give(files.csv_of(MICROSOFT)))

    assert page.context["form"]["date_order"].value() == "mdy"
    assert page.context["responses"][0].at.date().isoformat() == "2026-01-25"
