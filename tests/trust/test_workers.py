"""Work whose worker was killed is taken up by another, but not for ever."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from tests import make
from tests.program import environment

from commonspace.kernel.background import enqueue_on_commit
from commonspace.kernel.workers import MOST_TRIES, forget_dead, living, take_up_left
from commonspace.texts.tasks import read_contribution_task

pytestmark = pytest.mark.django_db
LIVE = "import django; django.setup(); import sys, time; from commonspace.kernel.workers import living\nwith living() as name:\n    print(name, flush=True); time.sleep(60)"


def running(*workers: str) -> DBTaskResult:
    return DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, backend_name="default",
        task_path="commonspace.texts.tasks.read_contribution_task",
        status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=list(workers),
        exception_class_path="", traceback="",
    )  # fmt: skip


def test_work_of_a_living_worker_is_left_to_it():
    with living() as name:
        work = running(name)
        assert take_up_left() == 0
    work.refresh_from_db()

    assert work.status == TaskResultStatus.RUNNING
    assert take_up_left() == 1


def test_work_of_a_killed_worker_goes_back_into_the_queue(settings):
    env = {
        **environment(settings.COMMONSPACE_DATA),
        "DJANGO_SETTINGS_MODULE": "commonspace.site.settings",
    }
    worker = subprocess.Popen([sys.executable, "-c", LIVE], env=env, stdout=subprocess.PIPE)
    assert worker.stdout is not None
    with worker.stdout as said:
        name = said.readline().decode().strip()
        work = running(name)
        assert take_up_left() == 0

        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    assert take_up_left() == 1

    work.refresh_from_db()
    assert work.status == TaskResultStatus.READY


def test_work_that_brings_down_one_worker_after_the_other_is_given_up():
    work = running(*["dead"] * MOST_TRIES)

    assert take_up_left() == 1

    work.refresh_from_db()
    assert work.status == TaskResultStatus.FAILED
    assert "ended in the middle" in work.traceback


def test_names_of_workers_long_dead_go(settings):
    folder = settings.COMMONSPACE_DATA / "workers"
    folder.mkdir(exist_ok=True)
    (folder / "old").touch()
    os.utime(folder / "old", (0, 0))
    with living() as name:
        os.utime(folder / name, (0, 0))
        forget_dead()
        left = {one.name for one in folder.iterdir()}
    assert name in left
    assert "old" not in left


@override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})
@pytest.mark.django_db(transaction=True)
def test_what_is_not_kept_is_not_queued_either():
    call = make.consultation()
    with transaction.atomic():
        enqueue_on_commit(read_contribution_task, contribution_id="1")
        assert DBTaskResult.objects.count() == 1
        transaction.set_rollback(True)

    assert DBTaskResult.objects.count() == 0
    make.contribution(call, language="")
    assert DBTaskResult.objects.count() == 1
