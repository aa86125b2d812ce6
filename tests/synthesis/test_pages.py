"""Writing the report's contents through the client: from a statement to a finding and its lists."""

import io
import re

import pytest
from django.urls import reverse
from tests import make

from commonspace.consultations.choices import Role
from commonspace.evidence.choices import Kind
from commonspace.evidence.models import CandidateStatement, Statement
from commonspace.evidence.services.confirming import mark
from commonspace.evidence.services.themes import make_theme
from commonspace.intake.envelopes import FilePart
from commonspace.provenance.anchors import Anchor
from commonspace.provenance.services import open_run, store_bytes
from commonspace.synthesis.choices import Addressee, ProposalKind, Strength
from commonspace.synthesis.models import (
    Example,
    Finding,
    Proposal,
    Recommendation,
    Resource,
    Service,
)
from commonspace.synthesis.services.writing import write

pytestmark = pytest.mark.django_db
PAYLOAD = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def url(name: str, call, *arguments: object) -> str:
    return reverse(name, args=[call.code, *arguments])


@pytest.fixture
def call():
    return make.consultation()


@pytest.fixture
def question(call):
    return call.questions.get(number=1)


@pytest.fixture
def analyst(client, call):
    account = make.member(call, Role.ANALYST)
    client.force_login(account)
    return account


def stated(call, words: str, by=None, organisation: str = "Body") -> Statement:
    text = make.contribution(call, words, organisation=organisation).texts.get()
    anchor = Anchor.over(text.text, 0, len(text.text))
    question = call.questions.get(number=1)
    return mark(text=text, anchor=anchor, question=question, kind=Kind.POSITION, by=by)


def suggested(call, words: str) -> CandidateStatement:
    text = make.contribution(call, words, organisation="Shelter Union", country="PH").texts.get()
    run = open_run(kind="analysis", consultation=call.code, question=None)
    return CandidateStatement.objects.create(
        run=run, text=text, start=0, end=len(text.text), quote=text.text,
        question=call.questions.get(number=1), kind=Kind.RECOMMENDATION, language="en",
    )  # fmt: skip


def test_from_a_theme_to_a_finding_that_warns_of_its_own_word(client, call, question, analyst):
    statements = [stated(call, f"Said by {n}.", organisation=f"Body {n}") for n in range(5)]
    theme = make_theme(consultation=call, question=question, label="Buses", by=analyst)
    for statement in statements[:2]:
        statement.codings.create(theme=theme, by=analyst)
    start = f"{url('synthesis-new', call, 'finding')}?theme={theme.pk}"

    page = client.get(start).content.decode()
    answer = client.post(
        url("synthesis-new", call, "finding"),
        {
            "text": "Most contributors ask for buses.", "theme": theme.pk, "question": question.pk,
            "from": [f"s-{one.pk}" for one in statements[:2]],
        },
        follow=True,
    )  # fmt: skip

    finding = Finding.objects.get()
    shown = answer.content.decode()
    assert "2 of 5 contributors, 2 organisations" in page
    assert set(finding.statements.all()) == set(statements[:2])
    assert (finding.theme, finding.made_by) == (theme, analyst)
    assert "The text says “Most”, the count says 2 of 5: “some”." in shown


def test_suggestion_becomes_a_recommendation_in_one_step(client, call, question, analyst):
    candidate = suggested(call, "Cities must advocate for national authorities to pay.")
    address = url("synthesis-new", call, "recommendation")

    page = client.get(f"{address}?from=c-{candidate.pk}")
    initial = page.context["form"].initial
    before = call.statements.count()
    client.post(
        address,
        {**{key: initial[key] for key in ("text", "acting", "influenced", "strength")},
         "question": question.pk, "from": f"c-{candidate.pk}"},
    )  # fmt: skip

    made = Recommendation.objects.get()
    assert before == 0
    assert (made.acting, made.influenced, made.strength) == (
        Addressee.CITIES, Addressee.NATIONAL, Strength.MUST,
    )  # fmt: skip
    assert [one.candidate for one in made.statements.all()] == [candidate]


def test_example_knows_places_countries_and_organisation(client, call, analyst):
    candidate = suggested(
        call, "In Nairobi we found flats for forty families, see www.example.org/flats."
    )

    initial = (
        client.get(f"{url('synthesis-new', call, 'example')}?from=c-{candidate.pk}")
        .context["form"]
        .initial
    )

    assert (initial["countries"], initial["organisations"]) == (["KE"], ["Shelter Union"])
    assert initial["places"] == ["Nairobi"]
    assert initial["links"] == ["www.example.org/flats"]


def test_example_names_nobody_who_did_not_allow_it(client, call, analyst):
    text = make.contribution(
        call, "We found flats.", organisation="Hidden", attribution="kind"
    ).texts.get()
    statement = mark(
        text=text, anchor=Anchor.over(text.text, 0, 5), question=None, kind=Kind.EXAMPLE, by=analyst
    )

    page = client.get(f"{url('synthesis-new', call, 'example')}?from=s-{statement.pk}")

    assert page.context["form"].initial["organisations"] == []
    assert "Hidden" not in page.content.decode()


def test_example_may_have_several_countries_or_none(client, call, analyst):
    fields = {"title": "Tool", "text": "A tool.", "links": "www.exam\u200bple.org"}

    client.post(url("synthesis-new", call, "example"), {**fields, "countries": "Kenya\nfr"})
    client.post(url("synthesis-new", call, "example"), {**fields, "countries": ""})

    assert [one.countries for one in Example.objects.order_by("made_at")] == [["KE", "FR"], []]
    assert Example.objects.first().links == ["https://www.example.org"]


@pytest.mark.parametrize(
    ("kind", "fields", "says"),
    [
        ("finding", {"text": " "}, "What contributors said"),
        (
            "example",
            {"title": "T", "text": "x", "countries": "Atlantis"},
            "We do not know a country called “Atlantis”",
        ),
        (
            "example",
            {"title": "T", "text": "x", "links": "javascript:alert(1)"},
            "no address we can link to",
        ),
        ("service", {"text": "x"}, "For whom"),
        ("resource", {}, "at least an author, a title or a link"),
        ("resource", {"title": "x", "year": "99999"}, "Year"),
    ],
)
def test_wrong_input_comes_back_with_what_to_mend(client, call, analyst, kind, fields, says):
    answer = client.post(url("synthesis-new", call, kind), fields)

    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_parent_under_another_question_is_refused_kindly(client, call, question, analyst):
    parent = write(
        Recommendation,
        consultation=call,
        question=call.questions.get(number=2),
        by=analyst,
        text="P",
    )

    answer = client.post(
        url("synthesis-new", call, "recommendation"),
        {
            "text": "C",
            "acting": "cities",
            "strength": "must",
            "question": question.pk,
            "parent": parent.pk,
        },
    )

    assert answer.status_code == 422
    assert "stands under another question" in answer.content.decode()


def test_thing_is_changed_sourced_unsourced_moved_and_taken_out(client, call, question, analyst):
    statement = stated(call, "A night telephone.")
    first, second = (
        write(
            Service, consultation=call, question=question, by=analyst, text=text, audience="direct"
        )
        for text in ("One", "Two")
    )
    page = url("synthesis-thing", call, "service", second.pk)

    client.post(page, {"text": "Changed", "audience": "direct", "question": question.pk})
    results = client.get(f"{page}?find=telephone").content.decode()
    client.post(
        url("synthesis-evidence", call, "service", second.pk), {"chosen": f"s-{statement.pk}"}
    )
    sourced = list(second.statements.all())
    client.post(
        url("synthesis-evidence", call, "service", second.pk),
        {"chosen": f"s-{statement.pk}", "do": "take"},
    )
    client.post(url("synthesis-order", call, "service", second.pk), {"do": "up"})
    confirmation = client.get(url("synthesis-take-out", call, "service", first.pk))
    client.post(url("synthesis-take-out", call, "service", first.pk))

    second.refresh_from_db()
    assert f"s-{statement.pk}" in results
    assert sourced == [statement]
    assert list(second.statements.all()) == []
    assert "Take this out of the report?" in confirmation.content.decode()
    assert [one.text for one in Service.objects.all()] == ["Changed"]
    assert Statement.objects.count() == 1


def test_heading_is_worded_for_one_question(client, call, question, analyst):
    write(Service, consultation=call, question=question, by=analyst, text="S", audience="cities")

    client.post(
        url("synthesis-heading", call, 1), {"audience": "cities", "text": "To support cities"}
    )

    assert (
        "<h3>To support cities</h3>" in client.get(url("synthesis-board", call, 1)).content.decode()
    )


@pytest.mark.parametrize("kind", ["finding", "service"])
def test_things_of_another_call_are_not_there(client, call, analyst, kind):
    other = make.consultation()
    model = {"finding": Finding, "service": Service}[kind]
    fields = {"audience": "direct"} if kind == "service" else {}
    theirs = write(model, consultation=other, question=None, by=None, text="Theirs", **fields)

    for name in ("synthesis-thing", "synthesis-take-out"):
        assert client.get(url(name, call, kind, theirs.pk)).status_code == 404
        assert client.post(url(name, call, kind, theirs.pk), {"text": "x"}).status_code == 404
    assert client.post(url("synthesis-order", call, kind, theirs.pk)).status_code == 404


def test_statements_of_another_call_cannot_be_used(client, call, analyst):
    theirs = stated(make.consultation(), "Theirs.")

    answer = client.post(
        url("synthesis-new", call, "finding"), {"text": "F", "from": f"s-{theirs.pk}"}
    )

    assert answer.status_code == 404
    assert Finding.objects.count() == 0


def test_ledger_shows_open_ones_first_and_filters(client, call, question, analyst):
    statement = stated(call, "Cited.")
    make.contribution(call, "Unread.")
    write(
        Finding, consultation=call, question=question, by=analyst, text="F", statements=[statement]
    )

    everything = client.get(url("staff-ledger", call))
    cited = client.get(f"{url('staff-ledger', call)}?state=cited")

    assert [str(line.contribution) for line, _badge, _who in everything.context["rows"]] == [
        "C-0002",
        "C-0001",
    ]
    assert [str(line.contribution) for line, _badge, _who in cited.context["rows"]] == ["C-0001"]
    assert "1 of 2 accounted for" in everything.content.decode()


def test_proposals_are_shown_with_their_words_and_decided_in_bulk(client, call, question, analyst):
    text = make.contribution(call, "Before. We offer classes. After.").texts.get()
    run = open_run(kind="reading", consultation=call.code)
    made = [
        Proposal.objects.create(
            consultation=call, run=run, kind=ProposalKind.SERVICE, question=question, text=text,
            spans=[span], payload={"text": words, "audience": "direct"}, position=place,
            doubts=[{"kind": "near-equal", "text": "twice"}],
        )
        for place, (words, span) in enumerate([("We offer classes.", [8, 25]), ("After.", [26, 32])])
    ]  # fmt: skip
    page = client.get(url("staff-proposals", call)).content.decode()
    decide = url("proposals-decide", call)

    nothing = client.post(decide, {"do": "accept", "kind": "service"}, follow=True)
    client.post(decide, {"do": "accept", "chosen": [str(made[0].pk), "x"], "kind": "service"})
    client.post(decide, {"do": "refuse", "chosen": str(made[1].pk), "kind": "service"})

    assert '<mark class="statement">We offer classes.</mark>' in page
    assert "nearly the same stands twice" in page
    assert "Tick the proposals first" in nothing.content.decode()
    assert [one.text for one in Service.objects.all()] == ["We offer classes."]
    assert [one.accepted for one in Proposal.objects.order_by("position")] == [True, False]


def test_all_proposals_of_one_kind_are_accepted_with_one_press(client, call, question, analyst):
    text = make.contribution(call, "We offer classes. We lend boats.").texts.get()
    run = open_run(kind="reading", consultation=call.code)
    for kind, words in [
        ("service", "We offer classes."),
        ("service", "We lend boats."),
        ("quote", "We lend"),
    ]:
        Proposal.objects.create(
            consultation=call, run=run, kind=kind, question=question, text=text,
            spans=[[0, 17]], payload={"text": words, "audience": "direct"},
        )  # fmt: skip

    page = client.get(f"{url('staff-proposals', call)}?kind=service").content.decode()
    client.post(url("proposals-decide", call), {"do": "accept-all", "kind": "service"})

    assert "Accept all 2 that wait here" in page
    assert Service.objects.count() == 2
    assert [one.kind for one in Proposal.objects.filter(accepted=None)] == ["quote"]
    assert 'href="?kind=service"' in client.get(url("staff-proposals", call)).content.decode()


def test_documents_here_are_read_for_proposals(
    client, call, analyst, django_capture_on_commit_callbacks
):
    words = (
        b"RECOMMENDATIONS\n\nQuestion 1\n\n"
        b"- Cities must open a desk at night;\n- National authorities should pay for it.\n"
    )
    with django_capture_on_commit_callbacks(execute=True):
        make.contribution(
            call,
            "",
            files=(
                FilePart(
                    file=store_bytes(stream=io.BytesIO(words), name="old.txt", max_bytes=10_000)
                ),
            ),
        )
    address = url("proposals-import", call)
    key = re.search(r'name="text" value="([^"]+)"', client.get(address).content.decode())[1]

    nothing = client.post(address, {"text": "x"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"text": key})

    assert nothing.status_code == 422
    assert [one.payload["text"] for one in call.proposals.all()] == [
        "Cities must open a desk at night;", "National authorities should pay for it.",
    ]  # fmt: skip


def test_hostile_words_stay_words_everywhere(client, call, question, analyst):
    statement = stated(call, f"{PAYLOAD} helps.", organisation=PAYLOAD)
    fields = {"consultation": call, "question": question, "by": analyst, "statements": [statement]}
    finding = write(Finding, text=PAYLOAD, unsourced_reason=PAYLOAD, **fields)
    write(Example, title=PAYLOAD, text=PAYLOAD, places=[PAYLOAD], organisations=[PAYLOAD], **fields)
    write(Recommendation, text=PAYLOAD, **fields)
    write(Resource, title=PAYLOAD, links=["javascript:alert(1)", "https://example.org"], **fields)
    addresses = [
        url("synthesis-board", call, 1), url("staff-synthesis", call), url("staff-ledger", call),
        url("synthesis-thing", call, "finding", finding.pk),
        f"{url('synthesis-new', call, 'example')}?from=s-{statement.pk}",
        url("synthesis-take-out", call, "finding", finding.pk),
    ]  # fmt: skip

    pages = [client.get(address).content.decode() for address in addresses]

    assert ["<img src=x" in page or PAYLOAD in page for page in pages] == [False] * len(pages)
    assert "&lt;script&gt;" in pages[0]
    assert re.findall(r'href="(javascript:[^"]*|https://example[^"]*)"', pages[0]) == [
        "https://example.org"
    ]


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ANALYST, Role.RAPPORTEUR, None])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("staff-synthesis", ()), ("synthesis-board", (1,)), ("synthesis-general", ()),
        ("synthesis-new", ("finding",)), ("staff-ledger", ()), ("staff-proposals", ()), ("proposals-import", ()),
    ],
)  # fmt: skip
def test_synthesis_pages_open_for_analysts_and_the_secretariat(client, call, role, name, arguments):
    client.force_login(make.member(call, role) if role else make.account())

    answer = client.get(url(name, call, *arguments))

    assert answer.status_code == (200 if role in {Role.SECRETARIAT, Role.ANALYST} else 404)


def test_ledger_asks_the_database_as_often_for_three_as_for_one(
    client, call, analyst, django_assert_num_queries, django_assert_max_num_queries
):
    make.contribution(call, "One.", attribution="named", name="Ada")
    client.get(url("staff-ledger", call))
    with django_assert_max_num_queries(30) as one:
        client.get(url("staff-ledger", call))
    for name in ("Bea", "Cy"):
        make.contribution(call, f"More by {name}.", attribution="named", name=name)

    with django_assert_num_queries(len(one.captured_queries)):
        client.get(url("staff-ledger", call))


def test_board_asks_the_database_as_often_for_four_as_for_one(
    client, call, question, analyst, django_assert_num_queries, django_assert_max_num_queries
):
    write(
        Finding,
        consultation=call,
        question=question,
        by=analyst,
        text="F",
        statements=[stated(call, "One.")],
    )
    client.get(url("synthesis-board", call, 1))
    with django_assert_max_num_queries(60) as one:
        client.get(url("synthesis-board", call, 1))

    for number in range(3):
        write(
            Finding, consultation=call, question=question, by=analyst, text="G",
            statements=[stated(call, f"More {number}.", organisation=f"B{number}")],
        )  # fmt: skip

    with django_assert_num_queries(len(one.captured_queries)):
        client.get(url("synthesis-board", call, 1))
