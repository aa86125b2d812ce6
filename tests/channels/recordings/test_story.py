"""From a voice message on a phone to words with times on the desk."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import make
from tests.channels.recordings.conftest import TERMS

from commonspace.channels.recordings.models import Offer, Recording, Upload
from commonspace.contributions.choices import Reading
from commonspace.contributions.models import Contribution
from commonspace.contributions.queries import current_texts, second_of
from commonspace.engines.media import can_play
from commonspace.provenance.models import StoredFile
from commonspace.provenance.store import blob_store

pytestmark = pytest.mark.django_db
needs_player = pytest.mark.skipif(not can_play(), reason="needs ffmpeg")


def send(client, call, **said):
    told = {"key": str(uuid.uuid4()), **TERMS, **said}
    return client.post(reverse("record", args=[call.code]), told)


def code_on(page):
    return page.context["code"]


@pytest.fixture
def sent(client, call, wav, django_capture_on_commit_callbacks):
    """Return what became of a voice message that was sent, its background work done."""
    file = SimpleUploadedFile("note.wav", wav)
    question = str(call.questions.first().pk)
    with django_capture_on_commit_callbacks(execute=True):
        page = send(client, call, file=file, question=question)
    made = Contribution.objects.get()
    return made, made.attachments.get().recording, code_on(page)


DRAFT = "[0:00] Evening classes help.\n[0:07] The buses do not run at night."


@pytest.fixture
def written(client, call, sent):
    """Return the same once staff have written it down, and a way to the holder's page of it."""
    made, recording, code = sent
    client.force_login(make.member(call))
    editor = reverse("recording", args=[call.code, recording.pk])
    client.post(editor, {"draft": "[0:00] Evening classes", "version": 0, "do": "keep"})
    client.post(editor, {"draft": DRAFT, "version": 1})
    client.logout()
    client.post(reverse("receipt"), {"code": code})
    return made, reverse("my-recording", args=[recording.pk])


@needs_player
def test_a_voice_message_is_kept_as_it_came_and_listened_to(call, sent, wav):
    made, recording, _code = sent
    attachment = recording.attachment

    assert (made.channel, attachment.question) == ("recording", call.questions.first())
    with blob_store().open(attachment.file.blob) as kept:
        assert kept.read() == wav
    assert recording.seconds == pytest.approx(1.0, abs=0.1)
    assert not recording.is_silent


def test_it_counts_as_received_while_it_waits_for_its_words(client, call, sent):
    made, recording, code = sent
    client.force_login(make.member(call))

    desk = client.get(reverse("desk-contribution", args=[call.code, made.reference]))
    listed = client.get(reverse("staff-desk", args=[call.code]) + "?attachments=waiting")
    waiting = client.get(reverse("recordings", args=[call.code])).content.decode()

    assert recording.attachment.reading == Reading.TRANSCRIPT
    assert "waiting for its transcript" in desk.content.decode()
    assert str(made) in listed.content.decode()
    assert "Write it down" in waiting
    client.post(reverse("receipt"), {"code": code})
    assert "Is this what you said?" not in client.get(reverse("my-contribution")).content.decode()


def test_words_written_down_keep_the_second_they_were_said(call, written):
    text = current_texts(call).get()

    assert text.origin == "transcript"
    assert text.text == "Evening classes help.\nThe buses do not run at night."
    assert second_of(text, text.text.index("buses")) == 7
    assert second_of(text, 3) == 0


def test_whoever_spoke_puts_right_what_was_written_down(client, call, written):
    made, own = written
    before = current_texts(call).get()
    assert "Is this what you said?" in client.get(reverse("my-contribution")).content.decode()
    assert "The buses do not run" in client.get(own).content.decode()

    client.post(own, {"draft": DRAFT.replace("buses", "ferries"), "version": 2})

    now = current_texts(call).get()
    assert "ferries" in now.text
    assert now.derived_from == before
    made.refresh_from_db()
    assert made.confirmed_by == "self"


def test_a_recording_in_pieces_becomes_one_file_once(client, call, line, wav):
    phone = line()
    half = len(wav) // 2
    phone.send(wav[:half])
    phone.send(wav[half:], ends=len(wav))
    key = str(uuid.uuid4())

    first = send(client, call, key=key, uploads=phone.key)
    again = send(client, call, key=key, uploads=phone.key)

    assert code_on(first) == code_on(again)
    attachment = Contribution.objects.get().attachments.get()
    with blob_store().open(attachment.file.blob) as kept:
        assert kept.read() == wav
    assert not Upload.objects.exists()
    held = {attachment.file_id, *Recording.objects.values_list("copy", flat=True)} - {None}
    assert set(StoredFile.objects.values_list("pk", flat=True)) == held


def test_what_is_missing_is_said_and_the_recording_stays(client, call, line, wav):
    phone = line(size=len(wav))
    phone.send(wav)

    page = send(client, call, uploads=phone.key, attribution="")

    assert page.status_code == 422
    assert "Please choose how we may name you" in page.content.decode()
    assert phone.key in page.content.decode()
    assert Upload.objects.exists()


def test_a_recording_without_its_end_is_not_taken(client, call, line, wav):
    phone = line(size=len(wav))
    phone.send(wav[:100])

    page = send(client, call, uploads=phone.key)

    assert "has not arrived yet" in page.content.decode()
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("file", [b"%PDF-1.7 not a sound", b""])
def test_what_is_no_recording_is_refused_kindly(client, call, file):
    page = send(client, call, file=SimpleUploadedFile("x.mp3", file) if file else "")

    assert page.status_code == 422
    assert not Contribution.objects.exists()


def test_a_call_that_offers_no_recordings_has_no_such_page(client, call):
    call.recording_offer.is_offered = False
    call.recording_offer.save()

    assert client.get(reverse("record", args=[call.code])).status_code == 404
    assert "voice or video" not in client.get(reverse("call", args=[call.code])).content.decode()


def test_the_call_tells_of_it_once_staff_switched_it_on(client, call):
    call.recording_offer.delete()
    client.force_login(make.member(call))

    client.post(reverse("recordings-set-up", args=[call.code]), {"is_offered": "on"})

    assert (
        reverse("record", args=[call.code])
        in client.get(reverse("call", args=[call.code])).content.decode()
    )


def test_after_the_call_has_closed_nothing_is_taken(client, wav):
    closed = make.consultation(open_now=False)
    Offer.objects.create(consultation=closed, is_offered=True)

    page = send(client, closed, file=SimpleUploadedFile("note.wav", wav))

    assert page.status_code == 422
    assert not Contribution.objects.exists()


def test_two_who_write_at_once_notice_each_other(client, call, wav):
    send(client, call, file=SimpleUploadedFile("note.wav", wav))
    recording = Recording.objects.get()
    client.force_login(make.member(call))
    editor = reverse("recording", args=[call.code, recording.pk])
    client.post(editor, {"draft": "[0:00] One.", "version": 0, "do": "keep"})

    page = client.post(editor, {"draft": "[0:00] Other.", "version": 0, "do": "keep"})

    assert page.status_code == 409
    assert "Other." in page.content.decode()
    recording.refresh_from_db()
    assert recording.draft == "[0:00] One."


def test_statements_cut_from_a_transcript_say_when_they_were_said(client, call, written):
    text = current_texts(call).get()
    start = text.text.index("The buses")
    client.force_login(make.member(call))

    client.post(
        reverse("analysis-mark", args=[call.code, text.contribution.reference]),
        {"text": str(text.pk), "start": start, "end": len(text.text), "kind": "challenge"},
    )

    page = client.get(reverse("analysis-read", args=[call.code, text.contribution.reference]))
    assert call.statements.get().quote == "The buses do not run at night."
    assert "said at 0:07" in page.content.decode()
