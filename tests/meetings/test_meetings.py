from datetime import time

import pytest
from django.urls import reverse
from tests import make

from commonspace.consultations.choices import Role
from commonspace.contributions.queries import answers_of
from commonspace.meetings.errors import EmptyReportError
from commonspace.meetings.models import Meeting, SessionReport
from commonspace.meetings.services import (
    Slot,
    make_template,
    plan_meeting,
    programme_gaps,
    save_report,
    send_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make.consultation(questions=2)


def planned(call, *slots):
    return plan_meeting(
        consultation=call, by=make.account(), title="Listening day", place="Hall", on=None,
        time_zone="UTC", slots=slots,
    )  # fmt: skip


def drafted(call, answers, quotes=()):
    template = make_template(
        consultation=call, by=make.account(), title="Template",
        sections=[{"heading": "A", "questions": [{"text": "What helps?", "question": 2}]}],
    )  # fmt: skip
    return save_report(
        meeting=planned(call), template=template, theme="Schools", by=make.account(), answers=answers, quotes=quotes
    )  # fmt: skip


def test_a_report_sent_in_becomes_one_contribution_under_its_question(call):
    report = drafted(call, [[["Evening classes.", "Interpreters."]]])

    first = send_in(report=report, by=make.account())
    second = send_in(report=report, by=make.account())

    answers = answers_of(first.contribution)
    assert [(a.question.number, a.text.text) for a in answers] == [
        (2, "• Evening classes.\n• Interpreters.")
    ]
    assert second.contribution == first.contribution
    assert first.contribution.channel == "meeting"


def test_an_empty_report_is_refused(call):
    with pytest.raises(EmptyReportError):
        send_in(report=drafted(call, [[["  "]]]), by=make.account())


def test_a_speaker_who_did_not_agree_is_not_kept(call):
    report = drafted(
        call, [[["x"]]], [{"text": "We are tired.", "speaker": "Stella N.", "released": False}]
    )

    assert SessionReport.objects.get(pk=report.pk).quotes == [
        {"text": "We are tired.", "speaker": "", "released": False}
    ]


def test_a_programme_names_its_gaps_overlaps_and_missing_rapporteurs(call):
    meeting = planned(
        call,
        Slot(starts_at=time(9), minutes=30, title="Welcome"),
        Slot(starts_at=time(9, 20), minutes=10, title="Early"),
        Slot(starts_at=time(10), minutes=60, title="Talk", kind="session"),
    )

    assert programme_gaps(meeting) == [
        "“Early” begins before “Welcome” has ended.",
        "There is a gap between “Early” and “Talk”.",
        "Nobody is named to report on “Talk”.",
    ]


def test_a_rapporteur_fills_and_sends_the_form(client, call):
    report = drafted(call, [])
    client.force_login(make.member(call, Role.RAPPORTEUR))
    address = reverse("session-report", args=[call.code, report.pk])

    draft = client.post(address, {"theme": "Schools", "points-0-0": "Classes\n- Buses"})
    sent = client.post(
        address, {"theme": "Schools", "points-0-0": "Classes\n- Buses", "send": "yes"}
    )

    assert draft.status_code == 302
    assert "We have your report" in sent.content.decode()
    assert call.contributions.count() == 1


def test_the_secretariat_enters_a_meeting_with_its_programme(client, call):
    client.force_login(make.member(call))

    client.post(
        reverse("meeting-new", args=[call.code]),
        {
            "title": "Day",
            "place": "Hall",
            "time_zone": "UTC",
            "programme": "9:00-9:20 Welcome\n- Aims\n10.30 Talk",
        },
    )

    items = Meeting.objects.get().items.all()
    assert [(str(i.starts_at), i.minutes, i.title, i.points) for i in items] == [
        ("09:00:00", 20, "Welcome", ["Aims"]),
        ("10:30:00", None, "Talk", []),
    ]


def test_a_line_without_a_time_is_explained_and_everything_stays(client, call):
    client.force_login(make.member(call))

    answer = client.post(
        reverse("meeting-new", args=[call.code]),
        {"title": "Day", "place": "Hall", "time_zone": "UTC", "programme": "Welcome & tea"},
    )

    assert answer.status_code == 422
    assert "We could not read the line “Welcome &amp; tea”." in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [("secretariat", 200), ("rapporteur", 200), ("analyst", 404)]
)
def test_meetings_are_for_secretariat_and_rapporteurs(client, call, role, status):
    planned(call)
    client.force_login(make.member(call, role))

    assert client.get(reverse("staff-meetings", args=[call.code])).status_code == status
