import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import get_resolver, reverse
from tests import make

from commonspace.consultations.access import (
    consultation_for_member,
    published_consultation,
    readable_consultation,
    roles_in,
)
from commonspace.consultations.choices import Role, Stage
from commonspace.kernel.errors import NotYoursError

pytestmark = pytest.mark.django_db

STEPS = [
    "call-languages",
    "call-texts",
    "call-promise",
    "call-dates",
    "call-areas",
    "call-questions",
    "call-question-new",
    "call-contacts",
    "call-partners",
    "call-documents",
    "call-key-dates",
    "call-rounds",
    "call-members",
    "call-publish",
]
READABLE = ["staff-call", "call-preview"]
ITEMS = {
    "call-question": "questions",
    "call-question-change": "questions",
    "call-areas-entry": "areas",
    "call-areas-remove": "areas",
    "call-partners-entry": "partners",
    "call-partners-remove": "partners",
    "call-key-dates-entry": "key_dates",
    "call-key-dates-remove": "key_dates",
    "call-rounds-entry": "rounds",
    "call-rounds-remove": "rounds",
    "call-document-remove": "documents",
    "call-member-remove": "memberships",
}


@pytest.mark.parametrize("held", Role)
@pytest.mark.parametrize("asked", Role)
def test_member_opens_exactly_what_the_role_allows(held, asked):
    call = make.consultation()
    person = make.member(call, held)

    if held == asked:
        assert consultation_for_member(person, call.code, roles={asked}) == call
    else:
        with pytest.raises(NotYoursError):
            consultation_for_member(person, call.code, roles={asked})
    assert roles_in(person, call) == {held}


@pytest.mark.parametrize(
    ("who", "stage", "readable"),
    [
        ("stranger", Stage.PUBLISHED, True),
        ("stranger", Stage.DRAFT, False),
        ("member of another", Stage.DRAFT, False),
        ("member", Stage.DRAFT, True),
    ],
)
def test_draft_is_read_by_its_members_only(who, stage, readable):
    call = make.consultation(stage=stage)
    reader = {
        "stranger": AnonymousUser(),
        "member of another": make.member(make.consultation()),
        "member": make.member(call, Role.RAPPORTEUR),
    }[who]

    if readable:
        assert readable_consultation(reader, call.code) == call
    else:
        with pytest.raises(NotYoursError):
            readable_consultation(reader, call.code)


def test_draft_is_not_public():
    with pytest.raises(NotYoursError):
        published_consultation(make.consultation(stage=Stage.DRAFT).code)


def client_of(who, call):
    client = Client()
    if who == "member of another":
        client.force_login(make.member(make.consultation()))
    elif who != "stranger":
        client.force_login(make.member(call, who))
    return client


@pytest.mark.parametrize(
    ("who", "reads", "edits"),
    [
        ("secretariat", 200, 200),
        ("analyst", 200, 404),
        ("rapporteur", 200, 404),
        ("member of another", 404, 404),
        ("stranger", 302, 302),
    ],
)
def test_only_the_secretariat_edits(who, reads, edits):
    call = make.consultation(stage=Stage.DRAFT)
    client = client_of(who, call)

    found = {
        name: client.get(reverse(name, args=[call.code])).status_code for name in READABLE + STEPS
    }

    assert found == dict.fromkeys(READABLE, reads) | dict.fromkeys(STEPS, edits)


@pytest.mark.parametrize("who", ["analyst", "rapporteur", "member of another"])
def test_nobody_else_writes(who):
    call = make.consultation(stage=Stage.DRAFT)
    client = client_of(who, call)
    pk = call.questions.first().pk

    answers = [
        client.post(reverse(name, args=[call.code]), {"title_en": "Taken"}) for name in STEPS
    ]
    answers += [
        client.post(reverse(name, args=[call.code, pk]), {"do": "retire"}) for name in ITEMS
    ]

    call.refresh_from_db()
    assert {answer.status_code for answer in answers} == {404}
    assert call.title["en"] == "Cities and newcomers"
    assert call.questions.filter(retired_at=None).count() == 2


def with_parts(call):
    """Give a call one of everything that has an address of its own."""
    client = client_of("secretariat", call)
    client.post(reverse("call-areas", args=[call.code]), {"title_en": "Ties"})
    client.post(
        reverse("call-partners", args=[call.code]), {"organisation": "Fund", "role": "funder"}
    )
    client.post(
        reverse("call-key-dates", args=[call.code]), {"on": "2026-09-29", "title_en": "Forum"}
    )
    client.post(
        reverse("call-rounds", args=[call.code]),
        {"kind": "online", "starts_on": "2026-09-29", "title_en": "Online"},
    )
    return call


@pytest.mark.parametrize("name", [name for name in ITEMS if name != "call-document-remove"])
def test_parts_of_another_call_are_not_reached_through_ones_own(name):
    theirs = with_parts(make.consultation())
    mine = make.consultation()
    client = client_of("secretariat", mine)
    item = getattr(theirs, ITEMS[name]).first()

    answer = client.post(
        reverse(name, args=[mine.code, item.pk]), {"do": "retire", "title_en": "x"}
    )

    assert answer.status_code == 404
    assert getattr(theirs, ITEMS[name]).filter(pk=item.pk).exists()


def test_every_staff_address_of_the_call_is_in_these_tables():
    known = {name for name in get_resolver().reverse_dict if isinstance(name, str)}

    of_the_call = {name for name in known if name.startswith("call-")} - {
        "call-calendar",
        "call-document",
        "call-preview",
    }
    assert of_the_call == set(STEPS) | set(ITEMS)
