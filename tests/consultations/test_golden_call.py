"""The call of 2016 fits: every part of it has a field, every question its wording."""

import html
import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from tests import make

from commonspace.consultations.choices import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(shared):
    return json.loads((shared / "golden" / "questions.json").read_text())


@pytest.fixture
def call():
    return make.consultation(stage=Stage.DRAFT, questions=0)


@pytest.fixture
def client(call):
    made = Client()
    made.force_login(make.member(call))
    return made


def fields(question, text):
    sub_questions = re.findall(r"[^?]*\?", text)
    return {
        "heading_en": question["heading_part4"],
        "sub_questions_en": "\n".join(sub_questions),
        "examples_prompt_en": text[len("".join(sub_questions)) :],
        "asks_for_examples": "on" if question["asks_for_examples"] else "",
    }


def test_six_questions_are_put_as_they_were(call, client, asked):
    for question in asked:
        answer = client.post(
            reverse("call-question-new", args=[call.code]), fields(question, question["text_call"])
        )
        assert answer.status_code == 302

    shown = html.unescape(client.get(reverse("call-preview", args=[call.code])).content.decode())

    versions = [question.wording for question in call.questions.all()]
    assert [question["number"] for question in asked] == [1, 2, 3, 4, 5, 6]
    assert [version.asks_for_examples for version in versions] == [
        question["asks_for_examples"] for question in asked
    ]
    assert len(versions[4].sub_questions_in("en")) == 3
    for question, version in zip(asked, versions, strict=True):
        assert version.heading["en"] == question["heading_part4"]
        assert question["heading_part4"] in shown
        for line in version.sub_questions_in("en"):
            assert line in shown


def test_later_correction_does_not_change_what_was_answered(call, client, asked):
    corrected = [question for question in asked if question["text_call"] != question["text_report"]]
    for question in asked:
        client.post(
            reverse("call-question-new", args=[call.code]), fields(question, question["text_call"])
        )
    rows = {question.number: question for question in call.questions.all()}
    answers = {
        number: make.contribution(call, question=row).answers.get() for number, row in rows.items()
    }

    for question in asked:
        address = reverse("call-question", args=[call.code, rows[question["number"]].pk])
        client.post(address, fields(question, question["text_report"]))

    versions = {number: row.versions.count() for number, row in rows.items()}
    assert {4, 5} <= {question["number"] for question in corrected}
    assert versions == {q["number"]: 2 if q in corrected else 1 for q in asked}
    for question in corrected:
        answer = answers[question["number"]]
        answer.refresh_from_db()
        assert answer.wording.number == 1
        assert answer.wording != rows[question["number"]].wording


def test_every_part_of_the_call_can_be_entered(call, client, shared):
    text = (shared / "source-documents" / "call-2016.txt").read_text()
    parts = [part.strip() for part in text.split("\n\n") if part.strip()]
    background = "\n\n".join(part for part in parts if len(part) > 300)
    values = {
        "title_en": parts[0],
        "subject_en": next(part for part in parts if "Role of Civil Society" in part),
        "background_en": background,
    }

    answer = client.post(reverse("call-texts", args=[call.code]), values)

    call.refresh_from_db()
    assert answer.status_code == 302
    assert call.background["en"] == background
    assert len(background) > 4000
