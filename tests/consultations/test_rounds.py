"""Figures of a round: persons and organisations apart, unknown where unknown, never unsourced."""

from datetime import date

import pytest
from tests import make

from commonspace.consultations.choices import RoundKind
from commonspace.consultations.errors import UnsourcedFigureError
from commonspace.consultations.models import Round
from commonspace.consultations.services.rounds import hold_round

pytestmark = pytest.mark.django_db


def hold(**facts: object) -> Round:
    call = make.consultation()
    return hold_round(
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
