"""Suggestions for themes: with a reason, better with each decision, never in force by themselves."""

import pytest
from django.urls import reverse
from tests import make
from tests.evidence import small

from commonspace.consultations.choices import Role
from commonspace.evidence.board import run_for, waiting
from commonspace.evidence.models import Coding, Statement, Theme, ThemeRefusal
from commonspace.evidence.services.confirming import confirm
from commonspace.evidence.services.themes import make_theme
from commonspace.evidence.showing import show_candidates
from commonspace.evidence.suggesting import (
    code_first,
    lesson_of,
    likely_in_words,
    unsure,
    with_suggestions,
    with_suggestions_by_question,
)
from commonspace.evidence.tasks import request_analysis
from commonspace.provenance.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(settings, django_capture_on_commit_callbacks):
    settings.COMMONSPACE_EMBEDDER = "none"
    made = small.consultation()
    with django_capture_on_commit_callbacks(execute=True):
        request_analysis(consultation=made, question=made.questions.get(number=1), by=None)
    return made


@pytest.fixture
def analyst(client, call):
    account = make.member(call, Role.ANALYST)
    client.force_login(account)
    return account


def question(call):
    return call.questions.get(number=1)


def themes(call, by=None):
    return {
        label: make_theme(consultation=call, question=question(call), label=label, by=by)
        for label in ("Language classes", "Flats and rent", "Stolen wages")
    }


def candidates(call):
    return waiting(run_for(call, question(call))).order_by("pk")


def saying(call, word):
    return next(one for one in candidates(call) if word in one.quote)


def suggested(call, *words):
    shown = show_candidates([saying(call, word) for word in words])
    return with_suggestions(call, question(call), shown)


def test_without_a_theme_nothing_is_suggested(call):
    (one,) = suggested(call, "stolen wages")

    assert one.may_belong == ()


def test_the_themes_names_are_enough_to_begin_with(call):
    made = themes(call)

    one, other = suggested(call, "Evening language classes", "rent guarantee from")

    assert one.may_belong[0].theme == made["Language classes"]
    assert "language" in one.may_belong[0].why
    assert other.may_belong[0].theme == made["Flats and rent"]
    assert len(one.may_belong) == 3


def test_a_decision_teaches_at_once_and_is_the_reason(call):
    made = themes(call)
    other = make_theme(consultation=call, question=question(call), label="Bureaux", by=None)
    confirm(candidate=saying(call, "brought back stolen wages"), by=None, theme=other)
    confirm(candidate=saying(call, "Police must take"), by=None, theme=other)

    (one,) = suggested(call, "Nobody reports")

    bureaux = next(each for each in one.may_belong if each.theme == other)
    assert "close to “" in bureaux.why
    assert made["Stolen wages"] in [each.theme for each in one.may_belong]


def test_suggesting_changes_nothing_that_counts(call):
    themes(call)

    suggested(call, "stolen wages")

    assert not Statement.objects.exists()
    assert not Coding.objects.exists()
    assert not Event.objects.filter(verb__startswith="suggestion").exists()


def decide(client, call, one, **what):
    address = reverse("analysis-decide", args=[call.code])
    return client.post(address, {"chosen": f"c-{one.pk}", "kind": "position", **what})


def test_accepting_confirms_codes_and_is_logged(client, call, analyst):
    made = themes(call)
    one = saying(call, "Evening language classes")

    answer = decide(client, call, one, accept=made["Language classes"].pk)

    assert answer.status_code == 302
    assert Statement.objects.get().codings.get().theme == made["Language classes"]
    assert Event.objects.filter(
        verb="suggestion.accepted", actor=f"account:{analyst.pk}", scope=call.code
    ).exists()


def test_refusing_is_logged_remembered_and_teaches(client, call, analyst):
    made = themes(call)
    theme = made["Language classes"]
    one = saying(call, "Evening language classes")

    answer = decide(client, call, one, not_there=theme.pk)
    decide(client, call, one, not_there=theme.pk)

    (shown,) = suggested(call, "Evening language classes")
    assert answer.status_code == 302
    assert theme not in [each.theme for each in shown.may_belong]
    assert ThemeRefusal.objects.get().by == analyst
    assert Event.objects.filter(verb="suggestion.refused").count() == 1
    assert not Statement.objects.exists()


def test_a_confirmed_statement_without_theme_can_still_be_placed(client, call, analyst):
    made = themes(call)
    statement = confirm(candidate=saying(call, "Evening language classes"), by=analyst)
    page = client.get(reverse("analysis-tray", args=[call.code, 1, "first"])).content.decode()
    address = reverse("analysis-decide", args=[call.code])

    client.post(address, {"chosen": f"s-{statement.pk}", "accept": made["Language classes"].pk})

    assert f"s-{statement.pk}" in page
    assert statement.codings.get().theme == made["Language classes"]


def test_a_theme_of_another_call_is_no_answer(client, call, analyst):
    foreign = Theme.objects.create(consultation=make.consultation(), label="Elsewhere")
    one = saying(call, "Evening language classes")

    answer = decide(client, call, one, accept=foreign.pk)

    assert answer.status_code == 422
    assert not Statement.objects.exists()


def test_nothing_chosen_to_do_is_told(client, call, analyst):
    answer = decide(client, call, saying(call, "stolen wages"))

    assert answer.status_code == 422


def test_what_to_sort_first_says_why_and_leaves_out_what_is_sorted(call):
    made = themes(call)
    done = saying(call, "Evening language classes")
    confirm(candidate=done, by=None, theme=made["Language classes"])

    found = code_first(call, question(call))

    assert len(found) == len(candidates(call))
    assert all(one.picked for one in found)
    assert done.quote not in [one.quote for one in found]


def test_what_to_sort_first_needs_no_theme(call):
    assert all(one.may_belong == () for one in code_first(call, question(call)))


def test_below_nine_decisions_nobody_is_told_what_is_unsure(call):
    made = themes(call)
    confirm(candidate=saying(call, "stolen wages"), by=None, theme=made["Stolen wages"])

    assert unsure(call, question(call)) == ([], 1)


def test_after_nine_decisions_what_fits_nothing_is_listed(call):
    made = list(themes(call).values())
    for place, one in enumerate(list(candidates(call))[:10]):
        confirm(candidate=one, by=None, theme=made[place % 3])

    found, coded = unsure(call, question(call))

    assert coded == 10
    assert {one.quote for one in found} <= {one.quote for one in candidates(call)}


def test_statements_of_several_questions_learn_each_from_its_own(call):
    made = themes(call)
    elsewhere = make_theme(
        consultation=call, question=call.questions.get(number=2), label="Language classes", by=None
    )
    shown = show_candidates(candidates(call))

    found = with_suggestions_by_question(call, shown)

    offered = {each.theme for one in found for each in one.may_belong}
    assert [one.key for one in found] == [one.key for one in shown]
    assert offered == set(made.values())
    assert elsewhere not in offered


def test_a_question_without_statements_has_nothing_to_learn_from(call):
    second = call.questions.get(number=2)

    assert lesson_of(call, second) is None
    assert code_first(call, second) == []
    assert unsure(call, second) == ([], 0)


def test_the_trays_and_the_reading_pane_show_suggestions(client, call, analyst):
    themes(call)
    one = saying(call, "Evening language classes")

    pages = [
        reverse("analysis-tray", args=[call.code, 1, name]) for name in ("all", "first", "unsure")
    ] + [reverse("analysis-read", args=[call.code, one.text.contribution.reference])]
    told = [client.get(page).content.decode() for page in pages]

    assert all("May belong to “Language classes”" in told[place] for place in (0, 1, 3))
    assert "Why this one" in told[1]
    assert "nothing can be told below nine" in told[2]


@pytest.mark.parametrize(
    ("chance", "words"),
    [(0.9, "very likely"), (0.6, "likely"), (0.2, "possible"), (0.05, "a guess")],
)
def test_a_chance_is_told_in_words(chance, words):
    assert str(likely_in_words(chance)) == words
