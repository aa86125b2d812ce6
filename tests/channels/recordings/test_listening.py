"""Listening confined, playing with jumps, and what an engine is asked."""

import json
import subprocess
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import make
from tests.channels.recordings.conftest import TERMS, tone

from commonspace.channels.recordings.models import Recording
from commonspace.engines.media import UnplayableError, can_play, media_type_of, played
from commonspace.engines.speech import (
    SpeechFailedError,
    SpeechService,
    UnknownSpeechError,
    speech_engine,
)

needs_player = pytest.mark.skipif(not can_play(), reason="needs ffmpeg")


@needs_player
def test_silence_is_noticed(tmp_path):
    with played(tone(tmp_path / "quiet.wav", loudness=0)) as heard:
        assert heard.is_silent
    with played(tone(tmp_path / "tone.wav")) as heard:
        assert not heard.is_silent
        assert media_type_of(heard.copy.read(64)) == "audio/mpeg"


@needs_player
def test_the_copy_does_not_tell_who_made_the_recording_nor_where(tmp_path):
    told = {"title": "Kitchen at home", "artist": "Amina K.", "location": "+14.5995+120.9842/"}
    tagged = tmp_path / "voice.mp4"
    words = [word for name, text in told.items() for word in ("-metadata", f"{name}={text}")]
    words += ["-movflags", "use_metadata_tags"]
    subprocess.run(
        ["ffmpeg", "-v", "error", "-i", tone(tmp_path / "tone.wav"), *words, tagged], check=True
    )
    assert all(text.encode() in tagged.read_bytes() for text in told.values())

    with played(tagged) as heard:
        copy = heard.copy.read()

    assert len(copy) > 5_000
    assert not [text for text in told.values() if text.encode() in copy]


@needs_player
@pytest.mark.parametrize("content", [b"", b"OggS but nothing follows", b"\x1a\x45\xdf\xa3" * 500])
def test_a_broken_file_gives_a_reason_not_a_stop(tmp_path, content):
    path = tmp_path / "broken"
    path.write_bytes(content)

    with pytest.raises(UnplayableError) as told, played(path):
        pass
    assert told.value.reason == "broken"


@needs_player
@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Good morning"), ("es", "Buenos días"), ("fr", "Bonjour"), ("ar", "صباح الخير")],
)
def test_spoken_messages_are_heard(speak, language, words):
    with played(speak(words, language)) as heard:
        assert not heard.is_silent
        assert heard.seconds > 0.4


@pytest.fixture
def recording(client, call, wav, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("record", args=[call.code]),
            {"key": str(uuid.uuid4()), **TERMS, "file": SimpleUploadedFile("note.wav", wav)},
        )
    return Recording.objects.select_related("copy").get()


@needs_player
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("", 200, 0, None),
        ("bytes=0-9", 206, 0, 10),
        ("bytes=100-", 206, 100, None),
        ("bytes=-7", 206, -7, None),
        ("bytes=99999999-", 416, 0, 0),
        ("lines=1-2", 200, 0, None),
        ("bytes=" + "0-1," * 10_000 + "5-9", 200, 0, None),
    ],
)
def test_a_browser_can_jump_in_a_recording(client, call, recording, asked, status, first, last):
    client.force_login(make.member(call))
    url = reverse("recording-sound", args=[call.code, recording.pk])
    all_of_it = b"".join(client.get(url).streaming_content)

    answer = client.get(url, headers={"Range": asked} if asked else {})

    assert answer.status_code == status
    sent = b"".join(answer.streaming_content) if answer.streaming else b""
    assert sent == all_of_it[first:last]
    assert len(all_of_it) == recording.copy.size_bytes


@pytest.fixture
def whisper():
    """Serve as a Whisper-compatible server would; ``asked`` is what came, ``says`` the answer."""

    class Handler(BaseHTTPRequestHandler):
        asked = b""
        says = (200, {"segments": [
            {"start": 0.0, "text": " Evening classes help.", "avg_logprob": -0.2},
            {"start": 7.4, "text": " Mumble.", "avg_logprob": -1.1},
        ]})  # fmt: skip

        def do_POST(self):
            type(self).asked = self.rfile.read(int(self.headers["Content-Length"]))
            status, content = type(self).says
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words):
            """Keep quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    Handler.setting = f"openai:http://127.0.0.1:{server.server_port}/v1#small"
    yield Handler
    server.shutdown()
    server.server_close()


@needs_player
@pytest.mark.django_db
def test_an_engine_suggests_and_a_person_decides(
    client, call, wav, whisper, settings, django_capture_on_commit_callbacks
):
    settings.COMMONSPACE_SPEECH = whisper.setting
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("record", args=[call.code]),
            {"key": str(uuid.uuid4()), **TERMS, "file": SimpleUploadedFile("note.wav", wav)},
        )

    found = Recording.objects.get()
    assert found.draft == "[0:00] Evening classes help.\n[0:07?] Mumble."
    assert found.run.tool.endswith("#small")
    assert b'name="language"\r\n\r\nen' in whisper.asked
    assert not found.attachment.texts.exists()
    client.force_login(make.member(call))
    page = client.get(reverse("recording", args=[call.code, found.pk])).content.decode()
    assert 'data-at="7"' in page
    assert "A machine wrote this first draft" in page


@pytest.mark.parametrize("says", [(500, {}), (200, {"text": "no segments"}), (200, [1])])
def test_a_server_that_fails_gives_no_words(tmp_path, whisper, says):
    whisper.says = says
    sound = tmp_path / "sound.mp3"
    sound.write_bytes(b"sound")

    with pytest.raises(SpeechFailedError):
        speech_engine(whisper.setting).transcribe(sound, language="en")


@pytest.mark.parametrize(
    "setting", ["", "some", "whisper:", "openai:x#y", "openai:http://a:b@c/#y"]
)
def test_a_setting_that_names_no_engine_is_refused(setting):
    with pytest.raises(UnknownSpeechError):
        speech_engine(setting)


def test_a_key_is_never_shown():
    assert "word" not in repr(SpeechService(url="http://x/v1", model="m", key="word"))
