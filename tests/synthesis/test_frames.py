"""Frames: lists brought to the evidence, tagged from the reading pane, read entry by entry."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook
from tests import make

from commonspace.consultations.choices import Role
from commonspace.consultations.errors import EmptyFrameError, FrameInUseError
from commonspace.consultations.frame_tables import entries_of_lines
from commonspace.consultations.models import Frame, FrameItem
from commonspace.consultations.services.frames import make_frame, remove_frame, remove_item
from commonspace.evidence.models import Tagging, TagSuggestion
from commonspace.evidence.services.confirming import code as code_to
from commonspace.evidence.services.confirming import mark
from commonspace.evidence.services.tagging import tag
from commonspace.evidence.services.themes import make_theme
from commonspace.intake.envelopes import FilePart
from commonspace.provenance.anchors import Anchor
from commonspace.provenance.services import store_bytes
from commonspace.synthesis.frames import evidence_of
from commonspace.synthesis.models import Example, ExampleTagging
from commonspace.synthesis.services.writing import write
from commonspace.texts.tasks import read_contribution_task

pytestmark = pytest.mark.django_db
LINES = "Language\n- learns it\n- teaches it\nHousing\nSchool\nHealth"


@pytest.fixture
def call():
    return make.consultation()


@pytest.fixture
def analyst(client, call):
    account = make.member(call, Role.ANALYST)
    client.force_login(account)
    return account


@pytest.fixture
def frame(call):
    return make_frame(
        consultation=call, title={"en": "Indicators"}, by=make.account(),
        entries=entries_of_lines(LINES, "en"),
    )  # fmt: skip


def url(name, call, *arguments):
    return reverse(name, args=[call.code, *arguments])


def stated(call, words, **fields):
    text = make.contribution(call, words, **fields).texts.get()
    anchor = Anchor.over(text.text, 0, len(text.text))
    return mark(text=text, anchor=anchor, question=None, kind="position", by=None)


def document(call, path):
    file = store_bytes(stream=io.BytesIO(path.read_bytes()), name=path.name, max_bytes=1 << 22)
    contribution = make.contribution(call, "", files=(FilePart(file=file),), channel="document")
    read_contribution_task.func(str(contribution.pk))
    return contribution.texts.get()


def taken_from(client, call, text, heading):
    """Take the list under a heading of a document as a frame, as the page offers it."""
    page = client.get(url("frame-from", call, text.pk))
    (number,) = [place for place, one in page.context["lists"] if heading in one.heading]
    offered = client.get(url("frame-from", call, text.pk), {"list": number}).context["form"]
    client.post(
        url("frame-from", call, text.pk),
        {"list": number, "title": heading, "chosen": offered.initial["chosen"]},
    )
    return Frame.objects.latest("pk")


def test_the_indicators_and_challenges_of_the_background_paper_become_two_frames(
    client, call, analyst, shared
):
    golden = json.loads((shared / "golden" / "indicators.json").read_text())
    challenges = json.loads((shared / "golden" / "challenges_2017.json").read_text())
    text = document(call, shared / "source-documents" / "background-paper-2017.txt")

    indicators = taken_from(client, call, text, "indicators of integration")
    known = taken_from(client, call, text, "Main challenges")

    tops = list(indicators.items.filter(parent=None))
    measures = [[str(one) for one in top.children.all()] for top in tops]
    assert len(tops) == len(golden) == 11
    assert [found for found in measures if found] == [
        one["measures"] for one in golden if one["measures"]
    ]
    assert [str(top).split(" (i.e.")[0] for top in tops] == [
        one["text"].split(" (i.e.")[0] for one in golden
    ]
    assert [str(item) for item in known.items.all()] == [one["heading"] for one in challenges]
    assert len(challenges) == 6
    assert indicators.source == "background-paper-2017.txt"


def workbook(*rows) -> bytes:
    book, kept = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(kept)
    return kept.getvalue()


ROWS = (
    ("Code", "Title", "title_fr", "Description", "Parent"),
    (1, "Language", "Langue", "What is spoken", None),
    ("1a", "Classes", "Cours", None, 1),
    (2, "Housing", "Logement", None, None),
)


@pytest.mark.parametrize("kind", ["xlsx", "csv", "tsv"])
def test_a_table_makes_a_frame_in_two_languages_with_a_measure(client, call, analyst, kind):
    if kind == "xlsx":
        content = workbook(*ROWS)
    else:
        written = io.StringIO()
        csv.writer(written, delimiter="," if kind == "csv" else "\t").writerows(
            [cell if cell is not None else "" for cell in row] for row in ROWS
        )
        content = written.getvalue().encode()

    client.post(
        url("frames", call),
        {"title": "Ours", "table": SimpleUploadedFile(f"list.{kind}", content)},
    )

    found = {
        item.code: (item.title, item.parent.code if item.parent else "")
        for item in FrameItem.objects.all()
    }
    assert found == {
        "1": ({"en": "Language", "fr": "Langue"}, ""),
        "1a": ({"en": "Classes", "fr": "Cours"}, "1"),
        "2": ({"en": "Housing", "fr": "Logement"}, ""),
    }


def test_a_picture_is_no_table_and_what_was_written_stays(client, call, analyst):
    answer = client.post(
        url("frames", call),
        {"title": "Ours", "table": SimpleUploadedFile("list.xlsx", b"\x89PNG\r\n\x1a\n")},
    )

    assert answer.status_code == 422
    assert "could not read a table" in answer.content.decode()
    assert 'value="Ours"' in answer.content.decode()
    assert not Frame.objects.exists()


def test_an_empty_frame_is_refused(client, call, analyst):
    answer = client.post(url("frames", call), {"title": "Ours", "lines": "  \n"})

    assert answer.status_code == 422
    with pytest.raises(EmptyFrameError):
        make_frame(consultation=call, title={"en": "A"}, entries=[], by=analyst)


def test_a_statement_is_tagged_from_the_reading_pane_and_found_under_its_entry(
    client, call, analyst, frame
):
    one = stated(call, "Evening classes help.", organisation="Cooks")
    stated(call, "Nothing to say of it.", organisation="Bakers")
    measure = frame.items.get(code="1.1")
    reading = url("analysis-read", call, one.contribution.reference)
    write(
        Example, consultation=call, question=None, by=analyst, title="A school", text="At night.",
        statements=[one],
    )  # fmt: skip

    offered = client.get(reading).content.decode()
    sent = {"statement": one.pk, "item": measure.pk, "do": "tag", "back": reading}
    answer = client.post(url("analysis-tag", call), sent)
    after = client.get(reading).content.decode()
    above = client.get(url("frame-item", call, measure.parent_id)).content.decode()

    assert '<optgroup label="Indicators">' in offered
    assert answer["Location"] == reading
    assert "learns it</bdi></a>" in after
    assert "Evening classes help." in above
    assert Tagging.objects.get().by == analyst
    assert evidence_of(frame).of(measure.parent).support.contributors == 1

    client.post(url("analysis-tag", call), {**sent, "do": "untag"})

    assert not Tagging.objects.exists()


def test_an_example_is_offered_the_tags_its_statements_carry(client, call, analyst, frame):
    one = stated(call, "Evening classes help.")
    example = write(
        Example, consultation=call, question=None, by=analyst, title="A school", text="At night.",
        statements=[one],
    )  # fmt: skip
    item = frame.items.get(code="3")
    tag(statement=one, item=item, by=analyst)
    address = url("synthesis-thing", call, "example", example.pk)

    offered = client.get(address).content.decode()
    client.post(url("example-tags", call, example.pk), {"item": item.pk, "do": "tag"})
    read = client.get(url("frame-item", call, item.pk)).content.decode()

    assert "1 statement under this example speaks to it." in offered
    assert ExampleTagging.objects.get().by == analyst
    assert "A school" in read

    client.post(url("example-tags", call, example.pk), {"item": item.pk, "do": "untag"})

    assert not ExampleTagging.objects.exists()


def test_counts_are_of_contributors_and_an_entry_counts_with_its_measures(call, frame):
    by = make.account()
    first = stated(call, "One.", organisation="Cooks")
    again = stated(call, "Two.", organisation="Cooks")
    again.contribution.contributor = first.contribution.contributor
    again.contribution.save()
    other = stated(call, "Three.", organisation="Bakers")
    gone = stated(call, "Four.", organisation="Gone")
    gone.contribution.withdrawn_at = gone.contribution.received_at
    gone.contribution.save()
    top, measure = frame.items.get(code="1"), frame.items.get(code="1.2")
    for one, item in ((first, top), (again, measure), (other, measure), (gone, top)):
        tag(statement=one, item=item, by=by)

    found = evidence_of(frame)

    assert (found.of(top).support.contributors, len(found.of(top).statements)) == (2, 3)
    assert (found.of(measure).support.contributors, len(found.of(measure).statements)) == (2, 2)
    assert [one.item.code for one in found.silent] == ["2", "3", "4"]


def test_the_matrix_counts_contributors_by_theme_and_entry(client, call, analyst, frame):
    theme = make_theme(
        consultation=call, question=call.questions.first(), label="Evenings", by=analyst
    )
    for words in ("One.", "Two."):
        one = stated(call, words, organisation=words)
        code_to(statement=one, theme=theme, by=analyst)
        tag(statement=one, item=frame.items.get(code="1.1"), by=analyst)

    page = client.get(url("frame", call, frame.pk)).content.decode()
    matrix = evidence_of(frame).matrix

    assert (matrix.rows, matrix.columns) == (("Evenings",), ("1", "2", "3", "4"))
    assert matrix.values == ((2, 0, 0, 0),)
    assert '<svg class="chart"' in page


def test_the_table_names_people_as_they_allow_and_holds_no_formula(client, call, analyst, frame):
    one = stated(call, "=1+1 is what we ask.", organisation="Cooks", attribution="anonymous")
    tag(statement=one, item=frame.items.get(code="2"), by=analyst)

    answer = client.get(url("frame-export", call, frame.pk))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert len(rows) == 2
    assert rows[1][3].startswith("'=1+1")
    assert "Cooks" not in answer.content.decode()


def test_an_entry_in_use_stays_and_one_that_is_not_can_go(client, call, analyst, frame):
    measure, unused = frame.items.get(code="1.1"), frame.items.get(code="4")
    tag(statement=stated(call, "Classes."), item=measure, by=analyst)

    for row, remove in ((measure.parent, remove_item), (frame, remove_frame)):
        with pytest.raises(FrameInUseError):
            remove(**{"item" if remove is remove_item else "frame": row}, by=analyst)
    client.post(url("frame-entry", call, unused.pk), {"do": "remove"})

    assert sorted(frame.items.values_list("code", flat=True)) == ["1", "1.1", "1.2", "2", "3"]


def test_entries_are_added_and_reworded_in_every_language(client, call, analyst, frame):
    client.post(
        url("frame-add", call, frame.pk),
        {"title-en": "Rents", "parent": frame.items.get(code="2").pk},
    )
    added = frame.items.get(code="2.1")
    client.post(
        url("frame-entry", call, added.pk),
        {"title-en": "Rent", "title-fr": "Loyer", "code": "2a", "description": "What it costs"},
    )
    added.refresh_from_db()
    client.post(url("frame-change", call, frame.pk), {"title": "Ours", "source": "A book"})
    frame.refresh_from_db()

    assert (added.title, added.code) == ({"en": "Rent", "fr": "Loyer"}, "2a")
    assert added.description == {"en": "What it costs"}
    assert (str(frame), frame.source) == ("Ours", "A book")


def test_a_suggestion_has_its_reason_and_what_is_refused_is_not_suggested_again(
    client, call, analyst, frame, settings, django_capture_on_commit_callbacks
):
    settings.COMMONSPACE_EMBEDDER = "none"
    one = stated(call, "A school for every child, and a school bus.")
    for words in ("Housing is what we lack.", "Health for all.", "The language of the town."):
        stated(call, words)
    school = frame.items.get(code="3")

    def search():
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url("frame-suggest", call, frame.pk))

    search()
    found = TagSuggestion.objects.get(statement=one)
    page = client.get(url("frame-item", call, school.pk)).content.decode()
    reading = client.get(url("analysis-read", call, 1)).content.decode()
    client.post(url("analysis-tag", call), {"statement": one.pk, "item": school.pk, "do": "refuse"})
    search()

    assert (found.item, found.words) == (school, ["school"])
    assert "Both say: school." in page
    assert "Both say: school." in reading
    assert TagSuggestion.objects.get(statement=one).refused_by == analyst
    assert (
        "Both say: school." not in client.get(url("frame-item", call, school.pk)).content.decode()
    )


def test_what_is_tagged_is_suggested_no_more(call, frame, client, analyst, settings,
                                             django_capture_on_commit_callbacks):  # fmt: skip
    settings.COMMONSPACE_EMBEDDER = "none"
    one = stated(call, "A school for every child, and a school bus.")
    tag(statement=one, item=frame.items.get(code="3"), by=analyst)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("frame-suggest", call, frame.pk))

    assert not TagSuggestion.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"do": "tag"}, {"do": "tag", "item": "1", "statement": "x"}])
def test_nonsense_tags_nothing(client, call, analyst, frame, sent):
    assert client.post(url("analysis-tag", call), sent).status_code == 404


def test_an_entry_of_another_call_is_not_there(client, call, analyst):
    other = make.consultation()
    strange = make_frame(
        consultation=other, title={"en": "A"}, by=analyst, entries=entries_of_lines("A", "en")
    )
    one = stated(call, "Classes.")
    item = strange.items.get()

    answers = [
        client.get(url("frame", call, strange.pk)),
        client.get(url("frame-item", call, item.pk)),
        client.post(url("analysis-tag", call), {"do": "tag", "item": item.pk, "statement": one.pk}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
