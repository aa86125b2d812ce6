"""Conversations: what somebody writes, what we answer, what is kept."""

import re

import pytest
from tests.channels.messaging import saying
from tests.channels.messaging.servers import OGG

from commonspace.channels.messaging.models import Conversation, Message
from commonspace.contributions.models import Contribution
from commonspace.contributions.queries import answers_of, attachments_of
from commonspace.intake.services import contribution_for_code
from commonspace.people.access import details_of

pytestmark = pytest.mark.django_db
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


def test_whatsapp_from_the_first_word_to_the_receipt(call, say, stub):
    line = saying.line(call, "whatsapp")
    stub.files["900100"] = OGG

    welcome = say(line, saying.whatsapp("Hello"))
    assert "Meta" in welcome
    assert "How may we name you?" in welcome
    assert "May we publish" in say(line, saying.whatsapp("1"))
    assert "1 - Heading 1" in say(line, saying.whatsapp("yes"))
    assert "What works in case 2?" in say(line, saying.whatsapp("2"))
    receipt = say(line, saying.whatsapp("A night bus to the harbour."))
    assert "Added." in say(line, saying.voice("900100"))
    assert "Added." in say(line, saying.whatsapp("And a map of it."))
    thanks = say(line, saying.whatsapp("Done"))

    held = Contribution.objects.get()
    code = CODE.search(receipt)[0]
    assert CODE.search(thanks)[0] == code
    assert contribution_for_code(code) == held
    answer = answers_of(held).get()
    assert answer.question.number == 2
    assert answer.text.text == "A night bus to the harbour.\n\nAnd a map of it."
    recording = attachments_of(held).get()
    assert recording.question.number == 2
    assert recording.file.sha256
    assert (held.channel, held.attribution, held.may_publish, held.consent_by) == (
        "messaging", "anonymous", True, "self"
    )  # fmt: skip
    assert details_of(held.contributor).phone == "+639175550199"


def test_telegram_answers_in_the_language_of_the_phone(call, say, stub):
    line = saying.line(call, "telegram")

    say(line, saying.telegram("/start"))

    assert Conversation.objects.get().language == "ar"
    assert stub.sent[0][0] == "70012"
    assert stub.asked[0][1] == "/bottoken/sendMessage"


def test_whoever_just_writes_is_kept_unnamed_and_unpublished(call, say):
    line = saying.line(call, "sms")

    answer = say(line, saying.sms("El autobús nocturno al puerto nos ayudaría mucho a todos."))

    held = Contribution.objects.get()
    assert (held.consent_by, held.may_publish, held.attribution) == ("not-yet", False, "anonymous")
    assert held.language == "es"
    assert answers_of(held).get().question is None
    assert CODE.search(answer)


def test_a_message_delivered_a_hundred_times_counts_once(call, say, client):
    line = saying.line(call, "whatsapp")
    body = saying.whatsapp("A night bus to the harbour would help.")
    say(line, body)

    assert {saying.deliver(client, line, body).status_code for _time in range(20)} == {200}
    assert Contribution.objects.count() == Message.objects.count() == 1
