"""What services deliver: proven, kept once, and never able to bring us down."""

import json
import random
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.channels.messaging import saying

from commonspace.channels.messaging.configuration import (
    delivery_address,
    handshake_word,
    provider_of,
)
from commonspace.channels.messaging.models import Delivery, Message
from commonspace.channels.messaging.services.answering import pieces, send_due
from commonspace.channels.messaging.services.arriving import keep
from commonspace.channels.messaging.services.reading import MOST_FETCHES, forget_read, read_waiting
from commonspace.contributions.models import Attachment, Contribution
from commonspace.engines.messengers.line import download, is_among
from commonspace.engines.messengers.shapes import Asked, ServiceError, UnreadableError
from commonspace.engines.messengers.sms import signature
from commonspace.provenance.store import blob_store

pytestmark = pytest.mark.django_db
BODIES = {
    "whatsapp": saying.whatsapp, "telegram": saying.telegram, "facebook": saying.facebook,
    "sms": saying.sms,
}  # fmt: skip
WORDS = "A bus at night would help everybody here."


@pytest.mark.parametrize("service", BODIES)
def test_what_is_proven_is_on_disk_before_the_service_hears_so(client, call, stub, service):
    line, body = saying.line(call, service), BODIES[service](WORDS)

    answered = saying.deliver(client, line, body)

    kept = Delivery.objects.get()
    with blob_store().open(kept.file.blob) as stream:
        assert stream.read() == body
    assert (answered.status_code, kept.state, Message.objects.count()) == (200, "waiting", 0)


LIES = [
    (service, lie)
    for service in BODIES
    for lie in ("missing", "wrong", "other-secret", "swapped", "plain")
    if (service, lie) != ("telegram", "swapped")  # Telegram proves who delivers, not what
]


@pytest.mark.parametrize(("service", "lie"), LIES)
def test_what_is_not_proven_is_refused_and_nothing_is_kept(client, call, stub, service, lie):
    line, body = saying.line(call, service), BODIES[service](WORDS)
    true = saying.signed(line, body)
    name = next(iter(true))
    heads = {
        "missing": {}, "wrong": {name: "sha256=" + "0" * 64}, "plain": {name: ""},
        "other-secret": saying.signed(line, body, "guess"), "swapped": true,
    }  # fmt: skip

    refused = saying.deliver(
        client, line, body.replace(b"night", b"noon!") if lie == "swapped" else body, heads[lie]
    )

    assert (refused.status_code, Delivery.objects.count()) == (403, 0)


def test_a_line_without_a_secret_believes_nobody(client, call, stub):
    for service, body in BODIES.items():
        line = saying.line(call, service, secrets=())
        sent = body(WORDS)
        assert saying.deliver(client, line, sent, saying.signed(line, sent, "")).status_code == 403


def test_the_digest_must_be_the_one_that_was_agreed(client, call, stub):
    line, body = saying.line(call, "whatsapp"), saying.whatsapp(WORDS)
    said = saying.signed(line, body)["X-Hub-Signature-256"]

    for forged in (said.replace("sha256", "sha1"), said.replace("sha256=", ""), said + "0"):
        head = {"X-Hub-Signature-256": forged}
        assert saying.deliver(client, line, body, head).status_code == 403


def test_twilio_signs_as_its_documentation_shows():
    # Twilio, "Webhooks security": the worked example with the auth token 12345.
    said = (
        "https://mycompany.com/myapp.php?foo=1&bar=2"
        "CallSidCA1234567890ABCDECaller+14158675309Digits1234From+14158675309To+18005551212"
    )
    assert signature(said, "12345") == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_meta_shakes_hands_with_the_right_word_only(client, call):
    line = saying.line(call, "whatsapp")
    address = reverse("messages-arrived", args=[line.key])
    words = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}

    right = client.get(address, {**words, "hub.verify_token": handshake_word(line)})
    wrong = client.get(address, {**words, "hub.verify_token": "guess"})

    assert (right.status_code, right.content) == (200, b"1158201444")
    assert wrong.status_code == 403
    assert (
        client.get(reverse("messages-arrived", args=[saying.line(call, "sms").key])).status_code
        == 404
    )


def test_a_body_that_is_too_large_is_not_read(client, call):
    line = saying.line(call, "whatsapp")
    body = b" " * ((1 << 20) + 1)

    assert saying.deliver(client, line, body).status_code == 413
    assert Delivery.objects.count() == 0


@pytest.mark.parametrize("days", [-9, 1])
def test_what_is_old_or_from_the_future_waits_for_a_person(call, say, days):
    line = saying.line(call, "telegram")

    answer = say(line, saying.telegram(WORDS, at=time.time() + days * 86400))

    kept = Message.objects.get()
    # A clock that runs ahead cannot make anything later than its arrival.
    assert (kept.fate, kept.reason, answer) == ("set-aside", "stale", "")
    assert Contribution.objects.count() == 0


def test_the_same_message_in_another_body_counts_once(call, say):
    line, body = saying.line(call, "whatsapp"), saying.whatsapp(WORDS)
    again = json.dumps(json.loads(body), indent=1).encode()

    say(line, body)
    assert say(line, again) == ""

    assert (Delivery.objects.count(), Message.objects.count(), Contribution.objects.count()) == (
        2,
        1,
        1,
    )


@pytest.mark.slow
@pytest.mark.parametrize("service", BODIES)
def test_a_hundred_deliveries_of_one_message_are_one_contribution(client, call, stub, say, service):
    line, body = saying.line(call, service), BODIES[service](WORDS)
    say(line, body)

    answers = {saying.deliver(client, line, body).status_code for _time in range(100)}
    read_waiting()

    assert answers == {200}
    assert Contribution.objects.count() == Message.objects.count() == Delivery.objects.count() == 1


def test_a_message_for_another_number_of_the_same_app_is_left_alone(call, say):
    line = saying.line(call, "whatsapp")

    say(line, saying.whatsapp(WORDS).replace(b"106540352242922", b"999999"))

    assert Message.objects.count() == 0
    assert Delivery.objects.get().state == "read"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"null", b'"x"', b"[" * 50_000, b'{"a":' * 50_000, b"\xff\xfe", b"1e999"]
)  # fmt: skip
def test_poison_is_kept_counted_and_blocks_nobody(call, say, body):
    line = saying.line(call, "whatsapp")

    say(line, body)
    say(line, saying.whatsapp(WORDS))

    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["broken", "read"]
    assert Contribution.objects.count() == 1


def test_a_reader_that_dies_sets_aside_after_three_tries(call, stub, monkeypatch):
    line = saying.line(call, "whatsapp")
    keep(saying.whatsapp(WORDS), line=line)
    monkeypatch.setattr(
        "commonspace.channels.messaging.services.reading.hear", lambda *_a, **_k: 1 / 0
    )
    for _try in range(3):
        with pytest.raises(ZeroDivisionError):
            read_waiting()

    read_waiting()

    assert (Message.objects.get().fate, Message.objects.get().reason) == ("set-aside", "failed")
    assert read_waiting() == 0


def test_a_voice_message_that_cannot_be_fetched_is_tried_again_then_told(call, say, stub):
    line = saying.line(call, "whatsapp")
    stub.down = 503
    say(line, saying.voice("900100"))
    assert Message.objects.get().fate == "waiting"

    for _minute in range(MOST_FETCHES):
        read_waiting()
    stub.down = 0
    send_due()

    assert (Message.objects.get().fate, Message.objects.get().reason) == ("set-aside", "no-media")
    assert "did not reach us" in stub.texts[-1]
    assert Attachment.objects.count() == 0


def test_a_reply_waits_for_a_service_that_is_away(call, say, stub):
    line = saying.line(call, "telegram")
    stub.down = 500
    say(line, saying.telegram(WORDS))
    assert Message.objects.get().reply == "due"

    stub.down = 0
    Message.objects.update(replied_at=None)
    assert send_due() == 1
    assert send_due() == 0
    assert Contribution.objects.count() == 1


def test_bytes_are_let_go_a_week_after_they_were_read(call, say):
    line = saying.line(call, "whatsapp")
    say(line, saying.whatsapp(WORDS))
    assert forget_read() == 0

    Delivery.objects.update(arrived_at=timezone.now() - timedelta(days=8))

    assert forget_read() == 1
    assert Delivery.objects.get().file is None


def test_files_are_fetched_from_the_services_own_places_only(stub):
    hosts = ("fbsbx.com", "127.0.0.1")
    assert is_among("https://lookaside.fbsbx.com/x", hosts)
    for address in (
        "https://evil.example/x", "https://fbsbx.com.evil.example/", "http://fbsbx.com/x", "file:///etc/passwd",
        "https://[", "https://evilfbsbx.com/", "gopher://127.0.0.1/", "https://169.254.169.254/",
    ):  # fmt: skip
        assert not is_among(address, hosts)
        with pytest.raises(ServiceError):
            download(address, hosts=hosts, most=10)


def test_long_replies_are_cut_between_paragraphs_and_nothing_is_lost():
    text = "\n\n".join(f"{number} " + "word " * 60 for number in range(12)).strip()

    cut = pieces(text, 1600)

    assert all(len(piece) <= 1600 for piece in cut)
    assert "".join("".join(cut).split()) == "".join(text.split())
    assert all(piece[0].isdigit() for piece in cut)


def mutated(body: bytes, chance: random.Random) -> bytes:
    """Return a body with values swapped, dropped, nested, or with its bytes damaged."""
    if chance.random() < 0.3:
        raw = bytearray(body)
        for _time in range(chance.randint(1, 8)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        return bytes(raw)
    try:
        return json.dumps(_shaken(json.loads(body), chance)).encode()
    except ValueError:
        return body.replace(b"=", chance.choice([b"==", b"%ff=", b"&", b"=%00"]))


ODD = [
    None,
    True,
    -1,
    10**30,
    1.5,
    "",
    "\ud800",
    "\x00",
    "٣",
    "x" * 5000,
    [],
    {},
    [[]],
    {"id": {}},
    "../..",
    "NaN",
]


def _shaken(value, chance: random.Random):
    if chance.random() < 0.08:
        return chance.choice(ODD)
    if isinstance(value, dict):
        return {key: _shaken(one, chance) for key, one in value.items() if chance.random() > 0.04}
    if isinstance(value, list):
        return [_shaken(one, chance) for one in value] * chance.choice([1, 1, 1, 2])
    return value


def seeds() -> list[tuple[str, bytes]]:
    return [
        ("whatsapp", saying.whatsapp(WORDS)), ("whatsapp", saying.voice("900100")),
        ("telegram", saying.telegram(WORDS)), ("telegram", saying.telegram(voice={"file_id": "AwAC", "duration": 3})),
        ("facebook", saying.facebook(WORDS)), ("facebook", saying.comment(WORDS)),
        ("sms", saying.sms(WORDS, NumMedia="1", MediaUrl0="https://api.twilio.com/x", MediaContentType0="image/png")),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [300, pytest.param(5000, marks=pytest.mark.slow)])
def test_damaged_bodies_are_read_or_refused_as_unreadable(call, count):
    chance = random.Random(7)  # noqa: S311  # no secret
    lines = {service: saying.line(call, service) for service in BODIES}
    for _time in range(count):
        service, body = chance.choice(seeds())
        damaged = mutated(body, chance)
        provider = provider_of(lines[service])
        asked = Asked(headers={}, body=damaged, address=delivery_address(lines[service]))
        assert not provider.is_genuine(asked, ("secret",))
        try:
            events = provider.events(damaged)
        except UnreadableError:
            continue
        assert all(
            event.id and event.person and event.text.encode() is not None for event in events
        )


@pytest.mark.slow
def test_500_damaged_but_proven_bodies_stop_nobody(call, stub):
    chance = random.Random(11)  # noqa: S311  # no secret
    lines = {service: saying.line(call, service) for service in BODIES}
    for _time in range(500):
        service, body = chance.choice(seeds())
        keep(mutated(body, chance), line=lines[service])
    for _try in range(4):
        read_waiting()

    stuck = Delivery.objects.filter(state="waiting").exclude(messages__tries__gt=0)
    assert not stuck.exists()
    assert not Message.objects.filter(fate="waiting", tries=0).exists()
