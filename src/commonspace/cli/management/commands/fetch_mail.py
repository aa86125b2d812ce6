"""Fetch, read and answer mails."""

import time
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from commonspace.channels.email.services.fetching import fetch_all, fetch_folder
from commonspace.channels.email.services.reading import read_waiting
from commonspace.channels.email.services.receipts import send_due


class Command(BaseCommand):
    """Look into every mailbox once, or again and again; ``commonspace serve`` does so by itself."""

    help = "Fetch mails from the mailboxes and the drop folder, read them, send receipts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a folder to look into besides, and how often to look."""
        parser.add_argument(
            "--folder", type=Path, help="also take the .eml and .mbox files in here"
        )
        parser.add_argument(
            "--every", type=int, default=0, metavar="SECONDS", help="look again and again"
        )

    def handle(self, *, folder: Path | None, every: int, verbosity: int, **options: object) -> None:
        """Fetch, read and answer; say how much of each."""
        if folder and not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        troubles = self._look(folder, verbosity)
        while every > 0:
            time.sleep(every)
            troubles = self._look(folder, verbosity)
        if troubles:
            raise CommandError("\n".join(troubles))

    def _look(self, folder: Path | None, verbosity: int) -> list[str]:
        new, troubles = fetch_all()
        new += fetch_folder(folder) if folder else 0
        read, sent = read_waiting(), send_due()
        if verbosity:
            self.stdout.write(f"{new} new mails, {read} read, {sent} receipts sent")
        return troubles
