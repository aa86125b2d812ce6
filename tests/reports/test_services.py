import pytest
from tests import make

from commonspace.consultations.models import Question
from commonspace.contributions.models import SourceText
from commonspace.evidence.models import Statement
from commonspace.evidence.services.confirming import mark
from commonspace.provenance.anchors import Anchor
from commonspace.provenance.services import open_run
from commonspace.reports.composition.compose import compose
from commonspace.reports.errors import NotReadyError, RecalledError
from commonspace.reports.gate import problems
from commonspace.reports.releases import released
from commonspace.reports.rendering.text import render_text
from commonspace.reports.services import KIND, answered, recall, release, report_of, write_report
from commonspace.synthesis.models import Finding, Quote, Recommendation, Service
from commonspace.synthesis.services.writing import write

pytestmark = pytest.mark.django_db

WORDS = "Evening classes help parents most."


def statement_of(contribution) -> Statement:
    text = contribution.texts.get()
    question = Question.objects.filter(consultation=contribution.consultation).first()
    anchor = Anchor.over(text.text, 0, len(text.text))
    return mark(text=text, anchor=anchor, question=question, kind="position", by=None)


@pytest.fixture
def call():
    return make.consultation(questions=2)


@pytest.fixture
def finding(call):
    contribution = make.contribution(call, WORDS, organisation="Harbour Parents", country="PH")
    return write(
        Finding,
        consultation=call,
        question=call.questions.get(number=1),
        by=None,
        statements=[statement_of(contribution)],
        text="{quantity} contributor asks for evening classes.",
    )


def released_now(call, by):
    reasons = {problem.key: "Agreed in the team." for problem in problems(call)}
    overrides = answered(consultation=call, reasons=reasons, by=by)
    return release(
        consultation=call,
        by=by,
        overrides=overrides,
        run=open_run(kind=KIND, consultation=call.code),
    )


def test_a_finding_prints_its_count_its_word_and_whose_words_it_rests_on(call, finding):
    text = render_text(compose(call)[0])

    assert "One contributor asks for evening classes." in text
    assert "1 of 1 contributor · 1 organisation · 1 country" in text
    assert WORDS in text
    assert "Harbour Parents" in text


def test_words_that_may_not_be_published_are_counted_but_never_printed(call, finding):
    silent = make.contribution(
        call, "Our landlord threatens us.", organisation="Tenants", may_publish=False
    )
    finding.statements.add(statement_of(silent))

    text = render_text(compose(call)[0])

    assert "landlord" not in text
    assert "2 of 2 contributors" in text


def test_empty_lists_leave_no_heading(call):
    question = call.questions.get(number=1)
    write(
        Service,
        consultation=call,
        question=question,
        by=None,
        text="Interpreters",
        audience="direct",
    )

    text = render_text(compose(call)[0])

    assert "Direct services to people" in text
    assert "Support to cities" not in text


def test_a_recommendation_keeps_its_children(call):
    question = call.questions.get(number=1)
    parent = write(
        Recommendation, consultation=call, question=question, by=None, text="Work together:"
    )
    write(
        Recommendation,
        consultation=call,
        question=question,
        by=None,
        text="set up a table;",
        parent=parent,
    )

    document = compose(call)[0]

    lists = [
        b for s in document.sections for b in s.blocks if type(b).__name__ == "RecommendationList"
    ]
    assert [(i.number, [c.number for c in i.children]) for i in lists[0].items] == [
        ("1.1", ["1.1.1"])
    ]


def test_what_rests_on_nothing_stands_against_the_release(call):
    write(Finding, consultation=call, question=None, by=None, text="Everybody agrees.")

    assert "“Everybody agrees.” rests on nobody’s words." in [p.sentence for p in problems(call)]


def test_a_quotation_that_no_longer_resolves_cannot_be_argued_away(call, finding):
    SourceText.objects.update(text="Something else entirely here.")

    with pytest.raises(NotReadyError):
        answered(
            consultation=call,
            reasons={problem.key: "Never mind." for problem in problems(call)},
            by=make.member(call),
        )


def test_a_quote_that_may_not_be_published_cannot_be_argued_away(call):
    silent = statement_of(make.contribution(call, "Words.", may_publish=False))
    write(Quote, consultation=call, question=None, by=None, statements=[silent], text="Words.")

    assert [p.is_hard for p in problems(call) if p.key.startswith("unprintable")] == [True]


def test_a_soft_problem_needs_a_reason_which_the_report_prints(call, finding):
    editor = make.member(call)

    with pytest.raises(NotReadyError):
        answered(consultation=call, reasons={}, by=editor)
    edition = released_now(call, editor)

    assert "Agreed in the team." in render_text(released(call.code).document)
    assert edition.number == 1


@pytest.mark.slow
def test_the_public_reads_the_snapshot_not_the_working_rows(call, finding):
    editor = make.member(call)
    released_now(call, editor)
    before = render_text(released(call.code).document)

    Finding.objects.update(text="Something else.")
    write_report(report=report_of(call), by=editor, title="Another title")
    call.contributions.all()[0].texts.update(text="gone")

    assert render_text(released(call.code).document) == before


@pytest.mark.slow
def test_a_recalled_edition_says_so_and_the_one_before_stands(call, finding):
    editor = make.member(call)
    released_now(call, editor)
    second = released_now(call, editor)

    recall(edition=second, by=editor)

    assert released(call.code).edition.number == 1
    with pytest.raises(RecalledError):
        released(call.code, 2)
