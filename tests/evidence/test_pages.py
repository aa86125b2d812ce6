"""The analyst's pages through the client: from an analysis to themes, decisions, marked words."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make
from tests.evidence import small

from commonspace.consultations.choices import Role
from commonspace.evidence.choices import Kind
from commonspace.evidence.models import CandidateStatement, CandidateTheme, Statement
from commonspace.evidence.services.confirming import mark
from commonspace.evidence.services.themes import make_theme
from commonspace.provenance.anchors import Anchor
from commonspace.provenance.models import Outcome, Run
from commonspace.provenance.services import open_run, running

pytestmark = pytest.mark.django_db
PAYLOAD = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def url(name: str, call, *arguments: object) -> str:
    return reverse(name, args=[call.code, *arguments])


@pytest.fixture
def call():
    return make.consultation()


@pytest.fixture
def analyst(client, call):
    account = make.member(call, Role.ANALYST)
    client.force_login(account)
    return account


def suggested(call, text, label="Buses"):
    """Return a finished analysis that proposes one theme with one statement."""
    run = open_run(kind="analysis", consultation=call.code, question=None)
    with running(run):
        question = call.questions.get(number=1)
        theme = CandidateTheme.objects.create(
            run=run, question=question, key=label, label=label, stability=0.8
        )
        candidate = CandidateStatement.objects.create(
            run=run, text=text, start=0, end=len(text.text), quote=text.text, question=question,
            kind=Kind.POSITION, kind_reason="has a reason", theme=theme, telling_rank=1,
        )  # fmt: skip
    return theme, candidate


def test_from_answers_to_a_theme_with_the_real_pipeline(
    client, settings, django_capture_on_commit_callbacks
):
    settings.COMMONSPACE_EMBEDDER = "none"
    call = small.consultation()
    client.force_login(make.member(call, Role.ANALYST))

    with django_capture_on_commit_callbacks(execute=True):
        started = client.post(url("analysis-start", call), {"question": "1"})
    ready = client.get(started["Location"])
    board = client.get(ready["Location"]).content.decode()
    run = Run.objects.get(kind="analysis")
    proposed = CandidateTheme.objects.filter(run=run).first()
    adopted = client.post(
        url("analysis-adopt", call, proposed.pk), {"label": "What helps", "then": "open"}
    )
    theme = call.themes.get()

    assert (run.outcome, run.counts_in) == (Outcome.DONE, 12)
    assert "read them all" in board
    assert f"proposed-{proposed.pk}" in board
    assert adopted["Location"] == url("analysis-theme", call, theme.pk)
    assert theme.label == "What helps"
    assert {one.quote for one in call.statements.all()} == {
        one.quote for one in proposed.statements.all()
    }


def test_overview_without_answers_says_so(client, call, analyst):
    page = client.get(url("staff-analysis", call)).content.decode()

    assert "Nothing to analyse yet" in page
    assert "Analyse all questions" not in page


def test_start_without_texts_is_a_kind_refusal(client, call, analyst):
    answer = client.post(url("analysis-start", call))

    assert answer.status_code == 422
    assert "nothing to analyse here yet" in answer.content.decode()


def test_run_under_way_shows_its_stage_without_scripts(client, call, analyst):
    run = open_run(kind="analysis", consultation=call.code, question=None)
    Run.objects.filter(pk=run.pk).update(
        outcome=Outcome.RUNNING, stage="vectors", done=128, total=400
    )

    page = client.get(url("analysis-run", call, run.pk)).content.decode()
    part = client.get(
        url("analysis-run", call, run.pk), headers={"hx-request": "true"}
    ).content.decode()

    assert 'value="128" max="400"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "<html" not in part


def test_run_that_stopped_says_what_was_kept(client, call, analyst):
    run = open_run(kind="analysis", consultation=call.code, question=None)
    Run.objects.filter(pk=run.pk).update(outcome=Outcome.FAILED, message=PAYLOAD)

    page = client.get(url("analysis-run", call, run.pk)).content.decode()

    assert "Nothing you had confirmed was changed" in page
    assert PAYLOAD not in page


def test_asking_twice_gives_the_analysis_under_way(client, call, analyst):
    make.contribution(call)

    first = client.post(url("analysis-start", call))
    second = client.post(url("analysis-start", call))

    assert first["Location"] == second["Location"]


def test_decide_confirms_one_and_goes_back_where_it_was(client, call, analyst):
    _theme, candidate = suggested(call, make.contribution(call).texts.get())
    back = url("analysis-board", call, 1)

    answer = client.post(
        url("analysis-decide", call), {"do": "confirm", "chosen": f"c-{candidate.pk}", "back": back}
    )

    statement = call.statements.get()
    assert answer["Location"] == back
    assert (statement.confirmed_by, statement.confirmed_in_bulk) == (analyst, False)


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_decide_never_leads_off_the_site(client, call, analyst, back):
    _theme, candidate = suggested(call, make.contribution(call).texts.get())

    answer = client.post(
        url("analysis-decide", call), {"do": "refuse", "chosen": f"c-{candidate.pk}", "back": back}
    )

    assert answer["Location"] == url("staff-analysis", call)


@pytest.mark.parametrize("chosen", ["", "c-x", "s-1", "c-99999999999999999999999", "x"])
def test_decide_about_nothing_says_what_to_do(client, call, analyst, chosen):
    answer = client.post(url("analysis-decide", call), {"do": "confirm", "chosen": chosen})

    assert answer.status_code == 422
    assert "Tick at least one statement" in answer.content.decode()


def test_decide_touches_nothing_of_another_call(client, call, analyst):
    other = make.consultation()
    _theme, candidate = suggested(other, make.contribution(other).texts.get())

    client.post(url("analysis-decide", call), {"do": "confirm", "chosen": f"c-{candidate.pk}"})

    assert Statement.objects.count() == 0


def test_theme_of_another_call_is_not_there(client, call, analyst):
    other = make.consultation()
    theme = make_theme(consultation=other, question=None, label="Theirs", by=None)

    assert client.get(url("analysis-theme", call, theme.pk)).status_code == 404
    assert (
        client.post(
            url("analysis-theme-change", call, theme.pk), {"do": "rename", "label": "x"}
        ).status_code
        == 404
    )


def test_theme_renames_merges_moves_and_splits(client, call, analyst):
    question = call.questions.get(number=1)
    one, two = (
        make_theme(consultation=call, question=question, label=label, by=analyst)
        for label in ("One", "Two")
    )
    text = make.contribution(call).texts.get()
    anchor = Anchor.over(text.text, 0, len(text.text))
    statement = mark(text=text, anchor=anchor, question=question, kind=Kind.POSITION, by=analyst)
    statement.codings.create(theme=one, by=analyst)
    change = url("analysis-theme-change", call, one.pk)

    client.post(change, {"do": "rename", "label": "First", "description": "All of it"})
    client.post(change, {"do": "move", "theme": two.pk})
    client.post(change, {"do": "split", "label": "Third", "chosen": f"s-{statement.pk}"})
    merged = client.post(change, {"do": "merge", "theme": two.pk})

    one.refresh_from_db()
    assert (one.label, one.description, one.merged_into) == ("First", "All of it", two)
    assert merged["Location"] == url("analysis-theme", call, two.pk)
    assert [coding.theme.label for coding in statement.codings.all()] == ["Third"]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"do": "rename", "label": " "}, "Name of the theme"),
        ({"do": "merge"}, "Choose the theme into which this one goes"),
        ({"do": "split", "label": "x"}, "Tick the statements that go"),
    ],
)
def test_theme_says_what_is_missing(client, call, analyst, sent, says):
    theme = make_theme(consultation=call, question=None, label="One", by=analyst)

    answer = client.post(url("analysis-theme-change", call, theme.pk), sent)

    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_read_marks_chosen_sentences_without_scripts(client, call, analyst):
    contribution = make.contribution(call, "Buses stop at nine. We run a night shuttle for nurses.")
    page = client.get(url("analysis-read", call, contribution.reference)).content.decode()
    units = re.findall(r'name="units" value="([^"]+)"', page)

    answer = client.post(
        url("analysis-mark", call, contribution.reference), {"units": units, "kind": Kind.SERVICE}
    )

    made = list(call.statements.order_by("start"))
    assert [one.quote for one in made] == [
        "Buses stop at nine.",
        "We run a night shuttle for nurses.",
    ]
    assert {one.question for one in made} == {call.questions.get(number=1)}
    assert answer["Location"].startswith(url("analysis-read", call, contribution.reference))


def test_read_marks_selected_words(client, call, analyst):
    contribution = make.contribution(call, "A 🚌 at night helps.")
    text = contribution.texts.get()

    client.post(
        url("analysis-mark", call, contribution.reference),
        {"text": text.pk, "start": 2, "end": 12, "quote": "🚌 at night", "kind": Kind.POSITION},
    )

    assert call.statements.get().quote == "🚌 at night"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"kind": "position"}, "Choose a sentence first"),
        ({"kind": "nonsense", "units": "x"}, "Kind"),
        ({"kind": "position", "start": 0, "end": 3, "quote": "elsewhere"}, "not where they were"),
        ({"kind": "position", "start": 900, "end": 950}, "no words"),
    ],
)
def test_read_says_what_to_do_and_marks_nothing(client, call, analyst, sent, says):
    contribution = make.contribution(call)
    if "end" in sent:
        sent = {**sent, "text": str(contribution.texts.get().pk)}

    answer = client.post(url("analysis-mark", call, contribution.reference), sent)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert call.statements.count() == 0


def test_read_never_marks_in_a_text_of_somebody_else(client, call, analyst):
    other = make.consultation()
    text = make.contribution(other).texts.get()
    contribution = make.contribution(call)

    answer = client.post(
        url("analysis-mark", call, contribution.reference),
        {"units": f"{text.pk}:0:5", "kind": "position"},
    )

    assert answer.status_code == 422
    assert Statement.objects.count() == 0


def test_statement_is_translated_beside_its_words(client, call, analyst):
    text = make.contribution(call, "Las clases ayudan.", language="es").texts.get()
    anchor = Anchor.over(text.text, 0, len(text.text))
    made = mark(text=text, anchor=anchor, question=None, kind=Kind.POSITION, by=analyst)
    address = url("analysis-statement", call, made.pk)

    wrong = client.post(address, {"language": "xx", "text": "?"})
    client.post(address, {"language": "en", "text": "Classes help."})
    page = client.get(url("analysis-read", call, made.contribution.reference)).content.decode()
    client.post(address, {"language": "en", "text": " "})

    assert wrong.status_code == 422
    assert "Classes help." in page
    assert "Las clases ayudan." in page
    assert made.translations.count() == 0


def test_hostile_words_stay_words_everywhere(client, call, analyst):
    contribution = make.contribution(call, f"{PAYLOAD} helps us.", organisation=PAYLOAD)
    text = contribution.texts.get()
    theme, candidate = suggested(call, text, label=PAYLOAD)
    ours = make_theme(
        consultation=call, question=call.questions.get(number=1), label=PAYLOAD, by=analyst
    )
    addresses = [
        url("analysis-board", call, 1), url("analysis-theme", call, ours.pk),
        url("analysis-proposed", call, theme.pk), url("analysis-tray", call, 1, "all"),
        url("analysis-read", call, contribution.reference), url("staff-analysis", call),
    ]  # fmt: skip

    pages = [client.get(address).content.decode() for address in addresses]

    assert [PAYLOAD in page or "<img src=x" in page for page in pages] == [False] * len(pages)
    assert "&lt;script&gt;" in pages[0]
    assert candidate.quote.startswith("<script>")


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ANALYST, Role.RAPPORTEUR, None])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("staff-analysis", ()), ("analysis-board", (1,)), ("analysis-board", (0,)),
        ("analysis-tray", (1, "unsorted")), ("analysis-read", (1,)),
    ],
)  # fmt: skip
def test_analysis_pages_open_for_analysts_and_the_secretariat(client, call, role, name, arguments):
    make.contribution(call)
    client.force_login(make.member(call, role) if role else make.account())

    answer = client.get(url(name, call, *arguments))

    assert answer.status_code == (200 if role in {Role.SECRETARIAT, Role.ANALYST} else 404)


def test_strangers_are_asked_to_sign_in(client, call):
    answer = client.get(url("staff-analysis", call))

    assert answer.status_code == 302
    assert "/sign-in/" in answer["Location"]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("staff-analysis", ()), ("analysis-board", (1,)), ("analysis-tray", (1, "all"))],
)
def test_pages_ask_the_database_as_often_for_three_as_for_one(
    client, call, analyst, name, arguments, django_assert_num_queries, django_assert_max_num_queries
):
    question = call.questions.get(number=1)
    text = make.contribution(
        call, "First here.", attribution="named", name="Ada", question=question
    ).texts.get()
    _theme, candidate = suggested(call, text)
    client.get(url(name, call, *arguments))
    with django_assert_max_num_queries(40) as one:
        client.get(url(name, call, *arguments))

    for number in range(3):
        more = make.contribution(
            call, f"Said number {number}.", attribution="named", name="Bea", question=question
        ).texts.get()
        CandidateStatement.objects.create(
            run=candidate.run, text=more, start=0, end=len(more.text), quote=more.text,
            question=question, kind=Kind.POSITION, theme=candidate.theme, telling_rank=number + 2,
        )  # fmt: skip

    with django_assert_num_queries(len(one.captured_queries)):
        client.get(url(name, call, *arguments))


def test_a_small_question_is_read_text_by_text_and_groups_are_folded_away(client, call, analyst):
    question = call.questions.get(number=1)
    texts = [
        make.contribution(call, words, question=question).texts.get()
        for words in ("Cities should open shelters.", "The bus is late.")
    ]
    theme, _candidate = suggested(call, texts[0], label="Shelters & beds")
    mark(
        text=texts[1], anchor=Anchor.over(texts[1].text, 0, 16), question=question,
        kind=Kind.CHALLENGE, by=analyst,
    )  # fmt: skip

    shown = client.get(url("analysis-board", call, 1)).content.decode()

    assert "Read them: here they are, in this order" in shown
    assert shown.index(texts[0].text) < shown.index(texts[1].text)
    assert "Suggested themes" not in shown
    listed, near = shown.split("Statements near each other")
    assert "Shelters &amp; beds" not in listed
    assert "Shelters &amp; beds" in near
    assert f"proposed-{theme.pk}" in near
    assert "contributors" not in near.split("</details>")[0]


def test_a_question_of_thirty_answers_by_ten_people_is_grouped(client, call, analyst):
    question = call.questions.get(number=1)
    made = [make.contribution(call, f"Answer number {n}.", question=question) for n in range(30)]
    suggested(call, made[0].texts.get())

    shown = client.get(url("analysis-board", call, 1)).content.decode()

    assert "Suggested themes" in shown
    assert "Read them: here they are" not in shown


def test_the_reading_list_asks_as_often_for_three_texts_as_for_one(client, call, analyst):
    question = call.questions.get(number=1)
    client.get(url("analysis-board", call, 1))
    counts = []
    for _round in (1, 2):
        for number in range(1 + len(counts)):
            text = make.contribution(call, f"Words {number}.", question=question).texts.get()
            mark(
                text=text, anchor=Anchor.over(text.text, 0, 5), question=question,
                kind=Kind.POSITION, by=analyst,
            )  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            client.get(url("analysis-board", call, 1))
        counts.append(len(captured))

    assert counts[0] == counts[1]
