"""Read messages that were left lying and send replies that were left unsent."""

import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from commonspace.channels.messaging.tasks import look_again


class Command(BaseCommand):
    """Look once, or again and again; ``commonspace serve`` does so by itself."""

    help = "Read messages that a worker left lying, try again where a service was away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how often to look."""
        parser.add_argument(
            "--every", type=int, default=0, metavar="SECONDS", help="look again and again"
        )

    def handle(self, *, every: int, verbosity: int, **options: object) -> None:
        """Read and answer; say how much of each."""
        while True:
            read, sent = look_again()
            if verbosity:
                self.stdout.write(f"{read} deliveries read, {sent} replies sent")
            if every <= 0:
                return
            time.sleep(every)
