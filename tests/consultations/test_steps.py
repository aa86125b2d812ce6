import html
import re

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.urls import reverse
from tests import make

from commonspace.consultations.choices import Role, Stage
from commonspace.consultations.defaults import NAMING_TERMS
from commonspace.consultations.models import Consultation
from commonspace.people.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make.consultation(stage=Stage.DRAFT)


@pytest.fixture
def client(call):
    made = Client()
    made.force_login(make.member(call))
    return made


def test_new_consultation_needs_a_title_and_keeps_what_was_typed():
    client = Client()
    client.force_login(make.account())

    answer = client.post(reverse("staff-new"), {"title": "", "organisation": "Harbour Secretariat"})

    assert answer.status_code == 422
    assert 'value="Harbour Secretariat"' in answer.content.decode()
    assert Consultation.objects.count() == 0


def test_new_consultation_says_that_an_address_is_taken():
    make.consultation("taken")
    client = Client()
    client.force_login(make.account())
    values = {
        "title": "Buses",
        "organisation": "Us",
        "language": "en",
        "time_zone": "UTC",
        "code": "taken",
    }

    answer = client.post(reverse("staff-new"), values)

    assert answer.status_code == 422
    assert "This short address is taken." in answer.content.decode()


def test_checklist_says_what_is_still_needed(client, call):
    call.contact_content, call.what_happens, call.background = "", {}, {}
    call.save()

    text = client.get(reverse("staff-call", args=[call.code])).content.decode()

    assert text.count("still needed") == 1
    assert "A contact for questions of content." in text
    assert text.count("ought to be said") == 2
    assert "What happens with people’s answers." in text
    assert "The background." in text


def test_naming_terms_are_proposed_in_every_language(client, call):
    call.naming_terms = {}
    call.save()

    text = html.unescape(client.get(reverse("call-promise", args=[call.code])).content.decode())

    assert [
        language for language in ("en", "fr", "es", "ar") if NAMING_TERMS[language] in text
    ] == [
        "en",
        "fr",
        "es",
        "ar",
    ]
    assert "is our proposal" in text


def test_main_language_is_open_and_the_others_wait(client, call):
    text = client.get(reverse("call-texts", args=[call.code])).content.decode()

    assert text.index('name="title_en"') < text.index("<details>") < text.index('name="title_fr"')
    assert '<span lang="ar" dir="rtl">العربيّة</span> <small class="muted">0 of 5 written' in text
    assert '<span lang="fr" dir="ltr">français</span> <small class="muted">1 of 5 written' in text
    assert re.search(r'name="title_ar"[^>]* lang="ar" dir="rtl"', text)


def test_fault_in_another_language_opens_it(client, call):
    answer = client.post(
        reverse("call-texts", args=[call.code]), {"title_en": "Towns", "title_fr": "x" * 301}
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.index("<details open>") < text.index('name="title_fr"')
    call.refresh_from_db()
    assert call.title["en"] == "Cities and newcomers"


def test_dates_are_read_on_the_clock_of_the_zone(client, call):
    client.post(
        reverse("call-dates", args=[call.code]),
        {
            "time_zone": "Asia/Manila",
            "opens_at": "2026-07-26T08:00",
            "closes_at": "2026-09-16T23:59",
        },
    )

    call.refresh_from_db()
    assert call.closes_at.isoformat() == "2026-09-16T15:59:00+00:00"
    text = client.get(reverse("call-dates", args=[call.code])).content.decode()
    assert 'value="2026-09-16T23:59"' in text


@pytest.mark.parametrize(
    ("opens", "closes", "sentence"),
    [
        ("2026-03-29T02:30", "2026-05-01T12:00", "the hour is skipped that night"),
        ("2026-05-02T12:00", "2026-05-01T12:00", "has to close after it opens"),
        ("soon", "2026-05-01T12:00", "Please write a date and a time"),
    ],
)
def test_dates_that_cannot_be_are_explained(client, call, opens, closes, sentence):
    before = call.closes_at

    answer = client.post(
        reverse("call-dates", args=[call.code]),
        {"time_zone": "Europe/Brussels", "opens_at": opens, "closes_at": closes},
    )

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    call.refresh_from_db()
    assert call.closes_at == before


@pytest.mark.parametrize(("then", "name"), [("next", "call-promise"), ("stay", "call-texts")])
def test_kept_step_goes_where_the_button_leads(client, call, then, name):
    answer = client.post(
        reverse("call-texts", args=[call.code]), {"title_en": "Towns", "then": then}
    )

    assert answer["Location"] == reverse(name, args=[call.code])


def test_last_kept_step_of_the_list_leads_to_the_next(client, call):
    answer = client.post(
        reverse("call-key-dates", args=[call.code]),
        {"on": "2026-09-29", "title_en": "Forum", "then": "next"},
    )

    assert answer["Location"] == reverse("call-rounds", args=[call.code])


def test_entry_is_changed_and_removed(client, call):
    client.post(reverse("call-areas", args=[call.code]), {"title_en": "Ties"})
    area = call.areas.get()

    client.post(reverse("call-areas-entry", args=[call.code, area.pk]), {"title_en": "Bonds"})
    assert [str(each) for each in call.areas.all()] == ["Bonds"]
    client.post(reverse("call-areas-remove", args=[call.code, area.pk]))
    assert call.areas.count() == 0


def test_entry_needs_its_title_in_the_main_language(client, call):
    answer = client.post(reverse("call-areas", args=[call.code]), {"title_fr": "Liens"})

    assert answer.status_code == 422
    assert 'value="Liens"' in answer.content.decode()
    assert call.areas.count() == 0


def test_answered_question_warns_and_lists_its_wordings(client, call):
    question = call.questions.get(number=1)
    address = reverse("call-question", args=[call.code, question.pk])
    assert "Somebody has answered" not in client.get(address).content.decode()
    make.contribution(call, question=question)

    client.post(address, {"heading_en": "Better", "sub_questions_en": "One?"})

    text = client.get(address).content.decode()
    assert "Somebody has answered this question" in text
    assert "All wordings" in text
    assert [version.heading["en"] for version in question.versions.all()] == ["Heading 1", "Better"]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([(1, "down")], ["Heading 2", "Heading 1"]),
        ([(2, "up")], ["Heading 2", "Heading 1"]),
        ([(1, "retire")], ["Heading 2"]),
        ([(1, "nonsense")], ["Heading 1", "Heading 2"]),
    ],
)
def test_questions_are_ordered_and_retired_by_button(client, call, steps, expected):
    for number, do in steps:
        question = call.questions.get(number=number)
        client.post(reverse("call-question-change", args=[call.code, question.pk]), {"do": do})

    assert [q.heading_in("en") for q in call.questions.filter(retired_at=None)] == expected


def test_retired_question_comes_back_by_button(client, call):
    question = call.questions.get(number=1)
    address = reverse("call-question-change", args=[call.code, question.pk])
    client.post(address, {"do": "retire"})

    client.post(address, {"do": "bring-back"})

    assert [q.heading_in("en") for q in call.questions.filter(retired_at=None)] == [
        "Heading 2",
        "Heading 1",
    ]


def test_document_of_a_wrong_kind_is_explained(client, call, tmp_path):
    program = tmp_path / "agenda.pdf"
    program.write_bytes(b"MZ\x90\x00")

    with program.open("rb") as file:
        answer = client.post(
            reverse("call-documents", args=[call.code]),
            {"title": "Agenda", "language": "en", "file": file},
        )

    assert answer.status_code == 422
    assert "We cannot offer this kind of file" in answer.content.decode()


def test_incomplete_call_is_not_published_and_leads_to_the_steps(client, call):
    call.contact_technical = ""
    call.save()

    answer = client.post(reverse("call-publish", args=[call.code]))

    assert answer.status_code == 422
    assert reverse("call-contacts", args=[call.code]) in answer.content.decode()
    call.refresh_from_db()
    assert not call.is_published


def test_silent_call_is_published_only_under_a_name(client, call):
    call.what_happens = {}
    call.save()
    address = reverse("call-publish", args=[call.code])
    assert "does not say what happens" in client.get(address).content.decode()

    refused = client.post(address, {"signed": "Nobody"})
    accepted = client.post(address, {"signed": "Ada Okoro"})

    assert (refused.status_code, accepted.status_code) == (422, 302)
    call.refresh_from_db()
    assert call.is_published


def test_invited_colleague_chooses_a_password_by_a_link_shown_once(client, call):
    address = reverse("call-members", args=[call.code])
    values = {"email": "new@example.org", "name": "New Colleague", "role": Role.ANALYST}

    shown = client.post(address, values).content.decode()

    link = re.search(r"http://testserver(/en/account/[^<\s]+)", shown)[1]
    assert link not in client.get(address).content.decode()
    colleague = Client()
    form = colleague.get(link)
    colleague.post(
        form["Location"], {"new_password1": make.PASSWORD, "new_password2": make.PASSWORD}
    )
    assert authenticate(username="new@example.org", password=make.PASSWORD).name == "New Colleague"
    assert "used or is too old" in Client().get(link).content.decode()


def test_member_with_a_password_gets_no_link(client, call):
    known = make.account("Known Already")

    answer = client.post(
        reverse("call-members", args=[call.code]),
        {"email": known.email, "name": "x", "role": Role.ANALYST},
        follow=True,
    )

    text = answer.content.decode()
    assert "Known Already" in text
    assert "/account/" not in text


def test_last_of_the_secretariat_is_not_removed_by_button(client, call):
    keeper = call.memberships.get()

    answer = client.post(reverse("call-member-remove", args=[call.code, keeper.pk]), follow=True)

    assert "This is the last person of the secretariat." in answer.content.decode()
    assert call.memberships.get() == keeper


def test_staff_home_lists_ones_own_with_figures(client, call):
    make.contribution(call)
    make.consultation("not-mine")

    text = client.get(reverse("staff-home")).content.decode()

    assert f"/en/staff/{call.code}/call/" in text
    assert "not-mine" not in text
    row = text[text.index("<tbody>") :]
    assert [int(n) for n in re.findall(r'class="number"[^>]*>(?:<a[^>]*><b>)?(\d+)', row)] == [2, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_staff_home_asks_the_database_four_times(count, django_assert_num_queries):
    person = make.member(make.consultation())
    for _number in range(count - 1):
        person.memberships.create(consultation=make.consultation(), role=Role.ANALYST)
    client = Client()
    client.force_login(Account.objects.get(pk=person.pk))

    with django_assert_num_queries(4):
        client.get(reverse("staff-home"))
