from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests import make
from tests.channels.discussion.saying import discussed, page, published, said

from commonspace.channels.discussion.models import Alert, Comment, Discussion, Step
from commonspace.channels.discussion.services.saying import UNREAD_AT_ONCE
from commonspace.contributions.models import Contribution
from commonspace.intake.services import revise, withdraw
from commonspace.provenance.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return discussed()


@pytest.fixture
def moderator(client, call):
    client.force_login(make.member(call))
    return client


def decide(client, call, *comments, **more):
    values = [f"{one.pk}:{one.contribution.current_revision}" for one in comments]
    return client.post(
        reverse("discussion-decide", args=[call.code]), {"do": "shown", "comment": values, **more}
    )


def queue(client, call, **asked):
    return client.get(reverse("discussion-queue", args=[call.code]), asked).content.decode()


def test_several_are_published_in_one_press_and_the_audit_says_who(call, moderator):
    first, second, third = said(call, "One."), said(call, "Two."), said(call, "Three.")
    assert "One." not in page(call)

    answer = decide(moderator, call, first, second)

    text = page(call)
    assert ("One." in text, "Two." in text, "Three." in text) == (True, True, False)
    account = make.Account.objects.get()
    assert {(step.did, step.by) for step in Step.objects.all()} == {("shown", account)}
    assert list(
        Event.objects.filter(verb="comment.shown").values_list("actor", "subject", "scope")
    ) == [(f"account:{account.pk}", f"comment:{one.pk}", "harbour") for one in (first, second)]
    assert "2 comments published." in moderator.get(answer.headers["Location"]).content.decode()
    assert third.number == 3


def test_hiding_needs_a_rule_and_keeps_what_was_ticked_and_typed(call, moderator):
    comment = said(call)

    refused = decide(moderator, call, comment, do="hidden", remark="Leave out the number.")

    text = refused.content.decode()
    assert refused.status_code == 422
    assert "Please choose which rule it breaks" in text
    assert f'value="{comment.pk}:1" data-line checked' in text
    assert "Leave out the number.</textarea>" in text
    assert Comment.objects.get().state == "waiting"


def test_hiding_deletes_nothing_and_is_undone_in_one_press(call, moderator):
    comment = published(call, "Call 0917 555 01 99.")
    hidden = decide(
        moderator, call, comment, do="hidden", rule="personal", remark="Not the number."
    )
    assert "Call 0917" not in page(call)
    assert Contribution.objects.get().texts.get().text == "Call 0917 555 01 99."

    batch = hidden.headers["Location"].rpartition("done=")[2]
    moderator.post(reverse("discussion-undo", args=["harbour"]), {"batch": batch})

    comment.refresh_from_db()
    assert "Call 0917" in page(call)
    assert (comment.state, comment.rule, comment.remark) == ("shown", "", "")
    assert [(step.did, step.rule) for step in comment.steps.all()] == [
        ("hidden", "personal"),
        ("undone", ""),
    ]


def test_undoing_twice_or_what_was_decided_anew_changes_nothing(call, moderator):
    comment = said(call)
    first = decide(moderator, call, comment)
    batch = first.headers["Location"].rpartition("done=")[2]
    decide(moderator, call, comment, do="hidden", rule="hatred")

    for _n in range(2):
        moderator.post(reverse("discussion-undo", args=["harbour"]), {"batch": batch})
    moderator.post(reverse("discussion-undo", args=["harbour"]), {"batch": "no batch"})

    comment.refresh_from_db()
    assert (comment.state, comment.rule) == ("hidden", "hatred")
    assert comment.steps.count() == 2


def test_words_that_changed_since_they_were_read_stay_undecided(call, moderator):
    comment = said(call, "Buses.")
    stale = Comment.objects.select_related("contribution").get()
    revise(
        contribution=comment.contribution,
        envelope=make.envelope(call, "Something else entirely.", attribution="anonymous"),
        keep=set(),
    )

    answer = decide(moderator, call, stale)

    comment.refresh_from_db()
    assert comment.state == "waiting"
    assert "was changed meanwhile" in moderator.get(answer.headers["Location"]).content.decode()
    assert not Step.objects.exists()


def test_a_rule_chosen_and_publish_pressed_publishes_nothing(call, moderator):
    comment = said(call)

    answer = decide(moderator, call, comment, do="shown", rule="hatred")

    assert answer.status_code == 422
    assert "nothing was published" in answer.content.decode()
    assert Comment.objects.get().state == "waiting"


def test_nothing_ticked_and_nonsense_are_refused_kindly(call, moderator):
    said(call)

    none = decide(moderator, call)
    odd = decide(moderator, call, do="delete")
    strange = moderator.post(
        reverse("discussion-decide", args=["harbour"]),
        {"do": "shown", "comment": ["x", "1", "1:2:3", "-1:1", "٣:١"]},
    )

    assert [one.status_code for one in (none, odd, strange)] == [422, 422, 422]
    assert "Please tick at least one comment" in none.content.decode()
    assert Comment.objects.get().state == "waiting"


def test_comments_of_other_calls_are_out_of_reach(call, moderator):
    foreign = said(discussed("river"))

    decide(moderator, call, foreign)

    foreign.refresh_from_db()
    assert foreign.state == "waiting"
    assert "river" not in queue(moderator, call)


def test_the_queue_shows_context_hints_and_alerts(call, moderator):
    top = published(call, "Who cooks at night?")
    said(call, "Write to amal@example.org.", to=top.number)
    Alert.objects.create(comment=top, rule="danger", note="They will be found.")

    waiting, told = queue(moderator, call), queue(moderator, call, show="told")

    assert '<mark class="statement">amal@example.org</mark>' in waiting
    assert "email address" in waiting
    assert "Answers comment 1: Who cooks at night?" in " ".join(waiting.split())
    assert "They will be found." in told
    assert "Who cooks at night?" in told


def test_looking_at_an_alert_settles_it_and_undoing_opens_it_again(call, moderator):
    comment = published(call)
    Alert.objects.create(comment=comment, rule="danger")

    kept = decide(moderator, call, comment, show="told")
    assert Alert.objects.get().settled_at is not None
    assert "Buses" in page(call)

    batch = kept.headers["Location"].rpartition("done=")[2]
    moderator.post(reverse("discussion-undo", args=["harbour"]), {"batch": batch})
    assert Alert.objects.get().settled_at is None


def test_withdrawn_comments_leave_the_queue(call, moderator):
    comment = said(call, "Buses.")
    withdraw(contribution=comment.contribution)

    decide(moderator, call, comment)

    assert "Buses." not in queue(moderator, call)
    comment.refresh_from_db()
    assert comment.state == "waiting"


def test_moderated_afterwards_a_comment_appears_at_once_unless_it_asks_for_a_look():
    call = discussed(moderation="after")

    plain, telling = said(call, "Buses at night."), said(call, "Call 0917 555 01 99.")

    assert (plain.state, telling.state) == ("shown", "waiting")
    assert "Buses at night." in page(call)
    assert "0917" not in page(call)


def test_the_name_of_somebody_unnamed_asks_for_a_look():
    call = discussed(moderation="after")

    said(call, "We at Kassem’s cook.", name="Amal Kassem")
    said(call, "We at Kassem’s cook!", name="Amal Kassem", attribution="named")

    assert [one.state for one in Comment.objects.all()] == ["waiting", "shown"]


def test_a_flood_waits_and_nobody_is_refused():
    call = discussed(moderation="after")

    for number in range(UNREAD_AT_ONCE + 2):
        said(call, f"Buy {number}!")

    states = [one.state for one in Comment.objects.all()]
    assert states == ["shown"] * UNREAD_AT_ONCE + ["waiting"] * 2
    Contribution.objects.update(received_at=call.opens_at)
    assert said(call, "Later.").state == "shown"


def test_what_was_hidden_once_never_appears_unread(client):
    call = discussed(moderation="after")
    client.force_login(make.member(call))
    comment = said(call, "Bad words.")
    decide(client, call, comment, do="hidden", rule="hatred")

    for number in (2, 3):
        comment.contribution.refresh_from_db()
        words = make.envelope(call, f"Words {number}.", attribution="anonymous")
        revise(contribution=comment.contribution, envelope=words, keep=set())
        comment.refresh_from_db()
        assert comment.state == "waiting"


def test_a_hidden_comment_always_has_its_rule(call):
    comment = said(call)

    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(state="hidden", rule="")


def test_the_secretariat_opens_the_discussion_on_the_clock_of_the_call(client):
    call = make.consultation("harbour")
    client.force_login(make.member(call))
    address = reverse("discussion-set-up", args=["harbour"])
    local = (call.closes_at + timedelta(days=3)).astimezone(call.zone)

    client.get(address)
    assert not Discussion.objects.exists()
    answer = client.post(
        address,
        {"openness": "writing", "moderation": "after", "closes_at": f"{local:%Y-%m-%dT%H:%M}"},
    )

    kept = Discussion.objects.get()
    assert answer.status_code == 302
    assert (kept.openness, kept.moderation) == ("writing", "after")
    assert kept.closes_at == local.replace(second=0, microsecond=0)
    assert Event.objects.filter(verb="discussion.writing").count() == 1
    client.post(address, {"openness": "closed", "moderation": "before", "closes_at": ""})
    kept.refresh_from_db()
    assert (kept.openness, kept.closes_at) == ("closed", None)


def test_a_hole_in_the_clock_is_refused(client):
    call = make.consultation("harbour")
    call.time_zone = "Europe/Paris"
    call.save()
    client.force_login(make.member(call))

    answer = client.post(
        reverse("discussion-set-up", args=["harbour"]),
        {"openness": "writing", "moderation": "after", "closes_at": "2027-03-28T02:30"},
    )

    assert answer.status_code == 422
    assert "the hour is skipped" in answer.content.decode()


def test_the_desk_tells_that_a_contribution_is_a_comment(call, moderator):
    top = published(call)
    reply = said(call, "Yes.", to=top.number)

    text = moderator.get(
        reverse("desk-contribution", args=["harbour", reply.contribution.reference])
    ).content.decode()

    assert "Comment 2 in the public discussion, an answer to comment 1 (C-0001)." in text
    assert "public discussion" in text
