"""The same wish said in a session, in a mail, in a form and in public: four equal contributions."""

import ast
import re
import uuid
from itertools import permutations
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.channels.discussion.saying import said
from tests.channels.email.handing import handed_in
from tests.channels.email.letters import written

from commonspace.channels.discussion.models import Discussion
from commonspace.contributions.choices import Channel
from commonspace.contributions.models import Contribution
from commonspace.desk.queries import Filters, received, sums
from commonspace.engines.mail import reader
from commonspace.evidence.records import cuts_of, digest
from commonspace.meetings.services import make_template, plan_meeting, save_report, send_in
from commonspace.reports.composition.figures import figures_of
from commonspace.reports.composition.material import material_of
from commonspace.synthesis.ledger import ledger_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SOURCE = Path(__file__).parents[2] / "src" / "commonspace"
WORDS = "Buses should run at night, so that people who work late come home."
WAYS = {"web", "email", "meeting", "discussion"}


@pytest.fixture
def call(settings, monkeypatch):
    monkeypatch.setattr(reader, "_STARTING_S", 60)  # a busy machine is no matter of this story
    settings.COMMONSPACE_MAIL_ANSWERS = "answers@example.org"
    made = make.consultation("harbour")
    Discussion.objects.create(consultation=made, openness="writing")
    in_a_form(made)
    (mail,) = handed_in(written(f"Question 1: {WORDS}", to="answers+harbour@example.org"))
    assert mail.fate == "contribution"
    in_a_session(made)
    said(made, WORDS)
    return made


def in_a_form(call) -> None:
    question = call.questions.get(number=1)
    answer = Client().post(
        reverse("answer", args=[call.code]),
        {
            f"answer_{question.pk}": WORDS,
            "attribution": "anonymous",
            "may_publish": "yes",
            "language": "en",
            "key": str(uuid.uuid4()),
        },
    )
    assert answer.status_code == 200


def in_a_session(call) -> None:
    by = make.account()
    template = make_template(
        consultation=call, by=by, title="Notes",
        sections=[{"heading": "A", "questions": [{"text": "What helps?", "question": 1}]}],
    )  # fmt: skip
    meeting = plan_meeting(
        consultation=call, by=by, title="A day", place="Port", on=None, time_zone="UTC", slots=()
    )
    report = save_report(
        meeting=meeting, template=template, theme="Night", by=by, answers=[[[WORDS]]], quotes=()
    )
    send_in(report=report, by=by)


def test_each_way_leads_to_one_contribution_with_its_way_recorded(call):
    contributions = list(call.contributions.all())

    assert {one.channel for one in contributions} == WAYS
    assert len(contributions) == 4
    for one in contributions:
        (answer,) = one.answers.all()
        assert answer.question.number == 1
        assert WORDS in answer.text.text
        assert one.receipt.code_digest
        assert one.place.state == "new"


def test_the_desk_and_the_ledger_hold_them_alike(call):
    ledger = ledger_of(call)

    assert sums(call).total == len(ledger.lines) == 4
    assert len({line.state for line in ledger.lines}) == 1
    order = [one.channel for one in received(call, Filters(sort="oldest"))]
    assert order == [one.channel for one in call.contributions.order_by("received_at")]


def test_the_report_counts_ways_in_without_ranking_them(call):
    make.contribution(call, "One more by mail.", channel="email")

    figures = figures_of(material_of(call))

    assert figures.channels == {"web": 1, "email": 2, "meeting": 1, "discussion": 1}
    assert list(figures.channels) == [way for way in Channel.values if way in WAYS]


def test_nothing_the_analysis_reads_depends_on_the_way_in(call):
    several = list(Contribution.objects.all())
    before = [cut.record for cut in cuts_of(call)]
    read = digest(cuts_of(call))

    for ways in permutations(sorted(WAYS)):
        for one, way in zip(several, ways, strict=True):
            Contribution.objects.filter(pk=one.pk).update(channel=way)

        assert [cut.record for cut in cuts_of(call)] == before
        assert digest(cuts_of(call)) == read
    assert len(before) == 4


@pytest.mark.parametrize("room", ["analysis", "evidence", "synthesis"])
def test_no_code_that_weighs_words_knows_of_ways_in(room):
    named = set()
    for path in (SOURCE / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            words = getattr(node, "attr", None) or getattr(node, "id", None)
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words = node.value if re.fullmatch(r"\w+", node.value) else None
            if isinstance(words, str) and re.search(r"(?:^|__)channel(?:$|_)", words.lower()):
                named.add(f"{path.name}:{node.lineno}")

    assert named == set()
