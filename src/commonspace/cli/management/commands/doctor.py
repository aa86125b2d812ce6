"""Look whether this installation has what it needs."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from commonspace.engines.embedding import UnknownEmbedderError, embedder_for

LEAST_FREE = 1 << 30
PROGRAMS = {
    "pdftotext": "PDF documents are read less well without it (Debian: poppler-utils)",
    "tesseract": "scans cannot be read without it (Debian: tesseract-ocr)",
    "bwrap": "documents are parsed with fewer walls without it (Debian: bubblewrap)",
}

Finding = tuple[bool, str]


class Command(BaseCommand):
    """Say, line by line, what is right and what is missing."""

    help = (
        "Check database, folders, programs and models; exit with 1 if something needed is missing."
    )

    def handle(self, **options: object) -> None:
        """Print every finding; fail if one of them stops the site."""
        findings = [*_database(), *_folders(), *_programs(), *_models()]
        for is_right, words in findings:
            self.stdout.write(f"{'ok   ' if is_right else 'LOOK '} {words}")
        if not all(is_right for is_right, words in findings if "less well" not in words):
            sys.exit(1)


def _database() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield not waiting, f"database: {connection.vendor}, {len(waiting)} migrations to apply"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            level = cursor.fetchone()[0]
            yield level == 2, "a receipt is given only after the disk has it (synchronous=FULL)"  # noqa: PLR2004  # FULL
        else:
            cursor.execute("SHOW synchronous_commit")
            yield cursor.fetchone()[0] == "on", "a receipt is given only after the disk has it (synchronous_commit=on)"  # fmt: skip


def _folders() -> Iterator[Finding]:
    folder = Path(settings.COMMONSPACE_DATA)
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    yield free > LEAST_FREE, f"data folder: {free >> 20} MB free"
    keys = Path(settings.COMMONSPACE_KEYS)
    closed = not keys.exists() or keys.stat().st_mode & 0o077 == 0
    yield closed, "keys: readable by their owner only"


def _programs() -> Iterator[Finding]:
    for program, without in PROGRAMS.items():
        found = shutil.which(program) is not None
        yield found, program if found else f"{program} is not installed: {without}; the rest works, less well"  # fmt: skip


def _models() -> Iterator[Finding]:
    languages = [code for code, _name in settings.LANGUAGES]
    try:
        embedder = embedder_for(settings.COMMONSPACE_EMBEDDER, languages)
        embedder.embed(["?"])
    except UnknownEmbedderError as unknown:
        yield False, f"vectors: {unknown} (COMMONSPACE_EMBEDDER)"
    else:
        note = getattr(embedder, "note", None)
        yield note is None, f"vectors: {note.remark if note else embedder.name}"
