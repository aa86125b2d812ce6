"""Statements cut anew by a person: split, joined, undone, and remembered by the next analysis."""

import itertools

import pytest
from django.urls import reverse
from tests import make

from commonspace.analysis.recutting import cut_places
from commonspace.evidence.errors import RecutError, StatementInUseError
from commonspace.evidence.models import CandidateStatement, CandidateTheme, Recut, Statement
from commonspace.evidence.services.confirming import code, confirm, mark
from commonspace.evidence.services.recutting import join, reapply, split, take_back
from commonspace.evidence.services.themes import make_theme
from commonspace.evidence.services.translating import translate
from commonspace.provenance.anchors import Anchor
from commonspace.provenance.models import Event
from commonspace.provenance.services import open_run, running
from commonspace.synthesis.models import Finding
from commonspace.synthesis.services.writing import write

pytestmark = pytest.mark.django_db
WORDS = "🌊 The city should open shelters. 🌊 La piscina está cerrada los domingos. Thanks!"
AT = WORDS.index("🌊 La")


@pytest.fixture(autouse=True)
def without_a_model(settings):
    settings.COMMONSPACE_EMBEDDER = "none"


@pytest.fixture
def call():
    return make.consultation()


@pytest.fixture
def by(client, call):
    person = make.member(call, "analyst")
    client.force_login(person)
    return person


@pytest.fixture
def text(call):
    return make.contribution(call, WORDS, question=call.questions.get(number=1)).texts.get()


def candidate_in(call, text, start=0, end=None, run=None):
    end = len(text.text) if end is None else end
    if run is None:
        run = open_run(kind="analysis", consultation=call.code, question=None)
        with running(run):
            pass
    question = call.questions.get(number=1)
    theme, _new = CandidateTheme.objects.get_or_create(
        run=run, key="a", defaults={"question": question, "label": "A"}
    )
    return CandidateStatement.objects.create(
        run=run, text=text, start=start, end=end, quote=text.text[start:end], question=question,
        language="en", kind="position", theme=theme,
    )  # fmt: skip


def marked(call, text, by, start=0, end=None):
    anchor = Anchor.over(text.text, start, len(text.text) if end is None else end)
    question = call.questions.get(number=1)
    return mark(text=text, anchor=anchor, question=question, kind="position", by=by)


def waiting(text):
    rows = CandidateStatement.objects.filter(text=text, refused_at=None).order_by("run", "start")
    return [(one.quote, text.text[one.start : one.end]) for one in rows]


def test_offsets_of_the_parts_are_exact_and_kinds_are_judged_anew(call, text, by):
    split(one=candidate_in(call, text), at=AT, by=by)

    first, second = waiting(text)
    assert first == ("🌊 The city should open shelters.",) * 2
    assert second == ("🌊 La piscina está cerrada los domingos. Thanks!",) * 2
    parts = CandidateStatement.objects.filter(text=text, refused_at=None).order_by("start")
    assert next(one.kind for one in parts) == "recommendation"
    assert [one.language for one in parts] == ["en", "es"]


def test_undoing_brings_back_what_was_there(call, text, by):
    whole = candidate_in(call, text)

    recut = split(one=whole, at=AT, by=by)
    take_back(recut=recut, by=by)

    assert waiting(text) == [(WORDS, WORDS)]
    whole.refresh_from_db()
    assert (whole.replaced_by, whole.refused_by) == (None, None)
    verbs = Event.objects.filter(verb__contains="statement.").values_list("verb", flat=True)
    assert list(verbs) == ["statement.split", "statement.recut-taken-back"]


def test_joining_gives_one_span_and_splitting_it_there_gives_the_same_two(call, text, by):
    one = candidate_in(call, text, 0, AT - 1)
    other = candidate_in(call, text, AT, run=one.run)

    join(one=other, other=one, by=by)
    (joined,) = CandidateStatement.objects.filter(text=text, refused_at=None)
    assert (joined.start, joined.end, joined.quote) == (0, len(WORDS), WORDS)

    split(one=joined, at=AT, by=by)
    assert [quote for quote, _words in waiting(text)] == [WORDS[: AT - 1], WORDS[AT:]]


def test_a_confirmed_statement_comes_back_with_its_key_codings_and_translations(call, text, by):
    statement = marked(call, text, by)
    theme = make_theme(
        consultation=call, question=call.questions.get(number=1), label="Shelters", by=by
    )
    code(statement=statement, theme=theme, by=by)
    translate(statement=statement, language="fr", text="La ville", by=by)
    before = (statement.pk, statement.confirmed_at)

    recut = split(one=statement, at=AT, by=by)
    parts = list(call.statements.order_by("start"))
    assert [one.quote for one in parts] == [WORDS[: AT - 1], WORDS[AT:]]
    assert {one.confirmed_by for one in parts} == {by}
    take_back(recut=recut, by=by)

    back = call.statements.get()
    assert (back.pk, back.confirmed_at) == before
    assert [one.theme for one in back.codings.all()] == [theme]
    assert back.translations.get().text == "La ville"


def test_what_the_whole_was_coded_to_is_suggested_for_its_parts(client, call, text, by):
    statement = marked(call, text, by)
    theme = make_theme(
        consultation=call, question=call.questions.get(number=1), label="Shelters", by=by
    )
    code(statement=statement, theme=theme, by=by)
    split(one=statement, at=AT, by=by)

    page = client.get(reverse("analysis-read", args=[call.code, 1])).content.decode()

    assert page.count("the whole statement was in it") == 2


def test_joined_statements_keep_all_they_were_coded_to(call, text, by):
    question = call.questions.get(number=1)
    one, other = marked(call, text, by, 0, AT), marked(call, text, by, AT)
    for statement, label in ((one, "A"), (other, "B")):
        theme = make_theme(consultation=call, question=question, label=label, by=by)
        code(statement=statement, theme=theme, by=by)

    join(one=one, other=other, by=by)

    joined = call.statements.get()
    assert joined.quote == WORDS
    assert sorted(each.theme.label for each in joined.codings.all()) == ["A", "B"]


def test_a_part_without_words_and_a_part_decided_since_are_refused(call, text, by):
    whole = candidate_in(call, text)
    for at in (0, len(WORDS), -3):
        with pytest.raises(RecutError):
            split(one=whole, at=at, by=by)
    recut = split(one=whole, at=AT, by=by)
    confirm(candidate=CandidateStatement.objects.filter(made_by=recut).first(), by=by)

    with pytest.raises(RecutError):
        take_back(recut=recut, by=by)
    assert Recut.objects.get().taken_back_at is None


def test_what_the_report_rests_on_is_not_cut(call, text, by):
    statement = marked(call, text, by)
    write(
        Finding,
        consultation=call,
        question=statement.question,
        text="Shelters.",
        statements=[statement],
        by=by,
    )

    with pytest.raises(StatementInUseError):
        split(one=statement, at=AT, by=by)
    assert Statement.objects.get() == statement


def test_the_next_analysis_is_cut_in_the_same_way(call, text, by):
    split(one=candidate_in(call, text), at=AT, by=by)
    again = candidate_in(call, text)

    reapply(again.run, [text.pk])

    rows = CandidateStatement.objects.filter(run=again.run, refused_at=None).order_by("start")
    assert [one.quote for one in rows] == [WORDS[: AT - 1], WORDS[AT:]]


def test_split_join_and_undo_by_buttons_and_at_the_cursor(client, call, text, by):
    whole = candidate_in(call, text)
    page = reverse("analysis-read", args=[call.code, 1])
    address = reverse("analysis-cut", args=[call.code, 1])
    shown = client.get(page).content.decode()
    assert f'name="at" value="{AT}"' in shown
    assert 'data-key="d"' in shown

    client.post(address, {"chosen": f"c-{whole.pk}", "at": AT})
    first = CandidateStatement.objects.filter(text=text, refused_at=None).first()
    assert "Cut by hand" in client.get(page).content.decode()
    client.post(address, {"chosen": f"c-{first.pk}"})
    assert [quote for quote, _words in waiting(text)] == [WORDS]
    client.post(address, {"recut": Recut.objects.last().pk})
    assert len(waiting(text)) == 2
    client.post(address, {"text": text.pk, "at": WORDS.index("Thanks")})

    assert [quote for quote, _words in waiting(text)][-1] == "Thanks!"


def test_nothing_of_another_contribution_is_cut(client, call, text, by):
    other = make.contribution(call, "Another answer. It has two sentences.")
    whole = candidate_in(call, text)

    client.post(
        reverse("analysis-cut", args=[call.code, other.reference]),
        {"chosen": f"c-{whole.pk}", "at": AT},
    )

    assert not Recut.objects.exists()


@pytest.mark.parametrize(
    ("quote", "parts"),
    [
        ("One. Two!", ["One. ", "Two!"]),
        ("هذا جيد؟ نعم، شكرا", ["هذا جيد؟ ", "نعم، ", "شكرا"]),
        ("open pools now", ["open ", "pools ", "now"]),
        ("single", ["single"]),
        ("", [""]),
    ],
)
def test_places_to_cut_are_sentences_then_clauses_then_words(quote, parts):
    places = [0, *cut_places(quote), len(quote)]

    assert [quote[start:end] for start, end in itertools.pairwise(places)] == parts
