from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests import make

from commonspace.consultations import services

pytestmark = pytest.mark.django_db
CLOSES = datetime(2036, 9, 16, 15, 59, tzinfo=UTC)


@pytest.fixture
def call():
    made = make.consultation("harbour")
    made.title = {"en": "Cities, towns; and a very long name\r\nBEGIN:VALARM " + "é" * 80}
    made.closes_at = CLOSES
    made.save()
    return made


def entry(language="en"):
    answer = Client().get(f"/{language}/c/harbour/deadline.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="harbour.ics"'
    return answer.content


def unfolded(content):
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    return dict(line.split(":", 1) for line in lines if line)


def test_entry_gives_the_deadline_in_utc(call):
    fields = unfolded(entry())

    assert fields["DTSTART"] == "20360916T155900Z"
    assert fields["URL"] == "http://testserver/en/c/harbour/"
    assert fields["SUMMARY"].startswith(
        "Deadline: Cities\\, towns\\; and a very long name BEGIN:VALARM éé"
    )


def test_lines_are_folded_between_characters(call):
    lines = entry().split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert sum(line.decode().count("é") for line in lines) == 80


def test_moved_deadline_moves_the_same_entry(call):
    before = unfolded(entry())
    services.set_dates(
        consultation=call,
        by=make.account(),
        opens_at=call.opens_at,
        closes_at=CLOSES + timedelta(days=7),
        time_zone="Asia/Manila",
    )

    after = unfolded(entry("fr"))

    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("0", "1")
    assert after["DTSTART"] == "20360923T155900Z"


def test_draft_has_no_calendar(call):
    call.stage = "draft"
    call.save()

    assert Client().get("/en/c/harbour/deadline.ics").status_code == 404
