"""Sounds that somebody could have recorded, made here: none is kept in the tree."""

import math
import shutil
import struct
import subprocess
import wave
from base64 import b64encode
from hashlib import sha256

import pytest
from django.urls import reverse
from tests import make

from commonspace.channels.recordings.models import Offer

TUS = {"HTTP_TUS_RESUMABLE": "1.0.0"}
PIECE = "application/offset+octet-stream"
TERMS = {"language": "en", "attribution": "anonymous", "may_publish": "no"}


def tone(path, *, seconds=1.0, loudness=0.5):
    """Write a WAV with one tone, or with nothing if ``loudness`` is 0."""
    rate = 8000
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        high = int(32000 * loudness)
        sound.writeframes(
            b"".join(
                struct.pack("<h", int(high * math.sin(2 * math.pi * 440 * n / rate)))
                for n in range(int(seconds * rate))
            )
        )
    return path


@pytest.fixture
def wav(tmp_path) -> bytes:
    return tone(tmp_path / "tone.wav").read_bytes()


@pytest.fixture
def speak(tmp_path):
    """Return a way to let espeak-ng say something; where it is missing, a test is skipped."""
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed")

    def spoken(words: str, language: str = "en"):
        path = tmp_path / f"{language}.wav"
        subprocess.run(
            ["espeak-ng", "-v", language, "-w", str(path), "--stdin"],
            input=words.encode(), check=True,
        )  # fmt: skip
        return path

    return spoken


@pytest.fixture
def call(db):
    made = make.consultation()
    Offer.objects.create(consultation=made, is_offered=True)
    return made


class Line:
    """A phone on the other end of the protocol, sending one recording."""

    def __init__(self, client, call, *, size=None, name="voice.webm"):
        self.client, self.arrived = client, 0
        length = (
            {"HTTP_UPLOAD_DEFER_LENGTH": "1"} if size is None else {"HTTP_UPLOAD_LENGTH": str(size)}
        )
        name = b64encode(name.encode()).decode()
        self.made = client.post(
            reverse("record-uploads", args=[call.code]),
            HTTP_UPLOAD_METADATA=f"filename {name}", **length, **TUS,
        )  # fmt: skip
        self.url = self.made.get("Location", "")

    @property
    def key(self):
        return self.url.rstrip("/").rsplit("/", 1)[-1]

    def send(self, piece, *, at=None, ends=None, digest="right"):
        headers = {"HTTP_UPLOAD_OFFSET": str(self.arrived if at is None else at), **TUS}
        if digest:
            right = b64encode(sha256(piece).digest()).decode()
            headers["HTTP_UPLOAD_CHECKSUM"] = f"sha256 {right if digest == 'right' else digest}"
        if ends is not None:
            headers["HTTP_UPLOAD_LENGTH"] = str(ends)
        answer = self.client.patch(
            self.url, piece, content_type=PIECE, CONTENT_TYPE=PIECE, **headers
        )
        self.arrived = int(answer.get("Upload-Offset", self.arrived))
        return answer

    def ask(self):
        return self.client.head(self.url, **TUS)


@pytest.fixture
def line(client, call):
    return lambda **kinds: Line(client, call, **kinds)
