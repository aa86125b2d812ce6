from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import make

from commonspace.channels.telephone.models import CallRequest, CallTime, Line
from commonspace.consultations.choices import Role
from commonspace.contributions.choices import Confirmation
from commonspace.contributions.models import Contribution
from commonspace.people.access import details_of
from commonspace.people.models import Contributor
from commonspace.provenance.models import Event

pytestmark = pytest.mark.django_db
NUMBER = "+63 917 555 0123"


@pytest.fixture
def call():
    made = make.consultation()
    Line.objects.create(consultation=made, number="+63 2 555 0100", takes_requests=True)
    return made


@pytest.fixture
def staff(client, call):
    member = make.member(call)
    client.force_login(member)
    return member


def wish(**changes):
    return {"phone": NUMBER, "name": "Amal", "language": "ar", "wishes": "Sunday", **changes}


def ask(client, call, **changes):
    return client.post(reverse("ask-for-a-call", args=[call.code]), wish(**changes))


def said(call, **changes):
    first = call.questions.first()
    return {
        f"answer_{first.pk}": "The night bus stops too early.",
        "language": "ar",
        "attribution": "anonymous",
        "may_publish": "yes",
        "called_at": timezone.now().astimezone(call.zone).strftime("%Y-%m-%dT%H:%M"),
        "read_back": "on",
        "key": "0b9f4ec4-13ab-4d5f-9f39-0d2c0f1f0a01",
        **changes,
    }


def test_the_call_tells_of_the_telephone_only_where_it_is_set_up(client, call):
    bare = make.consultation()

    assert "+63 2 555 0100" in client.get(reverse("call", args=[call.code])).content.decode()
    assert "By telephone" not in client.get(reverse("call", args=[bare.code])).content.decode()
    assert client.get(reverse("ask-for-a-call", args=[bare.code])).status_code == 404


def test_hours_are_told_in_the_language_of_the_reader(client, call, staff):
    said = {
        "number": "+63 2 555 0100",
        "hours_en": "Monday, 9 to 12",
        "hours_fr": "Lundi, 9 h à 12 h",
    }

    kept = client.post(reverse("telephone-set-up", args=[call.code]), said)

    assert kept.status_code == 302
    for language, hours in (("en", "Monday, 9 to 12"), ("fr", "Lundi, 9 h à 12 h")):
        page = client.get(f"/{language}/c/{call.code}/").content.decode()
        assert f"+63 2 555 0100 · {hours}" in page


def test_a_wish_keeps_the_number_in_the_vault_and_nowhere_else(client, call):
    answer = ask(client, call)

    found = CallRequest.objects.get()
    assert answer.status_code == 302
    assert details_of(found.contributor).phone == NUMBER
    page = client.get(answer["Location"]).content.decode()
    assert "We will call you" in page
    assert NUMBER not in page
    assert "Amal" not in page
    assert not any(NUMBER in str(vars(event)) for event in Event.objects.all())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"phone": "12"}, "looks too short"),
        ({"phone": ""}, "Without a number"),
        ({"wishes": " "}, "when we may call"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays_in_the_form(client, call, changes, sentence):
    answer = ask(client, call, **changes)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Amal" in page
    assert not CallRequest.objects.exists()


def test_two_people_cannot_have_the_same_time(client, call):
    time = CallTime.objects.create(
        consultation=call, starts_at=timezone.now() + timedelta(days=2), minutes=30
    )
    first, second = ask(client, call, time=time.pk), ask(client, call, time=time.pk)

    assert first.status_code == 302
    assert second.status_code == 422
    assert "just taken" in second.content.decode()
    assert CallRequest.objects.get().time == time


def test_taking_a_wish_back_deletes_the_number(client, call):
    page = ask(client, call)["Location"]
    client.post(page)

    assert CallRequest.objects.get().contributor is None
    assert not Contributor.objects.exists()
    assert "We will not call" in client.get(page).content.decode()


def test_a_made_up_address_finds_no_wish(client, call):
    ask(client, call)

    assert client.get(reverse("my-call", args=[call.code, "1:abc"])).status_code == 404


def test_no_wishes_after_the_deadline(client, call):
    call.closes_at = timezone.now() - timedelta(hours=1)
    call.save()

    answer = ask(client, call)

    assert "has closed" in answer.content.decode()
    assert not CallRequest.objects.exists()


def test_staff_see_the_wish_and_the_log_keeps_who_saw_the_number(client, call, staff):
    ask(client, call)
    found = CallRequest.objects.get()
    listed = client.get(reverse("telephone", args=[call.code])).content.decode()
    before = client.get(reverse("telephone-call", args=[call.code, found.pk])).content.decode()
    after = client.post(reverse("telephone-call", args=[call.code, found.pk])).content.decode()

    assert "Sunday" in listed
    assert NUMBER not in listed + before
    assert NUMBER in after
    assert Event.objects.filter(verb="telephone.number-shown").count() == 1


def test_a_call_nobody_took_stays_on_the_list(client, call, staff):
    ask(client, call)
    found = CallRequest.objects.get()
    client.post(reverse("telephone-no-answer", args=[call.code, found.pk]))

    found.refresh_from_db()
    assert (found.state, found.attempts) == ("open", 1)


def test_from_the_wish_to_the_desk_with_a_receipt_the_caller_can_use(client, call, staff):
    ask(client, call)
    found = CallRequest.objects.get()
    address = reverse("telephone-note", args=[call.code]) + f"?call={found.pk}"
    page = client.post(address, said(call, name="Amal", on_behalf_of="the drivers"), follow=True)
    text = page.content.decode()

    made = Contribution.objects.get()
    found.refresh_from_db()
    assert found.state == "done"
    assert found.contribution == made
    assert (made.channel, made.on_behalf_of, made.entered_by) == (
        "telephone",
        "the drivers",
        staff,
    )
    assert made.confirmed_by == Confirmation.READ_BACK
    assert details_of(made.contributor).phone == NUMBER
    assert "Say this code" in text
    again = client.get(reverse("telephone-noted", args=[call.code]), follow=True).content.decode()
    assert "Say this code" not in again


def test_pressing_twice_is_one_note(client, call, staff):
    for _press in range(2):
        client.post(reverse("telephone-note", args=[call.code]), said(call))

    assert Contribution.objects.count() == 1


def test_a_note_without_words_keeps_what_was_typed(client, call, staff):
    first = call.questions.first()
    answer = client.post(
        reverse("telephone-note", args=[call.code]),
        said(call, name="Wanjiru", **{f"answer_{first.pk}": " "}),
    )

    assert answer.status_code == 422
    assert "Wanjiru" in answer.content.decode()
    assert not Contribution.objects.exists()


def test_a_call_after_the_deadline_is_late_and_one_before_it_is_not(client, call, staff):
    call.closes_at = timezone.now() - timedelta(hours=2)
    call.save()
    then = (timezone.now() - timedelta(hours=3)).astimezone(call.zone)
    note = reverse("telephone-note", args=[call.code])
    client.post(note, said(call, called_at=then.strftime("%Y-%m-%dT%H:%M")))
    client.post(note, said(call, key="0b9f4ec4-13ab-4d5f-9f39-0d2c0f1f0a02"))

    assert [one.is_late for one in Contribution.objects.all()] == [False, True]


def test_the_caller_reads_the_note_with_the_code_and_agrees(client, call, staff):
    said_aloud = client.post(
        reverse("telephone-note", args=[call.code]), said(call, read_back=""), follow=True
    ).context["receipt"]
    client.post(reverse("receipt"), {"code": said_aloud.lower().replace("-", " ")})
    page = client.get(reverse("my-contribution")).content.decode()
    client.post(reverse("agree-contribution"))

    assert "Is this what you said?" in page
    assert "night bus" in page
    assert Contribution.objects.get().confirmed_by == Confirmation.SELF
    assert "Is this what" not in client.get(reverse("my-contribution")).content.decode()


def test_times_are_offered_once_and_free_ones_can_be_taken_off(client, call, staff):
    day = (timezone.now() + timedelta(days=3)).date().isoformat()
    window = {"day": day, "first": "09:00", "last": "10:30", "minutes": "30"}
    for _press in range(2):
        client.post(reverse("telephone-times", args=[call.code]), window)

    assert CallTime.objects.count() == 3
    one = CallTime.objects.first()
    ask(client, call, time=one.pk)
    client.post(reverse("telephone-time-remove", args=[call.code, one.pk]))
    client.post(reverse("telephone-time-remove", args=[call.code, CallTime.objects.last().pk]))
    assert CallTime.objects.count() == 2


def test_a_booked_call_goes_into_a_calendar_without_a_name(client, call, staff):
    time = CallTime.objects.create(
        consultation=call, starts_at=timezone.now() + timedelta(days=2), minutes=45
    )
    ask(client, call, time=time.pk)
    entry = client.get(
        reverse("telephone-calendar", args=[call.code, CallRequest.objects.get().pk])
    ).content.decode()

    assert "BEGIN:VEVENT" in entry
    assert "DTEND:" in entry
    assert "Amal" not in entry
    assert NUMBER not in entry


def test_another_consultation_knows_nothing_of_the_wish(client, call):
    ask(client, call)
    other = make.consultation()
    client.force_login(make.member(other, Role.SECRETARIAT))

    found = CallRequest.objects.get()
    assert client.get(reverse("telephone-call", args=[other.code, found.pk])).status_code == 404
    assert client.get(reverse("telephone-call", args=[call.code, found.pk])).status_code == 404
