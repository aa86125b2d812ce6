"""Delete what nobody needs any more, and take up what was left lying."""

import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db import DatabaseBackend

from commonspace.channels.web.drafts import forget_expired
from commonspace.channels.web.services import forget_abandoned_files
from commonspace.contributions.choices import Reading
from commonspace.contributions.models import Attachment
from commonspace.kernel.background import enqueue_on_commit
from commonspace.kernel.journal import empty_the_journal
from commonspace.provenance.services import forget_unowned
from commonspace.provenance.store import blob_store
from commonspace.texts.tasks import read_contribution_task

ABANDONED_AFTER_S = 24 * 3600
KEEP_DONE_DAYS = 2
KEEP_FAILED_DAYS = 14
WAITED_HOURS = 6


class Command(BaseCommand):
    """Tidy once; ``commonspace serve`` does so every day."""

    help = "Delete ended sessions, abandoned uploads, old drafts and finished tasks; read what was left unread."

    def handle(self, *, verbosity: int, **options: object) -> None:
        """Tidy each place and say how much went."""
        call_command("clearsessions")
        forgotten = forget_abandoned_files() + forget_half_uploads()
        forgotten += blob_store().discard_unfinished(older_than_s=ABANDONED_AFTER_S)
        forgotten += forget_unowned(older_than=timedelta(seconds=ABANDONED_AFTER_S))
        if isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend):
            call_command(
                "prune_db_task_results",
                queue_name="*",
                min_age_days=KEEP_DONE_DAYS,
                failed_min_age_days=KEEP_FAILED_DAYS,
                verbosity=0,
            )
        forget_expired()
        empty_the_journal()
        read_what_was_forgotten()
        if verbosity:
            self.stdout.write(f"Tidy. {forgotten} abandoned files deleted.")


def read_what_was_forgotten() -> None:
    """Ask again for the reading of documents that have waited for hours: a worker may have died."""
    before = timezone.now() - timedelta(hours=WAITED_HOURS)
    waiting = Attachment.objects.filter(reading=Reading.WAITING, revision__received_at__lt=before)
    for pk in waiting.order_by().values_list("contribution", flat=True).distinct():
        enqueue_on_commit(read_contribution_task, contribution_id=str(pk))


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
