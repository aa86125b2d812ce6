"""Which workers live, told by locks that end with them; and the work of those that died."""

import fcntl
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

MOST_TRIES = 3
"""How many workers one piece of work may bring down before it is given up."""

GIVEN_UP = f"Its worker ended in the middle of it {MOST_TRIES} times."
_LEFT_AFTER_S = 24 * 3600


@contextmanager
def living() -> Iterator[str]:
    """Give this process a name that is known to live for as long as the block lasts.

    The name is a file with a lock on it, which the system lifts however the process ends. All
    workers of an installation share its data folder.
    """
    name = uuid.uuid4().hex
    path = _folder() / name
    with path.open("xb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield name
        finally:
            path.unlink(missing_ok=True)


def take_up_left() -> int:
    """Put work whose worker died back into the queue, or give it up after ``MOST_TRIES``.

    Returns:
        How many pieces of work that were.
    """
    taken = 0
    for work in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if work.worker_ids and _lives(work.worker_ids[-1]):
            continue
        same = DBTaskResult.objects.filter(
            pk=work.pk, status=TaskResultStatus.RUNNING, started_at=work.started_at
        )
        if len(work.worker_ids) < MOST_TRIES:
            taken += same.update(status=TaskResultStatus.READY)
        else:
            taken += same.update(
                status=TaskResultStatus.FAILED, finished_at=timezone.now(), traceback=GIVEN_UP
            )
    return taken


def forget_dead() -> None:
    """Remove the names of workers that died a day ago or earlier."""
    before = time.time() - _LEFT_AFTER_S
    for path in _folder().iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before and not _lives(path.name):
                path.unlink()


def _lives(name: str) -> bool:
    path = _folder() / Path(name).name
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _folder() -> Path:
    folder = Path(settings.COMMONSPACE_DATA) / "workers"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder
