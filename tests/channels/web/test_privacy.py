"""What must stand in no table after somebody contributed."""

import uuid

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import make

from commonspace.contributions.models import Contribution
from commonspace.intake.services import receipt_code

pytestmark = pytest.mark.django_db

FROM_OUTSIDE = {
    "REMOTE_ADDR": "203.0.113.77",
    "HTTP_USER_AGENT": "CanaryBrowser/77",
    "HTTP_X_FORWARDED_FOR": "198.51.100.77",
    "HTTP_REFERER": "https://canary-referer.example/",
}


def everything_stored():
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values_list():
            for value in row:
                if isinstance(value, (bytes, memoryview)):
                    yield bytes(value).decode("utf-8", "replace")
                else:
                    yield str(value)


def test_no_table_holds_where_somebody_came_from_who_they_are_or_their_code(client):
    call = make.consultation()
    form = {
        "key": str(uuid.uuid4()),
        "general": "Words-that-must-be-found.",
        "name": "Canary-Name",
        "email": "canary-mail@example.org",
        "attribution": "anonymous",
        "may_publish": "no",
        "language": "en",
        "document_1": SimpleUploadedFile("letter.txt", b"Canary-Content"),
    }

    client.get(reverse("answer", args=[call.code]), **FROM_OUTSIDE)
    client.post(reverse("answer", args=[call.code]), form, **FROM_OUTSIDE)
    code = receipt_code(Contribution.objects.get())
    client.post(reverse("receipt"), {"code": code}, **FROM_OUTSIDE)
    client.get(reverse("my-contribution"), **FROM_OUTSIDE)
    stored = "\n".join(everything_stored())

    assert "Words-that-must-be-found." in stored
    for canary in (
        *FROM_OUTSIDE.values(), "Canary-Name", "canary-mail", "Canary-Content", code,
    ):  # fmt: skip
        assert canary not in stored
