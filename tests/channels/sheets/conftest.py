"""A secretariat that gives a sheet, says what its columns are, and imports it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import make

from commonspace.channels.sheets.models import Sheet


@pytest.fixture
def call(client):
    made = make.consultation("harbour")
    client.force_login(make.member(made))
    return made


@pytest.fixture
def give(client, call, django_capture_on_commit_callbacks):
    """Upload a file and let it be read."""

    def doing(content: bytes, name: str = "answers.csv") -> Sheet:
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(
                reverse("sheets", args=[call.code]), {"file": SimpleUploadedFile(name, content)}
            )
        assert answer.status_code == 302, answer.content.decode()
        return Sheet.objects.latest("pk")

    return doing


@pytest.fixture
def sheet_page(client, call):
    def opening(sheet: Sheet, query: str = ""):
        return client.get(reverse("sheet", args=[call.code, sheet.pk]) + query)

    return opening


@pytest.fixture
def bring_in(client, call, sheet_page, django_capture_on_commit_callbacks):
    """Press import on what is guessed, with changes; return the page that follows."""

    def doing(sheet: Sheet, **changes: str):
        form = sheet_page(sheet).context["form"]
        filled = {field.html_name: field.value() or "" for field in form}
        sent = {**filled, "import": "yes", **changes}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse("sheet", args=[call.code, sheet.pk]), sent, follow=True)

    return doing
