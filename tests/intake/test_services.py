import pytest
from tests import make

from commonspace.contributions.errors import (
    EmptyContributionError,
    MistypedCodeError,
    NoConsentError,
    UnknownCodeError,
)
from commonspace.contributions.models import Contribution
from commonspace.contributions.queries import answers_of
from commonspace.intake.services import contribution_for_code, receive, revise, withdraw
from commonspace.kernel.codes import ALPHABET, BODY, check_character, spelled

pytestmark = pytest.mark.django_db


def test_receive_twice_keeps_one_contribution_and_gives_the_same_code():
    call = make.consultation()
    letter = make.envelope(call, "Once.", key="same")

    first, second = receive(letter), receive(letter)

    assert Contribution.objects.count() == 1
    assert (first.code, first.is_new) == (second.code, True)
    assert second.is_new is False


def test_receive_keeps_the_words_as_they_came():
    call = make.consultation()

    contribution = make.contribution(call, "Zwölf é\r\nlines \x00here")

    assert [answer.text.text for answer in answers_of(contribution)] == ["Zwölf é\nlines here"]


def test_receive_after_the_deadline_is_late_not_lost():
    call = make.consultation(open_now=False)

    assert make.contribution(call).is_late is True


@pytest.mark.parametrize("text", ["", "   \n"])
def test_receive_nothing_is_refused(text):
    call = make.consultation()

    with pytest.raises(EmptyContributionError):
        make.received(call, text)

    assert Contribution.objects.count() == 0


def test_receive_without_a_choice_of_name_is_refused():
    call = make.consultation()

    with pytest.raises(NoConsentError):
        make.received(call, "Words.", attribution="")


def test_contribution_for_code_opens_what_the_receipt_was_given_for():
    call = make.consultation()
    made = make.received(call)
    make.received(call, "Another.")

    assert contribution_for_code(spelled(made.code).lower()) == made.contribution


def test_contribution_for_code_tells_a_slip_from_an_unknown_code():
    code = make.received(make.consultation()).code
    slip = code[:3] + ALPHABET[(ALPHABET.index(code[3]) + 1) % len(ALPHABET)] + code[4:]
    unknown = "2" * BODY + check_character("2" * BODY)

    with pytest.raises(MistypedCodeError):
        contribution_for_code(slip)
    with pytest.raises(UnknownCodeError):
        contribution_for_code(unknown)


def test_revise_shows_the_new_words_and_keeps_the_old():
    call = make.consultation()
    contribution = make.contribution(call, "Before.")

    contribution = revise(
        contribution=contribution, envelope=make.envelope(call, "After."), keep=set()
    )

    assert [answer.text.text for answer in answers_of(contribution)] == ["After."]
    assert sorted(contribution.texts.values_list("text", flat=True)) == ["After.", "Before."]


def test_withdraw_leaves_a_numbered_gap():
    call = make.consultation()
    first = make.contribution(call)

    withdraw(contribution=first)

    assert make.contribution(call).reference == first.reference + 1
