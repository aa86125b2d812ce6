"""Story: the same contribution comes by the form and by mail, and counts once."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.channels.email.handing import handed_in
from tests.channels.email.letters import written

from commonspace.contributions.models import Contribution
from commonspace.desk.choices import State
from commonspace.desk.models import Decision, DuplicateProposal, Place
from commonspace.evidence.queries import contributors_to
from commonspace.intake.services import receipt_code, withdraw
from commonspace.kernel.codes import spelled
from commonspace.reports.composition.compose import compose
from commonspace.synthesis.choices import LedgerState
from commonspace.synthesis.ledger import ledger_of

pytestmark = pytest.mark.django_db
FIRST = (
    "We ask the city to keep the evening classes open for everybody who has arrived this year, "
    "and to lend us the rooms of the library after hours."
)
SECOND = (
    "The housing office should guarantee the rent, so that landlords let flats to families who "
    "have waited in shelters for years."
)
MAIL = f"""Dear secretariat,

we tried your form and are not sure that it worked, so here it is once more.

Question 1: {FIRST}

Question 2: {SECOND}

Thank you for your work,
--\u0020
Amal, Harbour Cooks"""


@pytest.fixture
def call(settings):
    settings.COMMONSPACE_MAIL_ANSWERS = "answers@example.org"
    settings.COMMONSPACE_MAIL_SECRETS = "a-secret"
    settings.COMMONSPACE_URL = "https://consult.example.org"
    return make.consultation("harbour")


@pytest.fixture
def both(call) -> tuple[Contribution, Contribution]:
    """Send the same answers by the form and by mail, as their sender does."""
    visitor = Client()
    address = reverse("answer", args=[call.code])
    page = visitor.get(address).content.decode()
    key = re.search(r'name="key"[^>]*value="([^"]+)"', page)[1]
    one, two = call.questions.all()
    visitor.post(
        address,
        {
            "key": key, f"answer_{one.pk}": FIRST, f"answer_{two.pk}": SECOND, "language": "en",
            "attribution": "organisation", "may_publish": "yes", "organisation": "Harbour Cooks",
            "kind": "ngo",
        },
    )  # fmt: skip
    by_form = call.contributions.get()
    (mail,) = handed_in(written(MAIL))
    return by_form, mail.contribution


@pytest.fixture
def staff(client, call):
    account = make.member(call)
    client.force_login(account)
    return account


def searched(client, call, capture):
    with capture(execute=True):
        client.post(reverse("desk-duplicates-search", args=[call.code]))
    return DuplicateProposal.objects.get()


def decided(client, call, proposal, answer):
    client.post(reverse("desk-duplicate-answer", args=[call.code, proposal.pk]), {"answer": answer})


def test_the_pair_is_proposed_staff_decide_and_it_counts_once(
    client, call, both, staff, django_capture_on_commit_callbacks
):
    by_form, by_mail = both
    desk = reverse("staff-desk", args=[call.code])
    before = client.get(desk).content.decode()

    proposal = searched(client, call, django_capture_on_commit_callbacks)
    compared = client.get(desk).content.decode()
    decided(client, call, proposal, "one")

    assert "2 not compared yet" in before
    assert "not compared yet" not in compared
    assert "1 possible duplicate" in compared
    assert (proposal.earlier, proposal.later) == (by_form, by_mail)
    assert contributors_to(call) == 1
    assert ledger_of(call).counts[LedgerState.MERGED] == 1
    _document, figures = compose(call)
    assert (figures.received, figures.contributors, figures.merged) == (2, 1, 1)


def test_both_stay_findable_at_the_desk_and_both_receipts_open(
    client, call, both, staff, django_capture_on_commit_callbacks
):
    proposal = searched(client, call, django_capture_on_commit_callbacks)
    decided(client, call, proposal, "one")

    for one in both:
        found = client.get(reverse("staff-desk", args=[call.code]), {"words": str(one)})
        own = client.get(reverse("desk-contribution", args=[call.code, one.reference]))
        holder = Client()
        opened = holder.post(reverse("receipt"), {"code": spelled(receipt_code(one))})
        read = holder.get(opened["Location"]).content.decode()

        assert str(one) in found.content.decode()
        assert own.status_code == 200
        assert opened["Location"] == reverse("my-contribution")
        assert "guarantee the rent" in read


def test_two_that_are_two_count_twice_and_are_not_proposed_again(
    client, call, both, staff, django_capture_on_commit_callbacks
):
    proposal = searched(client, call, django_capture_on_commit_callbacks)
    decided(client, call, proposal, "two")
    again = searched(client, call, django_capture_on_commit_callbacks)

    assert (again.pk, again.accepted) == (proposal.pk, False)
    assert contributors_to(call) == 2


def test_when_the_one_that_counts_is_withdrawn_the_other_stands_by_itself_again(
    client, call, both, staff, django_capture_on_commit_callbacks
):
    by_form, by_mail = both
    proposal = searched(client, call, django_capture_on_commit_callbacks)
    decided(client, call, proposal, "one")
    third = make.contribution(call, "Once more the same.")
    Place.objects.filter(contribution=third).update(state=State.MERGED, merged_into=by_form)

    withdraw(contribution=by_form)
    places = dict(
        Place.objects.filter(contribution__in=[by_mail, third]).values_list(
            "contribution__reference", "merged_into"
        )
    )

    assert Place.objects.get(contribution=by_mail).state == State.READ
    assert places == {by_mail.reference: None, third.reference: by_mail.pk}
    assert Decision.objects.filter(contribution=by_mail, kind="reopened").get().reason == str(
        by_form
    )
    assert contributors_to(call) == 1
