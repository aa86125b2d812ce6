"""One number or bot for several calls: chosen by word, by number or by a link; buttons where there are any."""

import json
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.messaging import saying
from tests.channels.messaging.servers import OGG

from commonspace.channels.messaging.choices import Fate
from commonspace.channels.messaging.models import Conversation, LineGuest, Message
from commonspace.channels.messaging.queries import messages_of, sums_of
from commonspace.channels.messaging.words import after_word
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Membership
from commonspace.contributions.models import Contribution
from commonspace.contributions.queries import answers_of, attachments_of
from commonspace.engines.messengers.whatsapp import WhatsApp

pytestmark = pytest.mark.django_db


@pytest.fixture
def lake(db):
    made = make.consultation("lake", questions=2)
    made.title = {"en": "The lake and its shores"}
    made.save()
    return made


def shared(call, lake, service: str = "sms"):
    line = saying.line(call, service)
    line.worked_at = timezone.now()
    line.save()
    LineGuest.objects.create(line=line, consultation=lake, word="SHORE")
    return line


def texts_of(contribution) -> list[str]:
    return [answer.text.text for answer in answers_of(contribution)]


def test_whoever_greets_chooses_from_the_open_calls_by_number(call, lake, say):
    line = shared(call, lake)

    welcome = say(line, saying.sms("Hello"))
    assert "1 - Cities and newcomers" in welcome
    assert "2 - The lake and its shores" in welcome
    assert "How may we name you?" not in welcome
    chosen = say(line, saying.sms("2"))
    assert "You answer the call “The lake and its shores”." in chosen
    assert "How may we name you?" in chosen
    say(line, saying.sms("1"))
    say(line, saying.sms("yes"))
    say(line, saying.sms("1"))
    say(line, saying.sms("The reeds are cut too early."))

    held = Contribution.objects.get()
    assert held.consultation == lake
    assert answers_of(held).get().question.consultation == lake
    assert texts_of(held) == ["The reeds are cut too early."]


@pytest.mark.parametrize("said", ["shore", "SHORE!", "/start shore", "Shore"])
def test_a_word_chooses_the_call(call, lake, say, said):
    line = shared(call, lake)

    answer = say(line, saying.sms(said))

    assert "The lake and its shores" in answer
    assert Conversation.objects.get().consultation == lake
    assert not Contribution.objects.exists()


def test_words_after_the_word_of_a_call_count_at_once(call, lake, say):
    line = shared(call, lake)

    say(line, saying.sms("shore: The reeds are cut too early."))

    held = Contribution.objects.get()
    assert (held.consultation, texts_of(held)) == (lake, ["The reeds are cut too early."])


def test_what_is_said_before_a_call_is_chosen_waits_and_then_counts(call, lake, say, stub):
    line = shared(call, lake, "whatsapp")
    stub.files["900100"] = OGG

    asked = say(line, saying.whatsapp("The reeds are cut too early every single year."))
    say(line, saying.voice("900100"))

    assert "We kept what you sent" in asked
    assert not Contribution.objects.exists()
    assert [one.reason for one in Message.objects.all()] == ["no-call", "no-call"]
    for each in (call, lake):
        assert messages_of(each).count() == 2, "either secretariat sees what nobody chose for"
        assert sums_of(each).total == 2
    receipt = say(line, saying.whatsapp("2"))

    held = Contribution.objects.get()
    assert held.consultation == lake
    assert texts_of(held) == ["The reeds are cut too early every single year."]
    assert attachments_of(held).count() == 1
    assert "Your receipt code" in receipt
    fates = list(Message.objects.order_by("at", "pk").values_list("fate", flat=True))
    assert sorted(fates) == sorted([Fate.CONTRIBUTION, Fate.CHANGE, Fate.TALK])
    assert messages_of(call).count() == 0
    assert sums_of(lake).total == 3


def test_another_word_turns_to_the_other_call_as_a_contribution_of_its_own(call, lake, say):
    line = shared(call, lake)
    say(line, saying.sms("shore The reeds are cut too early."))

    say(line, saying.sms("harbour The bus stops at nine."))
    say(line, saying.sms("And the ferry is dear."))

    first, second = Contribution.objects.order_by("consultation__code")
    assert (first.consultation, texts_of(first)) == (
        call, ["The bus stops at nine.\n\nAnd the ferry is dear."],
    )  # fmt: skip
    assert (second.consultation, texts_of(second)) == (lake, ["The reeds are cut too early."])


def test_the_list_of_calls_can_be_asked_for_at_any_time(call, lake, say):
    line = shared(call, lake)
    say(line, saying.sms("shore The reeds are cut too early."))

    listed = say(line, saying.sms("CALLS"))
    say(line, saying.sms("1"))

    assert "1 - Cities and newcomers" in listed
    assert Conversation.objects.get(ended_at=None).consultation == call
    assert Contribution.objects.count() == 1


def test_where_only_one_of_the_calls_is_open_nobody_is_asked(call, lake, say):
    line = shared(call, lake)
    call.closes_at = call.opens_at
    call.save()

    say(line, saying.sms("The reeds are cut too early."))

    assert Contribution.objects.get().consultation == lake


def test_who_never_chooses_is_left_to_a_person(client, call, lake, say):
    line = shared(call, lake)
    say(line, saying.sms("The reeds are cut too early."))
    client.force_login(make.member(lake))

    client.post(reverse("message-take", args=["lake", Message.objects.get().pk]))

    held = Contribution.objects.get()
    assert (held.consultation, texts_of(held)) == (lake, ["The reeds are cut too early."])
    assert Message.objects.get().consultation == lake


def test_the_links_of_a_call_write_its_word(client, call, lake):
    shared(call, lake, "whatsapp")

    page = client.get(reverse("call", args=["lake"])).content.decode()

    assert "https://wa.me/639175550100?text=SHORE" in page
    assert "begin with the word SHORE" in page


def test_a_word_is_followed_by_words_not_by_letters():
    assert after_word("harbour-side", "harbour") is None
    assert after_word("ميناء الحافلة", "ميناء") == "الحافلة"
    assert after_word("", "harbour") is None


# --- set-up ---


def test_a_secretariat_of_both_calls_shares_the_line_of_one(client, call, lake):
    line = saying.line(call, "telegram")
    line.worked_at = timezone.now()
    line.save()
    staff = make.member(lake)
    client.force_login(staff)
    address = reverse("messages-line", args=["lake", "telegram"])
    assert "On the line of another call" not in client.get(address).content.decode()
    Membership.objects.create(account=staff, consultation=call, role=Role.SECRETARIAT)

    assert "On the line of another call" in client.get(address).content.decode()
    share = reverse("messages-line-share", args=["lake", "telegram"])
    sent = {"line": str(line.pk), "word": "shore"}
    for word, sentence in (("stop", "means something else"), ("two words", "one word")):
        refused = client.post(share, {**sent, "word": word})
        assert refused.status_code == 422
        assert sentence in refused.content.decode()
    assert "means something else" in client.post(share, {**sent, "word": "Harbour"}).content.decode()  # fmt: skip
    assert client.post(share, sent).status_code == 302

    assert LineGuest.objects.get().consultation == lake
    page = client.get(reverse("messages-line", args=["harbour", "telegram"])).content.decode()
    assert "Calls on this line" in page
    client.post(reverse("messages-line-word", args=["harbour", "telegram"]), {"word": "port"})
    line.refresh_from_db()
    assert line.word == "port"
    client.post(reverse("messages-line-leave", args=["lake", "telegram"]))
    assert not LineGuest.objects.exists()


def test_the_line_of_a_strange_call_cannot_be_shared(client, call, lake):
    line = saying.line(call, "telegram")
    client.force_login(make.member(lake))

    answer = client.post(
        reverse("messages-line-share", args=["lake", "telegram"]), {"line": str(line.pk)}
    )

    assert answer.status_code == 422
    assert not LineGuest.objects.exists()


# --- buttons ---


def sent_to(stub, ending: str) -> list[dict]:
    return [said for _verb, path, _head, said in stub.asked if path.endswith(ending)]


def test_whatsapp_offers_buttons_and_a_press_is_the_number(call, say, stub):
    line = saying.line(call, "whatsapp")
    say(line, saying.whatsapp("Hello"))
    asked = sent_to(stub, "/messages")[-1]
    assert asked["type"] == "interactive" or len(asked["text"]["body"]) > 1024

    pressed = {"type": "button_reply", "button_reply": {"id": "1", "title": "Not at all: anonym…"}}
    say(line, saying.whatsapp(type="interactive", interactive=pressed))

    publishing = sent_to(stub, "/messages")[-1]["interactive"]
    assert publishing["type"] == "button"
    assert [one["reply"] for one in publishing["action"]["buttons"]] == [
        {"id": "1", "title": "Yes"}, {"id": "2", "title": "No. Count and consi…"},
    ]  # fmt: skip
    assert "1 - Yes" in publishing["body"]["text"], "numbers stay for those without buttons"
    say(line, saying.whatsapp("1"))
    questions = sent_to(stub, "/messages")[-1]["interactive"]
    assert questions["type"] == "list"
    assert [row["id"] for row in questions["action"]["sections"][0]["rows"]] == ["1", "2", "3", "0"]
    picked = {"type": "list_reply", "list_reply": {"id": "2", "title": "2 - Heading 2"}}
    answer = say(line, saying.whatsapp(type="interactive", interactive=picked))
    assert Conversation.objects.get().question.number == 2
    assert answer == "" or "Heading 2" in answer


def test_telegram_has_a_keyboard_and_hears_that_it_was_pressed(call, say, stub):
    line = saying.line(call, "telegram")
    say(line, saying.telegram("hello", language="en"))
    keyboard = sent_to(stub, "/sendMessage")[-1]["reply_markup"]["inline_keyboard"]
    assert [row[0]["callback_data"] for row in keyboard] == ["1", "2", "3"]
    assert keyboard[0][0]["text"] == "Not at all: anonymous"

    press = {
        "id": "4382bfdwdsb323b2d9", "data": "1",
        "from": {"id": 70012, "is_bot": False, "first_name": "Amal", "language_code": "en"},
        "message": {"message_id": 7, "chat": {"id": 70012, "type": "private"}, "date": 1},
    }  # fmt: skip
    body = json.dumps({"update_id": 9_000, "callback_query": press}).encode()
    say(line, body)

    assert Conversation.objects.get().attribution == "anonymous"
    assert sent_to(stub, "/answerCallbackQuery") == [{"callback_query_id": "4382bfdwdsb323b2d9"}]


def test_facebook_offers_quick_replies(call, say, stub):
    line = saying.line(call, "facebook")
    say(line, saying.facebook("hello"))

    replies = sent_to(stub, "/messages")[-1]["message"]["quick_replies"]
    assert [one["payload"] for one in replies] == ["1", "2", "3"]
    pressed = json.loads(saying.facebook("Not at all: anony…"))
    pressed["entry"][0]["messaging"][0]["message"]["quick_reply"] = {"payload": "1"}
    say(line, json.dumps(pressed).encode())

    assert Conversation.objects.get().attribution == "anonymous"


def test_a_press_of_somebody_elses_button_is_words():
    other = {"type": "button_reply", "button_reply": {"id": "promo-7", "title": "More buses"}}
    body = saying.whatsapp(type="interactive", interactive=other)

    (event,) = WhatsApp(base="", account=saying.ACCOUNTS["whatsapp"], token="").events(body)

    assert event.text == "More buses"


def test_conversations_from_before_name_the_call_of_their_line(call, lake, say):
    line = saying.line(call, "sms")
    say(line, saying.sms("The bus stops at nine."))
    Conversation.objects.update(consultation=None)
    Message.objects.update(consultation=None)
    step = import_module(
        "commonspace.channels.messaging.migrations.0003_conversations_name_their_call"
    )

    step.name_the_call(apps, None)

    assert Conversation.objects.get().consultation == call
    assert Message.objects.get().consultation == call
