"""Figures of a round: persons and organisations apart, unknown where unknown, never unsourced."""

from datetime import date

import pytest
from django.urls import reverse
from tests import make

from commonspace.consultations.choices import RoundKind
from commonspace.consultations.errors import UnsourcedFigureError
from commonspace.consultations.models import Round
from commonspace.consultations.services.rounds import keep_round

pytestmark = pytest.mark.django_db


def hold(**facts: object) -> Round:
    call = make.consultation()
    return keep_round(
        consultation=call,
        by=make.member(call),
        kind=RoundKind.MEETING,
        title={"en": "A day in Quezon City"},
        starts_on=date(2016, 9, 13),
        **facts,
    )


@pytest.mark.parametrize(
    "facts", [{"organisations": 70}, {"persons": 40}, {"persons": 0, "source": " "}]
)
def test_a_figure_without_its_source_is_refused(facts):
    with pytest.raises(UnsourcedFigureError):
        hold(**facts)

    assert Round.objects.count() == 0


def test_persons_do_not_become_organisations():
    held = hold(persons=22, organisations=11, source="list of those present")
    unknown = hold(persons=40, is_approximate=True, source="the hosts' estimate")

    assert (held.persons, held.organisations) == (22, 11)
    assert (unknown.persons, unknown.organisations) == (40, None)


ROUND = {
    "kind": "meeting", "starts_on": "2026-05-04", "title_en": "Listening day", "place": "Naga",
    "persons": "22", "organisations": "11", "source": "list of those present",
}  # fmt: skip


def test_the_secretariat_enters_and_corrects_a_round_on_the_screen(client):
    call = make.consultation()
    client.force_login(make.member(call))

    client.post(reverse("call-rounds", args=[call.code]), ROUND)
    held = call.rounds.get()
    client.post(reverse("call-rounds-entry", args=[call.code, held.pk]), ROUND | {"persons": "23"})

    held.refresh_from_db()
    assert (held.title["en"], held.persons, held.organisations) == ("Listening day", 23, 11)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"source": ""}, "where these figures come from"),
        ({"ends_on": "2026-05-01"}, "comes before the first"),
    ],
)
def test_a_round_that_cannot_be_is_explained_and_what_was_typed_stays(client, change, sentence):
    call = make.consultation()
    client.force_login(make.member(call))

    answer = client.post(reverse("call-rounds", args=[call.code]), ROUND | change)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Listening day" in answer.content.decode()
    assert call.rounds.count() == 0
