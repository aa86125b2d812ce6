"""What is listed twice is found, shown side by side and decided once."""

import json

import pytest
from django.urls import reverse
from tests import make

from commonspace.consultations.choices import Role
from commonspace.evidence.services.confirming import mark
from commonspace.provenance.anchors import Anchor
from commonspace.synthesis.board import board_of
from commonspace.synthesis.doubles import doubles_of
from commonspace.synthesis.errors import NotOneKindError
from commonspace.synthesis.models import (
    Example,
    Finding,
    KeptApart,
    Recommendation,
    Resource,
    Service,
)
from commonspace.synthesis.services.doubles import keep_apart, make_one
from commonspace.synthesis.services.writing import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make.consultation(questions=6)


@pytest.fixture
def analyst(client, call):
    account = make.member(call, Role.ANALYST)
    client.force_login(account)
    return account


def put(call, thing, question=1, **fields):
    found = call.questions.filter(number=question).first() if question else None
    return write(thing, consultation=call, question=found, by=None, **fields)


def stated(call, words):
    text = make.contribution(call, words).texts.get()
    anchor = Anchor.over(text.text, 0, len(text.text))
    return mark(text=text, anchor=anchor, question=None, kind="position", by=None)


def golden(shared, name):
    return json.loads((shared / "golden" / f"{name}.json").read_text())


def test_of_all_that_the_report_of_2016_lists_the_one_service_and_the_one_address_are_found(
    call, shared
):
    printed = {}
    for one in golden(shared, "recommendations"):
        thing = put(call, Recommendation, one["question"], text=one["text"])
        printed[thing.pk] = one["id"]
    for one in golden(shared, "services"):
        thing = put(call, Service, one["question"], text=one["text"], audience=one["audience"])
        printed[thing.pk] = one["id"]
    for one in golden(shared, "resources"):
        asked = one["question"] if isinstance(one["question"], int) else None
        thing = put(call, Resource, asked, title=(one["title"] or "")[:500], links=one["urls"])
        printed[thing.pk] = one["id"]

    found = {(printed[one.one.pk], printed[one.other.pk]) for one in doubles_of(call)}

    assert found == {("SV1.c1", "SV1.d4"), ("A4.1", "A5.1")}


def test_another_order_of_words_and_a_word_in_front_do_not_hide_a_double(call):
    put(
        call, Finding, text="{quantity} ask for evening language classes for newcomers to find work"
    )
    put(call, Finding, 2, text="Newcomers ask for evening language classes to find work {quantity}")
    put(call, Example, title="Rent guarantee", text="The city of Port guarantees the rent.")
    put(call, Example, 2, title="Rent guarantee", text="City of Port guarantees the rent.")
    put(call, Example, 2, title="Cooking", text="A kitchen for everybody on Fridays.")

    assert sorted(one.kind for one in doubles_of(call)) == ["example", "finding"]


def test_who_keeps_two_apart_is_not_asked_again_until_they_want_to_be(client, call, analyst):
    one = put(call, Service, text="Data collection on migration;", audience="cities")
    other = put(call, Service, text="Data collection on migration", audience="direct")
    page, decide = (
        reverse("synthesis-doubles", args=[call.code]),
        reverse("synthesis-doubles-decide", args=[call.code]),
    )
    pair = {"kind": "service", "one": one.pk, "other": other.pk}

    before = client.get(page).content.decode()
    warned = board_of(call, one.question).services[0].entries[0].remarks
    client.post(decide, {**pair, "do": "apart"})
    after = client.get(page).content.decode()
    quiet = board_of(call, one.question).services[0].entries[0].remarks

    assert "They are different, keep both" in before
    assert any("Nearly the same" in remark for remark in warned)
    assert "1 pair kept apart" in after
    assert analyst.name in after
    assert not any("Nearly the same" in remark for remark in quiet)

    client.post(decide, {"pair": KeptApart.objects.get().pair, "do": "again"})

    assert [double.kept_apart for double in doubles_of(call)] == [None]


def test_two_become_one_with_the_statements_and_holdings_of_both(client, call, analyst):
    first, second = stated(call, "Said here."), stated(call, "Said there.")
    keep = put(
        call, Resource, title="A book", links=["http://book.example.org/"], statements=[first]
    )
    drop = put(
        call, Resource, 2, author="Cooks", title="The book", year=2016,
        links=["https://www.book.example.org/?utm_source=mail"], statements=[second],
    )  # fmt: skip

    answer = client.post(
        reverse("synthesis-doubles-decide", args=[call.code]),
        {"kind": "resource", "one": keep.pk, "other": drop.pk, "do": "first"},
    )
    left = call.resources.get()

    assert answer["Location"] == reverse("synthesis-doubles", args=[call.code])
    assert (left.pk, left.title, left.author, left.year) == (keep.pk, "A book", "Cooks", 2016)
    assert set(left.statements.all()) == {first, second}
    assert len(left.links) == 2


def test_sub_points_come_along_and_a_sub_point_can_be_the_one_that_stays(call):
    above = put(call, Recommendation, text="Lend rooms.")
    below = put(call, Recommendation, text="Lend rooms!", parent=above)
    third = put(call, Recommendation, text="Pay teachers.", parent=above)

    make_one(keep=below, drop=above, by=make.account())
    below.refresh_from_db()
    third.refresh_from_db()

    assert (below.parent, third.parent) == (None, below)


def test_things_of_two_kinds_never_become_one(call):
    one, other = put(call, Finding, text="A"), put(call, Service, text="A", audience="cities")

    with pytest.raises(NotOneKindError):
        make_one(keep=one, drop=other, by=make.account())

    assert Finding.objects.exists()
    assert Service.objects.exists()


@pytest.mark.parametrize(
    "sent", [{}, {"do": "first", "kind": "x"}, {"do": "first", "kind": "finding", "one": "x"}]
)
def test_nonsense_is_not_found(client, call, analyst, sent):
    answer = client.post(reverse("synthesis-doubles-decide", args=[call.code]), sent)

    assert answer.status_code == 404


def test_a_pair_kept_apart_twice_is_remembered_once(call):
    one, other = put(call, Finding, text="A"), put(call, Finding, text="A")
    by = make.account()

    keep_apart(one=one, other=other, by=by)
    keep_apart(one=other, other=one, by=by)

    assert KeptApart.objects.count() == 1
