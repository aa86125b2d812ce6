import re
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.discussion.saying import code_in, discussed, filled, page, published, said, say

from commonspace.channels.discussion.forms import CommentForm
from commonspace.channels.discussion.models import Comment, Discussion
from commonspace.channels.discussion.services import saying
from commonspace.channels.web.forms import AnswerForm
from commonspace.contributions.models import Contribution
from commonspace.contributions.queries import answers_of
from commonspace.intake.services import receipt_code, withdraw
from commonspace.people.access import details_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return discussed()


def test_a_comment_is_a_contribution_with_a_receipt_and_its_way_in(call):
    answer = say(
        call, "  Buses at night.\r\nAnd <b>lamps</b>. ", attribution="named", name="Amal K."
    )

    contribution = Contribution.objects.get()
    (only,) = answers_of(contribution)
    assert "We have your comment" in answer.content.decode()
    assert contribution.channel == "discussion"
    assert (only.question.number, only.text.text) == (1, "  Buses at night.\nAnd <b>lamps</b>. ")
    assert details_of(contribution.contributor).name == "Amal K."
    assert code_in(answer) == receipt_code(contribution)
    assert Comment.objects.get().contribution == contribution


def test_what_a_comment_answers_is_context_and_none_of_its_words(call):
    top = published(call, "Buses at night.")

    reply = said(call, "And on Sundays.", to=top.number)
    below_reply = said(call, "Rather trams.", to=published(call, "Yes.", to=top.number).number)

    assert reply.parent == top
    assert below_reply.parent == top
    assert [one.text.text for one in answers_of(reply.contribution)] == ["And on Sundays."]
    assert [one.question.number for one in answers_of(reply.contribution)] == [1]


def test_the_same_page_sent_twice_is_one_comment(call):
    data = filled()

    answers = [
        Client().post(reverse("discussion-question", args=["harbour", 1]), data) for _n in "12"
    ]

    assert Contribution.objects.count() == Comment.objects.count() == 1
    assert "kept once" in answers[1].content.decode()
    assert code_in(answers[0]) == code_in(answers[1])


def test_the_next_person_at_the_same_page_is_another_one(call):
    data = filled("Buses.")

    for text in ("Buses.", "Lamps."):
        Client().post(reverse("discussion-question", args=["harbour", 1]), {**data, "text": text})

    assert [one.number for one in Comment.objects.all()] == [1, 2]


@pytest.mark.parametrize("missing", ["attribution", "may_publish", "text"])
def test_nothing_is_sent_without_the_choices_of_its_author(call, missing):
    answer = say(call, "Lamps at the quay.", **{missing: ""})

    assert answer.status_code == 422
    assert not Contribution.objects.exists()
    assert missing == "text" or "Lamps at the quay." in answer.content.decode()


def test_terms_are_asked_in_the_words_of_the_form(call):
    ours, theirs = CommentForm(consultation=call), AnswerForm(call)

    for name in ("attribution", "may_publish"):
        assert ours.fields[name].label == theirs.fields[name].label
        assert [*ours.fields[name].choices] == [*theirs.fields[name].choices]
        assert ours.fields[name].error_messages["required"] == theirs.fields[name].error_messages["required"]  # fmt: skip
        assert ours.fields[name].initial is None


@pytest.mark.parametrize("attribution", ["named", "organisation"])
def test_who_wants_to_be_shown_is_asked_for_the_name(call, attribution):
    answer = say(call, attribution=attribution)

    assert answer.status_code == 422
    assert "Please write the name to be shown" in answer.content.decode()


def test_what_is_too_long_is_said_beforehand_and_kept_in_the_field(call):
    answer = say(call, "long " * 1_001)

    text = answer.content.decode()
    assert "up to 5,000 characters" in page(call)
    assert answer.status_code == 422
    assert "5,005 characters" in text
    assert text.count("long ") >= 1_000
    assert not Contribution.objects.exists()


def test_lost_letters_are_pointed_out(call):
    answer = say(call, "Caf\N{REPLACEMENT CHARACTER} at the port")

    assert answer.status_code == 422
    assert "did not arrive as letters" in answer.content.decode()


@pytest.mark.parametrize(
    ("openness", "readable", "writable"),
    [("closed", False, False), ("reading", True, False), ("writing", True, True)],
)
def test_the_secretariat_chooses_what_the_public_can_do(openness, readable, writable):
    call = discussed(openness=openness)
    comment = Client().get(reverse("discussion-question", args=["harbour", 1]))

    assert comment.status_code == (200 if readable else 404)
    assert ("Send my comment" in comment.content.decode()) == writable
    assert say(call).status_code == (200 if writable else 422 if readable else 404)
    assert Contribution.objects.exists() == writable


@pytest.mark.parametrize("made", ["never", "closed"])
def test_a_call_without_a_discussion_says_nothing_of_it(client, made):
    make.consultation("harbour") if made == "never" else discussed(openness="closed")

    text = client.get("/en/c/harbour/").content.decode()

    assert "discussion" not in text
    assert "What others say" not in text
    assert client.get("/en/c/harbour/discussion/").status_code == 404


def test_the_call_leads_to_the_discussion_and_to_each_question(client, call):
    text = client.get("/en/c/harbour/").content.decode()

    assert "In the public discussion" in text
    assert re.findall(r'href="(/en/c/harbour/discussion/\d/)"', text) == [
        "/en/c/harbour/discussion/1/",
        "/en/c/harbour/discussion/2/",
    ]


@pytest.mark.parametrize(
    ("after", "own_end", "taken"),
    [
        (timedelta(microseconds=-1), None, True),
        (timedelta(0), None, False),
        (timedelta(0), timedelta(hours=1), True),
        (timedelta(hours=1), timedelta(hours=1), False),
        (timedelta(hours=-1), timedelta(hours=-1), False),
    ],
)
def test_it_closes_with_the_call_to_the_second_unless_told_otherwise(
    call, monkeypatch, after, own_end, taken
):
    ends = call.closes_at + own_end if own_end is not None else None
    Discussion.objects.update(closes_at=ends)
    monkeypatch.setattr(timezone, "now", lambda: call.closes_at + after)

    answer = say(call)

    assert Contribution.objects.exists() == taken
    if taken:
        assert Contribution.objects.get().is_late == (after >= timedelta(0))
    else:
        assert answer.status_code == 422
        assert "Buses at night." in answer.content.decode()


def test_a_comment_that_came_in_time_keeps_its_receipt_when_sent_again_too_late(call, monkeypatch):
    data = filled()
    address = reverse("discussion-question", args=["harbour", 1])
    first = Client().post(address, data)
    monkeypatch.setattr(timezone, "now", lambda: call.closes_at + timedelta(hours=1))

    again = Client().post(address, data)

    assert code_in(again) == code_in(first)


def test_a_broken_disk_is_never_a_receipt(call, monkeypatch):
    def broken(_envelope):
        raise OperationalError("disk full")

    monkeypatch.setattr(saying, "receive", broken)

    answer = say(call, "Lamps at the quay.")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert "Lamps at the quay." in answer.content.decode()


def test_a_lost_seal_loses_no_words(call):
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(reverse("discussion-question", args=["harbour", 1]), filled("Lamps."))

    assert answer.status_code == 403
    assert ">\nLamps.</textarea>" in answer.content.decode()
    assert not Contribution.objects.exists()


def test_nothing_can_be_said_to_what_is_not_shown(call):
    hidden = said(call)

    assert say(call, "To that.", to=hidden.number).status_code == 404
    assert say(call, "To nothing.", to=77).status_code == 404


def test_nothing_is_added_below_what_was_taken_back_and_no_word_is_lost(call):
    top = published(call)
    reply = published(call, "And on Sundays.", to=top.number)
    withdraw(contribution=top.contribution)

    for number in (top.number, reply.number):
        answer = say(call, "Rather trams.", to=number)
        opened = Client().get(reverse("discussion-comment", args=["harbour", number]))

        assert answer.status_code == 422
        assert "is not shown any more" in answer.content.decode()
        assert "Rather trams." in answer.content.decode()
        assert "Send my answer" not in opened.content.decode()
    assert Contribution.objects.count() == 2


def test_a_comment_is_withdrawn_like_any_contribution_and_is_gone_at_once(call):
    comment = published(call, "Buses at night.")
    assert "Buses at night." in page(call)

    withdraw(contribution=comment.contribution)

    assert "Buses at night." not in page(call)
    assert "Withdrawn by its author" not in page(call)
    assert Client().get(reverse("discussion-comment", args=["harbour", 1])).status_code == 404
