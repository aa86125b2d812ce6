"""What nobody needs any more goes by itself; what somebody needs stays."""

import os
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Event

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from tests import make

from commonspace.cli.management.commands import serve
from commonspace.intake.envelopes import FilePart
from commonspace.provenance.models import StoredFile
from commonspace.provenance.services import store_bytes
from commonspace.provenance.store import blob_store

pytestmark = pytest.mark.django_db

DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def finished(days_ago: int, status: str) -> DBTaskResult:
    at = timezone.now() - timedelta(days=days_ago)
    return DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="commonspace.texts.tasks.read_contribution_task",
        backend_name="default",
        status=status,
        finished_at=at,
        exception_class_path="",
        traceback="",
    )


def test_ended_sessions_go(client):
    now = timezone.now()
    Session.objects.create(session_key="ended", expire_date=now - timedelta(hours=1))
    Session.objects.create(session_key="used", expire_date=now + timedelta(hours=1))

    call_command("tidy", verbosity=0)

    assert [session.session_key for session in Session.objects.all()] == ["used"]


def test_uploads_that_broke_off_go_after_a_day(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    for name, hours in [("old.upload", 25), ("new.upload", 23)]:
        file = tmp_path / name
        file.write_bytes(b"half of a letter")
        at = time.time() - hours * 3600
        os.utime(file, (at, at))

    call_command("tidy", verbosity=0)

    assert [file.name for file in tmp_path.iterdir()] == ["new.upload"]


def test_finished_tasks_go_and_failed_ones_can_be_looked_at_for_longer(settings):
    settings.TASKS = DATABASE_TASKS
    finished(3, TaskResultStatus.SUCCESSFUL)
    finished(15, TaskResultStatus.FAILED)
    kept = {
        finished(1, TaskResultStatus.SUCCESSFUL).pk,
        finished(13, TaskResultStatus.FAILED).pk,
    }

    call_command("tidy", verbosity=0)

    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == kept


@pytest.mark.parametrize(("hours", "queued"), [(5, 0), (7, 1)])
def test_documents_nobody_read_are_taken_up_again(
    settings, django_capture_on_commit_callbacks, hours, queued
):
    settings.TASKS = DATABASE_TASKS
    call = make.consultation()
    file = store_bytes(stream=BytesIO(b"Dear mayors"), name="letter.txt", max_bytes=100)
    make.contribution(
        call,
        files=(FilePart(file=file),),
        received_at=timezone.now() - timedelta(hours=hours),
    )
    DBTaskResult.objects.all().delete()  # a worker that died has taken the first task along

    with django_capture_on_commit_callbacks(execute=True):
        call_command("tidy", verbosity=0)

    assert DBTaskResult.objects.count() == queued


def test_uploads_on_their_way_are_for_nobody_else(settings):
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)

    assert folder.parent == settings.COMMONSPACE_DATA
    assert folder.stat().st_mode & 0o077 == 0


def test_serving_tidies_until_it_stops(monkeypatch, tmp_path):
    stopped, ran = Event(), tmp_path / "ran"
    monkeypatch.setattr(serve, "tidy_command", lambda: ["touch", str(ran)])
    monkeypatch.setattr(stopped, "wait", lambda _pause: ran.exists())

    serve.tidy_daily(stopped)

    assert ran.exists()


def test_what_a_crash_left_without_an_owner_goes_after_a_day(
    settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.COMMONSPACE_FILES = tmp_path
    call = make.consultation()
    for number in range(30):
        kept = store_bytes(stream=BytesIO(b"Dear mayors"), name=f"{number}.txt", max_bytes=100)
        make.contribution(call, files=(FilePart(file=kept),))
    rowless = blob_store().put(BytesIO(b"no row"), max_bytes=100)
    unowned = store_bytes(stream=BytesIO(b"no owner"), name="a.txt", max_bytes=100)
    young = store_bytes(stream=BytesIO(b"about to be owned"), name="b.txt", max_bytes=100)
    day = timedelta(days=1, minutes=1)
    StoredFile.objects.exclude(pk=young.pk).update(created_at=timezone.now() - day)
    for path in tmp_path.glob("??/*"):
        at = time.time() - day.total_seconds()
        os.utime(path, (at, at))

    with django_capture_on_commit_callbacks(execute=True):
        call_command("tidy", verbosity=0)

    left = set(blob_store().ids())
    assert left == set(StoredFile.objects.values_list("blob", flat=True))
    assert not {rowless.id, unowned.blob} & left
    assert young.blob in left
    assert len(left) == 31


def test_files_of_another_database_are_left_alone(settings, tmp_path):
    settings.COMMONSPACE_FILES = tmp_path
    foreign = blob_store().put(BytesIO(b"of another database"), max_bytes=100)
    os.utime(next(tmp_path.glob("??/*")), (0, 0))

    call_command("tidy", verbosity=0)

    assert list(blob_store().ids()) == [foreign.id]
