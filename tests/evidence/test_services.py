"""Confirming, refusing, marking; ordering themes; counts that stay honest."""

import pytest
from tests import make

from commonspace.evidence.board import waiting
from commonspace.evidence.choices import Kind
from commonspace.evidence.errors import StatementInUseError, ThemeLoopError
from commonspace.evidence.models import CandidateStatement, CandidateTheme, Coding, Statement
from commonspace.evidence.queries import (
    contributors_by_question,
    contributors_to,
    live_themes,
    support_of,
)
from commonspace.evidence.services.confirming import (
    adopt_theme,
    confirm,
    join_theme,
    mark,
    reconsider,
    refuse,
    unmark,
)
from commonspace.evidence.services.marking import mark_words
from commonspace.evidence.services.themes import (
    make_theme,
    merge_themes,
    move_theme,
    split_theme,
)
from commonspace.intake.services import withdraw
from commonspace.provenance.anchors import Anchor, BrokenAnchorError
from commonspace.provenance.models import Event
from commonspace.provenance.services import open_run
from commonspace.synthesis.models import Finding
from commonspace.synthesis.services.writing import write

pytestmark = pytest.mark.django_db


class Desk:
    """A call with contributions, an analysis run with candidates, and an analyst."""

    def __init__(self) -> None:
        self.call = make.consultation()
        self.question = self.call.questions.get(number=1)
        self.by = make.member(self.call, "analyst")
        self.run = open_run(kind="analysis", consultation=self.call.code, question=None)

    def text(self, words: str, organisation: str = ""):
        found = make.contribution(
            self.call, words, question=self.question, organisation=organisation
        )
        return found.texts.get()

    def statement(self, words: str, organisation: str = "") -> Statement:
        text = self.text(words, organisation)
        anchor = Anchor.over(text.text, 0, len(text.text))
        return mark(
            text=text, anchor=anchor, question=self.question, kind=Kind.POSITION, by=self.by
        )

    def theme(self, label: str, *statements: Statement):
        theme = make_theme(consultation=self.call, question=self.question, label=label, by=self.by)
        for statement in statements:
            Coding.objects.create(statement=statement, theme=theme, by=self.by)
        return theme

    def proposal(self, label: str, *texts, parent=None) -> CandidateTheme:
        theme = CandidateTheme.objects.create(
            run=self.run, question=self.question, key=label, label=label, parent=parent
        )
        for text in texts:
            self.candidate(text, theme)
        return theme

    def candidate(self, text, theme=None) -> CandidateStatement:
        return CandidateStatement.objects.create(
            run=self.run, text=text, start=0, end=len(text.text), quote=text.text,
            question=self.question, kind=Kind.POSITION, theme=theme,
        )  # fmt: skip


@pytest.fixture
def desk() -> Desk:
    return Desk()


def counts(desk: Desk) -> dict[str, tuple[int, int]]:
    return {
        theme.label: (theme.n_statements, theme.n_contributors) for theme in live_themes(desk.call)
    }


def test_merge_themes_counts_who_stood_in_both_once(desk):
    shared, other = desk.statement("Both say it.", "Union"), desk.statement("One says it.", "Choir")
    kept, gone = desk.theme("Kept", shared, other), desk.theme("Gone", shared)

    merge_themes(theme=gone, into=kept, by=desk.by)

    assert counts(desk) == {"Kept": (2, 2)}


def test_merge_themes_hands_on_what_was_inside_and_proposals(desk):
    kept, gone = desk.theme("Kept"), desk.theme("Gone")
    inside = desk.theme("Inside")
    move_theme(theme=inside, parent=gone, by=desk.by)
    proposal = desk.proposal("p")
    proposal.theme = gone
    proposal.save()

    merge_themes(theme=gone, into=kept, by=desk.by)

    inside.refresh_from_db()
    proposal.refresh_from_db()
    assert (inside.parent, proposal.theme) == (kept, kept)


def test_merge_themes_with_itself_is_refused(desk):
    theme = desk.theme("Alone")

    with pytest.raises(ThemeLoopError):
        merge_themes(theme=theme, into=theme, by=desk.by)


def test_move_theme_never_makes_a_loop(desk):
    top, middle, bottom = desk.theme("a"), desk.theme("b"), desk.theme("c")
    move_theme(theme=middle, parent=top, by=desk.by)
    move_theme(theme=bottom, parent=middle, by=desk.by)

    with pytest.raises(ThemeLoopError):
        move_theme(theme=top, parent=bottom, by=desk.by)

    top.refresh_from_db()
    assert top.parent is None


def test_split_theme_takes_the_chosen_only(desk):
    one, two = desk.statement("Stays here.", "A"), desk.statement("Goes there.", "B")
    theme = desk.theme("Old", one, two)

    new = split_theme(theme=theme, label="New", statements=[two], by=desk.by)

    assert [coding.statement for coding in theme.codings.all()] == [one]
    assert [coding.statement for coding in new.codings.all()] == [two]


def test_adopt_theme_twice_gives_one_theme_with_each_statement_once(desk):
    proposal = desk.proposal("Buses", desk.text("Buses at night."), desk.text("Late buses."))

    first = adopt_theme(candidate=proposal, by=desk.by, label="Night buses")
    again = adopt_theme(candidate=proposal, by=desk.by, label="Other name")

    assert first == again
    assert counts(desk) == {"Night buses": (2, 2)}
    assert desk.call.statements.filter(confirmed_in_bulk=True).count() == 2


def test_adopt_theme_brings_the_themes_below_it(desk):
    parent = desk.proposal("Transport")
    desk.proposal("Buses", desk.text("Buses at night."), parent=parent)

    adopt_theme(candidate=parent, by=desk.by)

    assert counts(desk) == {"Transport": (1, 1)}


def test_adopt_theme_leaves_out_refused_and_withdrawn(desk):
    kept, refused, gone = (
        desk.text(words) for words in ("Kept here.", "Refused here.", "Gone now.")
    )
    proposal = desk.proposal("Mixed", kept, refused, gone)
    refuse(candidate=proposal.statements.get(text=refused), by=desk.by)
    withdraw(contribution=gone.contribution)

    adopt_theme(candidate=proposal, by=desk.by)

    assert [one.quote for one in desk.call.statements.all()] == ["Kept here."]


def test_join_theme_adds_to_one_of_ours(desk):
    ours = desk.theme("Ours", desk.statement("Already ours."))
    proposal = desk.proposal("Theirs", desk.text("Comes along."))

    joined = join_theme(candidate=proposal, theme=ours, by=desk.by)

    assert joined == ours
    assert counts(desk) == {"Ours": (2, 2)}


def test_confirm_as_another_kind_keeps_what_the_person_said(desk):
    candidate = desk.candidate(desk.text("Cities should pay."))

    statement = confirm(candidate=candidate, by=desk.by, kind=Kind.RECOMMENDATION)

    assert statement.kind == Kind.RECOMMENDATION
    assert candidate.kind == Kind.POSITION


def test_confirm_same_span_of_another_run_is_the_same_statement(desk):
    text = desk.text("Said once.")
    earlier = desk.candidate(text)
    later = desk.candidate(text)

    assert confirm(candidate=earlier, by=desk.by) == confirm(candidate=later, by=desk.by)
    assert list(waiting(desk.run)) == []


def test_refuse_and_reconsider_are_logged_and_undo_each_other(desk):
    candidate = desk.candidate(desk.text("Perhaps."))

    refuse(candidate=candidate, by=desk.by)
    refused = list(waiting(desk.run))
    reconsider(candidate=candidate, by=desk.by)

    assert refused == []
    assert list(waiting(desk.run)) == [candidate]
    verbs = Event.objects.filter(subject=f"candidate:{candidate.pk}").values_list("verb", flat=True)
    assert list(verbs) == ["candidate.refused", "candidate.taken-up-again"]


def test_unmark_is_refused_while_a_finding_rests_on_it(desk):
    statement = desk.statement("Carries a finding.")
    write(
        Finding,
        consultation=desk.call,
        question=desk.question,
        by=desk.by,
        statements=[statement],
        text="F",
    )

    with pytest.raises(StatementInUseError):
        unmark(statement=statement, by=desk.by)

    assert Statement.objects.filter(pk=statement.pk).exists()


def test_unmark_lets_the_candidate_wait_again(desk):
    candidate = desk.candidate(desk.text("Taken back."))
    statement = confirm(candidate=candidate, by=desk.by)

    unmark(statement=statement, by=desk.by)

    assert list(waiting(desk.run)) == [candidate]


def test_withdrawn_contributors_vanish_from_counts(desk):
    stays, goes = desk.statement("Stays.", "A"), desk.statement("Goes.", "B")
    desk.theme("Theme", stays, goes)
    before = contributors_to(desk.call, desk.question)

    withdraw(contribution=goes.contribution)

    assert before == 2
    assert contributors_to(desk.call, desk.question) == 1
    assert counts(desk) == {"Theme": (1, 1)}
    assert contributors_by_question(desk.call) == {desk.question.pk: 1, None: 1}


def test_support_of_counts_who_speaks_twice_once(desk):
    text = desk.text("First. Second.", "Union")
    pair = [
        mark_words(text=text, start=start, end=end, question=None, kind=Kind.POSITION, by=desk.by)
        for start, end in ((0, 6), (7, 14))
    ]

    support = support_of(pair, of=4)

    assert (support.contributors, support.organisations, support.quantity) == (1, 1, "one")


def test_mark_words_counts_code_points_with_emoji_and_amharic(desk):
    text = desk.text("👩🏽‍🏫 ትምህርት helps 🚌 at night.")
    start = text.text.index("ትምህርት")
    end = start + len("ትምህርት helps 🚌")

    statement = mark_words(
        text=text,
        start=start,
        end=end,
        quote="ትምህርት helps 🚌",
        question=None,
        kind=Kind.POSITION,
        by=desk.by,
    )

    assert statement.quote == "ትምህርት helps 🚌"
    assert text.text[statement.start : statement.end] == statement.quote


def test_mark_words_refuses_other_words_than_the_person_saw(desk):
    text = desk.text("The bus stops at nine.")

    with pytest.raises(BrokenAnchorError):
        mark_words(
            text=text,
            start=0,
            end=7,
            quote="stops at",
            question=None,
            kind=Kind.POSITION,
            by=desk.by,
        )

    assert desk.call.statements.count() == 0
