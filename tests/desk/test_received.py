import io

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests import make

from commonspace.channels.recordings.models import Recording
from commonspace.desk.choices import State
from commonspace.desk.models import Place
from commonspace.desk.queries import Filters, heard, received, sums
from commonspace.desk.services import decide, merge
from commonspace.intake.envelopes import FilePart
from commonspace.intake.services import withdraw
from commonspace.provenance.services import store_bytes
from commonspace.sharing.models import FilledForm

pytestmark = pytest.mark.django_db


def attached(content: bytes = b"Words of a paper.", name: str = "paper.txt") -> FilePart:
    return FilePart(file=store_bytes(stream=io.BytesIO(content), name=name, max_bytes=1_000_000))


class FiguresAddUp(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from([*State, None]), st.booleans()), max_size=12))
    def test_the_figures_of_the_desk_add_up_whatever_was_decided(self, placed):
        call = make.consultation()
        for state, is_late in placed:
            one = make.contribution(call)
            type(one).objects.filter(pk=one.pk).update(is_late=is_late)
            places = Place.objects.filter(contribution=one)
            places.update(state=state) if state else places.delete()

        found = sums(call)

        lists = {
            state: received(call, Filters(state=state)).count() for state, _count in found.by_state
        }
        assert found.total == len(placed) == call.contributions.count()
        assert dict(found.by_state) == lists
        assert found.late == received(call, Filters(late="yes")).count()
        assert found.on_time == received(call, Filters(late="no")).count()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [1, 2, 3, 4]),
        ({"question": 1}, [1, 2]),
        ({"question": 2}, [3]),
        ({"question": 0}, []),
        ({"channel": "document"}, [4]),
        ({"language": "fr"}, [2]),
        ({"kind": "trade-union"}, [3]),
        ({"country": "PH"}, [1]),
        ({"state": "filed"}, [2]),
        ({"state": "new"}, [1, 3, 4]),
        ({"late": "yes"}, [3]),
        ({"attachments": "any"}, [4]),
        ({"attachments": "waiting"}, [4]),
        ({"attachments": "unreadable"}, []),
        ({"words": "bicycle"}, [1]),
        ({"words": "C-0003"}, [3]),
        ({"words": "c-0003; drop"}, []),
        ({"language": "fr", "country": "PH"}, []),
    ],
)
def test_each_filter_finds_what_it_names(asked, expected):
    call = make.consultation()
    second = call.questions.get(number=2)
    after = call.closes_at + timezone.timedelta(seconds=1)
    make.contribution(call, "Lend a bicycle.", country="PH")
    filed = make.contribution(call, "Des cours du soir.", language="fr")
    make.contribution(call, "Fair pay.", question=second, kind="trade-union", received_at=after)
    make.contribution(call, "", files=(attached(),), channel="document")
    make.contribution(make.consultation(), "Another bicycle.", country="PH")
    decide(contribution=filed, kind="filed", by=None)

    found = received(call, Filters(**asked, sort="oldest"))

    assert [one.reference for one in found] == expected


def test_an_attachment_routed_to_a_question_is_found_under_it(client):
    call = make.consultation()
    made = make.contribution(call, "", files=(attached(),))
    attachment = made.attachments.get()
    client.force_login(make.member(call, "analyst"))

    client.post(reverse("desk-route", args=[call.code, 1, attachment.pk]), {"question": "2"})

    assert [one.reference for one in received(call, Filters(question=2))] == [1]
    assert made.decisions.get().reason == "paper.txt → 2"


def test_old_words_of_a_changed_contribution_count_for_no_question():
    call = make.consultation()
    one = make.contribution(call, question=call.questions.get(number=1))
    type(one).objects.filter(pk=one.pk).update(current_revision=2)

    assert list(received(call, Filters(question=1))) == []


def test_who_has_not_been_heard_leaves_out_what_was_taken_back():
    call = make.consultation()
    make.contribution(call, kind="ngo", language="en")
    withdraw(contribution=make.contribution(call, kind="trade-union", language="ar"))

    found = heard(call)

    assert "trade union" in found.missing_kinds
    assert "non-governmental organisation" not in found.missing_kinds
    assert found.missing_languages == ("French", "Spanish", "Arabic")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_no_more_for_more_lines(
    client, django_assert_num_queries, count
):
    call = make.consultation()
    for number in range(count):
        make.contribution(
            call,
            organisation=f"Friends {number}",
            name=f"Person {number}",
            attribution="named",
            files=(attached(f"Paper {number}".encode()),),
        )
    client.force_login(make.member(call))

    with django_assert_num_queries(38):
        response = client.get(reverse("staff-desk", args=[call.code]))

    assert len(response.context["rows"]) == count


def test_the_menu_of_ways_in_says_where_somebody_waits(client):
    call = make.consultation()
    letter = make.contribution(call, files=(attached(),))
    FilledForm.objects.create(
        attachment=letter.attachments.get(), contribution=letter, kind="answer", language="en"
    )
    Recording.objects.create(attachment=letter.attachments.get(), state="waiting")
    client.force_login(make.member(call))

    ways_in = client.get(reverse("staff-desk", args=[call.code])).context["ways_in"]

    told = {
        one.url_name: one.waiting
        for one, _url in ways_in["ready"] + ways_in["others"]
        if one.waiting
    }
    assert told == {"filled-forms": 1, "recordings": 1}
    assert ways_in["waiting"] == 2


def test_the_list_names_people_as_they_allowed(client):
    call = make.consultation()
    for attribution in ("named", "organisation", "kind", "anonymous"):
        make.contribution(
            call,
            organisation="Harbour Friends",
            name="Ines Duarte",
            attribution=attribution,
            kind="ngo",
        )
    client.force_login(make.member(call))

    response = client.get(reverse("staff-desk", args=[call.code]), {"sort": "oldest"})

    assert [row.who for row in response.context["rows"]] == [
        "Ines Duarte, Harbour Friends", "Harbour Friends", "non-governmental organisation", "anonymous",
    ]  # fmt: skip


def test_figures_of_the_page_lead_to_what_they_count(client):
    call = make.consultation()
    first, second, third = (make.contribution(call) for _n in range(3))
    decide(contribution=second, kind="read", by=None)
    merge(contribution=third, into=first, by=None)
    client.force_login(make.member(call))

    shown = client.get(reverse("staff-desk", args=[call.code])).content.decode()

    base = reverse("staff-desk", args=[call.code])
    for state in ("new", "read", "merged"):
        assert f'href="{base}?state={state}"><b>1</b>' in shown


@pytest.mark.parametrize(
    "asked", ["question=99", "state=gone", "sort=x", "late=perhaps", "page=99", "question=%00"]
)
def test_a_filter_that_is_no_choice_shows_everything(client, asked):
    call = make.consultation()
    make.contribution(call)
    client.force_login(make.member(call))

    response = client.get(f"{reverse('staff-desk', args=[call.code])}?{asked}")

    assert [row.contribution.reference for row in response.context["rows"]] == [1]


def test_an_empty_desk_says_what_comes_here(client):
    call = make.consultation()
    client.force_login(make.member(call))

    shown = client.get(reverse("staff-desk", args=[call.code])).content.decode()

    assert "Nothing has arrived yet" in shown


def test_an_unreadable_attachment_says_why_in_the_list(client, django_capture_on_commit_callbacks):
    call = make.consultation()
    with django_capture_on_commit_callbacks(execute=True):
        make.contribution(call, "", files=(attached(b"%PDF-1.7 cut", "cut.pdf"),))
    client.force_login(make.member(call))

    response = client.get(reverse("staff-desk", args=[call.code]), {"attachments": "unreadable"})

    assert "This file is damaged or incomplete." in response.content.decode()


@pytest.mark.parametrize("name", ["staff-desk", "desk-export", "desk-duplicates"])
@pytest.mark.parametrize(
    ("role", "status"), [("secretariat", 200), ("analyst", 200), ("rapporteur", 404)]
)
def test_the_desk_is_for_secretariat_and_analysts(client, name, role, status):
    call = make.consultation()
    client.force_login(make.member(call, role))

    assert client.get(reverse(name, args=[call.code])).status_code == status


@pytest.mark.parametrize("name", ["staff-desk", "desk-export", "desk-duplicates"])
def test_members_of_another_consultation_find_nothing_here(client, name):
    call = make.consultation()
    client.force_login(make.member(make.consultation()))

    assert client.get(reverse(name, args=[call.code])).status_code == 404
