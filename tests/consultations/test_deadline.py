from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from tests import make

from commonspace.consultations.deadline import deadline_of, exists_in, phase_of, time_left, told

pytestmark = pytest.mark.django_db
CLOSES = datetime(2026, 9, 16, 15, 59, tzinfo=UTC)  # 23:59 in Manila


@pytest.fixture
def call():
    made = make.consultation()
    made.opens_at, made.closes_at = CLOSES - timedelta(days=50), CLOSES
    return made


@pytest.mark.parametrize(
    ("language", "words", "place"),
    [
        ("en", "Wednesday, September 16, 2026", "Manila"),
        ("fr", "mercredi 16 septembre 2026", "Manille"),
        ("es", "miércoles, 16 de septiembre de 2026", "Manila"),
        ("ar", "الأربعاء، 16 سبتمبر 2026", "مانيلا"),
    ],
)
def test_deadline_is_told_in_words_and_digits_in_every_language(call, language, words, place):
    with override(language):
        told_here = deadline_of(call)
        whole = str(told_here)

    assert (told_here.in_words, told_here.place) == (words, place)
    assert (told_here.as_date, told_here.clock, told_here.offset) == (
        "2026-09-16",
        "23:59",
        "UTC+08:00",
    )
    assert told_here.iso == "2026-09-16T23:59:00+08:00"
    assert all(part in whole for part in (words, place, "23:59", "UTC+08:00"))


def test_call_without_closing_date_has_no_deadline(call):
    call.closes_at = None

    assert deadline_of(call) is None
    assert time_left(call) == ""


@pytest.mark.parametrize(
    ("before_closing", "words"),
    [
        (timedelta(days=12), "Closes in 12 days"),
        (timedelta(hours=24), "Closes in 1 day"),
        (timedelta(hours=23, minutes=59), "Closes today, in 23 hours"),
        (timedelta(hours=1), "Closes today, in 1 hour"),
        (timedelta(minutes=59), "Closes within the hour"),
        (timedelta(seconds=1), "Closes within the hour"),
        (timedelta(0), "Closed"),
        (timedelta(days=50, seconds=1), "Opens today"),
        (timedelta(days=51), "Opens in 1 day"),
        (timedelta(days=55), "Opens in 5 days"),
    ],
)
def test_time_left_counts_days_of_the_calls_own_calendar(call, before_closing, words):
    assert time_left(call, CLOSES - before_closing) == words


@pytest.mark.parametrize(
    ("seconds", "phase"),
    [
        (-50 * 86400 - 1, "coming"),
        (-50 * 86400, "open"),
        (-1, "open"),
        (0, "closed"),
        (1, "closed"),
    ],
)
def test_phase_changes_on_the_second(call, seconds, phase):
    assert phase_of(call, CLOSES + timedelta(seconds=seconds)) == phase


def test_draft_has_no_phase_but_draft(call):
    call.stage = "draft"

    assert phase_of(call, CLOSES - timedelta(days=1)) == "draft"


def test_offset_follows_summer_time(call):
    call.time_zone = "Europe/Brussels"

    offsets = [told(datetime(2026, month, 1, tzinfo=UTC), call).offset for month in (1, 7)]

    assert offsets == ["UTC+01:00", "UTC+02:00"]


def test_utc_is_called_utc(call):
    call.time_zone = "UTC"

    assert (deadline_of(call).place, deadline_of(call).offset) == ("UTC", "UTC")


def test_hour_that_is_skipped_does_not_exist():
    brussels = ZoneInfo("Europe/Brussels")

    shown = [exists_in(datetime(2026, 3, 29, hour, 30), brussels) for hour in (1, 2, 3)]  # noqa: DTZ001

    assert shown == [True, False, True]
