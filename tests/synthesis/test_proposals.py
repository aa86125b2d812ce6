"""Proposals become things of the report by a person's decision, resting on their words."""

import pytest
from tests import make

from commonspace.consultations.choices import Role, Stage
from commonspace.provenance.models import Event
from commonspace.provenance.services import open_run
from commonspace.synthesis.choices import Addressee, ProposalKind, Strength
from commonspace.synthesis.errors import AlreadyDecidedError
from commonspace.synthesis.models import Example, Proposal, Recommendation, Resource, Service
from commonspace.synthesis.services.proposals import (
    accept_proposal,
    accept_proposals,
    refuse_proposal,
)

pytestmark = pytest.mark.django_db

WORDS = (
    "EXAMPLE OF A NIGHT SHUTTLE\nNurses ride home safely.\n"
    "Cities must advocate for national authorities to pay.\nThis involves a fund.\n"
    "We offer classes.\nSee www.example.org/paper (2015)."
)


class Found:
    """A document of a call and what was found in it."""

    def __init__(self) -> None:
        self.call = make.consultation()
        self.by = make.member(self.call, Role.ANALYST)
        self.text = make.contribution(self.call, WORDS).texts.get()
        self.run = open_run(kind="reading", consultation=self.call.code)

    def proposal(
        self,
        kind: str,
        words: str,
        position: int = 1,
        /,
        question: int | None = 1,
        **payload: object,
    ) -> Proposal:
        start = WORDS.index(words) if words else 0
        return Proposal.objects.create(
            consultation=self.call, run=self.run, kind=kind, text=self.text, position=position,
            question=self.call.questions.get(number=question) if question else None,
            spans=[[start, start + len(words)]] if words else [], payload=payload,
        )  # fmt: skip


@pytest.fixture
def found() -> Found:
    return Found()


def test_example_becomes_a_card_on_its_words(found):
    proposal = found.proposal(
        ProposalKind.EXAMPLE, "Nurses ride home safely.", title="A NIGHT SHUTTLE",
        text="Nurses ride home safely.", places=["Naga City"], countries=["PH"],
        organisations=["Shuttle Union"], urls=["http://example.org/ a", "javascript:alert(1)"],
    )  # fmt: skip

    made = accept_proposal(proposal=proposal, by=found.by)

    assert isinstance(made, Example)
    assert (made.title, made.countries, made.links) == (
        "A NIGHT SHUTTLE",
        ["PH"],
        ["http://example.org/a"],
    )
    assert [one.quote for one in made.statements.all()] == ["Nurses ride home safely."]
    assert made.statements.get().confirmed_by == found.by
    assert proposal.became == f"example:{made.pk}"


def test_recommendation_keeps_who_acts_whom_to_move_and_how_strongly(found):
    proposal = found.proposal(
        ProposalKind.RECOMMENDATION, "Cities must advocate", text="Cities must advocate for it.",
        addressee="cities", influenced="national authorities", strength="must", id="R1.1", parent=None,
    )  # fmt: skip

    made = accept_proposal(proposal=proposal, by=found.by)

    assert isinstance(made, Recommendation)
    assert (made.acting, made.influenced, made.strength) == (
        Addressee.CITIES, Addressee.NATIONAL, Strength.MUST,
    )  # fmt: skip


@pytest.mark.parametrize("first", ["parent", "child"])
def test_sub_points_find_their_recommendation_in_either_order(found, first):
    parent = found.proposal(
        ProposalKind.RECOMMENDATION, "Cities must", text="Cities must.", id="R1.1", parent=None
    )
    child = found.proposal(
        ProposalKind.RECOMMENDATION,
        "This involves",
        2,
        text="This involves a fund.",
        id="R1.1.1",
        parent="R1.1",
    )

    for proposal in (parent, child) if first == "parent" else (child, parent):
        accept_proposal(proposal=proposal, by=found.by)

    top = Recommendation.objects.get(text="Cities must.")
    assert [one.text for one in top.children.all()] == ["This involves a fund."]


def test_question_joins_the_call_unless_its_number_is_taken(found):
    taken = found.proposal(
        ProposalKind.QUESTION, "", question=1, number=1, text="What?", heading="First"
    )
    fresh = found.proposal(
        ProposalKind.QUESTION, "", question=None, number=3, text="How can towns help?", heading="Third",
        sub_questions=["And when?"], asks_for_examples=True,
    )  # fmt: skip

    assert accept_proposal(proposal=taken, by=found.by) == found.call.questions.get(number=1)
    made = accept_proposal(proposal=fresh, by=found.by)

    assert found.call.questions.count() == 3
    assert made.wording.heading == {"en": "Third"}


def test_others_find_a_question_accepted_before_them(found):
    question = found.proposal(ProposalKind.QUESTION, "", question=None, number=3, text="How?")
    service = found.proposal(
        ProposalKind.SERVICE,
        "We offer classes.",
        question=None,
        text="We offer classes.",
        audience="direct",
    )
    service.payload = {**service.payload, "question": 3}
    service.save()

    done = accept_proposals(proposals=[service, question], by=found.by)

    assert done == 2
    assert Service.objects.get().question.number == 3
    assert Event.objects.filter(verb="proposal.accepted-in-bulk").count() == 2


def test_resource_keeps_its_fields(found):
    proposal = found.proposal(
        ProposalKind.RESOURCE, "See www.example.org/paper (2015).", author="Institute", title="Paper",
        year=2015, urls=["www.example.org/paper"], description="Una guía", language="es", kind="report",
    )  # fmt: skip

    made = accept_proposal(proposal=proposal, by=found.by)

    assert isinstance(made, Resource)
    assert (made.year, made.links, made.description_language) == (
        2015,
        ["https://www.example.org/paper"],
        "es",
    )


def test_answer_of_a_session_report_becomes_a_statement(found):
    proposal = found.proposal(
        ProposalKind.ANSWER, "Nurses ride home safely.", text="Nurses ride home safely."
    )

    made = accept_proposal(proposal=proposal, by=found.by)

    assert made == found.call.statements.get()


def test_programme_item_is_noted_and_makes_nothing(found):
    proposal = found.proposal(ProposalKind.PROGRAMME_ITEM, "", time="09:00", title="Welcome")

    assert accept_proposal(proposal=proposal, by=found.by) is None
    assert (proposal.accepted, proposal.became) == (True, "")


def test_proposal_is_decided_once(found):
    proposal = found.proposal(ProposalKind.SERVICE, "We offer classes.", text="We offer classes.")
    refuse_proposal(proposal=proposal, by=found.by)

    with pytest.raises(AlreadyDecidedError):
        accept_proposal(proposal=proposal, by=found.by)

    assert Service.objects.count() == 0
    assert found.call.statements.count() == 0


def test_service_brings_the_heading_it_stood_under(found):
    for words, heading in [
        ("We offer classes.", "Direct services among neighbours"),
        ("Nurses ride", "Other words"),
    ]:
        accept_proposal(
            proposal=found.proposal(
                ProposalKind.SERVICE, words, text=words, audience="direct", heading=heading
            ),
            by=found.by,
        )

    heading = found.call.questions.get(number=1).audience_headings.get()
    assert (heading.audience, heading.text) == ("direct", "Direct services among neighbours")


def asked(found: Found, text: str, *, heading: str = "") -> Proposal:
    return found.proposal(
        ProposalKind.QUESTION, "", question=None, number=3, text=text, heading=heading,
        sub_questions=["How can towns help?"],
    )  # fmt: skip


@pytest.fixture
def draft(found) -> Found:
    found.call.stage = Stage.DRAFT
    found.call.save()
    return found


def test_a_question_printed_twice_in_other_words_keeps_both_wordings(draft):
    texts = [
        ("Many lack shelter. How can towns help?", ""),
        ("Many lack a shelter. How can towns help?", "Shelter"),
    ]
    for proposal in [asked(draft, text, heading=heading) for text, heading in texts]:
        accept_proposal(proposal=proposal, by=draft.by)

    wordings = draft.call.questions.get(number=3).versions.order_by("number")
    assert [(one.lead_in, one.heading) for one in wordings] == [
        ({"en": "Many lack shelter."}, {"en": "Shelter"}),
        ({"en": "Many lack a shelter."}, {"en": "Shelter"}),
    ]


def test_a_question_keeps_what_leads_to_it_and_what_it_asks_for_apart(draft):
    proposal = asked(
        draft, "Many lack shelter. How can towns help? Please tell us examples.", heading="Shelter"
    )
    proposal.payload["asks_for_examples"] = True

    wording = accept_proposal(proposal=proposal, by=draft.by).wording

    assert (wording.lead_in, wording.sub_questions, wording.examples_prompt) == (
        {"en": "Many lack shelter."}, {"en": "How can towns help?"}, {"en": "Please tell us examples."},
    )  # fmt: skip


def test_a_question_written_by_the_secretariat_is_not_reworded_by_a_document(draft):
    before = draft.call.questions.get(number=1).wording
    proposal = draft.proposal(ProposalKind.QUESTION, "", number=1, text="Why?", heading="Another")

    accept_proposal(proposal=proposal, by=draft.by)

    assert draft.call.questions.get(number=1).wording == before


@pytest.mark.parametrize("kind", [ProposalKind.FOOTNOTE, ProposalKind.DOUBT])
def test_notes_and_doubts_add_nothing_to_the_list_of_resources(found, kind):
    accept_proposal(
        proposal=found.proposal(kind, "We offer classes.", text="We offer classes."), by=found.by
    )

    assert Resource.objects.count() == 0
