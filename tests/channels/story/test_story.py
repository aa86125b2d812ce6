import io
import subprocess
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from tests import make

from commonspace.channels.story.choices import Part
from commonspace.channels.story.models import Story, StoryField, WaitingStory
from commonspace.channels.story.queries import leaflet_for, recognise, story_leaflet
from commonspace.channels.story.services import forget_waiting_files, start_form
from commonspace.contributions.cards import card_of
from commonspace.contributions.choices import ConsentBy
from commonspace.contributions.models import Contribution
from commonspace.people.access import details_of
from commonspace.provenance.models import StoredFile
from commonspace.sharing.kit import papers_for
from commonspace.sharing.links import Copy
from commonspace.sharing.printing.plain import leaflet_text
from commonspace.sharing.printing.word import leaflet_docx
from commonspace.synthesis.prefill import suggested

pytestmark = pytest.mark.django_db
WORDS = {
    Part.TITLE: "The night school of the port",
    Part.WHO: "Net Menders\nHarbour Library",
    Part.WHERE: "Iloilo, Philippines",
    Part.WHEN: "Since 2019",
    Part.DONE: "Newcomers could not come by day.\n\nSo we taught at night.",
    Part.OUTCOME: "Forty people found work.",
    Part.LINKS: "https://school.example.org/night",
}


@pytest.fixture
def call():
    made = make.consultation("harbour")
    form = start_form(consultation=made)
    form.is_offered = True
    form.save()
    return made


def keys(call):
    return {one.part: one.key for one in StoryField.objects.filter(form__consultation=call)}


def sent(call, **changes):
    asked = keys(call)
    return {
        **{asked[part]: words for part, words in WORDS.items()},
        "language": "en",
        "may_be_case": "yes",
        "attribution": "organisation",
        "may_publish": "yes",
        "organisation": "Net Menders",
        "contact": "amal@example.org",
        "key": str(uuid.uuid4()),
        **changes,
    }


def filled_docx(
    call, language="en", *, words=None, ticks=("case:yes", "naming:kind", "publish:yes")
):
    """Fill the Word form the way a person does: write over what stands in a field, tick a box."""
    document = Document(io.BytesIO(leaflet_docx(story_leaflet(call, language))))
    by_key = {keys(call)[part]: text for part, text in (words or WORDS).items()}
    by_key["about:organisation"] = "Net Menders"
    for control in document.element.body.iter("{*}sdt"):
        tag = control.find("{*}sdtPr/{*}tag")
        key = tag.get(tag.nsmap["w"].join("{}") + "val")
        texts = list(control.iter("{*}t"))
        if key in by_key:
            _write(texts[0], by_key[key])
        elif key in ticks:
            texts[0].text = "☒"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write(text, words):
    first, *others = words.split("\n")
    text.text = first
    run = text.getparent()
    for line in others:
        for tag, said in (("br", None), ("t", line)):
            made = run.makeelement(text.tag.replace("}t", "}" + tag))
            made.text = said
            run.append(made)


def give(client, call, content, name="form.docx"):
    return client.post(
        reverse("story-file", args=[call.code]), {"filled": SimpleUploadedFile(name, content)}
    )


def test_a_story_told_on_the_screen_is_received_with_its_fields(client, call):
    answer = client.post(reverse("story", args=["harbour"]), sent(call))

    contribution = Contribution.objects.get()
    assert "We have your story" in answer.content.decode()
    assert contribution.channel == "story"
    assert contribution.consent_by == ConsentBy.SELF
    assert details_of(contribution.contributor).email == "amal@example.org"
    text = contribution.texts.get().text
    assert text.startswith("The night school of the port\n\n")
    assert "amal@example.org" not in text
    assert Story.objects.get().may_be_case


def test_the_same_story_sent_twice_is_one(client, call):
    data = sent(call)

    client.post(reverse("story", args=["harbour"]), data)
    again = client.post(reverse("story", args=["harbour"]), data)

    assert Contribution.objects.count() == 1
    assert "kept once" in again.content.decode()


@pytest.mark.parametrize("missing", ["may_be_case", "attribution", "may_publish"])
def test_nothing_is_sent_without_the_choices_of_the_teller(client, call, missing):
    answer = client.post(reverse("story", args=["harbour"]), sent(call, **{missing: ""}))

    assert answer.status_code == 422
    assert "So we taught at night." in answer.content.decode()
    assert not Contribution.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_filled_word_file_comes_back_as_fields_to_look_at(client, call, language):
    answer = give(client, call, filled_docx(call, language))

    form = answer.context["form"]
    assert answer.status_code == 200
    assert not Contribution.objects.exists()
    for part, words in WORDS.items():
        assert form.initial[keys(call)[part]] == words.replace("\n\n", "\n")
    assert form.initial["organisation"] == "Net Menders"
    assert form.initial["attribution"] == "kind"
    assert form.initial["may_be_case"] == "yes"
    assert form.initial["name"] == ""


@pytest.mark.slow
def test_the_file_stays_with_the_story_it_was_read_to(client, call):
    form = give(client, call, filled_docx(call)).context["form"]

    client.post(reverse("story", args=["harbour"]), sent(call, file=form.initial["file"]))

    assert Contribution.objects.get().attachments.get().file.name == "form.docx"
    assert not WaitingStory.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["odt", "pdf"])
def test_a_form_saved_by_another_program_is_read_all_the_same(client, call, ending, tmp_path):
    (tmp_path / "form.docx").write_bytes(filled_docx(call))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", ending, "--outdir", tmp_path, tmp_path / "form.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    answer = give(client, call, (tmp_path / f"form.{ending}").read_bytes(), f"form.{ending}")

    form = answer.context["form"]
    for part in (Part.TITLE, Part.WHERE, Part.OUTCOME):
        assert form.initial[keys(call)[part]] == WORDS[part]
    assert "taught at night" in form.initial[keys(call)[Part.DONE]]
    assert form.initial["may_publish"] == "yes"


def test_two_ticks_where_one_was_asked_leave_the_choice_open(call):
    text = leaflet_text(story_leaflet(call, "en")).replace("[ ] With", "[x] With")

    filled = recognise(call, text)

    assert filled.ticks == {"naming:named", "naming:organisation"}


def test_an_empty_form_has_no_answers_and_another_text_is_no_form(call):
    filled = recognise(call, leaflet_text(story_leaflet(call, "fr")))

    assert filled.language == "fr"
    assert not any(filled.values.values())
    assert not filled.ticks
    assert recognise(call, "Dear all,\n\nhere is what we think of housing.") is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"Dear all, this is a letter.", "could not find the fields"), (b"", "empty")],
)
def test_a_file_that_is_not_the_form_is_answered_kindly(client, call, content, sentence):
    answer = give(client, call, content, "letter.txt")

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_files_that_were_never_sent_are_forgotten_after_a_day(client, call):
    give(client, call, b"Dear all, this is a letter.", "letter.txt")
    assert forget_waiting_files() == 0
    WaitingStory.objects.update(kept_at="2020-01-01T00:00Z")

    assert forget_waiting_files() == 1
    assert not StoredFile.objects.exists()


def test_the_form_is_offered_only_where_it_is_set_up(client, call):
    bare = make.consultation("bare")

    assert client.get(reverse("story", args=["bare"])).status_code == 404
    assert "With a story" in client.get(reverse("call", args=["harbour"])).content.decode()
    names = {
        one.name
        for one in papers_for(Copy(consultation=bare, language="en", root="https://x.example/"))
    }
    assert "story-form.docx" not in names


def test_staff_name_add_order_and_take_off_fields(client, call):
    client.force_login(make.member(call))
    start = [one.part for one in call.story_form.fields.all()]
    second = call.story_form.fields.all()[1]

    client.post(reverse("story-field-move", args=["harbour", second.pk]), {"do": "up"})
    client.post(
        reverse("story-field-new", args=["harbour"]),
        {"part": "other", "rows": 4, "label_en": "What did it cost?", "label_fr": "Combien ?"},
    )

    assert [one.part for one in call.story_form.fields.all()] == [
        start[1],
        start[0],
        *start[2:],
        "other",
    ]
    copy = Copy(consultation=call, language="fr", root="https://x.example/")
    assert "9. Combien ?" in leaflet_text(leaflet_for(copy))
    client.post(reverse("story-field-move", args=["harbour", second.pk]), {"do": "remove"})
    assert second.pk not in set(call.story_form.fields.values_list("pk", flat=True))


def test_a_field_of_ones_own_needs_a_label(client, call):
    client.force_login(make.member(call))

    answer = client.post(reverse("story-field-new", args=["harbour"]), {"part": "other", "rows": 4})

    assert answer.status_code == 422
    assert call.story_form.fields.count() == 8


def test_a_story_becomes_an_example_without_typing(client, call):
    client.post(reverse("story", args=["harbour"]), sent(call))
    client.force_login(make.member(call))
    assert (
        "Make an example of it" in client.get(reverse("stories", args=["harbour"])).content.decode()
    )

    answer = client.post(reverse("synthesis-from-story", args=["harbour", 1]), follow=True)

    initial = answer.context["form"].initial
    assert initial["title"] == "The night school of the port"
    assert initial["places"] == ["Iloilo, Philippines"]
    assert initial["countries"] == ["PH"]
    assert initial["organisations"] == ["Net Menders", "Harbour Library"]
    assert initial["links"] == ["https://school.example.org/night"]
    assert "Forty people found work." in initial["text"]


def test_an_example_of_an_unnamed_story_names_nobody(client, call):
    client.post(reverse("story", args=["harbour"]), sent(call, attribution="anonymous"))
    client.force_login(make.member(call))

    answer = client.post(reverse("synthesis-from-story", args=["harbour", 1]), follow=True)

    assert answer.context["form"].initial["organisations"] == []


def test_no_example_is_made_of_a_story_that_may_not_be_a_case(client, call):
    client.post(reverse("story", args=["harbour"]), sent(call, may_be_case="no"))
    client.force_login(make.member(call))

    assert client.post(reverse("synthesis-from-story", args=["harbour", 1])).status_code == 404


def test_staff_put_a_story_in_on_the_word_of_its_teller(client, call):
    member = make.member(call)
    client.force_login(member)

    answer = client.post(reverse("stories-new", args=["harbour"]), sent(call), follow=True)

    contribution = Contribution.objects.get()
    assert contribution.entered_by == member
    assert contribution.consent_by == ConsentBy.STAFF
    assert "C-0001" in answer.content.decode()


def test_a_story_whose_words_were_changed_since_fills_no_card(client, call):
    client.post(reverse("story", args=["harbour"]), sent(call))
    contribution = Contribution.objects.get()
    assert card_of(contribution).title == "The night school of the port"

    contribution.current_revision = 2

    assert card_of(contribution) is None


def test_a_story_that_may_not_be_a_case_stays_so_when_it_is_changed(client, call):
    client.post(reverse("story", args=["harbour"]), sent(call, may_be_case="no"))
    contribution = Contribution.objects.get()
    contribution.current_revision = 2

    assert not card_of(contribution).may_be_case
    assert suggested("example", words="At night.", contribution=contribution, language="en") == {}
