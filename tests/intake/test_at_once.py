from hashlib import sha256

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from tests import make
from tests.intake.at_once import received_at_once

from commonspace.contributions.models import Contribution
from commonspace.contributions.queries import answers_of
from commonspace.intake.services import contribution_for_code
from commonspace.people.access import details_of
from commonspace.people.models import Organisation
from commonspace.provenance.models import Event
from commonspace.provenance.services import FIRST

pytestmark = pytest.mark.django_db


def letters(call, number):
    return [
        make.envelope(
            call, f"Says {n}.", key=f"key-{n}", name=f"Person {n}",
            organisation=("Harbour Choir", "harbour choir", "Tea House")[n % 3],
        )
        for n in range(number)
    ]  # fmt: skip


def test_each_of_those_who_send_at_once_gets_a_receipt_for_their_own_words():
    call = make.consultation()

    receipts = [one.result() for one in received_at_once(letters(call, 4))]

    opened = [contribution_for_code(receipt.code) for receipt in receipts]
    assert [one.reference for one in opened] == [1, 2, 3, 4]
    assert [answer.text.text for one in opened for answer in answers_of(one)] == [
        f"Says {n}." for n in range(4)
    ]
    assert [details_of(one.contributor).name for one in opened] == [f"Person {n}" for n in range(4)]
    assert [one.contributor.organisation.name for one in opened] == [
        "Harbour Choir", "Harbour Choir", "Tea House", "Harbour Choir",
    ]  # fmt: skip
    assert all(receipt.is_new for receipt in receipts)


def test_many_need_little_more_of_the_database_than_one():
    call = make.consultation()
    received_at_once(letters(call, 3))
    needed = []
    for start, number in ((10, 1), (20, 9)):
        sent = [make.envelope(call, "More.", key=f"more-{start + n}") for n in range(number)]
        with CaptureQueriesContext(connection) as queries:
            answers = received_at_once([*sent, make.envelope(call, "x", key="key-0")])
        assert [answer.result().is_new for answer in answers] == [*[True] * number, False]
        needed.append(len(queries))

    places_on_the_desk = 8
    assert needed[1] - needed[0] == places_on_the_desk


def test_the_same_form_sent_twice_at_once_is_one_contribution_with_one_code():
    call = make.consultation()
    twice = make.envelope(call, "Once.", key="same")

    first, second = (one.result() for one in received_at_once([twice, twice]))

    assert Contribution.objects.count() == 1
    assert (first.code, first.is_new, second.is_new) == (second.code, True, False)


def test_the_log_of_those_who_send_at_once_is_one_chain():
    call = make.consultation()

    received_at_once(letters(call, 3))

    previous, lines = FIRST, list(Event.objects.all())
    for event in lines:
        said = [
            previous, event.at.isoformat(), event.actor, event.verb, event.subject, event.scope,
        ]  # fmt: skip
        assert event.previous == previous
        assert event.digest == sha256("\n".join(said).encode()).hexdigest()
        previous = event.digest
    assert [line.verb for line in lines] == ["contribution.received"] * 3


def refused(execute, sql, params, many, context):
    if sql.startswith('INSERT INTO "contributions_contribution"'):
        raise OperationalError("database is locked")
    return execute(sql, params, many, context)


def test_a_database_that_takes_nothing_tells_each_of_them_and_keeps_nothing():
    call = make.consultation()

    with connection.execute_wrapper(refused):
        receipts = received_at_once(letters(call, 3))

    for receipt in receipts:
        with pytest.raises(OperationalError, match="database is locked"):
            receipt.result()
    assert (Contribution.objects.count(), Organisation.objects.count()) == (0, 1)
