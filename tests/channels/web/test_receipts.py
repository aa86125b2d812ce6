"""Story 3, the way back: read, change and withdraw with a code."""

import re
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make

from commonspace.consultations.models import QuestionVersion
from commonspace.contributions.models import Contribution
from commonspace.contributions.queries import answers_of, attachments_of
from commonspace.intake.envelopes import AnswerPart
from commonspace.intake.services import Received, receipt_code, receive, withdraw
from commonspace.kernel.codes import ALPHABET, BODY, check_character, spelled
from commonspace.people.access import details_of

pytestmark = pytest.mark.django_db

MINE = reverse("my-contribution")
CHANGE = reverse("change-contribution")
WITHDRAW = reverse("withdraw-contribution")
TERMS = {"attribution": "anonymous", "may_publish": "yes", "language": "en"}


def page(answer):
    return answer.content.decode()


def opened(client, received):
    answer = client.post(reverse("receipt"), {"code": spelled(received.code).lower()})
    assert answer.headers["Location"] == MINE
    return received.contribution


def change_form(contribution, text="After.", **changes):
    first = contribution.consultation.questions.first()
    form = {
        "key": str(uuid.uuid4()),
        "based_on": contribution.current_revision,
        f"answer_{first.pk}": text,
        **TERMS,
    }
    return form | changes


def test_a_code_opens_what_it_was_given_for_and_stands_in_no_address(client):
    received = make.received(make.consultation(), "Evening classes help.")

    opened(client, received)
    answer = client.get(MINE)

    assert "Evening classes help." in page(answer)
    assert "no-store" in answer["Cache-Control"]
    assert str(received.contribution.pk) not in page(answer)
    assert received.code not in page(answer)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "Please type the code we gave you"),
        ("ABC", "One of the characters of this code is not right."),
        ("2" * BODY + check_character("2" * BODY), "We have no contribution with this code."),
        ("2" * 61, "longer than a code"),
        ("<script>alert(1)</script>", "One of the characters of this code is not right."),
    ],
)
def test_a_code_that_opens_nothing_says_why_and_stays_in_the_field(client, code, sentence):
    make.received(make.consultation())

    answer = client.post(reverse("receipt"), {"code": code})

    assert answer.status_code == 422
    assert sentence in page(answer)
    assert "<script>alert" not in page(answer)
    assert "receipt" not in client.session


def test_a_slip_in_a_code_opens_nothing(client):
    code = make.received(make.consultation()).code
    slip = code[:3] + ALPHABET[(ALPHABET.index(code[3]) + 1) % len(ALPHABET)] + code[4:]

    assert client.post(reverse("receipt"), {"code": slip}).status_code == 422


RECEIPT_PAGES = [
    ("get", MINE),
    ("get", CHANGE),
    ("get", WITHDRAW),
    ("post", WITHDRAW),
    ("get", reverse("my-document", args=[1])),
]


@pytest.mark.parametrize(("method", "address"), RECEIPT_PAGES)
@pytest.mark.parametrize("who", ["stranger", "secretariat", "expired", "closed"])
def test_without_a_code_every_page_asks_for_one(client, method, address, who):
    call = make.consultation()
    received = make.received(call)
    if who == "secretariat":
        client.force_login(make.member(call))
    if who in {"expired", "closed"}:
        opened(client, received)
    if who == "closed":
        client.post(reverse("close-receipt"))

    with time_machine.travel(timezone.now() + timedelta(minutes=31 if who == "expired" else 0)):
        answer = getattr(client, method)(address)

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("receipt"))
    received.contribution.refresh_from_db()
    assert not received.contribution.is_withdrawn


def test_the_code_of_one_opens_nothing_of_another(client):
    call = make.consultation()
    mine = make.received(call, "Mine.", files=())
    document = SimpleUploadedFile("theirs.txt", b"Theirs")
    other = Client()
    other.post(
        reverse("answer", args=[call.code]),
        {"key": str(uuid.uuid4()), "general": "Theirs.", "document_1": document, **TERMS},
    )
    theirs = Contribution.objects.exclude(pk=mine.contribution.pk).get()

    opened(client, mine)
    client.post(
        CHANGE,
        change_form(
            mine.contribution, "Mine again.", keep=[str(a.pk) for a in attachments_of(theirs)]
        ),
    )

    assert "Theirs" not in page(client.get(MINE))
    assert client.get(reverse("my-document", args=[1])).status_code == 404
    assert [a.text.text for a in answers_of(theirs)] == ["Theirs."]
    assert attachments_of(theirs).count() == 1


def test_opening_changes_the_session_and_closing_forgets_it(client):
    call = make.consultation()
    client.force_login(make.member(call))
    before = client.session.session_key

    opened(client, make.received(call))
    during = client.session.session_key
    client.post(reverse("close-receipt"))

    assert len({before, during, client.session.session_key}) == 3
    assert client.get(reverse("staff-home")).status_code == 200


def test_an_answer_stands_under_the_wording_it_was_asked_with(client):
    call = make.consultation()
    question = call.questions.first()
    received = make.received(call, question=question)
    QuestionVersion.objects.create(
        question=question, number=2, heading={"en": "Quite another thing"}
    )

    opened(client, received)
    shown = page(client.get(MINE))

    assert "Heading 1" in shown
    assert "Quite another thing" not in shown


def test_a_change_takes_the_place_of_what_was_said_and_the_old_stays_on_record(client):
    call = make.consultation()
    contribution = opened(
        client, make.received(call, "Before.", name="Ada", organisation="Engine Club")
    )

    assert "Before.</textarea>" in page(client.get(CHANGE))
    form = change_form(contribution, name="", organisation="Sewing Club", attribution="kind")
    first, again = client.post(CHANGE, form), client.post(CHANGE, form)

    contribution.refresh_from_db()
    assert (first.headers["Location"], again.headers["Location"]) == (MINE, MINE)
    assert [a.text.text for a in answers_of(contribution)] == ["After."]
    assert (contribution.current_revision, contribution.attribution) == (2, "kind")
    assert sorted(contribution.texts.values_list("text", flat=True)) == ["After.", "Before."]
    assert str(contribution.contributor.organisation) == "Sewing Club"
    assert details_of(contribution.contributor).name == ""
    assert "After." in page(client.get(MINE))


def test_documents_can_be_kept_taken_back_and_added(client):
    call = make.consultation()
    client.post(
        reverse("answer", args=[call.code]),
        {
            "key": str(uuid.uuid4()),
            "document_1": SimpleUploadedFile("one.txt", b"1"),
            "document_2": SimpleUploadedFile("two.txt", b"2"),
            **TERMS,
        },
    )
    contribution = Contribution.objects.get()
    opened(
        client, Received(contribution=contribution, code=receipt_code(contribution), is_new=True)
    )
    keep = re.findall(r'name="keep" value="([^"]+)" checked', page(client.get(CHANGE)))
    two = attachments_of(contribution).get(file__name="two.txt")

    client.post(
        CHANGE,
        change_form(
            contribution, "", keep=[str(two.pk)], document_1=SimpleUploadedFile("three.txt", b"3")
        ),
    )

    contribution.refresh_from_db()
    assert len(keep) == 2
    assert sorted(a.file.name for a in attachments_of(contribution)) == ["three.txt", "two.txt"]


def test_a_document_comes_back_as_a_file_never_as_a_page(client):
    call = make.consultation()
    evil = SimpleUploadedFile(
        "päge\u202e.html", b"<script>alert(1)</script>", content_type="text/html"
    )
    client.post(
        reverse("answer", args=[call.code]), {"key": str(uuid.uuid4()), "document_1": evil, **TERMS}
    )
    contribution = Contribution.objects.get()
    opened(
        client, Received(contribution=contribution, code=receipt_code(contribution), is_new=True)
    )
    answer = client.get(reverse("my-document", args=[1]))

    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert client.get(reverse("my-document", args=[2])).status_code == 404


def test_two_windows_do_not_overwrite_each_other_silently(client):
    contribution = opened(client, make.received(make.consultation(), "Before."))
    client.post(CHANGE, change_form(contribution, "From window one."))

    refused = client.post(CHANGE, change_form(contribution, "From window two."))

    assert refused.status_code == 422
    assert "was changed in another window" in page(refused)
    assert "From window two.</textarea>" in page(refused)
    assert 'name="based_on" value="2"' in page(refused)
    assert [a.text.text for a in answers_of(Contribution.objects.get())] == ["From window one."]


def test_words_written_for_longer_than_half_an_hour_are_not_lost(client):
    received = make.received(make.consultation(), "Before.")
    contribution = opened(client, received)
    form = change_form(contribution, "Written\n slowly <b>.")

    with time_machine.travel(timezone.now() + timedelta(minutes=45)):
        asked = client.post(CHANGE, form)
        wrong = client.post(CHANGE, form | {"code": "ABC"})
        done = client.post(CHANGE, form | {"code": received.code})

    assert (asked.status_code, wrong.status_code, done.status_code) == (422, 422, 302)
    for answer in (asked, wrong):
        assert "Written\n slowly &lt;b&gt;.</textarea>" in page(answer)
    contribution.refresh_from_db()
    assert [a.text.text for a in answers_of(contribution)] == ["Written\n slowly <b>."]


def test_both_contacts_stand_where_a_code_is_asked_for(client):
    call = make.consultation()
    call.contact_content, call.contact_technical = "ask@example.org", "stuck@example.org"
    call.save()

    pages = [client.get(reverse("receipt")), client.post(CHANGE, {"answer_1": "Words."})]

    for answer in pages:
        assert "ask@example.org" in page(answer)
        assert "stuck@example.org" in page(answer)


def test_a_change_with_more_text_than_a_form_can_carry_has_a_way_out(client, settings):
    contribution = opened(client, make.received(make.consultation(), "Before."))
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    answer = client.post(CHANGE, change_form(contribution, "x" * 2000))

    assert answer.status_code == 422
    assert "That is more text than one form can carry" in page(answer)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"attribution": ""}, "Please choose how we may name you."),
        ({"may_publish": ""}, "Please say yes or no."),
        ({"based_on": "x"}, "Enter a whole number."),
    ],
)
def test_a_change_that_cannot_be_taken_keeps_its_words(client, changes, sentence):
    contribution = opened(client, make.received(make.consultation(), "Before."))

    answer = client.post(CHANGE, change_form(contribution, "After.", **changes))

    assert answer.status_code == 422
    assert sentence in page(answer)
    assert "After.</textarea>" in page(answer)
    assert [a.text.text for a in answers_of(contribution)] == ["Before."]


def test_taking_everything_out_is_refused_with_one_sentence(client):
    contribution = opened(client, make.received(make.consultation(), "Before."))

    answer = client.post(CHANGE, change_form(contribution, ""))

    assert answer.status_code == 422
    assert "There is nothing here yet." in page(answer)


def test_withdrawing_asks_once_more_and_shows(client):
    call = make.consultation()
    contribution = opened(client, make.received(call, "Before."))

    asked = client.get(WITHDRAW)
    contribution.refresh_from_db()
    assert not contribution.is_withdrawn
    assert "Yes, withdraw it" in page(asked)
    client.post(WITHDRAW)

    contribution.refresh_from_db()
    assert contribution.is_withdrawn
    assert "You have withdrawn this contribution" in page(client.get(MINE))
    assert CHANGE not in page(client.get(MINE))


@pytest.mark.parametrize("end", ["closed", "withdrawn"])
@pytest.mark.parametrize(
    ("method", "address", "status"),
    [("get", CHANGE, 302), ("post", CHANGE, 422), ("get", WITHDRAW, 302), ("post", WITHDRAW, 302)],
)
def test_after_the_end_it_can_be_read_only(client, end, method, address, status):
    call = make.consultation()
    received = make.received(call, "Before.")
    if end == "withdrawn":
        withdraw(contribution=received.contribution)
    moment = call.closes_at if end == "closed" else timezone.now()

    with time_machine.travel(moment):
        contribution = opened(client, received)
        answer = getattr(client, method)(
            address, change_form(contribution, "After.") if method == "post" else None
        )
        shown = page(client.get(MINE))

    contribution.refresh_from_db()
    assert answer.status_code == status
    assert "Before." in shown
    assert "Ask for removal" in shown
    assert [a.text.text for a in answers_of(contribution)] == ["Before."]
    assert contribution.is_withdrawn is (end == "withdrawn")
    if status == 422:
        assert "After.</textarea>" in page(answer)


def test_a_late_contribution_says_so(client):
    opened(client, make.received(make.consultation(open_now=False)))

    assert "Received, late" in page(client.get(MINE))


def test_payloads_come_back_as_text(client):
    payload = "\"'><script>alert(1)</script>"
    contribution = opened(
        client,
        make.received(make.consultation(), payload, name=payload, organisation=payload),
    )

    for address in (MINE, CHANGE):
        assert "<script>alert" not in page(client.get(address))
    assert contribution.answers.count() == 1


@pytest.mark.parametrize("answers", [1, 3])
def test_the_page_needs_the_same_queries_for_one_answer_and_for_three(
    client, django_assert_num_queries, answers
):
    call = make.consultation(questions=answers)
    parts = tuple(AnswerPart(question=q.pk, text="Words.") for q in call.questions.all())
    opened(client, receive(replace(make.envelope(call), answers=parts)))

    client.get(MINE)
    with django_assert_num_queries(11):
        client.get(MINE)


def test_a_contribution_closes_after_twelve_hours_of_use(client):
    opened(client, make.received(make.consultation()))
    start = timezone.now()

    statuses = []
    for minutes in range(0, 13 * 60, 20):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            statuses.append(client.get(MINE).status_code)

    assert statuses.index(302) == 12 * 3


def test_the_receipt_of_a_retired_question_is_not_lost_in_a_change(client):
    call = make.consultation()
    question = call.questions.first()
    contribution = opened(client, make.received(call, "Before.", question=question))
    question.retired_at = timezone.now()
    question.save(update_fields=["retired_at"])

    shown = page(client.get(CHANGE))
    client.post(CHANGE, change_form(contribution, "Before."))

    assert f'name="answer_{question.pk}"' in shown
    assert [(a.question, a.text.text) for a in answers_of(Contribution.objects.get())] == [
        (question, "Before.")
    ]
    assert f"answer_{question.pk}" not in page(client.get(reverse("answer", args=[call.code])))
