import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make

from commonspace.consultations import outcomes, services, ways
from commonspace.consultations.models import CallDocument, Partner
from commonspace.consultations.outcomes import Outcome
from commonspace.consultations.queries import timeline
from commonspace.people.services import organisation_named
from commonspace.provenance.models import StoredFile

pytestmark = pytest.mark.django_db
PAYLOAD = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><b>"


def page(call, language="en"):
    answer = Client().get(f"/{language}/c/{call.code}/")
    assert answer.status_code == 200
    return answer.content.decode()


def everywhere(call, text):
    """Put ``text`` into every field of a call that takes words."""
    for field in services.call.TEXTS:
        setattr(call, field, {"en": text})
    call.contact_content = call.contact_technical = text
    call.save()
    by = make.account()
    for question in call.questions.all():
        wording = services.Wording(
            heading={"en": text},
            lead_in={"en": text},
            sub_questions={"en": text},
            examples_prompt={"en": text},
            asks_for_examples=True,
        )
        services.reword_question(question=question, by=by, wording=wording)
    services.keep_area(consultation=call, by=by, title={"en": text}, description={"en": text})
    services.keep_partner(
        consultation=call,
        by=by,
        organisation=organisation_named(name=text),
        role="funder",
        description={"en": text},
    )
    services.keep_key_date(consultation=call, by=by, on=timezone.now().date(), title={"en": text})
    file = StoredFile.objects.create(
        blob="0" * 32, name=text, sha256="", size_bytes=3, media_type=text
    )
    CallDocument.objects.create(consultation=call, title=text, language="en", file=file)


def test_script_in_any_field_stays_text_on_every_page():
    call = make.consultation()
    everywhere(call, PAYLOAD)
    client = Client()
    client.force_login(make.member(call))
    staff = ["staff-call", "call-preview", "call-texts", "call-promise", "call-contacts"]
    staff += ["call-areas", "call-partners", "call-key-dates", "call-documents", "call-questions"]

    seen = [
        page(call),
        Client().get("/en/").content.decode(),
        client.get("/en/staff/").content.decode(),
    ]
    seen += [client.get(reverse(name, args=[call.code])).content.decode() for name in staff]
    question = call.questions.first()
    seen.append(
        client.get(reverse("call-question", args=[call.code, question.pk])).content.decode()
    )

    for text in seen:
        assert "alert(1)" in text
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "<b>" not in text.replace("<b>1</b>", "").replace("<b>0</b>", "")


def grown(count):
    """Make a call with ``count`` of everything that comes in lists."""
    call, by = make.consultation(questions=count), make.account()
    for number in range(count):
        area = services.keep_area(
            consultation=call, by=by, title={"en": f"Theme {number}"}, description={}
        )
        services.set_areas(question=call.questions.first(), by=by, areas=[area])
        organisation = organisation_named(name=f"Fund {number}")
        Partner.objects.create(consultation=call, organisation=organisation, role="funder")
        services.keep_key_date(
            consultation=call, by=by, on=timezone.now().date(), title={"en": f"Day {number}"}
        )
        file = StoredFile.objects.create(
            blob=f"{call.pk}-{number}", name="x", sha256="", size_bytes=1
        )
        CallDocument.objects.create(consultation=call, title="x", language="en", file=file)
        services.set_dates(
            consultation=call,
            by=by,
            opens_at=call.opens_at,
            closes_at=call.closes_at + timedelta(hours=1),
            time_zone=call.time_zone,
        )
    return call


@pytest.mark.parametrize("count", [1, 3])
def test_call_page_asks_the_database_nine_times(count, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(ways, "_ways", [])
    monkeypatch.setattr(ways, "_beside", [])
    monkeypatch.setattr(outcomes, "_finders", [])
    call = grown(count)

    with django_assert_num_queries(9):
        page(call)


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_the_database_twice(count, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(outcomes, "_finders", [])
    for _number in range(count):
        make.consultation()
        make.consultation(open_now=False)

    with django_assert_num_queries(2):
        Client().get("/en/")


def test_moved_deadline_is_told_with_the_old_and_the_new_date():
    call = make.consultation()
    old = call.closes_at
    services.set_dates(
        consultation=call,
        by=make.account(),
        opens_at=call.opens_at,
        closes_at=old + timedelta(days=7),
        time_zone="Asia/Manila",
    )

    text = page(call)

    days = [
        f"{moment.astimezone(call.zone):%B} {moment.astimezone(call.zone).day}"
        for moment in (old, old + timedelta(days=7))
    ]
    notice = re.search(
        r"the deadline has moved</h3>\s*<p>It was (.*?)\. It is now (.*?)\.</p>", text
    )
    assert [days[0] in notice[1], days[1] in notice[2]] == [True, True]


def test_notice_of_a_moved_deadline_is_dated_on_the_clock_of_the_call():
    call = make.consultation()
    with time_machine.travel("2026-11-21T22:30:00Z", tick=False):
        services.set_dates(
            consultation=call,
            by=make.account(),
            opens_at=call.opens_at,
            closes_at=call.closes_at + timedelta(days=7),
            time_zone="Africa/Nairobi",
        )

    assert "Notice of Sunday, November 22, 2026: the deadline has moved" in page(call)


def test_closed_call_is_kind_and_says_whom_to_write_to():
    call = make.consultation(open_now=False)

    text = page(call)

    assert "This call is closed" in text
    assert "Answer now" not in text
    assert "The forms are closed." in text
    assert text.count('href="mailto:content@example.org"') == 3


def test_coming_call_says_from_when_one_can_answer():
    call = make.consultation()
    call.opens_at = timezone.now() + timedelta(days=2)
    call.save()

    text = page(call)

    assert "Opens in 2 days" in text
    assert "You can answer from" in text
    assert "Answer now" not in text


def test_what_came_of_it_is_linked_from_call_and_home(monkeypatch):
    call, other = make.consultation(open_now=False), make.consultation()
    monkeypatch.setattr(outcomes, "_finders", [])
    report = Outcome(title="What we heard", url="/en/r/1/", published_at=timezone.now())
    outcomes.register(lambda consultations: {call.pk: [report]})

    assert '<a href="/en/r/1/">What we heard</a>' in page(call)
    assert "What we heard" not in page(other)
    assert '<a href="/en/r/1/">What we heard</a>' in Client().get("/en/").content.decode()


def test_ways_are_told_as_links_while_open_only(monkeypatch):
    monkeypatch.setattr(ways, "_ways", [])
    way = ways.Way(
        order=1,
        title="By post",
        text="Send it.",
        url=lambda call: "/post/",
        is_ready=lambda call: True,
    )
    ways.register(way)
    ways.register(way)

    texts = [page(make.consultation()), page(make.consultation(open_now=False))]

    assert [text.count('<a href="/post/">By post</a>') for text in texts] == [1, 0]


def test_call_without_channels_still_says_whom_to_write_to(monkeypatch):
    monkeypatch.setattr(ways, "_ways", [])

    assert "Write to us or call us:" in page(make.consultation())


def test_preview_of_an_empty_draft_promises_nothing(monkeypatch):
    monkeypatch.setattr(ways, "_ways", [])
    call = make.consultation(stage="draft", questions=0)
    call.opens_at = call.closes_at = None
    call.contact_content = ""
    call.save()
    client = Client()
    client.force_login(make.member(call, "rapporteur"))

    text = client.get(reverse("call-preview", args=[call.code])).content.decode()

    assert "The dates are not set yet." in text
    assert "No questions yet." in text
    assert "Write to us or call us:" not in text
    assert "Answer now" not in text


def test_retired_question_is_not_asked():
    call = make.consultation(questions=2)
    services.retire_question(question=call.questions.get(number=1), by=make.account())

    text = page(call)

    assert "Heading 1" not in text
    assert 'id="question-2"' in text


def test_public_page_needs_no_cookie_and_keeps_none():
    answer = Client().get(f"/en/c/{make.consultation().code}/")

    assert answer.cookies == {}
    assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_public_path_takes_its_deadline_from_the_call():
    call, by = make.consultation(), make.account()
    opening, closing = (at.astimezone(call.zone).date() for at in (call.opens_at, call.closes_at))
    for on, title in (
        (closing, "Last day"),
        (closing, "Press hour"),
        (opening - timedelta(days=1), "Eve"),
    ):
        services.keep_key_date(consultation=call, by=by, on=on, title={"en": title})

    path = [(stop.on, str(stop.label), stop.title.get("en", "")) for stop in timeline(call)]

    assert path == [
        (opening - timedelta(days=1), "", "Eve"),
        (opening, "Opening", ""),
        (closing, "", "Press hour"),
        (closing, "Deadline", "Last day"),
    ]


def test_draft_without_dates_has_its_key_dates_only():
    call = make.consultation(stage="draft")
    call.opens_at = call.closes_at = None

    assert timeline(call) == []


def test_home_lists_open_and_closed_calls_and_no_drafts():
    make.consultation("open-one")
    make.consultation("closed-one", open_now=False)
    make.consultation("draft-one", stage="draft")

    text = Client().get("/en/").content.decode()

    found = {code: f"/en/c/{code}/" in text for code in ("open-one", "closed-one", "draft-one")}
    assert found == {"open-one": True, "closed-one": True, "draft-one": False}
    assert (
        text.index("/en/c/open-one/") < text.index("Closed calls") < text.index("/en/c/closed-one/")
    )
