"""What a proposed theme shows of sides and doubts."""

import pytest
from django.urls import reverse
from tests import make

from commonspace.analysis.results import ThemeDoubt
from commonspace.analysis.wording import remark
from commonspace.evidence.choices import ANALYSIS
from commonspace.evidence.doubts import Doubted, kept_doubts, sides_in_words
from commonspace.evidence.models import CandidateTheme
from commonspace.evidence.services.analysing import run_analysis
from commonspace.provenance.services import open_run


def test_sides_are_said_in_words_and_nobody_is_left_out():
    assert sides_in_words([3, 2, 0, 4]) == ["3 for it", "2 against it", "4 take no side"]


def test_a_theme_without_sides_says_nothing_of_them():
    assert sides_in_words([0, 0, 0, 7]) == []
    assert sides_in_words([]) == []


def doubt(theme: str, other: str = "") -> ThemeDoubt:
    return ThemeDoubt(
        code="near", question="1", theme=theme, other=other, reason=remark("near", "They lie near.")
    )


class Named:
    def __init__(self, label: str) -> None:
        self.label = label


def test_a_doubt_about_two_themes_is_kept_with_both():
    kept = kept_doubts([doubt("a", "b"), doubt("a"), doubt("")], {"a": Named("A"), "b": Named("B")})

    assert [one["other"] for one in kept["a"]] == ["B", ""]
    assert [one["other"] for one in kept["b"]] == ["A"]
    assert set(kept) == {"a", "b"}


def test_a_kept_doubt_is_said_with_the_other_theme():
    kept = kept_doubts([doubt("a", "b"), doubt("a")], {"a": Named("A"), "b": Named("B")})

    shown = Doubted(theme=CandidateTheme(doubts=kept["a"]))

    assert shown.doubts == ["They lie near. (this one and “B”)", "They lie near."]


@pytest.mark.django_db
def test_the_page_of_a_proposed_theme_tells_sides_and_doubts(client):
    call = make.consultation()
    question = call.questions.get(number=1)
    run = open_run(kind="analysis", consultation=call.code, question=None)
    theme = CandidateTheme.objects.create(
        run=run,
        question=question,
        key="t",
        label="Trams",
        stances=[5, 4, 0, 1],
        is_contested=True,
        doubts=[
            {"message": "rests on %(voices)s voices only", "params": {"voices": "3"}, "other": ""}
        ],
    )
    client.force_login(make.member(call, "analyst"))

    page = client.get(reverse("analysis-proposed", args=[call.code, theme.pk])).content.decode()

    assert "Contested" in page
    assert "5 for it · 4 against it · 1 take no side" in page
    assert "rests on 3 voices only" in page


@pytest.mark.django_db
def test_sides_are_read_towards_what_is_asked():
    call = make.consultation()
    question = call.questions.get(number=1)
    version = question.wording
    version.heading = {"en": "Should the city ban cars from the old town?"}
    version.save(update_fields=["heading"])
    words = "Cars are dangerous for children in the narrow streets."
    make.contribution(call, words, question=question)

    run_analysis(run := open_run(kind=ANALYSIS, consultation=call.code, question=None))

    found = run.candidates.get()
    assert (found.quote, found.stance) == (words, "support")
    assert found.stance_remark["params"] == {"cue": "dangerous"}
