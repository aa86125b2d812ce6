import pytest
from tests import make

from commonspace.consultations.models import Question
from commonspace.desk.services import merge
from commonspace.evidence.queries import (
    contributors_by_question,
    live_statements,
    live_themes,
    support_of,
)
from commonspace.evidence.services.confirming import code, mark
from commonspace.evidence.services.themes import make_theme
from commonspace.provenance.anchors import Anchor
from commonspace.reports.composition.compose import compose

pytestmark = pytest.mark.django_db


def test_what_came_twice_counts_for_one_voice_everywhere():
    call = make.consultation(questions=1)
    question = Question.objects.get(consultation=call)
    theme = make_theme(consultation=call, question=question, label="Classes", by=None)
    contributions = [
        make.contribution(call, f"Evening classes help {who}.", organisation=who, country="PH")
        for who in ("Harbour Parents", "Parents of the Harbour", "Dockers")
    ]
    for contribution in contributions:
        text = contribution.texts.get()
        statement = mark(
            text=text,
            anchor=Anchor.over(text.text, 0, 23),
            question=question,
            kind="position",
            by=None,
        )
        code(statement=statement, theme=theme, by=None)

    merge(contribution=contributions[1], into=contributions[0], by=make.member(call))

    support = support_of(live_statements(call), of=2)
    counted = live_themes(call).get()
    assert (support.contributors, support.organisations) == (2, 2)
    assert (counted.n_contributors, counted.n_organisations, counted.n_statements) == (2, 2, 3)
    assert contributors_by_question(call) == {question.pk: 2, None: 2}
    figures = compose(call)[1]
    assert (figures.received, figures.on_time, figures.merged, figures.contributors) == (3, 2, 1, 2)
