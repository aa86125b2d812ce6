"""Each thing that may stand against a release, with something beside it that does not."""

import pytest
from tests import make
from tests.reports.rows import finding_on, statement_of

from commonspace.consultations.choices import Stage
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import SourceText
from commonspace.desk.services import decide
from commonspace.intake.services import withdraw
from commonspace.reports.errors import NotReadyError
from commonspace.reports.gate import problems
from commonspace.reports.models import Report
from commonspace.reports.services import answered, report_of, write_report
from commonspace.synthesis.models import Finding, Quote, Service
from commonspace.synthesis.services.writing import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    made = make.consultation(questions=1)
    write_report(report=report_of(made), by=None, introduction="Welcome.")
    return made


@pytest.fixture
def finding(call):
    return finding_on(call, make.contribution(call, "Evening classes help."))


def found(call) -> list[tuple[str, bool]]:
    return [(problem.about, problem.is_hard) for problem in problems(call)]


def test_a_finished_report_has_nothing_against_it(call, finding):
    assert found(call) == []


def test_what_rests_on_nothing(call, finding):
    write(Service, consultation=call, question=None, by=None, text="Meals", audience="direct")
    write(
        Service, consultation=call, question=None, by=None, text="Advice", audience="direct",
        unsourced_reason="Told at the meeting.",
    )  # fmt: skip

    assert [problem.sentence for problem in problems(call)] == ["“Meals” rests on nobody’s words."]


def test_what_rests_only_on_words_taken_back(call, finding):
    goes = make.contribution(call, "I go.")
    finding_on(call, goes, text="They said so.")
    withdraw(contribution=goes)

    assert ("unsourced", False) in found(call)


def test_words_that_are_no_longer_in_their_source(call, finding):
    finding_on(call, make.contribution(call, "Other words."))
    SourceText.objects.filter(text="Other words.").update(text="Nothing of the sort.")

    assert found(call) == [("broken", True)]


@pytest.mark.parametrize(("kind", "is_hard"), [(Quote, True), (Finding, False)])
def test_words_that_may_not_be_printed(call, finding, kind, is_hard):
    silent = make.contribution(call, "Hush.", may_publish=False)
    write(
        kind, consultation=call, question=call.questions.get(), by=None,
        statements=[statement_of(silent)], text="Hush.",
    )  # fmt: skip

    assert found(call) == [("unprintable", is_hard)]


def test_words_of_somebody_protected(call):
    at_risk = make.contribution(call, "They threaten us.")
    finding_on(call, at_risk, text="Some are threatened.")
    decide(contribution=at_risk, kind="protected", by=make.member(call), reason="At risk.")

    assert ("unprintable", False) in found(call)


def test_a_quantity_word_that_is_not_the_counted_one(call):
    everybody = [make.contribution(call, f"Voice {n}.") for n in range(4)]
    finding_on(call, everybody[0], text="Most contributors ask for classes.")
    finding_on(call, *everybody[1:], text="Most contributors ask for a clinic.")
    finding_on(call, text="{quantity} contributors say nothing.").statements.set(
        Finding.objects.first().statements.all()
    )

    said = [problem.sentence for problem in problems(call)]

    assert said == [
        "“Most contributors ask for classes.”: The text says “Most”, the count says 1 of 4: “one”."
    ]


def test_a_contribution_nobody_read_and_one_nobody_used(call, finding):
    make.contribution(call, "New.")
    decide(contribution=make.contribution(call, "Read."), kind="read", by=make.member(call))

    assert found(call) == [("unread", False), ("unused", False)]


def test_an_empty_introduction_and_a_question_without_findings(call, finding):
    Report.objects.update(introduction=" ")
    make.question(call, 2)

    assert found(call) == [("introduction", False), ("no-findings", False)]


def test_a_call_that_nobody_can_read(call, finding):
    Consultation.objects.update(stage=Stage.DRAFT)

    assert found(Consultation.objects.get()) == [("call", False)]


def test_a_reason_is_kept_with_who_gave_it(call, finding):
    Report.objects.update(introduction="")
    editor = make.member(call)

    kept = answered(consultation=call, reasons={"introduction": " It comes later. "}, by=editor)

    assert kept == [
        {
            "key": "introduction",
            "sentence": "The introduction is empty.",
            "reason": "It comes later.",
            "by": str(editor),
        }
    ]


def test_every_soft_problem_needs_its_own_reason(call, finding):
    Report.objects.update(introduction="")
    make.contribution(call, "New.")

    with pytest.raises(NotReadyError, match="Please mend this or say why it may stand"):
        answered(consultation=call, reasons={"unread": "Soon."}, by=make.member(call))
