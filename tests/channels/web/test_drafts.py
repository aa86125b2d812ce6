from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests import make

from commonspace.channels.web import drafts
from commonspace.channels.web.drafts import Field, merged
from commonspace.channels.web.errors import DraftGoneError
from commonspace.channels.web.models import Draft
from commonspace.contributions.errors import MistypedCodeError
from commonspace.contributions.models import Contribution

pytestmark = pytest.mark.django_db
WORDS = st.dictionaries(st.sampled_from(["general", "answer_1", "answer_2"]), st.text(max_size=9))


def kept(text="The night bus.", version=1, **more):
    return Field(text=text, version=version, **more)


def keep(client, call, **typed):
    return client.post(reverse("answer", args=[call.code]), {"do": "keep", **typed})


def first_answer(call):
    return f"answer_{call.questions.first().pk}"


def test_what_only_one_of_two_changed_is_theirs():
    stored = {"a": kept("theirs", 2, was=((1, "begun"),)), "b": kept("begun")}

    found = merged(stored, {"a": "begun", "b": "mine"}, based_on=1, version=3, by="Amal")

    assert (found["a"].text, found["b"].text, found["b"].by) == ("theirs", "mine", "Amal")
    assert not any(one.other for one in found.values())


def test_what_both_changed_keeps_both():
    stored = {"a": kept("theirs", 2, by="Wanjiru", was=((1, "begun"),))}

    one = merged(stored, {"a": "mine"}, based_on=1, version=3, by="Amal")["a"]

    assert (one.text, one.by, one.other, one.other_by) == ("mine", "Amal", "theirs", "Wanjiru")


def test_the_next_save_chooses():
    stored = {"a": kept("mine", 3, other="theirs")}

    one = merged(stored, {"a": "both of us"}, based_on=3, version=4, by="")["a"]

    assert (one.text, one.other) == ("both of us", "")


def test_writing_the_same_words_is_no_clash():
    stored = {"a": kept("same", 2, was=((1, "begun"),))}

    assert not merged(stored, {"a": "same"}, based_on=1, version=3, by="")["a"].other


@given(st.lists(st.tuples(WORDS, st.integers(0, 4)), max_size=6))
def test_no_words_are_ever_lost(saves):
    fields, seen = {}, set()
    for version, (words, based_on) in enumerate(saves, start=1):
        fields = merged(fields, words, based_on=min(based_on, version - 1), version=version, by="")
        for name, one in fields.items():
            seen.add((name, one.text))
    held = {
        (name, text)
        for name, one in fields.items()
        for text in (one.text, one.other, *(old for _number, old in one.was))
    }
    assert {pair for pair in seen if pair[1].strip()} <= held


def test_from_keeping_to_sending_with_the_code(client):
    call = make.consultation()
    name = first_answer(call)
    page = keep(client, call, **{name: "The night bus.", "name": "Amal", "email": "a@b.example"})
    code = page.context["draft_code"]
    opened = client.post(reverse("draft"), {"code": code.lower()})
    sent = client.post(
        reverse("answer", args=[call.code]),
        {name: "The night bus, again.", "draft": code, "attribution": "anonymous",
         "may_publish": "no", "language": "en"},
    )  # fmt: skip

    assert not Contribution.objects.filter(answers__text__text="The night bus.").exists()
    assert "The night bus." in opened.content.decode()
    assert "Amal" not in opened.content.decode()
    assert "Thank you" in sent.content.decode()
    assert Contribution.objects.count() == 1
    assert not Draft.objects.exists()


def test_the_database_and_the_server_key_do_not_open_a_draft():
    held = drafts.begin(consultation=make.consultation(), words={"general": "Secret"}, by="Amal")

    row = Draft.objects.get()
    assert held.code not in str(vars(row))
    assert b"Secret" not in bytes(row.sealed)


def test_two_of_one_organisation_write_without_overwriting(client):
    call = make.consultation()
    name = first_answer(call)
    code = keep(client, call, **{name: "begun"}).context["draft_code"]
    keep(client, call, draft=code, draft_version="1", draft_by="Wanjiru", **{name: "theirs"})
    clash = keep(client, call, draft=code, draft_version="1", draft_by="Amal", **{name: "mine"})
    text = clash.content.decode()
    chosen = keep(client, call, draft=code, draft_version="3", **{name: "ours"})

    assert "Two people wrote" in text
    assert "theirs" in text
    assert "mine" in text
    assert "Wanjiru wrote" in text
    assert "Kept, not sent" in chosen.content.decode()
    assert drafts.open_draft(code).words == {name: "ours"}


def test_a_draft_that_was_sent_meanwhile_begins_anew_with_every_word(client):
    call = make.consultation()
    code = keep(client, call, general="one").context["draft_code"]
    drafts.forget(code)
    page = keep(client, call, draft=code, draft_version="1", general="two")

    again = page.context["draft_code"]
    assert again != code
    assert drafts.open_draft(again).words == {"general": "two"}


@pytest.mark.parametrize(
    ("typed", "refusal"), [("AAAA-BBBB-CCCD", MistypedCodeError), ("nothing", MistypedCodeError)]
)
def test_a_slip_is_told_from_a_draft_that_is_gone(typed, refusal):
    with pytest.raises(refusal):
        drafts.open_draft(typed)


def test_drafts_go_a_week_after_the_call():
    call = make.consultation()
    held = drafts.begin(consultation=call, words={"general": "x"}, by="")
    assert held.draft.expires_at == call.closes_at + timedelta(days=7)
    Draft.objects.update(expires_at=timezone.now() - timedelta(minutes=1))

    with pytest.raises(DraftGoneError):
        drafts.open_draft(held.code)
    assert drafts.forget_expired() == 1


def test_a_draft_of_a_closed_call_is_shown_and_cannot_be_sent(client):
    call = make.consultation()
    held = drafts.begin(consultation=call, words={first_answer(call): "Too late"}, by="")
    call.closes_at = timezone.now() - timedelta(hours=1)
    call.save()

    page = client.post(reverse("draft"), {"code": held.code})

    assert page.status_code == 422
    assert "Too late" in page.content.decode()


def test_whoever_has_the_code_can_delete_it(client):
    held = drafts.begin(consultation=make.consultation(), words={"general": "x"}, by="")
    client.post(reverse("draft-forget"), {"draft": held.code})

    assert not Draft.objects.exists()
