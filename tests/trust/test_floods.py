"""Requests built to be expensive end in a page of a few words, soon, and in bounded memory."""

import resource

import pytest
from django.urls import reverse
from tests import make

from commonspace.contributions.models import Contribution

pytestmark = pytest.mark.django_db
MOST_MEMORY_KB = 200_000
EDGE = "floodedge"


def multipart(parts) -> bytes:
    return (
        b"".join(b"--" + EDGE.encode() + b"\r\n" + part + b"\r\n" for part in parts)
        + b"--"
        + EDGE.encode()
        + b"--\r\n"
    )


def part(name: str, value: bytes, more: bytes = b"") -> bytes:
    return (
        b'Content-Disposition: form-data; name="'
        + name.encode()
        + b'"'
        + more
        + b"\r\n\r\n"
        + value
    )


FILE = b'; filename="note.txt"\r\nContent-Type: text/plain'
FLOODS = {
    "fields": multipart(part(f"field_{n}", b"x") for n in range(100_000)),
    "files": multipart(part("documents", b"x", FILE) for _ in range(10_000)),
    "blank base64": multipart(
        [part("documents", b" \n" * 3_000_000, FILE + b"\r\nContent-Transfer-Encoding: base64")]
    ),
    "long field": multipart([part("answer_1", b"x" * 20_000_000)]),
    "long heading": multipart([part("a" * 3_000_000, b"x")]),
    "no end": b"--" + EDGE.encode() + b"\r\n" + part("answer_1", b"x" * 1_000_000),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_form_that_is_a_flood_is_told_so_and_keeps_nothing(client, flood):
    call = make.consultation()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    answer = client.post(
        reverse("answer", args=[call.code]), FLOODS[flood],
        content_type=f"multipart/form-data; boundary={EDGE}",
    )  # fmt: skip

    assert answer.status_code in {200, 400, 413, 422}
    assert b"<h1" in answer.content
    assert not Contribution.objects.exists()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_MEMORY_KB
