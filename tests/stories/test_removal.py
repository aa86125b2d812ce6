"""After the deadline three people want out: by the form, by email and by telephone.

Each has a code, one of them lost it. The secretariat sees what it touches, decides, and nothing of
what was removed is left in any byte this site keeps, but for the edition that was printed.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.email.handing import handed_in
from tests.channels.email.letters import written
from tests.channels.telephone.test_telephone import said
from tests.reports.rows import edition_of, finding_on

from commonspace.channels.telephone.models import Line
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.intake.models import RemovalRequest
from commonspace.intake.services import receipt_code
from commonspace.provenance.models import StoredFile
from commonspace.provenance.store import blob_store

pytestmark = pytest.mark.django_db
WEB = "The night bus stops an hour before the fish market of Zqharbour closes."
MAIL = "The clinic of Zqmail turns away whoever cannot show two papers with a stamp."
CALL = "My sister Zqtold waited nine months for a letter that never came to her."
ASK, MINE = reverse("ask-for-removal"), reverse("my-contribution")


@pytest.fixture
def call(settings):
    settings.COMMONSPACE_MAIL_ANSWERS = "answers@example.org"
    made = make.consultation("harbour", questions=1)
    Line.objects.create(consultation=made, number="+63 2 555 0100", takes_requests=True)
    return made


@pytest.fixture
def staff(call):
    client = Client()
    client.force_login(make.member(call))
    return client


def closed(call) -> Consultation:
    call.closes_at = timezone.now() - timedelta(minutes=1)
    call.save(update_fields=["closes_at"])
    return call


def holder_of(contribution) -> Client:
    client = Client()
    client.post(reverse("receipt"), {"code": receipt_code(contribution)})
    return client


def by_form(call) -> Contribution:
    first = call.questions.get()
    answer = Client().post(
        reverse("answer", args=[call.code]),
        {
            f"answer_{first.pk}": WEB, "key": "0b9f4ec4-13ab-4d5f-9f39-0d2c0f1f0b01",
            "name": "Zqname Haddad", "organisation": "Zqkeepers", "attribution": "named",
            "may_publish": "yes", "language": "en",
        },
    )  # fmt: skip
    assert answer.status_code in {200, 302}
    return Contribution.objects.get(channel="web")


def by_mail(call) -> Contribution:
    letter = written(f"Question 1\n{MAIL}\n", to="answers+harbour@example.org")
    handed_in(letter)
    return Contribution.objects.get(channel="email")


def by_telephone(call, staff) -> Contribution:
    first = call.questions.get()
    staff.post(
        reverse("telephone-note", args=[call.code]),
        said(call, **{f"answer_{first.pk}": CALL, "attribution": "kind", "language": "en"}),
    )
    return Contribution.objects.get(channel="telephone")


def kept_bytes() -> bytes:
    """Return every byte of the tables, and of the files as they are once opened."""
    dumped = "\n".join(connection.connection.iterdump()).encode()
    opened = []
    for file in StoredFile.objects.all():
        with blob_store().open(file.blob) as stream:
            opened.append(stream.read())
    return dumped + b"".join(opened)


def found(mark: str, kept: bytes) -> bool:
    return mark.encode() in kept or mark.encode().hex().upper().encode() in kept


def decided(staff, call, contribution, **decision):
    asked = RemovalRequest.objects.get(contribution=contribution, state="open")
    address = reverse("desk-removal-decide", args=[call.code, asked.pk])
    return staff.post(address, decision, follow=True).content.decode()


def page(client, address=MINE) -> str:
    return client.get(address).content.decode()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the bytes of SQLite")
def test_what_three_people_sent_by_three_ways_is_gone_for_good(
    call, staff, django_capture_on_commit_callbacks
):
    sent = {WEB: by_form(call), MAIL: by_mail(call), CALL: by_telephone(call, staff)}
    closed(call)
    before = kept_bytes()
    assert all(found(words, before) for words in (*sent, "Zqkeepers", "ana@casa"))

    for contribution in sent.values():
        client = holder_of(contribution)
        assert "You can ask us to remove it" in page(client)
        client.post(ASK, {"what": "everything", "remark": "Zqremark"})
        assert "You have asked for removal" in page(client)
    assert "3 requests for removal wait" in page(staff, reverse("staff-desk", args=[call.code]))
    for contribution in sent.values():
        with django_capture_on_commit_callbacks(execute=True):
            decided(staff, call, contribution, do="carry-out")

    left = kept_bytes()
    marks = (*sent, "Zqname", "Zqkeepers", "Zqremark", "Zqharbour", "Zqmail", "Zqtold", "ana@casa")
    assert [mark for mark in marks if found(mark, left)] == []
    for contribution in sent.values():
        after = page(holder_of(contribution))
        assert "Your words were removed at your wish" in after
        assert "Ask for removal" not in after
    ledger = page(staff, reverse("staff-ledger", args=[call.code]))
    assert ledger.count("removed on request") >= 3


def test_a_refusal_is_read_with_the_code_and_asked_against(call, staff):
    contribution = by_form(call)
    closed(call)
    client = holder_of(contribution)
    client.post(ASK, {"what": "everything"})
    assert "Please say why" in decided(staff, call, contribution, do="refuse", answer=" ")

    decided(staff, call, contribution, do="refuse", answer="A court asked us to keep it.")

    told = page(client)
    assert "A court asked us to keep it." in told
    assert "data protection authority" in told
    assert "content@example.org" in told
    client.post(ASK, {"what": "name", "remark": "The court has closed the case."})
    asked = RemovalRequest.objects.get(state="open")
    shown = page(staff, reverse("desk-removal", args=[call.code, asked.pk]))
    assert "It is asked again." in shown
    assert "The court has closed the case." in shown


def test_a_wish_can_be_taken_back(call, staff):
    contribution = by_mail(call)
    closed(call)
    client = holder_of(contribution)
    client.post(ASK, {"what": "everything"})
    client.post(reverse("removal-take-back"))

    assert "Ask for removal" in page(client)
    assert RemovalRequest.objects.get().state == "taken-back"
    assert "Nothing waits for a decision." in page(
        staff, reverse("desk-removals", args=[call.code])
    )


def test_who_lost_the_code_asks_by_telephone(call, staff):
    contribution = by_telephone(call, staff)
    closed(call)
    address = reverse("desk-removal-enter", args=[call.code, contribution.reference])
    refused = staff.post(address, {"what": "everything", "asked_by": "telephone"})
    assert refused.status_code == 422

    known = "She named what she had said, and the day."
    staff.post(address, {"what": "everything", "asked_by": "telephone", "known_by": known})

    asked = RemovalRequest.objects.get()
    assert (asked.asked_by, asked.known_by, asked.entered_by is not None) == (
        "telephone", known, True,
    )  # fmt: skip
    decided(staff, call, contribution, do="carry-out")
    assert RemovalRequest.objects.get().known_by == ""
    assert not Contribution.objects.get(pk=contribution.pk).texts.exists()


def test_before_the_deadline_and_without_a_choice_nothing_is_asked(call, staff):
    contribution = by_form(call)
    client = holder_of(contribution)
    assert client.get(ASK).status_code == 302
    closed(call)

    answer = client.post(ASK, {})

    assert answer.status_code == 422
    assert "Please choose what we shall remove." in answer.content.decode()
    assert not RemovalRequest.objects.exists()


def test_whoever_reads_before_asking_is_told_of_the_edition_that_was_printed(call, staff):
    contribution = by_form(call)
    closed(call)
    client = holder_of(contribution)
    assert "stays as it was printed" not in page(client, ASK)
    finding_on(call, contribution)
    edition_of(call)

    told = page(client, ASK)

    assert "The report that is published stays as it was printed" in told
    client.post(ASK, {"what": "everything", "is_masked": "on"})
    asked = RemovalRequest.objects.get()
    shown = page(staff, reverse("desk-removal", args=[call.code, asked.pk]))
    assert "published web pages are to leave it out, too" in shown
    assert "Edition 1" in shown
    decided(staff, call, contribution, do="carry-out")
    public = page(Client(), reverse("report", args=[call.code]))
    assert "Zqharbour" not in public
    assert "Zqname" not in public
    assert "Notes on this edition" in public


def test_only_the_secretariat_decides(call, staff):
    contribution = by_form(call)
    closed(call)
    holder_of(contribution).post(ASK, {"what": "everything"})
    asked = RemovalRequest.objects.get()
    analyst = Client()
    analyst.force_login(make.member(call, "analyst"))

    shown = page(analyst, reverse("desk-removal", args=[call.code, asked.pk]))
    assert "The secretariat decides about it." in shown
    address = reverse("desk-removal-decide", args=[call.code, asked.pk])
    assert analyst.post(address, {"do": "carry-out"}).status_code == 404
    asked.refresh_from_db()
    assert asked.is_open
