import io

import pytest
from tests import make

from commonspace.contributions.choices import Origin, Reading
from commonspace.contributions.queries import attachments_of
from commonspace.intake.envelopes import FilePart
from commonspace.provenance.models import Run
from commonspace.provenance.services import store_bytes
from commonspace.texts.services import read_again, read_attachment

pytestmark = pytest.mark.django_db


def handed_in(content: bytes, name: str, django_capture_on_commit_callbacks, **fields):
    call = make.consultation()
    file = store_bytes(stream=io.BytesIO(content), name=name, max_bytes=10_000_000)
    with django_capture_on_commit_callbacks(execute=True):
        contribution = make.contribution(call, "", files=(FilePart(file=file),), **fields)
    return attachments_of(contribution).get()


def test_a_document_becomes_a_text_that_names_its_run(django_capture_on_commit_callbacks):
    content = b"Las escuelas abren por la tarde.\n\nLas familias vienen a aprender."
    attachment = handed_in(content, "escuelas.txt", django_capture_on_commit_callbacks, language="")

    text = attachment.texts.get()

    assert text.text.strip() == content.decode()
    assert (text.origin, text.language, text.run.counts_out) == (Origin.EXTRACTED, "es", 1)
    assert attachment.reading == Reading.READ


def test_reading_twice_keeps_one_text(django_capture_on_commit_callbacks):
    attachment = handed_in(b"One text.", "one.txt", django_capture_on_commit_callbacks)

    read_attachment(attachment)

    assert attachment.texts.count() == 1
    assert Run.objects.filter(kind="extraction").count() == 1


def test_what_cannot_be_read_says_why_and_is_kept(django_capture_on_commit_callbacks):
    attachment = handed_in(b"%PDF-1.7\ntruncated", "report.pdf", django_capture_on_commit_callbacks)

    assert attachment.reading == Reading.UNREADABLE
    assert attachment.refusal_message.endswith(".")
    assert attachment.texts.count() == 0
    assert attachment.file.size_bytes == 18


def test_bytes_that_are_gone_are_said_and_read_when_they_are_back(
    django_capture_on_commit_callbacks,
):
    call = make.consultation()
    file = store_bytes(stream=io.BytesIO(b"Words of ours."), name="a.txt", max_bytes=1_000)
    blob = file.blob
    type(file).objects.filter(pk=file.pk).update(blob="0" * 32)
    file.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        contribution = make.contribution(call, "", files=(FilePart(file=file),))
    attachment = attachments_of(contribution).get()
    assert (attachment.reading, attachment.refusal) == (Reading.UNREADABLE, "broken-blob")

    type(file).objects.filter(pk=file.pk).update(blob=blob)
    text = read_again(attachments_of(contribution).get())

    assert text.text.strip() == "Words of ours."
    assert attachments_of(contribution).get().reading == Reading.READ


def test_one_unreadable_document_costs_the_others_nothing(django_capture_on_commit_callbacks):
    call = make.consultation()
    parts = tuple(
        FilePart(file=store_bytes(stream=io.BytesIO(content), name=name, max_bytes=1_000))
        for name, content in (("cut.pdf", b"%PDF-1.7 cut"), ("good.txt", b"Words of ours."))
    )

    with django_capture_on_commit_callbacks(execute=True):
        contribution = make.contribution(call, "", files=parts)

    assert set(attachments_of(contribution).values_list("reading", flat=True)) == {
        "unreadable",
        "read",
    }
