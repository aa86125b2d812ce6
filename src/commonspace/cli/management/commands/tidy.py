"""Delete what nobody needs any more: ended sessions, abandoned uploads, finished tasks."""

import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db import DatabaseBackend

from commonspace.channels.web.services import forget_abandoned_files

ABANDONED_AFTER_S = 24 * 3600
KEEP_DONE_DAYS = 2
KEEP_FAILED_DAYS = 14


class Command(BaseCommand):
    """Tidy once; ``commonspace serve`` does so every day."""

    help = "Delete ended sessions, abandoned uploads and finished tasks."

    def handle(self, *, verbosity: int, **options: object) -> None:
        """Tidy each place and say how much went."""
        call_command("clearsessions")
        forgotten = forget_abandoned_files() + forget_half_uploads()
        if isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend):
            call_command(
                "prune_db_task_results",
                queue_name="*",
                min_age_days=KEEP_DONE_DAYS,
                failed_min_age_days=KEEP_FAILED_DAYS,
                verbosity=0,
            )
        if verbosity:
            self.stdout.write(f"Tidy. {forgotten} abandoned files deleted.")


def forget_half_uploads() -> int:
    """Delete what is left of uploads that broke off more than a day ago; return how many."""
    before = time.time() - ABANDONED_AFTER_S
    left = [
        file
        for file in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir()
        if file.is_file() and file.stat().st_mtime < before
    ]
    for file in left:
        file.unlink(missing_ok=True)
    return len(left)
