"""Signatures of senders' domains: really signed mails, a resolver on this machine, and none at all."""

import time
from base64 import b64encode

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.urls import reverse
from tests import make
from tests.channels.email.handing import handed_in
from tests.channels.email.letters import written
from tests.channels.email.names import resolver

from commonspace.channels.email.choices import Fate, Vouched
from commonspace.engines.mail.signatures import is_of, key_name

pytestmark = [pytest.mark.slow]
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PEM = KEY.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
)  # fmt: skip
DER = KEY.public_key().public_bytes(
    serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
)
PUBLISHED = f"v=DKIM1; k=rsa; p={b64encode(DER).decode()}"
NAME = "s1._domainkey.casa.example"


@pytest.fixture
def names(by_mail):
    cache.clear()
    with resolver() as running:
        running.texts[NAME] = PUBLISHED
        by_mail.COMMONSPACE_MAIL_CHECKS = running.address
        yield running
    cache.clear()


def signed(mail=None, *, domain: str = "casa.example", **how) -> bytes:
    content = bytes(mail or written()).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return dkim.sign(content, b"s1", domain.encode(), PEM, **how) + content


def vouched(*contents: bytes) -> list[str]:
    mails = handed_in(*contents)
    assert {mail.fate for mail in mails} == {Fate.CONTRIBUTION}, "a label decides nothing"
    return [mail.vouched for mail in mails]


def test_a_signature_of_the_senders_domain_holds(call, names):
    assert vouched(signed()) == [Vouched.SIGNED]


def test_what_was_changed_on_the_way_does_not_hold(call, names):
    body = signed().replace(b"Evening classes", b"Morning classes")
    subject = signed().replace(b"Our answer", b"Another one")

    assert vouched(body, subject) == [Vouched.BROKEN, Vouched.BROKEN]


def test_a_signature_of_another_domain_says_nothing_of_the_sender(call, names):
    names.texts["s1._domainkey.evil.example"] = PUBLISHED

    assert vouched(signed(domain="evil.example"), bytes(written())) == [
        Vouched.UNSIGNED, Vouched.UNSIGNED,
    ]  # fmt: skip
    assert names.asked == [], "nobody is asked for keys that prove nothing"


def test_a_domain_above_the_senders_may_sign(call, names):
    mail = written(sender="Ana <ana@mail.casa.example>")

    assert vouched(signed(mail)) == [Vouched.SIGNED]


def test_a_signature_over_the_first_lines_only_is_none(call, names):
    assert vouched(signed(length=True) + b"And whatever a stranger adds.\r\n") == [Vouched.UNSIGNED]


def test_two_senders_in_one_head_are_vouched_for_by_nobody(call, names):
    twice = b"From: Someone <someone@casa.example>\r\n" + signed()

    assert vouched(twice) == [Vouched.UNSIGNED]


def test_a_key_that_is_gone_leaves_it_unchecked(call, names):
    names.texts.clear()

    assert vouched(signed()) == [Vouched.UNKNOWN]


def test_keys_are_asked_for_once_an_hour(call, names):
    vouched(signed(), signed(written("Buses at night.")))
    vouched(signed(written("Letters in our language.")))

    assert names.asked == [NAME]


def test_without_a_network_mails_do_not_wait(call, names):
    names.silent = True
    began = time.monotonic()

    assert vouched(signed(), signed(written("Buses."))) == [Vouched.UNKNOWN, Vouched.UNKNOWN]
    names.asked.clear()
    assert vouched(signed(written("Letters."))) == [Vouched.UNKNOWN]

    assert names.asked == [], "for a minute nobody is asked again"
    assert time.monotonic() - began < 30


def test_without_the_setting_nobody_is_asked_and_nothing_is_said(call, names, by_mail):
    by_mail.COMMONSPACE_MAIL_CHECKS = ""

    assert vouched(signed(), bytes(written("Unsigned."))) == [Vouched.UNKNOWN, Vouched.UNKNOWN]
    assert names.asked == []


def test_what_our_own_server_found_goes_first(call, names, by_mail):
    by_mail.COMMONSPACE_MAIL_AUTHSERV = "mx.example.org"
    result = b"Authentication-Results: mx.example.org; dmarc=fail\r\n"

    assert vouched(result + signed()) == [Vouched.FAILED]
    assert names.asked == []


def test_the_page_says_in_words_what_the_label_means(client, call, names):
    (mail,) = handed_in(signed())
    client.force_login(make.member(call))

    page = client.get(reverse("mail-one", args=[call.code, mail.pk])).content.decode()

    assert "signed by the sender’s domain" in page
    assert "nothing about which person wrote it" in page


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        ("v=1; d=Casa.Example; s=S1; b=x", "s1._domainkey.casa.example"),
        ("v=1; d=casa.example;\r\n s=s1;\r\n\tb=x", "s1._domainkey.casa.example"),
        ("v=1; d=casa.example; b=x", ""),
        ("v=1; d=casa.example; s=a b; b=x", ""),
        ("v=1; d=casa..example; s=s1; b=x", ""),
        ("v=1; d=-casa.example; s=s1; b=x", ""),
        ("v=1; d=casa.example; s=s1; l=10; b=x", ""),
        ("v=1; d=" + "a" * 250 + ".example; s=s1", ""),
    ],
)
def test_only_names_that_can_be_keys_are_asked_for(signature, name):
    assert key_name(signature) == name


def test_a_whole_suffix_vouches_for_nobody():
    assert not is_of("s1._domainkey.example", "ana@casa.example")
    assert not is_of("s1._domainkey.a.example", "ana@casa.example")
