"""A person accepts or refuses a possible campaign, takes it back, and it outlives the searches."""

import pytest
from django.urls import reverse
from tests import make

from commonspace.desk.campaigns import decision_about, standing_decisions
from commonspace.desk.models import Campaign, CampaignDecision
from commonspace.desk.services import decide_campaign, take_back_campaign_decision
from commonspace.provenance.models import Event, Outcome, Run

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make.consultation()


def found(call, members, key="possible-a", kind="paraphrased"):
    """What a search leaves behind."""
    run = Run.objects.create(
        kind="duplicates", parameters={"consultation": call.code}, outcome=Outcome.DONE
    )
    campaign = Campaign.objects.create(
        consultation=call, run=run, letter=members[0], senders=len(members), similarity=0.5,
        kind=kind, key=key, remark={"message": "because of %(points)s points", "params": {"points": "3"}},
    )  # fmt: skip
    campaign.members.set(members)
    return campaign


def several(call, n):
    return [make.contribution(call, f"Words of number {number}.") for number in range(n)]


def about(call, members, key=""):
    decided = decision_about(standing_decisions(call), key=key, members=[one.pk for one in members])
    return decided and decided.decision.is_campaign


def test_both_answers_stand_on_the_page_with_who_and_when_and_can_be_taken_back(client, call):
    campaign = found(call, several(call, 5))
    person = make.member(call, "analyst")
    client.force_login(person)
    page, address = (
        reverse("desk-duplicates", args=[call.code]),
        reverse("desk-campaign", args=[call.code, campaign.pk]),
    )
    assert "all 5 senders count, each as a voice" in client.get(page).content.decode()

    for answer, words in (("one", "Counted as one voice"), ("each", "Each counts")):
        done = client.post(address, {"answer": answer})
        shown = client.get(page).content.decode()
        assert done["Location"] == f"{page}#campaign-{campaign.pk}"
        assert words in shown
        assert f"decided by {person.name}" in shown
    client.post(address, {"answer": "take-back"})

    assert "all 5 senders count, each as a voice" in client.get(page).content.decode()
    assert [one.verb for one in Event.objects.filter(verb__startswith="campaign.").order_by("id")] == [
        "campaign.accepted", "campaign.refused", "campaign.reopened",
    ]  # fmt: skip
    assert set(
        Event.objects.filter(verb__startswith="campaign.").values_list("actor", flat=True)
    ) == {f"account:{person.pk}"}


def test_a_letter_is_not_decided_about(client, call):
    campaign = found(call, several(call, 5), kind="letter")
    client.force_login(make.member(call, "analyst"))

    done = client.post(reverse("desk-campaign", args=[call.code, campaign.pk]), {"answer": "each"})

    assert done.status_code == 404
    assert not CampaignDecision.objects.exists()


def test_a_decision_follows_its_words_and_its_people_into_the_next_search(call):
    members, by = several(call, 9), make.account()
    decide_campaign(
        consultation=call, key="possible-a", members=members[:6], is_campaign=True, by=by
    )

    assert about(call, members[:6], key="possible-b") is True
    assert about(call, [*members[2:6], members[8]], key="possible-b") is True
    assert about(call, members, key="possible-a") is True
    assert about(call, members[5:], key="possible-b") is None


def test_many_more_of_the_same_ask_for_another_look(client, call):
    members = several(call, 10)
    decide_campaign(
        consultation=call,
        key="possible-a",
        members=members[:5],
        is_campaign=True,
        by=make.account(),
    )
    found(call, members, key="possible-a")
    client.force_login(make.member(call, "analyst"))

    shown = client.get(reverse("desk-duplicates", args=[call.code])).content.decode()

    assert "there are many more now" in shown
    assert "Counted as one voice" in shown


def test_the_same_answer_twice_is_one_decision_and_the_newest_counts(call):
    members, by = several(call, 5), make.account()
    both = {"consultation": call, "key": "possible-a", "members": members, "by": by}

    first = decide_campaign(is_campaign=True, **both)
    assert decide_campaign(is_campaign=True, **both) == first
    second = decide_campaign(is_campaign=False, **both)
    first.refresh_from_db()

    assert (first.taken_back_by, about(call, members)) == (by, False)
    take_back_campaign_decision(decision=second, by=by)
    assert about(call, members) is None


def test_another_call_knows_nothing_of_it(call):
    members = several(call, 5)
    decide_campaign(
        consultation=call, key="possible-a", members=members, is_campaign=True, by=make.account()
    )

    assert standing_decisions(make.consultation()) == []
