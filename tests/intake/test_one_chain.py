"""The event log is one chain, however many write at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from commonspace.provenance.models import Event
from commonspace.provenance.services import FIRST, record_event

EACH = 12


@pytest.mark.django_db(transaction=True)
def test_each_event_follows_the_one_before_however_many_write_at_once():
    at_once = 4 if connection.vendor == "postgresql" else 1

    def write(writer: int) -> None:
        for number in range(EACH):
            with transaction.atomic():
                record_event(actor="visitor", verb="tried", subject=f"try:{writer}-{number}")
        connection.close()

    if at_once == 1:
        write(0)
    else:
        with ThreadPoolExecutor(at_once) as writers:
            list(writers.map(write, range(at_once)))

    events = list(Event.objects.order_by("id").values_list("previous", "digest"))
    assert len(events) == at_once * EACH
    assert [previous for previous, _digest in events] == [FIRST] + [
        digest for _previous, digest in events[:-1]
    ]
