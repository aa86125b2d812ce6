"""The pages of the secretariat: setting a line up, the figures, deciding."""

import re
import time

import pytest
from django.urls import reverse
from tests import make
from tests.channels.messaging import saying

from commonspace.channels.messaging.configuration import opened_token, secrets_of
from commonspace.channels.messaging.models import Message, ServiceLine
from commonspace.channels.messaging.queries import sums_of
from commonspace.contributions.models import Contribution

pytestmark = pytest.mark.django_db
KEYS = {
    "address": "+63 917 555 0100",
    "account": "106540352242922",
    "token": "t0ken",
    "secret": "s1",
}

BOT = {"token": "70:AA"}


@pytest.fixture
def staff(client, call):
    client.force_login(make.member(call))
    return client


def set_up(client, service: str, **keys: str):
    return client.post(reverse("messages-line", args=["harbour", service]), keys, follow=True)


def test_a_line_is_set_up_tried_and_offered(staff, stub, call):
    page = set_up(staff, "whatsapp", **KEYS)

    line = ServiceLine.objects.get()
    assert (opened_token(line), secrets_of(line)) == ("t0ken", ("s1",))
    assert b"t0ken" not in bytes(line.sealed_token)
    assert str(line.key) in page.content.decode()
    offered = staff.get(reverse("call", args=["harbour"])).content.decode()
    assert "https://wa.me/639175550100" in offered
    assert "Meta, the company behind WhatsApp" in offered


def test_what_does_not_open_is_not_offered(staff, stub, call):
    stub.down = 401

    page = set_up(staff, "whatsapp", **KEYS)

    assert "does not accept these keys" in page.content.decode()
    assert "wa.me" not in staff.get(reverse("call", args=["harbour"])).content.decode()


@pytest.mark.parametrize(
    ("service", "wrong", "sentence"),
    [
        ("whatsapp", {"address": "Harbour"}, "Write the number with its country"),
        ("whatsapp", {"account": "../me"}, "figures and letters only"),
        ("whatsapp", {"token": ""}, "without it we cannot answer"),
        ("whatsapp", {"secret": ""}, "cannot tell what is genuine"),
        ("facebook", {"address": "https://facebook.com/x"}, "Write only the name"),
        ("sms", {"account": "AC 7"}, "figures and letters only"),
    ],
)
def test_keys_that_cannot_be_right_are_refused_and_the_rest_stays(staff, service, wrong, sentence):
    keys = {**KEYS, **({"address": "harbour.forum"} if service == "facebook" else {}), **wrong}

    page = set_up(staff, service, **keys)

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert ServiceLine.objects.count() == 0


def test_telegram_is_told_where_to_deliver(staff, stub, call):
    page = set_up(staff, "telegram", **BOT)

    line = ServiceLine.objects.get()
    told = next(said for _verb, path, _head, said in stub.asked if path.endswith("setWebhook"))
    assert told["secret_token"] == secrets_of(line)[0]
    assert str(line.key) in told["url"]
    assert line.address == "@harbour_bot"
    assert page.status_code == 200


def test_two_secrets_are_valid_until_the_earlier_is_forgotten(staff, stub, call):
    set_up(staff, "whatsapp", **KEYS)
    set_up(staff, "whatsapp", **{**KEYS, "token": "", "secret": "s2"})
    line = ServiceLine.objects.get()
    body = saying.whatsapp("Hello")

    both = [
        saying.deliver(staff, line, body, saying.signed(line, body, one)).status_code
        for one in ("s2", "s1")
    ]
    staff.post(reverse("messages-line-former", args=["harbour", "whatsapp"]))
    after = saying.deliver(staff, line, body, saying.signed(line, body, "s1")).status_code

    assert (both, after) == ([200, 200], 403)
    assert opened_token(line) == "t0ken"


def test_telegrams_secret_is_renewed_with_an_overlap(staff, stub, call):
    set_up(staff, "telegram", **BOT)
    staff.post(reverse("messages-line-secret", args=["harbour", "telegram"]))

    newest, former = secrets_of(ServiceLine.objects.get())
    told = [
        said["secret_token"] for _v, path, _h, said in stub.asked if path.endswith("setWebhook")
    ]
    assert told == [former, newest]


def test_a_line_that_is_switched_off_still_loses_nothing(staff, stub, call, say):
    set_up(staff, "whatsapp", **KEYS)
    staff.post(reverse("messages-line-off", args=["harbour", "whatsapp"]))
    line = ServiceLine.objects.get()
    body = saying.whatsapp("A bus at night would help everybody here.")

    assert saying.deliver(staff, line, body, saying.signed(line, body, "s1")).status_code == 200
    assert "wa.me" not in staff.get(reverse("call", args=["harbour"])).content.decode()


def test_every_message_is_in_one_figure(staff, say, call):
    line = saying.line(call, "whatsapp")
    say(line, saying.whatsapp("Hello"))
    say(line, saying.whatsapp("A bus at night would help everybody here."))
    say(line, saying.whatsapp("And a lamp at the stop."))
    say(line, saying.whatsapp(type="sticker", sticker={"id": "1"}))
    say(line, saying.whatsapp("Old words.", at=time.time() - 20 * 86400))
    say(line, b"[]")

    page = staff.get(reverse("messages", args=["harbour"])).content.decode()
    sums = sums_of(call)

    assert sums.total == 6 == sum(count for _fate, count in sums.by_fate) + sums.broken
    assert re.sub(r"\s+", " ", page).count('class="count"') == 5


def test_a_message_set_aside_is_taken_after_all(staff, say, call, stub):
    line = saying.line(call, "whatsapp")
    say(line, saying.whatsapp("A bus at night.", at=time.time() - 9 * 86400))
    aside = Message.objects.get()

    shown = staff.post(reverse("message-one", args=["harbour", aside.pk])).content.decode()
    staff.post(reverse("message-take", args=["harbour", aside.pk]))
    again = staff.post(reverse("message-take", args=["harbour", aside.pk]))

    assert "A bus at night." in shown
    assert Contribution.objects.get().consent_by == "not-yet"
    assert again.status_code == 422


def test_a_message_is_discarded_with_a_reason_only(staff, say, call):
    line = saying.line(call, "whatsapp")
    say(line, saying.whatsapp("Buy cheap watches.", at=time.time() - 9 * 86400))
    aside = Message.objects.get()
    address = reverse("message-discard", args=["harbour", aside.pk])

    refused = staff.post(address, {"reason": " "})
    staff.post(address, {"reason": "An advertisement."})

    aside.refresh_from_db()
    assert refused.status_code == 422
    assert (aside.fate, aside.words, aside.delivery.file) == (
        "discarded",
        "An advertisement.",
        None,
    )
