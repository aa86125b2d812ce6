import io
import zipfile

import pytest
from django.urls import reverse
from docx import Document
from pypdf import PdfReader
from tests import make

from commonspace.sharing.kit import kit_of, papers_for
from commonspace.sharing.links import Copy
from commonspace.sharing.words import first_words, texts_for

pytestmark = pytest.mark.django_db
ROOT = "https://ask.example.org/"


@pytest.fixture
def call():
    return make.consultation("harbour")


def copy_of(call, language="en"):
    return Copy(consultation=call, language=language, root=ROOT)


def words_of(pdf):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_short_link_opens_the_call_in_the_language_of_the_visitor(client, call):
    short = copy_of(call).short.removeprefix(ROOT.rstrip("/"))

    answer = client.get(short, headers={"accept-language": "fr"}, follow=True)

    assert short == "/c/harbour/"
    assert answer.request["PATH_INFO"] == "/fr/c/harbour/"


def test_the_words_say_who_asks_what_until_when_and_where(call):
    texts = texts_for(copy_of(call, "fr"))

    for words in (texts.short, texts.message, texts.letter):
        assert "Villes et nouveaux venus" in words
        assert f"{ROOT}fr/c/harbour/" in words
    assert "Heading 2" in texts.message
    assert "content@example.org" in texts.letter


def test_words_that_are_cut_end_at_a_word():
    assert first_words("one two three", 8) == "one two …"
    assert first_words("one\n two", 8) == "one two"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_file_is_what_its_ending_says(call, language):
    copy = copy_of(call, language)
    begins = {"pdf": b"%PDF", "docx": b"PK", "png": b"\x89PNG", "svg": b"<svg", "txt": b""}

    for paper in papers_for(copy):
        assert paper.make(copy).startswith(begins[paper.name.rpartition(".")[2]]), paper.name


@pytest.mark.slow
def test_a_poster_stays_on_one_page_whatever_the_call_says(call):
    for number in range(3, 15):
        make.question(call, number, heading="What would you do about it? " * 20)
    call.subject = {"en": "A long subject. " * 40}
    call.title = {"en": "A long title of a call for many cities " * 4}
    call.save()

    poster = next(one for one in papers_for(copy_of(call)) if one.name == "poster.pdf")
    made = poster.make(copy_of(call))

    assert len(PdfReader(io.BytesIO(made)).pages) == 1
    assert "ask.example.org/c/harbour" in words_of(made)


def test_the_word_form_has_a_content_control_for_each_answer(call):
    paper = next(one for one in papers_for(copy_of(call)) if one.name == "answer-form.docx")

    document = Document(io.BytesIO(paper.make(copy_of(call))))

    tags = [
        found.get(found.nsmap["w"].join("{}") + "val") for found in document.element.iter("{*}tag")
    ]
    assert [tag for tag in tags if tag.startswith("answer:")] == [
        "answer:1",
        "answer:2",
        "answer:general",
    ]
    assert "naming:anonymous" in tags


@pytest.mark.slow
def test_the_kit_holds_every_file_and_says_what_to_do(call):
    copy = copy_of(call, "ar")

    archive = zipfile.ZipFile(io.BytesIO(kit_of(copy)))

    names = {name.partition("/")[2] for name in archive.namelist()}
    assert names == {"README.txt", *(one.name for one in papers_for(copy) if one.in_kit)}
    assert "content@example.org" in archive.read("harbour-ar/README.txt").decode()


def test_anybody_can_fetch_the_files_of_a_public_call(client, call):
    page = client.get(reverse("pass-it-on", args=["harbour"]))
    code = client.get(reverse("shared-file", args=["harbour", "en", "qr.svg"]))

    assert page.status_code == 200
    assert "letter.txt" in page.content.decode()
    assert code["Content-Type"] == "image/svg+xml"
    assert "harbour-en-qr.svg" in code["Content-Disposition"]


@pytest.mark.parametrize("address", ["xx/qr.svg", "en/nothing.pdf", "de/poster.pdf"])
def test_there_is_no_file_in_another_language_or_of_another_name(client, call, address):
    assert client.get(f"/en/c/harbour/pass-it-on/{address}").status_code == 404


def test_a_draft_is_passed_on_by_nobody_but_its_staff_can_see_the_files(client):
    draft = make.consultation("draft", stage="draft")
    client_of_staff = client
    assert client.get(reverse("pass-it-on", args=["draft"])).status_code == 404

    client_of_staff.force_login(make.member(draft))

    assert client.get(reverse("share", args=["draft"])).status_code == 200
    assert client.get(reverse("share-file", args=["draft", "en", "qr.png"])).status_code == 200
