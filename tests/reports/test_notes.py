"""What was removed since an edition was released: a note beside it, the snapshot untouched."""

import json

import pytest
from django.urls import reverse
from django.utils import translation
from tests import make
from tests.reports.rows import edition_of, finding_on, statement_of

from commonspace.intake.removing import ask_for_removal, carry_out_removal, touched_by
from commonspace.reports.composition.compose import compose
from commonspace.reports.document_json import to_json
from commonspace.reports.gate import problems
from commonspace.reports.models import EditionNote
from commonspace.reports.services import report_of, write_report
from commonspace.synthesis.models import Example, Finding, Quote, Recommendation
from commonspace.synthesis.services.writing import rewrite, write

pytestmark = pytest.mark.django_db
WORDS = "We walk two hours to the well, and nobody has asked us why."
OTHER = "The lamps at the harbour stay dark for weeks on end."


@pytest.fixture
def call():
    made = make.consultation(open_now=False, questions=1)
    write_report(
        report=report_of(made), by=None, title="What towns can do", introduction="It begins.",
        message="They walk two hours to the well, and nobody asks.",
    )  # fmt: skip
    return made


@pytest.fixture
def theirs(call):
    return make.contribution(
        call, WORDS, name="Amal Haddad", organisation="Well Keepers", attribution="named"
    )


@pytest.fixture
def others(call):
    return make.contribution(call, OTHER, organisation="Harbour Friends")


def removed(contribution, what="everything", *, is_masked=False):
    asked = ask_for_removal(contribution=contribution, what=what, is_masked=is_masked)
    return carry_out_removal(request=asked, by=make.member(contribution.consultation))


def read(client, call, form=""):
    if form:
        address = reverse("report-file", args=[call.code, 1, form])
    else:
        address = reverse("report-edition", args=[call.code, 1])
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_snapshot_stays_and_a_note_says_where_the_words_stand(client, call, theirs, others):
    finding_on(call, theirs, others)
    edition = edition_of(call)
    printed = edition.document

    removed(theirs)

    edition.refresh_from_db()
    assert edition.document == printed
    note = EditionNote.objects.get()
    assert (note.number, note.is_masked) == (1, False)
    assert "walk" not in json.dumps(note.places)
    page = read(client, call)
    assert "One contribution was removed at its author’s wish." in page
    assert "Its words were printed in this edition before that." in page
    assert 'href="#finding-1-1"' in page
    assert WORDS in page
    assert "Note 1, " in read(client, call, "txt")
    assert json.loads(read(client, call, "json"))["notes"][0]["removed"] == "everything"


def test_pages_leave_the_words_out_where_their_author_asks_for_it(client, call, theirs, others):
    finding_on(call, theirs, others)
    edition = edition_of(call)

    removed(theirs, is_masked=True)

    for form in ("", "html", "txt", "json"):
        page = read(client, call, form)
        assert "walk two hours" not in page, form
        assert "Amal Haddad" not in page, form
        assert "[removed at its author’s wish]" in page, form
        assert OTHER in page, form
    edition.refresh_from_db()
    assert WORDS in edition.document


def test_only_the_name_is_left_out_where_only_the_name_is_removed(client, call, theirs, others):
    finding_on(call, theirs, others)
    edition_of(call)

    removed(theirs, "name", is_masked=True)

    page = read(client, call)
    assert "Amal Haddad" not in page
    assert "Well Keepers" not in page
    assert WORDS in page
    assert "The name of one contributor was removed at their wish." in page


def test_an_edition_without_the_words_says_so(client, call, theirs, others):
    finding_on(call, others)
    write_report(report=report_of(call), by=None, message="")
    edition_of(call)

    removed(theirs, is_masked=True)

    assert "Nothing of it stands in this edition but its figures." in read(client, call)


def test_what_many_are_called_is_nobodys_name(client, call, others):
    unnamed = make.contribution(call, WORDS, kind="ngo", attribution="kind")
    finding_on(call, unnamed, others)
    edition_of(call)
    kind = unnamed.contributor.get_kind_display()
    printed = read(client, call).count(kind)

    removed(unnamed, is_masked=True)

    assert printed > 1
    assert read(client, call).count(kind) == printed - 1


def test_what_hangs_below_a_recommendation_that_goes_stays(call, theirs, others):
    whole = write(
        Recommendation, consultation=call, question=None, by=None, text=WORDS,
        statements=[statement_of(theirs)],
    )  # fmt: skip
    point = write(
        Recommendation, consultation=call, question=None, by=None, text="Light the quay.",
        statements=[statement_of(others)], parent=whole,
    )  # fmt: skip

    removed(theirs)

    assert list(Recommendation.objects.values_list("pk", "parent")) == [(point.pk, None)]


def test_notes_are_numbered_and_a_page_is_not_taken_for_an_older_one(client, call, theirs, others):
    finding_on(call, theirs, others)
    edition_of(call)
    address = reverse("report-file", args=[call.code, 1, "txt"])
    before = client.get(address)["ETag"]

    removed(theirs)
    removed(others, "quotation")

    assert list(EditionNote.objects.values_list("number", "what")) == [
        (1, "everything"),
        (2, "quotation"),
    ]
    assert client.get(address)["ETag"] != before


def test_the_next_edition_has_not_the_words(call, theirs, others):
    finding_on(call, theirs, others)
    finding_on(call, make.contribution(call, "Nights."), text=f"One said: {WORDS}")
    write(Quote, consultation=call, question=None, by=None, text=WORDS, statements=[
        theirs.statements.get()
    ])  # fmt: skip
    write(
        Example, consultation=call, question=None, by=None, title="The well",
        text="They walk two hours to the well, and nobody has asked them. So the town dug one.",
        statements=[theirs.statements.get(), others.statements.get()],
    )  # fmt: skip

    removed(theirs)

    document, figures = compose(call)
    printed = to_json(document)
    assert "two hours to the well" not in printed
    assert "Amal" not in printed
    assert (figures.removed, figures.withdrawn) == (1, 0)
    assert not Quote.objects.exists()
    assert Example.objects.get().text == "They […] them. So the town dug one."
    assert report_of(call).message == "They […] asks."


def test_what_rests_on_less_stands_against_a_release_until_it_is_read_again(call, theirs, others):
    finding = finding_on(call, theirs, others)
    removed(theirs)

    key = f"rests-on-less:{finding.pk}"
    assert key in [problem.key for problem in problems(call)]

    rewrite(Finding.objects.get(pk=finding.pk), by=None, text=finding.text)

    assert key not in [problem.key for problem in problems(call)]


def test_staff_see_beforehand_what_a_removal_touches(call, theirs, others):
    statement_of(others)
    finding_on(call, theirs)
    write(
        Quote, consultation=call, question=call.questions.get(), by=None, text=WORDS,
        statements=[theirs.statements.get()],
    )  # fmt: skip
    edition_of(call)
    asked = ask_for_removal(contribution=theirs, what="everything")

    told = [(str(one.kind), str(one.fate), bool(one.url)) for one in touched_by(asked)]
    with translation.override("fr"):
        french = [str(one.kind) for one in touched_by(asked)]

    assert told == [
        ("edition", "stays as printed and gets a dated note; it stands at 3 places", True),
        ("text of the report", "these words are left out of it, and it is to be read again", True),
        ("finding", "rests on less, and is to be read again", True),
        ("quote", "is taken out: it is told in these words alone", True),
        ("statement", "is deleted", True),
    ]
    assert french[2:] == ["constat", "citation", "énoncé"]
