"""Filled forms that come back as files: from the sender to the desk, field by field."""

import subprocess
from pathlib import Path

import pytest
from django.urls import reverse
from tests import make
from tests.channels.email.handing import handed_in
from tests.channels.email.letters import ANA, written
from tests.sharing.forms import WHO, answer_form, filled_docx, keys, with_line_after

from commonspace.contributions.choices import ConsentBy, Origin, Reading
from commonspace.contributions.models import Contribution
from commonspace.contributions.queries import answers_of, attachments_of, current_texts
from commonspace.people.access import details_of
from commonspace.sharing.choices import Doubt, FormState
from commonspace.sharing.models import FilledForm

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"
GRACE = "Grace Otieno <grace@example.org>"


@pytest.fixture
def call(db, settings):
    settings.COMMONSPACE_MAIL_ANSWERS = "answers@example.org"
    settings.COMMONSPACE_MAIL_SECRETS = "secret"
    settings.COMMONSPACE_URL = "https://consult.example.org"
    return make.consultation("harbour", questions=3)


@pytest.fixture
def mailed(call, django_capture_on_commit_callbacks):
    """Send files to the call by mail and let everything be read."""

    def sending(*files: tuple[str, bytes], text: str = "", sender: str = GRACE) -> Contribution:
        mail = written(text, sender=sender)
        for name, content in files:
            kind = ("application", WORD if name.endswith("docx") else "octet-stream")
            mail.add_attachment(content, maintype=kind[0], subtype=kind[1], filename=name)
        with django_capture_on_commit_callbacks(execute=True):
            (kept,) = handed_in(mail)
        assert kept.contribution is not None, kept.reason
        return Contribution.objects.get(pk=kept.contribution_id)

    return sending


def said(contribution):
    return {
        answer.question.number if answer.question else 0: answer.text.text
        for answer in answers_of(contribution)
    }


def values(call, *answers: str, **who: str) -> dict[str, str]:
    return {**dict(zip(keys(call), answers, strict=False)), **WHO, **who}


def doubts() -> set[str]:
    return set(FilledForm.objects.get().doubts)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_filled_form_by_mail_comes_back_as_answers(call, mailed, language):
    given = values(call, "Evening classes.\nAnd childcare.", "", "Letters nobody can read.")

    held = mailed(("form.docx", filled_docx(answer_form(call, language), given)))

    assert FilledForm.objects.get().state == FormState.TAKEN
    assert said(held) == {1: "Evening classes.\nAnd childcare.", 3: "Letters nobody can read."}
    assert (held.attribution, held.may_publish, held.consent_by) == (
        "organisation", True, ConsentBy.SELF,
    )  # fmt: skip
    assert held.contributor.organisation.name == "Net Menders"
    assert held.contributor.place == "Kisumu, Kenya"
    assert details_of(held.contributor).email == "grace@example.org"
    assert attachments_of(held).get().reading == Reading.FIELDS


def test_its_words_speak_once_and_say_where_they_were_taken_from(call, mailed):
    held = mailed(("form.docx", filled_docx(answer_form(call), values(call, "Evening classes."))))

    (text,) = current_texts(call)
    assert text.text == "Evening classes."
    assert text.origin == Origin.EXTRACTED
    assert text.derived_from.attachment == attachments_of(held).get()


def test_a_form_that_was_handed_out_before_a_question_was_reworded_is_known(call, mailed):
    old = filled_docx(answer_form(call), values(call, "Evening classes.", "Buses."))
    question = call.questions.get(number=1)
    former = question.wording
    question.versions.create(number=2, heading={"en": "Something else is asked now"})

    held = mailed(("form.docx", old))

    assert said(held) == {1: "Evening classes.", 2: "Buses."}
    assert answers_of(held).get(question=question).wording == former


def test_a_form_with_an_earlier_deadline_on_it_needs_no_look(call, mailed):
    old = filled_docx(answer_form(call), values(call, "Evening classes."))
    call.closes_at = call.closes_at.replace(year=call.closes_at.year + 1)
    call.save()

    assert said(mailed(("form.docx", old))) == {1: "Evening classes."}


def test_words_above_the_printed_help_of_a_field_are_taken_without_it(call, mailed):
    wording = call.questions.get(number=2).wording
    wording.lead_in = {"en": "Tell us what you tried, and with whom."}
    wording.save()
    label = next(one.label for one in answer_form(call).blocks if one.key == keys(call)[1])
    docx = filled_docx(answer_form(call), values(call, "Evening classes."))

    held = mailed(("form.docx", with_line_after(docx, label, "Buses, with the union.")))

    assert said(held) == {1: "Evening classes.", 2: "Buses, with the union."}


@pytest.mark.parametrize(
    ("change", "doubt"),
    [
        ({"text": "Q1: What I wrote in the mail itself."}, Doubt.ANSWERED),
        ({"sender": ANA}, Doubt.SOMEBODY),
        ({"ticks": ("naming:named", "naming:anonymous", "publish:yes")}, Doubt.TICKED_TWICE),
        ({"line": ("About you", "Please call me before noon.")}, Doubt.LOOSE),
        ({"answers": ()}, Doubt.EMPTY),
    ],
)
def test_what_is_in_doubt_waits_for_a_person(call, mailed, change, doubt):
    given = values(call, *change.get("answers", ("Evening classes.",)))
    docx = filled_docx(answer_form(call), given, change.get("ticks", ("publish:no",)))
    if "line" in change:
        docx = with_line_after(docx, *change["line"])

    held = mailed(
        ("form.docx", docx), sender=change.get("sender", GRACE), text=change.get("text", "")
    )

    assert doubts() == {doubt}
    assert held.current_revision == 1
    assert attachments_of(held).get().reading == Reading.READ


def test_the_desk_puts_right_what_was_read_and_takes_it(client, call, mailed):
    docx = filled_docx(answer_form(call), values(call, "Evning classes."), ("publish:yes",))
    docx = with_line_after(docx, "About you", "Please call me before noon.")
    held = mailed(("form.docx", docx))
    client.force_login(make.member(call))
    form = FilledForm.objects.get()
    address = reverse("filled-form", args=[call.code, form.pk])

    assert "Please call me before noon." in client.get(address).content.decode()
    first = keys(call)[0]
    sent = {
        first: "Evening classes.", "loose": "Please call me before noon.", "whose": "sender",
        "about:name": "Grace Otieno", "naming": "kind", "publish": "yes",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302

    held.refresh_from_db()
    assert said(held) == {1: "Evening classes.", 0: "Please call me before noon."}
    assert (held.attribution, held.may_publish) == ("kind", True)
    assert FilledForm.objects.get().state == FormState.LOOKED_AT


def test_a_form_without_words_is_not_taken_and_nothing_typed_is_lost(client, call, mailed):
    mailed(("form.docx", filled_docx(answer_form(call), WHO)))
    client.force_login(make.member(call))
    address = reverse("filled-form", args=[call.code, FilledForm.objects.get().pk])

    answer = client.post(address, {"about:name": "Grace from the port", "whose": "sender"})

    assert answer.status_code == 422
    assert "No answer is filled in" in answer.content.decode()
    assert "Grace from the port" in answer.content.decode()


def test_several_forms_in_one_mail_are_several_voices(client, call, mailed):
    one = filled_docx(answer_form(call), values(call, "Evening classes."))
    other = filled_docx(
        answer_form(call, "fr"),
        values(call, "Des bus la nuit.", **{"about:name": "Ali Ba", "about:contact": ""}),
        ("naming:anonymous", "publish:no"),
    )
    held = mailed(("one.docx", one), ("two.docx", other), text="Here are two forms.", sender=ANA)
    client.force_login(make.member(call))

    for form in FilledForm.objects.all():
        assert Doubt.SEVERAL in form.doubts
        address = reverse("filled-form", args=[call.code, form.pk])
        page = client.get(address).context["form"]
        sent = {name: page[name].value() or "" for name in page.fields}
        assert sent["whose"] == "own"
        assert client.post(address, sent).status_code == 302

    held.refresh_from_db()
    assert said(held) == {0: "Here are two forms."}
    own = Contribution.objects.exclude(pk=held.pk).order_by("language")
    assert [said(each) for each in own] == [{1: "Evening classes."}, {1: "Des bus la nuit."}]
    assert [each.attribution for each in own] == ["organisation", "anonymous"]
    assert [details_of(each.contributor).name for each in own] == ["Grace Otieno", "Ali Ba"]
    assert len({each.contributor_id for each in own} | {held.contributor_id}) == 3
    assert sorted(text.text for text in current_texts(call)) == [
        "Des bus la nuit.", "Evening classes.", "Here are two forms.",
    ]  # fmt: skip


def test_answers_that_were_taken_by_mistake_are_taken_back(client, call, mailed):
    held = mailed(("form.docx", filled_docx(answer_form(call), values(call, "Evening classes."))))
    client.force_login(make.member(call))
    form = FilledForm.objects.get()

    client.post(reverse("filled-form-leave", args=[call.code, form.pk]))

    held.refresh_from_db()
    assert said(held) == {}
    assert (held.attribution, held.may_publish, held.consent_by) == (
        "anonymous", False, ConsentBy.NOT_YET,
    )  # fmt: skip
    assert attachments_of(held).get().reading == Reading.READ
    assert [text.attachment_id for text in current_texts(call)] == [attachments_of(held).get().pk]
    assert FilledForm.objects.get().state == FormState.LEFT
    again = client.post(reverse("filled-form-leave", args=[call.code, form.pk]), follow=True)
    assert "settled already" in again.content.decode()


def test_a_form_that_came_in_time_is_read_after_the_deadline(client, call, mailed):
    docx = filled_docx(answer_form(call), values(call, "Evening classes."), ())
    held = mailed(("form.docx", docx), sender=ANA)
    call.closes_at = call.opens_at
    call.save()
    client.force_login(make.member(call))
    address = reverse("filled-form", args=[call.code, FilledForm.objects.get().pk])
    page = client.get(address).context["form"]

    client.post(address, {name: page[name].value() or "" for name in page.fields})

    held.refresh_from_db()
    assert said(held) == {1: "Evening classes."}
    assert details_of(held.contributor).name == "Grace Otieno", "she alone speaks in it"
    assert not held.is_late


def test_another_document_stays_a_document(call, mailed):
    other = make.consultation("lake", questions=0, stage="draft")
    for number in range(1, 5):
        make.question(other, number, f"What do you expect of lake number {number}?")
    docx = filled_docx(answer_form(other), {})

    held = mailed(("other.docx", docx))

    assert not FilledForm.objects.exists()
    assert attachments_of(held).get().reading == Reading.READ


def test_libreoffice_saves_it_as_it_likes(call, mailed, tmp_path):
    docx = filled_docx(answer_form(call), values(call, "Evening classes."))
    Path(tmp_path, "form.docx").write_bytes(docx)
    for ending in ("odt", "pdf"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
             "--convert-to", ending, "--outdir", str(tmp_path), f"{tmp_path}/form.docx"],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        held = mailed((f"form.{ending}", Path(tmp_path, f"form.{ending}").read_bytes()))
        assert said(held) == {1: "Evening classes."}, ending
        assert held.attribution == "organisation", ending
