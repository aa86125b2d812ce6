"""Whatever is sent twice counts once: a form pressed fifty times, a document put in again."""

import io
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests import make
from tests.program import served
from tests.trust.sending import code_in, form_of

from commonspace.channels.documents.choices import Fate
from commonspace.channels.documents.services import Terms, put_in, take_in
from commonspace.cli.playing.scene import NEXT_CODE
from commonspace.contributions.models import Contribution

TIMES = 50


@pytest.mark.endtoend
def test_a_form_sent_fifty_times_at_once_is_one_contribution(demo_copy):
    with served(demo_copy) as site:
        form = form_of(site.port, NEXT_CODE, "The night bus keeps us safe: sent by many thumbs.")
        with ThreadPoolExecutor(TIMES) as thumbs:
            answers = list(thumbs.map(lambda _time: form.send(), range(TIMES)))

    assert {status for status, _page in answers} == {200}
    assert len({code_in(page) for _status, page in answers}) == 1
    with sqlite3.connect(demo_copy / "commonspace.sqlite3") as database:
        held = database.execute(
            "SELECT count(*) FROM contributions_sourcetext WHERE text LIKE '%sent by many thumbs.'"
        ).fetchone()
    database.close()
    assert held == (1,)


@pytest.mark.django_db
def test_a_document_put_in_again_is_the_same_contribution():
    call = make.consultation()
    by = make.member(call)
    terms = Terms(
        organisation="Cooks of the Port", kind="ngo", country="PH", language="en",
        attribution="organisation", may_publish=True, consent_by="staff",
        received_at=call.opens_at.isoformat(),
    )  # fmt: skip

    fates = []
    for name in ("letter.txt", "the same letter.txt"):
        file = io.BytesIO(b"Dear mayor, the night bus keeps us safe.")
        bundle = put_in(consultation=call, terms=terms, files=[(name, file)], by=by)
        take_in(bundle)
        fates.append(bundle.items.get().fate)

    assert fates == [Fate.TAKEN_IN, Fate.ALREADY_HERE]
    assert Contribution.objects.filter(consultation=call).count() == 1
