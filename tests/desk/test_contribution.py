import io

import pytest
from django.urls import reverse
from tests import make

from commonspace.contributions.models import SourceText
from commonspace.desk.choices import State
from commonspace.desk.errors import NoReasonError, NotMergeableError, WithdrawnError
from commonspace.desk.models import Place
from commonspace.desk.opened import LEAF, leaves_of
from commonspace.desk.services import decide, first_look, merge, route
from commonspace.intake.envelopes import FilePart
from commonspace.intake.services import contribution_for_code, receipt_code, withdraw
from commonspace.provenance.models import Event, Run
from commonspace.provenance.services import store_bytes

pytestmark = pytest.mark.django_db


def attached(content: bytes, name: str) -> FilePart:
    return FilePart(file=store_bytes(stream=io.BytesIO(content), name=name, max_bytes=1_000_000))


def state_of(contribution) -> str:
    return Place.objects.get(contribution=contribution).state


@pytest.mark.parametrize(
    ("kind", "reason", "state"),
    [
        ("read", "", State.READ),
        ("filed", "", State.FILED),
        ("set-aside", "About another city.", State.SET_ASIDE),
        ("protected", "Names a witness.", State.PROTECTED),
        ("reopened", "", State.READ),
    ],
)
def test_each_decision_is_kept_with_who_and_why(client, kind, reason, state):
    call = make.consultation()
    one = make.contribution(call)
    person = make.member(call, "analyst")
    client.force_login(person)

    response = client.post(
        reverse("desk-decide", args=[call.code, 1]), {"kind": kind, "reason": reason}
    )

    decision = one.decisions.get()
    assert response.status_code == 302
    assert (decision.kind, decision.reason, decision.by) == (kind, reason, person)
    assert state_of(one) == state
    assert (
        Event.objects.filter(verb=f"contribution.{kind}", actor=f"account:{person.pk}").count() == 1
    )


@pytest.mark.parametrize("kind", ["set-aside", "protected"])
def test_without_a_reason_nothing_is_set_aside_or_protected(client, kind):
    call = make.consultation()
    one = make.contribution(call)
    client.force_login(make.member(call))

    response = client.post(
        reverse("desk-decide", args=[call.code, 1]), {"kind": kind, "reason": " "}
    )

    assert response.status_code == 422
    assert "Please say why" in response.content.decode()
    assert state_of(one) == State.NEW
    with pytest.raises(NoReasonError):
        decide(contribution=one, kind=kind, by=None)


@pytest.mark.parametrize("kind", ["", "merged", "routed", "gone"])
def test_a_decision_that_is_none_changes_nothing(client, kind):
    call = make.consultation()
    one = make.contribution(call)
    client.force_login(make.member(call))

    response = client.post(reverse("desk-decide", args=[call.code, 1]), {"kind": kind})

    assert (response.status_code, one.decisions.count()) == (422, 0)


def test_opening_a_page_writes_nothing(client):
    call = make.consultation()
    one = make.contribution(call)
    client.force_login(make.member(call))
    before = Event.objects.count()

    client.get(reverse("desk-contribution", args=[call.code, 1]))

    assert (state_of(one), Event.objects.count()) == (State.NEW, before)


def test_a_first_look_changes_only_what_is_new():
    call = make.consultation()
    one = make.contribution(call)
    decide(contribution=one, kind="filed", by=None)

    first_look(contribution=one, by=make.account())

    assert state_of(one) == State.FILED


def test_what_was_taken_back_is_decided_about_no_more():
    call = make.consultation()
    one, other = make.contribution(call), make.contribution(call)
    withdraw(contribution=one)

    for doing in (
        lambda: decide(contribution=one, kind="filed", by=None),
        lambda: merge(contribution=one, into=other, by=None),
        lambda: merge(contribution=other, into=one, by=None),
    ):
        with pytest.raises(WithdrawnError):
            doing()
    assert (state_of(one), state_of(other)) == (State.WITHDRAWN, State.NEW)


def test_merged_contributions_count_once_and_both_receipts_stay_good():
    call = make.consultation()
    one, other = make.contribution(call, "Once."), make.contribution(call, "Once more.")

    merge(contribution=other, into=one, by=None)

    assert (state_of(one), state_of(other)) == (State.NEW, State.MERGED)
    assert [contribution_for_code(receipt_code(each)) for each in (one, other)] == [one, other]


def test_merging_follows_to_the_one_that_counts():
    call = make.consultation()
    first, second, third, fourth = (make.contribution(call) for _n in range(4))
    merge(contribution=second, into=first, by=None)
    merge(contribution=third, into=second, by=None)
    merge(contribution=first, into=fourth, by=None)

    places = Place.objects.filter(state=State.MERGED).values_list(
        "merged_into__reference", flat=True
    )

    assert list(places) == [4, 4, 4]


def test_nothing_merges_with_itself_or_in_a_ring_or_across_consultations():
    call = make.consultation()
    one, other = make.contribution(call), make.contribution(call)
    stranger = make.contribution(make.consultation())
    merge(contribution=other, into=one, by=None)

    for contribution, into in ((one, one), (one, other), (one, stranger)):
        with pytest.raises(NotMergeableError):
            merge(contribution=contribution, into=into, by=None)
    assert state_of(one) == State.NEW


@pytest.mark.parametrize("typed", ["C-0002", "c-2", " 2 "])
def test_a_reference_is_understood_as_it_is_written(client, typed):
    call = make.consultation()
    one, other = make.contribution(call), make.contribution(call)
    client.force_login(make.member(call))

    client.post(reverse("desk-merge", args=[call.code, 1]), {"into": typed})

    assert Place.objects.get(contribution=one).merged_into == other


@pytest.mark.parametrize("typed", ["", "C-0009", "²", "9" * 40, "1"])
def test_a_reference_that_leads_nowhere_is_said(client, typed):
    call = make.consultation()
    one = make.contribution(call)
    client.force_login(make.member(call))

    response = client.post(reverse("desk-merge", args=[call.code, 1]), {"into": typed})

    assert (response.status_code, state_of(one)) == (422, State.NEW)


def test_the_page_shows_words_under_the_wording_they_answered(client):
    call = make.consultation()
    make.contribution(call, "Des cours <script>alert(1)</script>", language="fr")
    client.force_login(make.member(call))

    shown = client.get(reverse("desk-contribution", args=[call.code, 1])).content.decode()

    assert "Heading 1" in shown
    assert '<div class="source-text" lang="fr" dir="auto">Des cours &lt;script&gt;' in shown
    assert "<script>alert" not in shown


def test_identity_is_shown_to_the_secretariat_and_the_log_keeps_who_looked(client):
    call = make.consultation()
    one = make.contribution(
        call, organisation="Harbour Friends", name="Ines Duarte", attribution="anonymous"
    )
    person = make.member(call)
    client.force_login(person)

    closed = client.get(reverse("desk-contribution", args=[call.code, 1])).content.decode()
    opened = client.post(reverse("desk-identity", args=[call.code, 1])).content.decode()

    assert ("Ines Duarte" in closed, "Harbour Friends" in closed) == (False, False)
    assert ("Ines Duarte" in opened, "Harbour Friends" in opened) == (True, True)
    event = Event.objects.get(verb="identity.opened")
    assert (event.actor, event.subject) == (f"account:{person.pk}", f"contribution:{one.pk}")


@pytest.mark.parametrize("role", ["analyst", "rapporteur"])
def test_others_do_not_open_identities(client, role):
    call = make.consultation()
    make.contribution(call, name="Ines Duarte")
    client.force_login(make.member(call, role))

    response = client.post(reverse("desk-identity", args=[call.code, 1]))

    assert (response.status_code, Event.objects.filter(verb="identity.opened").count()) == (404, 0)


def test_a_file_leaves_as_a_file_never_as_a_page(client):
    call = make.consultation()
    page = b"<html><script>alert(1)</script>"
    one = make.contribution(call, "", files=(attached(page, "page.html"),))
    client.force_login(make.member(call, "analyst"))

    response = client.get(reverse("desk-file", args=[call.code, 1, one.attachments.get().pk]))

    assert b"".join(response.streaming_content) == page
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="page.html"'


def test_pages_of_a_document_carry_their_numbers(client, django_capture_on_commit_callbacks):
    import typst  # noqa: PLC0415  # slow to load

    made = typst.compile(b"First page speaks of schools. #pagebreak() Second page speaks of homes.")
    call = make.consultation()
    with django_capture_on_commit_callbacks(execute=True):
        make.contribution(call, "", files=(attached(made, "two.pdf"),))
    client.force_login(make.member(call))

    shown = client.get(reverse("desk-contribution", args=[call.code, 1])).content.decode()

    assert (
        shown.index("Page 1")
        < shown.index("schools")
        < shown.index("Page 2")
        < shown.index("homes")
    )


def test_stretches_of_a_long_text_hold_all_of_it():
    words = "\n".join(f"Sentence number {n} of a long letter." for n in range(2_000))

    leaves = leaves_of(SourceText(text=words))

    assert "".join(leaf.words for leaf in leaves).replace("\n", "") == words.replace("\n", "")
    assert max(len(leaf.words) for leaf in leaves) <= LEAF


def test_a_text_without_a_space_is_cut_all_the_same():
    leaves = leaves_of(SourceText(text="x" * (3 * LEAF + 1)))

    assert sum(len(leaf.words) for leaf in leaves) == 3 * LEAF + 1


def test_next_and_before_keep_to_the_filtered_list(client):
    call = make.consultation()
    for country in ("PH", "FR", "PH", "PH"):
        make.contribution(call, country=country)
    client.force_login(make.member(call))

    response = client.get(
        reverse("desk-contribution", args=[call.code, 3]), {"country": "PH", "sort": "oldest"}
    )

    assert (response.context["before"], response.context["after"]) == (1, 4)


def test_what_left_the_filtered_list_still_has_neighbours(client):
    call = make.consultation()
    made = [make.contribution(call) for _n in range(3)]
    decide(contribution=made[1], kind="read", by=None)
    client.force_login(make.member(call))

    response = client.get(reverse("desk-contribution", args=[call.code, 2]), {"state": "new"})

    assert (response.context["before"], response.context["after"]) == (3, 1)


def test_an_attachment_goes_to_a_question_and_back_to_its_headings():
    call = make.consultation()
    attachment = make.contribution(
        call, "", files=(attached(b"Words.", "a.txt"),)
    ).attachments.get()
    question = call.questions.get(number=2)

    route(attachment=attachment, question=question, by=None)
    kept = attachment.question
    route(attachment=attachment, question=None, by=None)

    attachment.refresh_from_db()
    assert (kept, attachment.question) == (question, None)
    assert attachment.contribution.decisions.count() == 2


POSTS = ["desk-decide", "desk-merge", "desk-identity"]


@pytest.mark.parametrize("name", ["desk-contribution", *POSTS])
def test_a_contribution_of_another_consultation_is_not_there(client, name):
    call = make.consultation()
    make.contribution(make.consultation(), "Theirs.")
    client.force_login(make.member(call))
    ask = client.post if name in POSTS else client.get

    assert ask(reverse(name, args=[call.code, 1]), {"kind": "read"}).status_code == 404


def test_files_and_texts_of_other_contributions_are_not_there(client):
    call = make.consultation()
    make.contribution(call)
    other = make.contribution(call, "Words.", files=(attached(b"Theirs.", "a.txt"),))
    client.force_login(make.member(call))
    file, text = other.attachments.get().pk, other.texts.first().pk

    answers = [
        client.get(reverse("desk-file", args=[call.code, 1, file])).status_code,
        client.get(reverse("desk-text", args=[call.code, 1, text])).status_code,
        client.post(
            reverse("desk-route", args=[call.code, 1, file]), {"question": "1"}
        ).status_code,
    ]

    assert answers == [404, 404, 404]


def test_what_could_not_be_read_can_be_tried_again(client, django_capture_on_commit_callbacks):
    call = make.consultation()
    with django_capture_on_commit_callbacks(execute=True):
        one = make.contribution(call, "", files=(attached(b"%PDF-1.7 cut", "cut.pdf"),))
    attachment = one.attachments.get()
    client.force_login(make.member(call, "analyst"))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("desk-read-again", args=[call.code, 1, attachment.pk]))

    attachment.refresh_from_db()
    assert attachment.reading == "unreadable"
    assert (
        Run.objects.filter(kind="extraction", parameters__attachment=str(attachment.pk)).count()
        == 2
    )
