from dataclasses import replace

from tests.analysis.invented import LETTER, answers, campaign, record

from commonspace.analysis.campaigns import find_campaigns


def found(records):
    return find_campaigns(records, min_senders=5, seed=0)


def test_near_identical_records_of_five_senders_are_a_campaign():
    letters = campaign(8)

    campaigns = found([*answers(), *letters])

    assert [set(one.members) for one in campaigns] == [{letter.id for letter in letters}]
    assert campaigns[0].similarity > 0.7


def test_four_senders_are_no_campaign():
    assert found(campaign(4)) == []


def test_one_person_writing_five_times_is_no_campaign():
    letters = [replace(record(number, LETTER), contributor="same") for number in range(6)]

    assert found(letters) == []


def test_a_few_short_equal_words_are_no_campaign():
    assert found([record(number, "More buses please") for number in range(9)]) == []


def test_a_letter_inside_a_longer_text_belongs():
    longer = record(77, f"{LETTER} " + "My own children walk past the closed pool every day. " * 3)

    campaigns = found([*campaign(6), longer])

    assert longer.id in campaigns[0].members


def test_the_same_senders_in_two_questions_are_one_campaign():
    first = campaign(6)
    trees = "Please plant oak trees along the harbour road this spring."
    second = [replace(one, id=f"q2-{one.id}", question="2", text=trees) for one in first]

    campaigns = found([*first, *second])

    assert len(campaigns) == 1
    assert len(campaigns[0].members) == 12
    assert len(campaigns[0].contributors) == 6
