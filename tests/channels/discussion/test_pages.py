import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import make
from tests.channels.discussion.saying import code_in, discussed, page, published, said, say

from commonspace.channels.discussion.models import Alert, Comment
from commonspace.channels.discussion.queries import pieces_of
from commonspace.contributions.models import Contribution
from commonspace.desk.services import decide as decide_at_desk
from commonspace.intake.envelopes import Consent
from commonspace.intake.services import receipt_code, revise, set_terms, withdraw
from commonspace.synthesis.ledger import ledger_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return discussed()


def holder(comment):
    client = Client()
    client.post("/en/receipt/", {"code": receipt_code(comment.contribution)})
    return client


@pytest.mark.parametrize(
    ("attribution", "shown", "unseen"),
    [
        ("named", "Amal Kassem, Night Cooks", ""),
        ("organisation", "Night Cooks", "Amal"),
        ("kind", "non-governmental organisation", "Night Cooks"),
        ("anonymous", "anonymous", "Night Cooks"),
    ],
)
def test_people_are_named_as_they_chose(call, attribution, shown, unseen):
    published(
        call, attribution=attribution, name="Amal Kassem", organisation="Night Cooks", kind="ngo"
    )

    text = page(call)

    assert f'<strong dir="auto">{shown}</strong>' in text
    assert not unseen or unseen not in text


@pytest.mark.parametrize(
    "away",
    ["waiting", "hidden", "not published", "protected", "taken off", "withdrawn", "emptied"],
)
def test_what_must_not_be_seen_is_not_seen(call, away):
    comment = published(call, "Kitchen under the bridge.")
    contribution = comment.contribution
    if away in {"waiting", "hidden"}:
        Comment.objects.update(state=away, rule="danger" if away == "hidden" else "")
    elif away == "not published":
        Contribution.objects.update(may_publish=False)
    elif away == "protected":
        decide_at_desk(contribution=contribution, kind="protected", by=None, reason="Danger.")
    elif away == "taken off":
        holder(comment).post(reverse("my-comment"), {"do": "take-off"})
    elif away == "withdrawn":
        withdraw(contribution=contribution)
    else:
        contribution.texts.update(text="")

    seen = [
        page(call),
        Client().get(reverse("discussion", args=["harbour"])).content.decode(),
        *(
            Client().get(reverse(name, args=["harbour", comment.number])).content.decode()
            for name in ("discussion-comment", "discussion-tell-us")
        ),
    ]

    assert not any("Kitchen" in text for text in seen)
    assert call.contributions.count() == len(ledger_of(call).lines) == 1


@pytest.mark.parametrize(
    ("away", "told"),
    [
        ("withdrawn", "Withdrawn by its author."),
        ("hidden", "This comment is not shown: danger for somebody."),
        ("taken off", "Taken off this page by its author."),
        ("waiting", "Its author has changed this comment"),
        ("protected", "This comment is not shown."),
    ],
)
def test_a_stub_stays_where_somebody_answered(call, away, told):
    top = published(call, "Kitchen under the bridge.", attribution="named", name="Amal Kassem")
    published(call, "We cook there too.", to=top.number)
    if away == "withdrawn":
        withdraw(contribution=top.contribution)
    elif away == "hidden":
        Comment.objects.filter(pk=top.pk).update(state="hidden", rule="danger")
    elif away == "taken off":
        holder(top).post(reverse("my-comment"), {"do": "take-off"})
    elif away == "waiting":
        Comment.objects.filter(pk=top.pk).update(state="waiting")
    else:
        decide_at_desk(contribution=top.contribution, kind="protected", by=None, reason="Danger.")

    for text in (
        page(call),
        Client().get(reverse("discussion-comment", args=["harbour", top.number])).content.decode(),
    ):
        assert told in text
        assert "We cook there too." in text
        assert "Kitchen" not in text
        assert "Amal" not in text


def test_hidden_comments_are_counted_by_rule_and_protected_ones_are_not_told(call):
    for number, rule in enumerate(["personal", "hatred", "personal", "danger", "advert"], start=1):
        said(call, f"Words {number}.")
        Comment.objects.filter(number=number).update(state="hidden", rule=rule)
    decide_at_desk(
        contribution=Contribution.objects.get(reference=4), kind="protected", by=None, reason="x"
    )
    withdraw(contribution=Contribution.objects.get(reference=5))

    text = " ".join(page(call).split())

    assert "3 comments are not shown: 2 personal data, 1 hatred." in text
    assert "wait to be read" not in text


def test_how_many_wait_is_told(call):
    said(call)

    assert "1 comment waits to be read." in page(call)


def test_pages_of_fifty_newest_or_oldest_first(call):
    for number in range(1, 53):
        published(call, f"Words {number:02}.")

    first, second = page(call), page(call, page="2")
    oldest = page(call, order="oldest")

    assert first.count("Words ") == 50
    assert second.count("Words ") == 2
    assert "Words 52." in first
    assert "Words 01." in second
    assert oldest.index("Words 01.") < oldest.index("Words 02.")
    assert "Words 52." not in oldest
    assert "order=oldest&amp;page=2" in oldest


def test_a_few_answers_stand_below_and_all_on_the_page_of_the_comment(call):
    top = published(call)
    for number in range(7):
        published(call, f"Answer {number}.", to=top.number)

    own = Client().get(reverse("discussion-comment", args=["harbour", top.number]))

    assert page(call).count("Answer ") - page(call).count("Answer this") == 5
    assert "See all 7 answers" in page(call)
    assert "Answer 6." in own.content.decode()


def test_the_address_of_an_answer_shows_what_it_answers(call):
    top = published(call, "Buses at night.")
    reply = published(call, "And on Sundays.", to=top.number)

    text = (
        Client().get(reverse("discussion-comment", args=["harbour", reply.number])).content.decode()
    )

    assert text.index("Buses at night.") < text.index("And on Sundays.")
    assert "It answers comment 1" in text


def test_comments_belong_to_their_question_and_their_call(call):
    published(call, "To the second.", number=2)
    other = discussed("river")

    assert "To the second." not in page(call, 1)
    assert "To the second." in page(call, 2)
    assert "To the second." not in page(other, 2)
    assert Client().get(reverse("discussion-comment", args=["river", 1])).status_code == 404
    assert Client().get(reverse("discussion-question", args=["harbour", 9])).status_code == 404


def test_words_are_words_and_search_engines_keep_none(call):
    published(call, '<script>alert(1)</script> https://spam.example.org "x"')

    answer = Client().get(reverse("discussion-question", args=["harbour", 1]))

    text = answer.content.decode()
    assert "&lt;script&gt;alert(1)" in text
    assert 'href="https://spam' not in text
    assert answer["X-Robots-Tag"] == "noindex, noarchive"


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_asks_the_database_no_more_for_more_comments(call, count):
    for _n in range(count):
        top = published(call, attribution="named", name="Amal")
        published(call, "Yes.", to=top.number, attribution="organisation", organisation="Cooks")
    page(call)

    with CaptureQueriesContext(connection) as asked:
        page(call)

    assert len(asked) == 15


def test_changed_words_wait_to_be_read_again(call):
    comment = published(call, "Buses at night.")
    new = make.envelope(call, "Buses by day.", attribution="anonymous")

    revise(contribution=comment.contribution, envelope=new, keep=set())

    comment.refresh_from_db()
    assert (comment.state, comment.revision) == ("waiting", 2)
    assert "Buses" not in page(call)


def test_new_terms_alone_put_nothing_back_into_the_queue(call):
    comment = published(call, "Amal cooks.", attribution="named", name="Amal Kassem")
    assert comment.hints == []

    set_terms(
        contribution=comment.contribution,
        consent=Consent(attribution="anonymous", may_publish=True),
        by=make.account(),
    )

    comment.refresh_from_db()
    assert comment.state == "shown"
    assert comment.hints == [[0, 4, "name"]]


def test_an_author_reads_where_a_comment_stands_and_takes_it_off_and_back(call):
    comment = published(call, "Buses at night.")
    author = holder(comment)

    shown = author.get("/en/receipt/contribution/").content.decode()
    off = author.post(reverse("my-comment"), {"do": "take-off"}, follow=True).content.decode()
    away = page(call)
    author.post(reverse("my-comment"), {"do": "put-back"})

    assert reverse("discussion-comment", args=["harbour", 1]) in shown
    assert "before the report" not in shown
    assert "You took it off the page" in off
    assert "Buses" not in away
    assert "Buses" in page(call)


def test_an_author_reads_why_a_comment_is_not_shown(call):
    comment = said(call)
    Comment.objects.update(state="hidden", rule="personal", remark="Leave out the number.")

    text = holder(comment).get("/en/receipt/contribution/").content.decode()

    assert "It is not shown: personal data" in text
    assert "Leave out the number." in text


def test_other_contributions_have_no_comment(call):
    client = Client()
    made = make.received(call, "Evening classes.")
    client.post("/en/receipt/", {"code": made.code})

    assert client.post(reverse("my-comment"), {"do": "take-off"}).status_code == 404
    assert "before the report" in client.get("/en/receipt/contribution/").content.decode()
    assert Client().post(reverse("my-comment")).headers["Location"] == "/en/receipt/"


def test_after_the_call_a_comment_is_withdrawn_while_the_discussion_goes_on():
    call = discussed(open_now=False)
    comment = Comment.objects.create(
        discussion=call.discussion, contribution=make.contribution(call), number=1,
        question=call.questions.first(), state="shown",
    )  # fmt: skip
    author = holder(comment)

    too_late = author.post(reverse("my-comment"), {"do": "withdraw"}, follow=True)
    comment.contribution.refresh_from_db()
    assert "takes no comments now" in too_late.content.decode()
    assert not comment.contribution.is_withdrawn

    call.discussion.closes_at = call.closes_at + (call.closes_at - call.opens_at)
    call.discussion.save()
    author.post(reverse("my-comment"), {"do": "withdraw"})
    comment.contribution.refresh_from_db()
    assert comment.contribution.is_withdrawn


def test_a_reader_tells_us_about_a_comment_without_an_account(call):
    comment = published(call)
    address = reverse("discussion-tell-us", args=["harbour", comment.number])

    empty = Client().post(address, {"note": "My neighbour."})
    answers = [Client().post(address, {"rule": "personal", "note": "My neighbour."}) for _n in "12"]

    assert empty.status_code == 422
    assert "My neighbour." in empty.content.decode()
    assert all("Somebody will look at it" in one.content.decode() for one in answers)
    assert [(one.rule, one.note) for one in Alert.objects.all()] == [("personal", "My neighbour.")]
    assert "Buses" in page(call)


def test_a_flood_of_alerts_is_kept_within_bounds(call):
    comment = published(call)
    address = reverse("discussion-tell-us", args=["harbour", comment.number])

    for number in range(25):
        assert Client().post(address, {"rule": "hatred", "note": f"{number}"}).status_code == 200

    assert Alert.objects.count() == 20


def test_hints_that_no_longer_fit_are_left_out():
    pieces = pieces_of("Call 0917 now", [[5, 9, "phone"], [7, 8, "name"], [90, 99, "email"]])

    assert [(one.words, bool(one.hint)) for one in pieces] == [
        ("Call ", False),
        ("0917", True),
        (" now", False),
    ]


def test_a_code_from_the_discussion_opens_the_change_form(call):
    code = code_in(say(call, "Buses at night."))
    client = Client()

    client.post("/en/receipt/", {"code": code})

    assert "Buses at night." in client.get("/en/receipt/contribution/change/").content.decode()
