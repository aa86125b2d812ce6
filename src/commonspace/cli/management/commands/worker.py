"""Do background work only: beside the server, or on more machines than one."""

from argparse import ArgumentParser
from threading import Event, Thread

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from commonspace.cli.together import ends_with_parent
from commonspace.kernel.workers import forget_dead, living, take_up_left

LOOKS_EVERY_S = 20


class Command(BaseCommand):
    """Run tasks as they come until stopped, those that a dead worker left too."""

    help = "Do background work until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how often to look for work, and whether to end with who started it."""
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between two looks")
        parser.add_argument(
            "--with-parent", action="store_true", help="end when what started it ends"
        )

    def handle(self, *, interval: float, with_parent: bool, **options: object) -> None:
        """Hand over to the task library's worker, under a name that tells that it lives."""
        if with_parent:
            ends_with_parent()
        stopped = Event()
        with living() as name:
            forget_dead()
            take_up_left()
            Thread(target=take_up_regularly, args=(stopped,), daemon=True).start()
            try:
                call_command(
                    "db_worker",
                    reload=False,
                    startup_delay=False,
                    interval=interval,
                    worker_id=name,
                )
            finally:
                stopped.set()


def take_up_regularly(stopped: Event) -> None:
    """Look again and again for work whose worker died, until ``stopped``."""
    while not stopped.wait(LOOKS_EVERY_S):
        try:
            take_up_left()
        except DatabaseError:
            continue
        finally:
            connection.close()
