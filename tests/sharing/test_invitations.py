from datetime import date

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from tests import make
from tests.intake.at_once import received_at_once

from commonspace.contributions.models import Contribution
from commonspace.intake.services import receive
from commonspace.people.access import details_of
from commonspace.people.models import Contributor
from commonspace.provenance.models import Event
from commonspace.sharing.arriving import ViaMiddleware
from commonspace.sharing.errors import NoReminderError
from commonspace.sharing.models import Invitation
from commonspace.sharing.queries import invitations_of
from commonspace.sharing.services.inviting import Invited, forget, invite, remind

pytestmark = pytest.mark.django_db
ROOT = "https://ask.example.org/"


@pytest.fixture
def call():
    return make.consultation("harbour")


@pytest.fixture
def by(call):
    return make.member(call)


def invited(call, by, **changes):
    whole = {
        "network": "Migrants Forum",
        "language": "fr",
        "by": "mail",
        "invited_on": date(2026, 3, 1),
        "email": "desk@forum.example",
        "may_remind": True,
        **changes,
    }
    return invite(consultation=call, invited=Invited(**whole), by=by)


def pages_keep(client, call, token):
    page = client.get(f"/en/c/{call.code}/?via={token}").content.decode()
    assert f"/en/c/{call.code}/answer/?via={token}" in page
    form = client.get(f"/en/c/{call.code}/answer/?via={token}")
    assert f'action="/en/c/{call.code}/answer/?via={token}"' in form.content.decode()
    assert not form.cookies.get("sessionid")


def test_the_sum_of_a_link_grows_with_each_contribution_and_names_none(client, call, by):
    made = invited(call, by)
    pages_keep(client, call, made.token)

    received(client, call, made.token)
    received(client, call, "")
    received(client, call, "NOTATOKN")

    made.refresh_from_db()
    assert made.led_to == 1
    assert Contribution.objects.count() == 3
    assert not any(made.token in str(vars(event)) for event in Event.objects.all())


def received(client, call, token):
    """Take a contribution in while a page with the link's token is being answered."""

    def answer(_request):
        make.received(call)
        return HttpResponse()

    ViaMiddleware(answer)(RequestFactory().post(f"/en/c/{call.code}/answer/?via={token}"))


def test_those_who_send_at_once_each_count_for_the_link_they_came_by(call, by):
    ours, theirs = invited(call, by), invited(call, by, email="other@forum.example")

    def send(envelope):
        token = theirs.token if envelope.key == "b" else ours.token
        kept = []
        request = RequestFactory().post(f"/en/c/{call.code}/answer/?via={token}")
        ViaMiddleware(lambda _request: kept.append(receive(envelope)) or HttpResponse())(request)
        return kept[0]

    received_at_once([make.envelope(call, key=key) for key in "abc"], send=send)

    for made in (ours, theirs):
        made.refresh_from_db()
    assert (ours.led_to, theirs.led_to) == (2, 1)


def test_a_token_of_another_call_counts_nothing_here(client, call, by):
    other = make.consultation("other")
    made = invited(other, make.member(other))

    received(client, call, made.token)

    made.refresh_from_db()
    assert made.led_to == 0


@pytest.mark.parametrize(("led_to", "shown"), [(0, None), (4, None), (5, 5)])
def test_small_numbers_are_not_shown(call, by, led_to, shown):
    made = invited(call, by)
    Invitation.objects.filter(pk=made.pk).update(led_to=led_to)

    assert [row.led_to for row in invitations_of(call, root=ROOT)] == [shown]


def test_the_link_leads_to_the_call_in_the_language_of_the_network(call, by):
    made = invited(call, by)

    assert invitations_of(call, root=ROOT)[0].link == f"{ROOT}fr/c/harbour/?via={made.token}"


def test_the_address_is_in_the_vault_and_on_no_page(client, call, by):
    made = invited(call, by)
    client.force_login(by)

    page = client.get(reverse("invitations", args=["harbour"])).content.decode()

    assert details_of(made.contact).email == "desk@forum.example"
    assert "Migrants Forum" in page
    assert "fewer than 5" in page
    assert "desk@forum.example" not in page


def test_a_network_is_reminded_twice_and_no_third_time(call, by):
    made = invited(call, by)

    for _time in range(2):
        remind(invitation=made, by=by)
        made.refresh_from_db()
    with pytest.raises(NoReminderError):
        remind(invitation=made, by=by)

    assert [letter.to for letter in mail.outbox] == [["desk@forum.example"]] * 2
    assert f"?via={made.token}" in mail.outbox[0].body
    assert "content@example.org" in mail.outbox[0].body


@pytest.mark.parametrize("changes", [{"may_remind": False}, {"email": ""}])
def test_nobody_is_reminded_who_did_not_agree_or_left_no_address(call, by, changes):
    with pytest.raises(NoReminderError):
        remind(invitation=invited(call, by, **changes), by=by)

    assert not mail.outbox


def test_nobody_is_reminded_of_a_closed_call(by):
    closed = make.consultation("closed", open_now=False)

    with pytest.raises(NoReminderError):
        remind(invitation=invited(closed, by), by=by)


def test_taking_an_invitation_off_deletes_the_address(call, by):
    forget(invitation=invited(call, by), by=by)

    assert not Invitation.objects.exists()
    assert not Contributor.objects.exists()


def test_staff_note_an_invitation_and_are_told_what_is_missing(client, call, by):
    client.force_login(by)
    typed = {"network": "Port Union", "by": "phone", "invited_on": "2026-03-01", "language": "en"}

    refused = client.post(reverse("invitations", args=["harbour"]), {**typed, "may_remind": "on"})
    client.post(reverse("invitations", args=["harbour"]), typed)

    assert refused.status_code == 422
    assert "Without an address" in refused.content.decode()
    assert Invitation.objects.get().network == "Port Union"
