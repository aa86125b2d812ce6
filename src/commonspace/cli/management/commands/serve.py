"""Serve the site and do its background work, in one command."""

import subprocess
import sys
from argparse import ArgumentParser

from django.core.management import call_command
from django.core.management.base import BaseCommand


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
        worker = None if no_worker else subprocess.Popen(worker_command())
        try:
            subprocess.run(server_command(address, port), check=False)  # noqa: S603  # our own words
        except KeyboardInterrupt:
            self.stdout.write("")
        finally:
            if worker is not None:
                worker.terminate()
                worker.wait(timeout=30)


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
