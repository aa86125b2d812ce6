"""Serve the site and do its background work, in one command."""

import subprocess
import sys
from argparse import ArgumentParser
from threading import Event, Thread

from django.core.management import call_command
from django.core.management.base import BaseCommand

FIRST_TIDY_S = 60
TIDY_EVERY_S = 24 * 3600


class Command(BaseCommand):
    """Bring the database up to date, then run the web server beside a worker."""

    help = "Serve the site at http://ADDRESS:PORT and do background work beside it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to listen and whether to work."""
        parser.add_argument("--address", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-worker", action="store_true", help="leave background work to others")

    def handle(self, *, address: str, port: int, no_worker: bool, **options: object) -> None:
        """Run until stopped; the worker stops with the server."""
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        stopped = Event()
        worker = None if no_worker else subprocess.Popen(worker_command())  # noqa: S603  # our own words
        if worker is not None:
            Thread(target=tidy_daily, args=(stopped,), daemon=True).start()
        try:
            subprocess.run(server_command(address, port), check=False)  # noqa: S603  # our own words
        except KeyboardInterrupt:
            self.stdout.write("")
        finally:
            stopped.set()
            if worker is not None:
                worker.terminate()
                worker.wait(timeout=30)


def tidy_daily(stopped: Event, *, first_s: float = FIRST_TIDY_S) -> None:
    """Tidy soon after the start and then once a day, until ``stopped``.

    Each time is a process of its own: what goes wrong in one is in the log and not in the next.
    """
    pause_s = first_s
    while not stopped.wait(pause_s):
        subprocess.run(tidy_command(), check=False)  # noqa: S603  # our own words
        pause_s = TIDY_EVERY_S


def tidy_command() -> list[str]:
    """Return the command that deletes what is no longer needed."""
    return [sys.executable, "-m", "commonspace.cli.main", "tidy", "--verbosity", "0"]


def worker_command() -> list[str]:
    """Return the command that does background work."""
    return [sys.executable, "-m", "commonspace.cli.main", "db_worker", "--no-reload", "--no-startup-delay", "--interval", "0.5"]


def server_command(address: str, port: int) -> list[str]:
    """Return the command that answers requests."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", address, "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
        "commonspace.site.wsgi:application",
    ]  # fmt: skip
