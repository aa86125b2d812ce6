"""Things of the report: order, nesting, evidence, and reading them in few queries."""

import pytest
from tests import make

from commonspace.evidence.choices import Kind
from commonspace.evidence.services.confirming import mark
from commonspace.evidence.services.translating import translate
from commonspace.intake.services import withdraw
from commonspace.provenance.anchors import Anchor
from commonspace.synthesis.board import board_of
from commonspace.synthesis.choices import Audience, LedgerState
from commonspace.synthesis.errors import NestingError
from commonspace.synthesis.ledger import ledger_of
from commonspace.synthesis.models import (
    Finding,
    Quote,
    Recommendation,
    Resource,
    Service,
)
from commonspace.synthesis.queries import things_by_question, things_of
from commonspace.synthesis.services.writing import (
    move,
    remove,
    rewrite,
    word_heading,
    write,
)
from commonspace.synthesis.words_match import stands_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make.consultation()


@pytest.fixture
def question(call):
    return call.questions.get(number=1)


def stated(call, question, words: str, organisation: str = "", country: str = ""):
    text = make.contribution(
        call, words, question=question, organisation=organisation, country=country
    ).texts.get()
    anchor = Anchor.over(text.text, 0, len(text.text))
    return mark(text=text, anchor=anchor, question=question, kind=Kind.POSITION, by=None)


def written(thing, call, question, **fields):
    return write(thing, consultation=call, question=question, by=None, **fields)


def test_things_of_counts_who_stands_behind_and_says_the_word(call, question):
    statements = [
        stated(call, question, f"Said by {n}.", f"Body {n}", ("PH", "KE")[n % 2]) for n in range(3)
    ]
    stated(call, question, "Silent on this.", "Other")
    written(Finding, call, question, text="Most contributors ask.", statements=statements)

    entry = board_of(call, question).findings[0]

    assert entry.counted == "3 of 4 contributors, 3 organisations, 2 countries"
    assert (entry.word, entry.remarks) == ("most", ())


def test_board_says_where_word_and_count_part_ways(call, question):
    statements = [stated(call, question, f"Said by {n}.", f"Body {n}") for n in range(5)]
    written(Finding, call, question, text="Most contributors ask.", statements=statements[:1])

    entry = board_of(call, question).findings[0]

    assert entry.remarks == ("The text says “Most”, the count says 1 of 5: “one”.",)


def test_withdrawn_words_leave_the_count_and_the_page(call, question):
    kept, gone = stated(call, question, "Kept.", "A"), stated(call, question, "Gone.", "B")
    written(Finding, call, question, text="F", statements=[kept, gone])

    withdraw(contribution=gone.contribution)
    entry = board_of(call, question).findings[0]

    assert [one.quote for one in entry.evidence] == ["Kept."]
    assert "1 of 1 contributor," in entry.counted
    assert "withdrawn" in entry.remarks[0]


def test_entry_without_source_says_so_until_somebody_notes_why(call, question):
    bare = written(Finding, call, question, text="Nobody said it.")
    before = things_of(call, question).without_source

    rewrite(bare, by=None, unsourced_reason="Agreed in the meeting.")

    assert [one.thing for one in before] == [bare]
    assert things_of(call, question).without_source == ()


def test_recommendations_nest_and_move_among_their_own(call, question):
    first, second = (
        written(Recommendation, call, question, text=text) for text in ("First", "Second")
    )
    inner = [
        written(Recommendation, call, question, text=text, parent=first) for text in ("a", "b")
    ]

    move(inner[1], up=True)
    move(second, up=True)
    move(second, up=True)

    found = things_of(call, question).recommendations
    assert [one.thing.text for one in found] == ["Second", "First"]
    assert [child.thing.text for child in found[1].children] == ["b", "a"]


def test_recommendation_never_lies_inside_itself(call, question):
    top = written(Recommendation, call, question, text="Top")
    inner = written(Recommendation, call, question, text="Inner", parent=top)

    with pytest.raises(NestingError):
        rewrite(top, by=None, parent=inner)


def test_sub_points_follow_their_recommendation_to_another_question(call, question):
    top = written(Recommendation, call, question, text="Top")
    inner = written(Recommendation, call, question, text="Inner", parent=top)
    other = call.questions.get(number=2)

    rewrite(top, by=None, question=other)

    inner.refresh_from_db()
    assert inner.question == other


def test_services_stand_under_the_heading_their_question_words(call, question):
    word_heading(
        question=question, audience=Audience.DIRECT, text="Direct services among the population"
    )
    written(Service, call, question, text="A night telephone", audience=Audience.DIRECT)

    (group,) = things_of(call, question).services

    assert group.heading == "Direct services among the population"


def test_services_of_nobody_leave_no_heading(call, question):
    word_heading(question=question, audience=Audience.CITIES, text="To support cities")

    assert things_of(call, question).services == ()


def test_lists_say_what_stands_there_twice(call, question):
    other = call.questions.get(number=2)
    written(Service, call, question, text="Data collection on migration;", audience=Audience.CITIES)
    written(Service, call, other, text="Data collection on migration.", audience=Audience.DIRECT)
    written(Resource, call, question, title="Site", links=["http://example.org/"])
    written(Resource, call, None, title="Same site", links=["https://www.example.org"])

    board = board_of(call, question)

    assert "Nearly the same stands under question 2" in board.services[0].entries[0].remarks[0]
    assert "The same address is given under general" in board.resources[0].remarks[0]


def test_general_resources_stand_with_no_question(call, question):
    written(Resource, call, None, title="For all")
    written(Resource, call, question, title="For one")

    assert [one.thing.title for one in things_of(call, None).resources] == ["For all"]


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("Nobody asked us", True),
        ("Nobody  asked\nus for papers.", True),
        ("Nobody […] for papers.", True),
        ("for papers […] Nobody", False),
        ("Nobody asked them", False),
        ("Personne", True),
        ("[…]", False),
    ],
)
def test_quote_stands_in_its_statement_word_for_word(call, question, quote, stands):
    statement = stated(call, question, "Nobody asked us for papers.")
    translate(statement=statement, language="fr", text="Personne ne demande de papiers.", by=None)

    assert stands_in(quote, [statement]) is stands


def test_board_says_where_a_quote_is_not_word_for_word(call, question):
    statement = stated(call, question, "Nobody asked us.")
    written(Quote, call, question, text="Nobody asked me.", statements=[statement])

    assert "word for word" in board_of(call, question).quotes[0].remarks[0]


def test_ledger_adds_up_and_follows_what_is_cited(call, question):
    cited = stated(call, question, "Cited.", "A")
    gone = stated(call, question, "Gone.", "B")
    make.contribution(call, "Unread.", organisation="C")
    finding = written(Finding, call, question, text="F", statements=[cited])
    withdraw(contribution=gone.contribution)

    before = ledger_of(call).counts
    remove(finding, by=None)
    after = ledger_of(call).counts

    assert sum(before.values()) == sum(after.values()) == 3
    assert (
        before[LedgerState.CITED],
        before[LedgerState.WITHDRAWN],
        before[LedgerState.UNREAD],
    ) == (1, 1, 1)
    assert (after[LedgerState.CITED], after[LedgerState.UNREAD]) == (0, 2)


def test_things_by_question_asks_as_often_for_six_as_for_one(
    call, question, django_assert_num_queries, django_assert_max_num_queries
):
    written(Finding, call, question, text="F", statements=[stated(call, question, "One.", "A")])
    with django_assert_max_num_queries(60) as one:
        things_by_question(call)

    for number in range(5):
        said = [stated(call, question, f"More {number}.", f"B{number}")]
        written(Finding, call, call.questions.get(number=2), text="G", statements=said)

    with django_assert_num_queries(len(one.captured_queries)):
        things_by_question(call)
