import io
from datetime import timedelta

import pytest
from tests import make
from tests.reports.rows import finding_on, statement_of

from commonspace.consultations.choices import RoundKind
from commonspace.desk.services import decide, propose_duplicates
from commonspace.evidence.choices import ANALYSIS
from commonspace.evidence.models import CandidateStatement
from commonspace.evidence.services.analysing import run_analysis
from commonspace.intake.envelopes import FilePart
from commonspace.intake.services import withdraw
from commonspace.provenance.models import Outcome
from commonspace.provenance.services import open_run, store_bytes
from commonspace.reports import document as blocks
from commonspace.reports.composition.compose import compose
from commonspace.reports.composition.lines import unbroken
from commonspace.reports.rendering.html import render_html
from commonspace.reports.rendering.text import render_text
from commonspace.reports.services import introduce_question, report_of, write_report
from commonspace.synthesis.models import Example, Recommendation, Resource, Service
from commonspace.synthesis.services.writing import word_heading, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make.consultation(questions=2)


def section(document, anchor) -> blocks.Section | None:
    return next((one for one in document.sections if one.heading.anchor == anchor), None)


def words(call) -> str:
    return render_text(compose(call)[0])


def test_the_parts_come_in_the_order_readers_know(call):
    report = report_of(call)
    write_report(report=report, by=None, introduction="Welcome.", closing="Thank you.")
    finding_on(call, make.contribution(call))
    write(Recommendation, consultation=call, question=call.questions.first(), by=None, text="Act.")
    write(Resource, consultation=call, question=None, by=None, title="A guide")

    anchors = [one.heading.anchor for one in compose(call)[0].sections]

    assert anchors == [
        "introduction", "background", "questions", "results", "recommendations", "method", "ledger",
        "resources", "closing",
    ]  # fmt: skip


def test_one_question_bears_the_same_number_in_every_part(call):
    second = call.questions.get(number=2)
    finding_on(call, make.contribution(call, question=second), question=second)
    write(Recommendation, consultation=call, question=second, by=None, text="Act.")
    write(Resource, consultation=call, question=second, by=None, title="A guide")

    document = compose(call)[0]

    headings = [
        (block.number, block.text)
        for name in ("results", "recommendations", "resources")
        for block in section(document, name).blocks
        if isinstance(block, blocks.Heading) and block.number
    ]
    assert headings == [("2", "Heading 2")] * 3


def test_an_example_stands_under_the_finding_it_illustrates(call):
    first, second = make.contribution(call, "One."), make.contribution(call, "Two.")
    finding_on(call, first, text="About one.")
    two = finding_on(call, second, text="About two.")
    write(
        Example, consultation=call, question=call.questions.first(), by=None,
        statements=two.statements.all(), title="A desk", text="It works.",
    )  # fmt: skip
    finding_on(call, text="About three.")

    body = section(compose(call)[0], "results").blocks

    assert [type(block).__name__ for block in body] == [
        "Heading", "FindingBlock", "FindingBlock", "ExampleBox", "FindingBlock",
    ]  # fmt: skip


def test_the_introduction_of_a_question_opens_its_results(call):
    question = call.questions.get(number=1)
    finding_on(call, make.contribution(call))
    introduce_question(
        report=report_of(call), question=question, text="First part.\n\nSecond part."
    )

    body = section(compose(call)[0], "results").blocks

    assert [block.runs[0].text for block in body[1:3]] == ["First part.", "Second part."]


def test_a_reworded_heading_of_services_keeps_whom_they_are_for(call):
    question = call.questions.get(number=1)
    write(Service, consultation=call, question=question, by=None, text="Advice", audience="cities")
    write(Service, consultation=call, question=question, by=None, text="Meals", audience="direct")
    word_heading(question=question, audience="cities", text="What town halls can borrow")

    lists = [
        b
        for b in section(compose(call)[0], "recommendations").blocks
        if isinstance(b, blocks.ServiceList)
    ]

    assert [(one.heading, one.audience) for one in lists] == [
        ("What town halls can borrow", "Support to cities"),
        ("Direct services to people", ""),
    ]


def test_a_recommendation_is_listed_for_who_acts_and_for_who_is_to_be_won_over(call):
    question = call.questions.get(number=2)
    write(
        Recommendation, consultation=call, question=question, by=None,
        text="Press for it.", acting="cities", influenced="national",
    )  # fmt: skip
    write(Recommendation, consultation=call, question=question, by=None, text="Somebody should.")

    tables = [
        b
        for b in section(compose(call)[0], "recommendations").blocks
        if isinstance(b, blocks.Table)
    ]

    assert [one.rows for one in tables] == [(("Cities", "2.1"), ("National authorities", "2.1"))]


def test_the_figures_add_up(call):
    make.contribution(call, organisation="Harbour Parents", country="PH")
    make.contribution(call, organisation="Harbour Parents", country="PH", language="fr")
    make.contribution(
        call, kind="person", country="KE", received_at=call.closes_at + timedelta(days=1)
    )
    gone = make.contribution(call, kind="person")
    withdraw(contribution=gone)

    figures = compose(call)[1]

    assert figures.received == figures.on_time + figures.late + figures.withdrawn == 4
    assert (figures.on_time, figures.late, figures.withdrawn) == (2, 1, 1)
    assert figures.organisations == 1
    assert figures.persons == 1
    assert sum(figures.kinds.values()) == figures.contributors
    assert figures.languages == {"en": 2, "fr": 1}
    assert figures.countries == 2


def test_the_method_names_each_round_with_what_is_known_of_it(call):
    call.rounds.create(
        kind=RoundKind.MEETING, title={"en": "Round table"}, starts_on="2026-05-04", ends_on="2026-05-05",
        place="Mombasa", led_by="Harbour Secretariat", persons=22, organisations=11,
    )  # fmt: skip

    tables = [b for b in section(compose(call)[0], "method").blocks if isinstance(b, blocks.Table)]

    assert tables[0].rows == (
        ("Round table", "Mombasa", "May 4, 2026 – May 5, 2026", "Harbour Secretariat", "22", "11"),
    )


def test_it_says_who_was_not_heard_and_what_rests_on_one_voice(call):
    finding_on(call, make.contribution(call, kind="ngo"))
    finding_on(call, make.contribution(call, "A."), make.contribution(call, "B."))

    text = words(call)

    assert "trade union" in text.partition("No contribution came from")[2].splitlines()[0]
    assert "non-governmental" not in text.partition("No contribution came from")[2].splitlines()[0]
    assert "nobody wrote in them: French; Spanish; Arabic." in text
    assert "This finding rests on one contributor: 1.1." in text
    assert "This finding rests on words in one language only: 1.2." in text


def test_a_letter_from_many_senders_is_said_to_be_one(call):
    senders = [make.contribution(call, "The same letter.") for _ in range(3)]
    alone = make.contribution(call, "My own words.")
    run = open_run(kind=ANALYSIS, consultation=call.code, question=None)
    run.outcome = Outcome.DONE
    run.save(update_fields=["outcome"])
    for one in senders:
        text = one.texts.get()
        CandidateStatement.objects.create(
            run=run, text=text, start=0, end=3, quote=text.text[:3], kind="position", campaign="c-1"
        )
    finding_on(call, *senders, alone)

    text = words(call)

    assert "in nearly the same words: 3 of them." in text
    assert "4 of 4 contributors · 3 of them with the same letter" in text
    assert "by software" in text


PLEA = (
    "We ask the city to keep the evening classes open for everybody who has arrived this year, "
    "to lend us the rooms of the library after hours, and to pay the teachers for their time."
)


@pytest.mark.slow
def test_a_hundred_copies_with_small_changes_are_one_text_and_a_hundred_senders(call, settings):
    settings.COMMONSPACE_EMBEDDER = "none"
    dressings = ("{}", "Dear council,\n{}", "{} I am writer number {}.", "{}\nKind regards")
    for number in range(100):
        make.contribution(call, dressings[number % 4].format(PLEA, number))
    for number in range(6):
        make.contribution(call, f"Something of our own, and nothing like letter {number} at all.")
    run = open_run(kind=ANALYSIS, consultation=call.code, question=call.questions.get(number=1).pk)

    run_analysis(run)
    propose_duplicates(consultation=call, by=None)

    text = words(call)
    assert text.count("keep the evening classes open") == 1
    assert "(100 senders)" in text
    assert "I am writer number" not in text
    assert call.contributions.count() == 106
    assert [campaign.senders for campaign in call.campaigns.all()] == [100]


def test_without_an_analysis_nothing_is_said_of_software(call):
    make.contribution(call)

    assert "software" not in words(call)


@pytest.mark.parametrize(
    ("attribution", "is_named"), [("anonymous", False), ("kind", False), ("organisation", True)]
)
def test_a_document_is_named_only_where_its_sender_may_be(call, attribution, is_named):
    file = store_bytes(stream=io.BytesIO(b"bytes"), name="x.pdf", max_bytes=9)
    sender = make.contribution(
        call, "Words of ours.", organisation="Quiet House", attribution=attribution,
        files=(FilePart(file=file, title="Quiet House yearly report"),),
    )  # fmt: skip
    attachment = sender.attachments.get()
    sender.texts.update(attachment=attachment, pages=[[0, 99, 4]])
    finding_on(call, sender)

    text = words(call)

    assert ("Quiet House yearly report, p. 4" in text) is is_named
    assert ("document, p. 4" in text) is not is_named


def test_countries_of_those_who_must_not_be_recognised_are_counted_but_not_named(call):
    make.contribution(call, country="KE")
    make.contribution(call, country="IS", attribution="anonymous")
    decide(
        contribution=make.contribution(call, country="MT"),
        kind="protected",
        by=make.member(call),
        reason="At risk.",
    )

    text = words(call)

    assert "3, among them Kenya" in text
    assert "Iceland" not in text
    assert "Malta" not in text


def test_words_in_another_language_are_marked_and_their_language_named(call):
    finding_on(
        call, make.contribution(call, "Des cours du soir.", language="fr", organisation="Port")
    )
    write(
        Resource, consultation=call, question=None, by=None, title="Guía", kind="guide",
        language="es", description="Para empezar.", description_language="es",
    )  # fmt: skip

    document = compose(call)[0]

    finding = next(
        b for b in section(document, "results").blocks if isinstance(b, blocks.FindingBlock)
    )
    resource = next(
        b for b in section(document, "resources").blocks if isinstance(b, blocks.ResourceList)
    ).items[0]
    assert (finding.evidence[0].language, finding.evidence[0].source) == ("fr", "French")
    assert (resource.kind, resource.language, resource.description_language) == (
        "guide in Spanish",
        "es",
        "es",
    )


def test_it_says_how_many_quotations_are_not_printed(call):
    everybody = [make.contribution(call, f"Voice {n}.") for n in range(10)]
    finding_on(call, *everybody)

    assert "10 of 10 contributors · 2 more quotations not printed" in words(call)


def test_the_report_costs_the_same_queries_for_one_finding_and_for_three(
    call, django_assert_num_queries, django_assert_max_num_queries
):
    finding_on(call, make.contribution(call, organisation="A", name="Ada", attribution="named"))
    compose(call)
    with django_assert_max_num_queries(90) as one:
        compose(call)

    for name in "BC":
        finding_on(
            call, make.contribution(call, name, organisation=name, name=name, attribution="named")
        )

    with django_assert_num_queries(len(one)):
        text = words(call)
    assert "Ada, A" in text


def test_a_withdrawn_contribution_leaves_finding_and_count(call):
    stays, goes = make.contribution(call, "I stay."), make.contribution(call, "I go.")
    finding_on(call, stays, goes)
    withdraw(contribution=goes)

    text = words(call)

    assert "I go." not in text
    assert "1 of 1 contributor" in text


@pytest.mark.parametrize(
    ("last_day", "title", "points"),
    [
        (2, "Contributions by day of arrival", [2, 0, 1]),
        (75, "Contributions by week of arrival", [2, *[0] * 9, 1]),
    ],
)
def test_the_timeline_shows_the_days_on_which_nothing_came(call, last_day, title, points):
    start = make.MOMENT
    for moment in (start, start, start + timedelta(days=last_day)):
        make.contribution(call, received_at=moment)

    charts = [
        b.chart for b in section(compose(call)[0], "method").blocks if isinstance(b, blocks.Figure)
    ]

    timeline = next(chart for chart in charts if hasattr(chart, "points"))
    assert (timeline.title, [point.value for point in timeline.points]) == (title, points)


def test_the_words_under_a_recommendation_stand_before_its_sub_points(call):
    question = call.questions.get(number=1)
    statements = [statement_of(make.contribution(call, "Sit down together."), question)]
    parent = write(
        Recommendation,
        consultation=call,
        question=question,
        by=None,
        text="Meet:",
        statements=statements,
    )
    write(
        Recommendation,
        consultation=call,
        question=question,
        by=None,
        text="every month.",
        parent=parent,
    )

    text = words(call)

    assert text.index("Meet:") < text.index("Sit down together.") < text.index("every month.")


def test_footnotes_are_numbered_in_the_order_of_reading_and_keep_their_links(call):
    report = report_of(call)
    write_report(
        report=report, by=None, message="Begin early. [[The first note.]]",
        introduction="Rents doubled [[See https://example.org/rents.]] in a year.\n\n[[]] Unclosed [[ stays.",
        closing="More at https://example.org/more, soon.",
    )  # fmt: skip
    finding_on(call, make.contribution(call), text="{quantity} asked [[By letter.]] for it.")

    document = compose(call)[0]

    text = render_text(document)
    html = str(render_html(document))
    assert "1. The first note." in text
    assert "2. See https://example.org/rents." in text
    assert "3. By letter." in text
    assert "Unclosed [[ stays." in text
    assert "[[See" not in text
    assert '<a href="https://example.org/rents"' in html
    assert '<a href="https://example.org/more"' in html
    assert 'id="mark-2"' in html


def test_a_call_that_states_no_level_of_participation_can_still_be_reported(call):
    call.level = ""
    call.save()

    assert "Participation offered" not in words(call)


def test_words_printed_just_above_are_not_printed_whole_again(call):
    said = (
        "Cities should open the school rooms of the harbour quarter every evening, all year round."
    )
    question = call.questions.first()
    statement = statement_of(make.contribution(call, said), question)
    for text in (said, "Open the schools."):
        write(
            Recommendation,
            consultation=call,
            question=question,
            by=None,
            statements=[statement],
            text=text,
        )

    items = next(
        block for block in section(compose(call)[0], "recommendations").blocks
        if isinstance(block, blocks.RecommendationList)
    ).items  # fmt: skip

    assert [item.evidence[0].quote for item in items] == [
        "Cities should open the school rooms of the harbour quarter every evening, …",
        said,
    ]


def test_a_question_is_printed_with_its_call_for_examples(call):
    wording = call.questions.get(number=1).wording
    wording.asks_for_examples, wording.examples_prompt = True, {"en": "Tell us what you tried."}
    wording.save()

    questions = section(compose(call)[0], "questions")

    assert blocks.Paragraph(blocks.plain("Tell us what you tried.")) in questions.blocks


def test_a_word_cut_at_a_line_end_is_printed_whole_and_a_true_hyphen_stays():
    whole = "Consultation with all.\nThe consul-\ntation was multi-\nstakeholder. A multi-stakeholder table."

    assert unbroken("The consul-\ntation was multi-\nstakeholder.", whole) == (
        "The consultation was multi-stakeholder."
    )
    assert unbroken("A plain\nline", whole) == "A plain line"
