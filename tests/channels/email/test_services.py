"""Mails that a service hands on: signed, fresh, kept once; everything else is refused unparsed."""

import base64
import hmac
import json
import time
from hashlib import sha1, sha256

import pytest
from django.urls import reverse
from tests.channels.email.letters import written

from commonspace.channels.email.models import Mail
from commonspace.channels.email.services.fates import bytes_of
from commonspace.channels.email.services.reading import read_waiting

pytestmark = pytest.mark.django_db


def address(service: str) -> str:
    return reverse("mail-arrived", args=[service])


def signature(body: bytes, *, key: str = "newest-secret", at: float | None = None) -> str:
    seconds = str(int(at or time.time()))
    said = hmac.new(key.encode(), seconds.encode() + b"." + body, sha256).hexdigest()
    return f"t={seconds},v1={said}"


def send_raw(client, body: bytes, signed: str):
    return client.post(
        address("raw"), body, content_type="message/rfc822",
        headers={"X-Commonspace-Signature": signed, "X-Envelope-To": "answers+harbour@example.org"},
    )  # fmt: skip


def basic(password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"us:{password}".encode()).decode()}


@pytest.mark.slow
def test_a_signed_mail_is_kept_and_becomes_a_contribution(client, call):
    body = bytes(written(to="undisclosed@x.example"))

    answers = [send_raw(client, body, signature(body)).status_code for _time in range(100)]

    read_waiting()
    assert set(answers) == {200}
    assert Mail.objects.get().contribution.consultation == call


@pytest.mark.parametrize("secret", ["newest-secret", "older-secret"])
def test_the_secret_before_the_newest_still_works(client, call, secret):
    body = bytes(written())

    assert send_raw(client, body, signature(body, key=secret)).status_code == 200


@pytest.mark.parametrize(
    "signed",
    [
        "",
        "t=1,v1=" + "0" * 64,
        "t=x,v1=y",
        "v1=" + "0" * 64,
        lambda body: signature(body, key="guess"),
        lambda body: signature(body, at=time.time() - 400),
        lambda body: signature(body, at=time.time() + 400),
        lambda body: signature(body + b"x"),
        lambda body: signature(body).replace("v1", "v0"),
    ],
)
def test_what_is_not_signed_rightly_and_freshly_is_refused(client, call, signed):
    body = bytes(written())
    said = signed if isinstance(signed, str) else signed(body)

    assert send_raw(client, body, said).status_code == 403
    assert Mail.objects.count() == 0


def test_postmark_hands_on_the_mail_as_it_came(client, call):
    said = {"RawEmail": written().as_string(), "OriginalRecipient": "answers+harbour@example.org"}

    refused = client.post(
        address("postmark"), json.dumps(said), content_type="application/json", headers=basic("no")
    )
    kept = client.post(
        address("postmark"), json.dumps(said), content_type="application/json",
        headers=basic("newest-secret"),
    )  # fmt: skip

    read_waiting()
    assert (refused.status_code, kept.status_code) == (403, 200)
    assert Mail.objects.get().contribution.consultation == call


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"RawEmail": 1}', b"[" * 99_999, b"null"])
def test_postmark_without_a_mail_is_told_so(client, call, body):
    answer = client.post(
        address("postmark"), body, content_type="application/json", headers=basic("older-secret")
    )

    assert answer.status_code == 422


def test_mailgun_signs_time_and_token(client, call):
    at, token = str(int(time.time())), "a" * 50
    signed = hmac.new(b"newest-secret", f"{at}{token}".encode(), sha256).hexdigest()
    fields = {
        "timestamp": at, "token": token, "signature": signed, "body-mime": written().as_string(),
        "recipient": "answers+harbour@example.org",
    }  # fmt: skip

    refused = client.post(address("mailgun"), {**fields, "token": "b" * 50})
    kept = client.post(address("mailgun"), fields)

    read_waiting()
    assert (refused.status_code, kept.status_code) == (403, 200)
    assert Mail.objects.get().contribution.consultation == call


def test_without_secrets_there_is_no_such_page(client, call, settings):
    settings.COMMONSPACE_MAIL_SECRETS = ""
    body = bytes(written())

    assert send_raw(client, body, signature(body, key="")).status_code == 404
    assert client.post(address("somebody")).status_code == 404
    assert client.get(address("raw")).status_code == 405


def test_a_body_larger_than_any_mail_is_refused_unread(client, call):
    answer = client.generic(
        "POST", address("raw"), b"x", content_type="message/rfc822", CONTENT_LENGTH=str(1 << 30)
    )

    assert answer.status_code == 413


LATIN = (
    written("Des cours du soir à côté.")
    .as_bytes()
    .replace("à côté".encode(), "à côté".encode("latin-1"))
)


def posted(service: str, mails: list[bytes]) -> dict:
    """Return what a service posts to hand these mails on, as its handbook shows it."""
    whole = [mail.decode("latin-1") for mail in mails]
    to = "answers+harbour@example.org"
    if service == "sendgrid":
        envelope = json.dumps({"to": [to], "from": "ana@casa.example"})
        return {"data": {"email": whole[0], "envelope": envelope, "subject": "x"}}
    if service == "mandrill":
        events = [{"event": "inbound", "msg": {"raw_msg": one, "email": to}} for one in whole]
        return {"data": {"mandrill_events": json.dumps(events)}}
    packed = [base64.b64encode(one).decode() for one in mails]
    if service == "postal":
        said = {"id": 1, "rcpt_to": to, "message": packed[0], "base64": True}
        return {"data": json.dumps(said), "content_type": "application/json"}
    content = [{"email_rfc822": one, "email_rfc822_is_base64": True} for one in packed]
    relayed = [{"msys": {"relay_message": {"content": one, "rcpt_to": to}}} for one in content]
    return {"data": json.dumps(relayed), "content_type": "application/json"}


def proof(service: str, sent: dict, secret: str) -> dict[str, str]:
    if service != "mandrill":
        return basic(secret)
    fields = sent["data"]
    whole = f"https://consult.example.org{address(service)}"
    whole += "".join(f"{name}{fields[name]}" for name in sorted(fields))
    digest = hmac.new(secret.encode(), whole.encode(), sha1).digest()
    return {"X-Mandrill-Signature": base64.b64encode(digest).decode()}


@pytest.mark.parametrize("service", ["sendgrid", "mandrill", "sparkpost", "postal"])
def test_other_services_hand_on_the_mail_as_it_came_once(client, call, service):
    mail = bytes(written())
    sent = posted(service, [mail])

    refused = client.post(address(service), **sent, headers=proof(service, sent, "no"))
    unproven = client.post(address(service), **sent)
    kept = [
        client.post(address(service), **sent, headers=proof(service, sent, "older-secret"))
        for _time in range(3)
    ]

    assert (refused.status_code, unproven.status_code) == (403, 403)
    assert {one.status_code for one in kept} == {200}
    assert bytes_of(Mail.objects.get()) == mail
    assert Mail.objects.get().addressed == ["answers+harbour@example.org"]


@pytest.mark.parametrize("service", ["mandrill", "sparkpost"])
def test_a_service_may_gather_several_mails(client, call, service):
    sent = posted(service, [bytes(written("One.")), bytes(written("Two."))])

    kept = client.post(address(service), **sent, headers=proof(service, sent, "newest-secret"))

    assert kept.status_code == 200
    assert Mail.objects.count() == 2


@pytest.mark.parametrize("service", ["sendgrid", "mandrill", "sparkpost", "postal"])
@pytest.mark.parametrize("said", ["", "[]", "{}", "[1, null]", "not json", '{"msys": []}'])
def test_what_holds_no_mail_is_told_so(client, call, service, said):
    sent = {"data": said, "content_type": "application/json"}
    if service in {"sendgrid", "mandrill"}:
        sent = {"data": {"mandrill_events": said, "envelope": said, "email": ""}}

    answer = client.post(address(service), **sent, headers=proof(service, sent, "newest-secret"))

    assert answer.status_code == 422
    assert not Mail.objects.exists()


def test_bytes_of_any_encoding_come_through_a_form(client, call):
    body = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n' + LATIN + b"\r\n--x--\r\n"

    kept = client.post(
        address("sendgrid"), body, content_type="multipart/form-data; boundary=x",
        headers=basic("newest-secret"),
    )  # fmt: skip

    assert kept.status_code == 200
    assert bytes_of(Mail.objects.get()) == LATIN


def test_a_service_may_look_whether_the_address_is_there(client, call):
    assert client.head(address("mandrill")).status_code == 200
    assert client.head(address("carrier-pigeon")).status_code == 404
