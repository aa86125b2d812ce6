"""Statements suggested for a sentence of the report."""

import pytest
from django.urls import reverse
from tests import make
from tests.evidence import small

from commonspace.consultations.choices import Role
from commonspace.evidence.choices import Kind
from commonspace.evidence.services.confirming import mark
from commonspace.provenance.anchors import Anchor
from commonspace.synthesis.matched import can_be_matched, statements_that_match
from commonspace.synthesis.models import Finding, Quote
from commonspace.synthesis.services.writing import write

pytestmark = pytest.mark.django_db
SENTENCES = (
    "{quantity} contributors want free language classes in the evening.",
    "Flats come with a rent guarantee from the city.",
    "Stolen wages go unreported while the police ask for residence papers.",
)


@pytest.fixture
def call(settings):
    settings.COMMONSPACE_EMBEDDER = "none"
    made = small.consultation()
    for contribution in made.contributions.all():
        text = contribution.texts.get()
        mark(
            text=text, anchor=Anchor.over(text.text, 0, len(text.text)), by=None,
            question=made.questions.get(number=1), kind=Kind.POSITION,
        )  # fmt: skip
    return made


def findings(call):
    return [
        write(
            Finding, consultation=call, question=call.questions.get(number=1), text=text, by=None,
            unsourced_reason="Later.",
        )
        for text in SENTENCES
    ]  # fmt: skip


def test_each_sentence_gets_the_statements_that_fit_it_best(call):
    classes, flats, wages = findings(call)

    found = [
        {one.quote for one in statements_that_match(each, without=[])}
        for each in (classes, flats, wages)
    ]

    assert set(small.LANGUAGE) >= found[0] >= set(small.LANGUAGE[:3])
    assert len(found[1] & set(small.HOUSING)) >= 3
    assert len(found[2] & set(small.POLICE)) >= 3
    assert not found[0] & found[1]
    assert not found[1] & found[2]


def test_what_stands_under_it_already_is_left_out(call):
    classes, *_others = findings(call)
    (first, *rest) = statements_that_match(classes, without=[])

    again = statements_that_match(classes, without=[first.pk])

    assert first.pk not in [one.pk for one in again]
    assert {one.pk for one in rest} <= {one.pk for one in again} | {first.pk}


def test_only_sentences_are_matched(call):
    quote = Quote(consultation=call)

    assert not can_be_matched(quote)
    assert statements_that_match(quote, without=[]) == []


def test_without_statements_nothing_is_suggested():
    call = make.consultation()
    (one, *_others) = findings(call)

    assert statements_that_match(one, without=[]) == []


def test_the_page_of_a_finding_suggests_and_puts_nothing_under_it(client, call):
    classes, *_others = findings(call)
    client.force_login(make.member(call, Role.ANALYST))
    address = reverse("synthesis-thing", args=[call.code, "finding", classes.pk])

    plain, asked = client.get(address), client.get(address, {"match": ""})

    assert 'href="?match#find"' in plain.content.decode()
    assert plain.context["results"] is None
    assert {one.quote for one in asked.context["results"]} >= set(small.LANGUAGE[:3])
    assert not classes.statements.exists()
