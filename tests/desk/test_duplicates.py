import io

import pytest
from django.urls import reverse
from tests import make

from commonspace.desk.choices import State
from commonspace.desk.models import DuplicateProposal, Place
from commonspace.desk.queries import open_proposals
from commonspace.desk.services import answer_proposal, merge, propose_duplicates
from commonspace.intake.envelopes import FilePart
from commonspace.intake.services import contribution_for_code, receipt_code
from commonspace.provenance.services import store_bytes

pytestmark = pytest.mark.django_db
LETTER = (
    "We ask the city to keep the evening classes open for everybody who has arrived this year, "
    "to lend us the rooms of the library after hours, and to pay the teachers for their time."
)


def pairs_of(call) -> list[tuple[int, int]]:
    found = open_proposals(call).values_list("earlier__reference", "later__reference")
    return sorted(found)


def test_the_same_words_by_form_and_by_mail_are_proposed_as_one():
    call = make.consultation()
    make.contribution(call, LETTER, channel="web")
    make.contribution(call, "Something else that nobody sent before us, at some length.")
    make.contribution(call, f"{LETTER} Thank you.", channel="email")

    run = propose_duplicates(consultation=call, by=None)

    assert pairs_of(call) == [(1, 3)]
    assert DuplicateProposal.objects.get().similarity >= 0.6
    assert (run.counts_in, run.outcome) == (3, "done")


def test_the_same_file_twice_is_proposed_even_if_nobody_can_read_it():
    call = make.consultation()
    for name in ("a.bin", "b.bin"):
        file = store_bytes(stream=io.BytesIO(b"\x00\x01\x02"), name=name, max_bytes=100)
        make.contribution(call, "", files=(FilePart(file=file),), channel="document")

    propose_duplicates(consultation=call, by=None)

    assert pairs_of(call) == [(1, 2)]


def test_a_campaign_is_shown_as_one_and_proposes_no_pairs_of_its_many_senders():
    call = make.consultation()
    for number in range(6):
        make.contribution(
            call, f"{LETTER} Signed in street {number}.", organisation=f"Friends {number}"
        )
    make.contribution(call, f"{LETTER} Signed in street 0.", organisation="Friends 0")

    propose_duplicates(consultation=call, by=None)

    campaign = call.campaigns.get()
    assert (campaign.senders, campaign.members.count()) == (6, 7)
    assert pairs_of(call) == [(1, 7)]
    assert Place.objects.filter(state=State.NEW).count() == 7


def test_accepting_merges_and_refusing_is_remembered():
    call = make.consultation()
    for _n in range(3):
        make.contribution(call, LETTER)
    propose_duplicates(consultation=call, by=None)
    first, second = open_proposals(call).order_by("later__reference")
    person = make.account()

    answer_proposal(proposal=first, accepted=True, by=person)
    answer_proposal(proposal=second, accepted=False, by=person)
    propose_duplicates(consultation=call, by=None)

    assert pairs_of(call) == []
    assert Place.objects.get(contribution__reference=2).merged_into.reference == 1
    assert Place.objects.get(contribution__reference=3).state == State.NEW
    assert set(DuplicateProposal.objects.values_list("accepted", "decided_by")) == {
        (True, person.pk),
        (False, person.pk),
    }


def test_a_second_search_puts_its_findings_in_place_of_the_first():
    call = make.consultation()
    for number in range(6):
        make.contribution(call, LETTER, organisation=f"Friends {number}")
    propose_duplicates(consultation=call, by=None)

    propose_duplicates(consultation=call, by=None)

    assert call.campaigns.count() == 1


def test_what_was_merged_by_hand_is_proposed_no_more():
    call = make.consultation()
    one, other = make.contribution(call, LETTER), make.contribution(call, LETTER)
    propose_duplicates(consultation=call, by=None)

    merge(contribution=other, into=one, by=None)

    assert pairs_of(call) == []


def test_the_pages_of_duplicates_search_show_and_take_an_answer(
    client, django_capture_on_commit_callbacks
):
    call = make.consultation()
    make.contribution(call, LETTER)
    make.contribution(call, LETTER)
    client.force_login(make.member(call, "analyst"))
    address = reverse("desk-duplicates", args=[call.code])

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("desk-duplicates-search", args=[call.code]))
    shown = client.get(address).content.decode()
    proposal = DuplicateProposal.objects.get()
    client.post(reverse("desk-duplicate-answer", args=[call.code, proposal.pk]), {"answer": "one"})

    assert "100 % of their word pairs are the same" in shown
    assert shown.count("We ask the city to keep the evening classes") == 2
    assert Place.objects.get(contribution__reference=2).state == State.MERGED
    again = client.post(
        reverse("desk-duplicate-answer", args=[call.code, proposal.pk]), {"answer": "two"}
    )
    assert again.status_code == 404


def test_proposals_of_another_consultation_are_not_there(client):
    theirs = make.consultation()
    make.contribution(theirs, LETTER)
    make.contribution(theirs, LETTER)
    propose_duplicates(consultation=theirs, by=None)
    call = make.consultation()
    client.force_login(make.member(call))

    proposal = DuplicateProposal.objects.get()
    response = client.post(
        reverse("desk-duplicate-answer", args=[call.code, proposal.pk]), {"answer": "one"}
    )

    assert response.status_code == 404
    assert proposal.accepted is None


def test_many_alike_papers_of_one_sender_propose_one_pair_each():
    call = make.consultation()
    for number in range(5):
        make.contribution(call, f"{LETTER} Paper {number}.", organisation="Harbour Friends")

    propose_duplicates(consultation=call, by=None)

    assert pairs_of(call) == [(1, 2), (1, 3), (1, 4), (1, 5)]


POINTS = (
    (
        "We ask the school board to hold a secret vote of all parents before the dress rules change.",
        "No new rule on clothing should start until every family has been balloted.",
        "Let parents decide by ballot before the clothing policy is rewritten.",
    ),
    (
        "A full set costs 240 pounds and the only shop that sells it is in Marlow Street.",
        "Families pay 240 pounds a child, because Marlow Street has the single licensed supplier.",
        "With one seller in Marlow Street the bill has climbed to 240 pounds.",
    ),
    (
        "Used clothes should be exchanged in the school hall at the start of every term.",
        "We suggest a swap day each term where outgrown garments find a new owner.",
        "Open an exchange for outgrown garments in the hall once a term.",
    ),
)
OWN_WORDS = (
    "The night bus to the harbour should run later. I work shifts and walk home an hour in the dark.",
    "Library books in Somali are missing. My daughter reads better than I do and wants more of them.",
    "Tap water in the old quarter tastes of rust. The pipes have been promised to us since 2019.",
    "Our association teaches German to forty women. We lost the room and meet in a kitchen now.",
    "Recognise the diplomas of nurses. Two of my neighbours clean offices though hospitals need them.",
    "Young people want a say in the youth council. Nobody ever answers the letters we send there.",
    "The park needs shade and benches. Older people cannot walk the whole way without sitting down.",
    "Rents near the station doubled. Three families from our stairs have moved away this winter.",
)


@pytest.mark.slow
def test_the_same_points_in_other_words_are_shown_as_a_possible_campaign_with_the_reason(client):
    call = make.consultation()
    for number in range(6):
        said = " ".join(points[(number + turn) % 3] for turn, points in enumerate(POINTS))
        make.contribution(call, said, organisation=f"Parents {number}")
    for number, text in enumerate(OWN_WORDS):
        make.contribution(call, text, organisation=f"Neighbours {number}")

    propose_duplicates(consultation=call, by=None)
    client.force_login(make.member(call, "analyst"))
    shown = client.get(reverse("desk-duplicates", args=[call.code])).content.decode()

    campaign = call.campaigns.get()
    assert (campaign.kind, campaign.senders) == ("paraphrased", 6)
    assert sorted(campaign.members.values_list("reference", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert "Possible campaign: 6 contributions" in shown
    assert "6 contributors make the same points" in shown
    assert Place.objects.filter(state=State.NEW).count() == 14


def test_near_identical_texts_of_two_ways_in_keep_both_receipts_after_they_are_merged():
    call = make.consultation()
    first = make.contribution(call, LETTER, channel="web")
    second = make.contribution(call, f"Good morning! {LETTER}", channel="email")
    propose_duplicates(consultation=call, by=None)

    answer_proposal(proposal=DuplicateProposal.objects.get(), accepted=True, by=make.account())

    for one in (first, second):
        assert contribution_for_code(receipt_code(one)) == one
    assert Place.objects.get(contribution=second).merged_into == first
    assert call.contributions.count() == 2
