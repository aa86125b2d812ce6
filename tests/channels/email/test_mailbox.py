"""A real mailbox: fetch, commit, mark; and what is said when it does not open."""

import pytest
from django.core import mail as django_mail
from django.core.management import call_command
from django.urls import reverse
from tests import make
from tests.channels.email.letters import written
from tests.channels.email.servers import PASSWORD, USER, imap_server, smtp_server

from commonspace.channels.email import configuration
from commonspace.channels.email.choices import Fate, Line
from commonspace.channels.email.models import Mail, Mailbox
from commonspace.consultations.ways import ways_to_respond
from commonspace.contributions.models import Contribution

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def dovecot():
    with imap_server() as server:
        yield server


@pytest.fixture
def shared_box(dovecot, by_mail):
    by_mail.COMMONSPACE_IMAP_URL = dovecot.url
    return dovecot


def fetch() -> None:
    call_command("fetch_mail", verbosity=0)


def test_mails_are_fetched_marked_and_not_fetched_again(shared_box, call, mailoutbox):
    shared_box.deliver(bytes(written("One.")), bytes(written("Two.")))

    fetch()
    fetch()

    assert Mail.objects.filter(fate=Fate.CONTRIBUTION).count() == 2
    assert Contribution.objects.count() == 2
    assert len(mailoutbox) == 2
    assert len(list((shared_box.folder / "mail").glob("*/*:2,*a*"))) >= 2, "a keyword marks them"


def test_a_mail_that_was_kept_and_not_marked_is_marked_the_next_time(shared_box, call, monkeypatch):
    shared_box.deliver(bytes(written("Once.")))
    from commonspace.engines.mail.imap import OpenMailbox  # noqa: PLC0415

    with monkeypatch.context() as broken:
        broken.setattr(OpenMailbox, "mark", lambda _self, _uids: None)
        fetch()
    fetch()

    assert Contribution.objects.count() == 1


def test_receipts_go_over_a_real_line(shared_box, call, settings):
    message = written("Q1: Buses.")
    shared_box.deliver(bytes(message))
    with smtp_server() as (outbox, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
        fetch()

    ((to, receipt),) = outbox.sent
    assert to == ["ana@casa.example"]
    assert receipt["Auto-Submitted"] == "auto-replied"
    assert receipt["In-Reply-To"] == message["Message-ID"]
    assert "+r" in receipt["Reply-To"]
    assert django_mail.outbox == []


def test_a_secretariat_sets_up_its_mailbox(dovecot, client, monkeypatch):
    monkeypatch.setitem(configuration.PORTS, Line.STARTTLS, dovecot.port)
    monkeypatch.setitem(configuration.PORTS, Line.TLS, dovecot.port)
    monkeypatch.setitem(configuration.PORTS, Line.PLAIN, dovecot.port)
    call = make.consultation("harbour")
    client.force_login(make.member(call))
    page = reverse("mail-settings", args=[call.code])
    filled = {
        "address": "harbour@example.org", "host": "127.0.0.1", "line": "tls", "user": USER,
        "password": PASSWORD, "folder": "INBOX", "takes_plus": "on",
    }  # fmt: skip
    assert "By email" not in [str(way.title) for way in ways_to_respond(call)]

    refused = client.post(page, filled, follow=True).content.decode()
    assert "The mail server" in refused
    assert PASSWORD not in refused
    assert not Mailbox.objects.get(consultation=call).worked_at

    Mailbox.objects.filter(consultation=call).update(line=Line.PLAIN)
    opened = client.post(reverse("mail-test", args=[call.code]), follow=True).content.decode()
    assert "The mailbox opens." in opened
    way = next(way for way in ways_to_respond(call) if str(way.title) == "By email")
    assert way.url == "mailto:harbour@example.org"

    dovecot.deliver(bytes(written("To this call alone.", to="harbour@example.org")))
    fetch()
    assert Mail.objects.filter(consultation=call, fate=Fate.CONTRIBUTION).count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"user": USER, "password": "wrong"}, "does not accept"),
        ({"folder": "No such"}, "no folder of this name"),
        ({"port": 1}, "No mail server answers"),
    ],
)
def test_what_is_wrong_with_a_mailbox_is_said_kindly(dovecot, client, monkeypatch, changes, words):
    monkeypatch.setitem(configuration.PORTS, Line.PLAIN, changes.get("port", dovecot.port))
    call = make.consultation()
    client.force_login(make.member(call))
    given = {"host": "127.0.0.1", "user": USER, "password": PASSWORD, "folder": "INBOX", **changes}
    Mailbox.objects.create(
        consultation=call, address="a@example.org", line=Line.PLAIN, host=given["host"],
        user=given["user"], folder=given["folder"],
        sealed_password=configuration.sealed_password(given["password"]),
    )  # fmt: skip

    page = client.post(reverse("mail-test", args=[call.code]), follow=True).content.decode()

    assert words in page
