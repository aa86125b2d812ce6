"""The resumable protocol: every byte once, in its place, on disk before it is acknowledged."""

import uuid
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.recordings.conftest import TUS

from commonspace.channels.recordings.models import Piece, Upload
from commonspace.channels.recordings.services import uploads
from commonspace.provenance.models import StoredFile

pytestmark = pytest.mark.django_db


def whole(key):
    with uploads.blob_store().open(uploads.join(upload=Upload.objects.get(pk=key)).blob) as kept:
        return kept.read()


def test_the_server_says_what_it_can_do(client, call):
    answer = client.options(reverse("record-uploads", args=[call.code]))

    assert answer["Tus-Version"] == "1.0.0"
    assert {"creation", "creation-defer-length", "checksum", "expiration"} <= set(
        answer["Tus-Extension"].split(",")
    )
    assert answer["Tus-Max-Size"] == str(500 << 20)


def test_a_recording_of_unknown_length_grows_and_ends(line):
    phone = line()
    assert phone.ask()["Upload-Defer-Length"] == "1"

    assert phone.send(b"one").status_code == 204
    assert phone.ask()["Upload-Offset"] == "3"
    phone.send(b"two", ends=6)

    assert phone.ask()["Upload-Length"] == "6"
    assert whole(phone.key) == b"onetwo"


def test_the_end_may_be_told_after_the_last_byte(line):
    phone = line()
    phone.send(b"one")

    assert phone.send(b"", ends=3).status_code == 204
    assert whole(phone.key) == b"one"


@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_piece_in_the_wrong_place_is_refused_and_nothing_changes(line, at):
    phone = line()
    phone.send(b"one")

    assert phone.send(b"two", at=at).status_code == 409
    assert phone.ask()["Upload-Offset"] == "3"
    assert StoredFile.objects.count() == 1


def test_a_piece_that_changed_on_its_way_is_refused(line):
    phone = line()

    assert phone.send(b"one", digest="bm90IGl0").status_code == 460
    assert phone.ask()["Upload-Offset"] == "0"
    assert not StoredFile.objects.exists()


def test_what_came_before_the_line_broke_stays(call):
    class Breaking:
        def __init__(self):
            self.left = [b"half"]

        def read(self, _size):
            if self.left:
                return self.left.pop()
            raise UnreadablePostError("gone")

    made = uploads.begin(consultation=call, size=8)

    now = uploads.add_piece(upload=made, offset=0, stream=Breaking(), digest=None)

    assert now.received == 4
    assert not now.is_whole


def test_more_than_announced_is_not_kept(line):
    phone = line(size=3)

    assert phone.send(b"four").status_code == 413
    assert phone.ask()["Upload-Offset"] == "0"


def test_what_is_too_long_is_refused_before_it_is_sent(line, settings):
    settings.COMMONSPACE_MAX_RECORDING_MB = 1

    assert line(size=(1 << 20) + 1).made.status_code == 413


def test_when_there_is_no_room_it_says_when_to_come_back(line, settings):
    settings.COMMONSPACE_RECORDINGS_WAITING_GB = 0
    line().send(b"one")

    answer = line().made

    assert answer.status_code == 503
    assert answer["Retry-After"]


def test_an_upload_can_be_taken_back(client, line):
    phone = line()
    phone.send(b"one")

    assert client.delete(phone.url, **TUS).status_code == 204
    assert phone.ask().status_code == 404
    assert not StoredFile.objects.exists()


def test_what_nobody_sends_is_deleted_after_a_week(line):
    phone, fresh = line(), line()
    phone.send(b"one")
    old = timezone.now() - timedelta(days=8)
    Upload.objects.filter(pk=phone.key).update(touched_at=old)

    assert uploads.forget_abandoned() == 1
    assert str(Upload.objects.get().pk) == fresh.key
    assert not Piece.objects.exists()


def test_a_stranger_finds_nothing(client, call, line):
    phone = line()
    other = make.consultation()

    assert (
        client.head(reverse("record-upload", args=[call.code, uuid.uuid4()]), **TUS).status_code
        == 404
    )
    assert (
        client.head(reverse("record-upload", args=[other.code, phone.key]), **TUS).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_UPLOAD_OFFSET": "x"}, 400),
        ({"HTTP_UPLOAD_OFFSET": "0", "HTTP_UPLOAD_CHECKSUM": "md4 eA=="}, 400),
        ({"HTTP_UPLOAD_OFFSET": "0", "HTTP_UPLOAD_CHECKSUM": "sha256 §"}, 400),
        ({"HTTP_UPLOAD_OFFSET": "0", "HTTP_TUS_RESUMABLE": "0.2.2"}, 412),
        ({"HTTP_UPLOAD_OFFSET": "0", "content_type": "text/plain"}, 415),
    ],
)
def test_what_is_no_protocol_is_refused(client, line, headers, status):
    phone = line()
    told = {"content_type": "application/offset+octet-stream", **TUS, **headers}

    assert client.patch(phone.url, b"one", **told).status_code == status


@pytest.mark.slow
def test_a_long_recording_over_a_line_that_breaks_arrives_whole(line):
    """Half an hour of voice at 48 kbit/s; the line breaks after a random part of most pieces."""
    content = bytes(range(256)) * 42_000
    phone = line()
    turn = 0
    while phone.arrived < len(content):
        turn += 1
        piece = content[phone.arrived : phone.arrived + 512 * 1024]
        cut = piece[: 1 + (turn * 7919) % len(piece)]
        phone.send(cut, digest=None)
        phone.arrived = int(phone.ask()["Upload-Offset"])
    phone.send(b"", ends=len(content))

    assert whole(phone.key) == content


@pytest.mark.parametrize("trouble", [OperationalError("database is locked"), OSError(28, "full")])
def test_a_piece_that_cannot_be_kept_now_is_told_so_and_sent_again(line, monkeypatch, trouble):
    phone = line()
    assert phone.send(b"one").status_code == 204

    def refuse(*_said, **_more):
        raise trouble

    with monkeypatch.context() as busy:
        busy.setattr(uploads, "_added", refuse)
        answer = phone.send(b"two")
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    assert "What came before is safe" in answer.content.decode()

    assert phone.ask()["Upload-Offset"] == "3"
    assert phone.send(b"two", ends=6).status_code == 204
    assert whole(phone.key) == b"onetwo"
