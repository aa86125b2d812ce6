"""Serve the site and do its background work, in one command."""

import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from threading import Event, Thread

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from commonspace.channels.email.services.fetching import something_to_fetch
from commonspace.channels.messaging.queries import something_waits

FIRST_TIDY_S = 60
TIDY_EVERY_S = 24 * 3600
STARTS_WITHIN_S = 10
STOPS_WITHIN_S = 30
LOOKS_EVERY_S = 2
MESSAGES_EVERY_S = 60


class Command(BaseCommand):
    """Bring the database up to date, then run the web server beside a worker."""

    help = "Serve the site at http://ADDRESS:PORT and do background work beside it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to listen and whether to work."""
        parser.add_argument("--address", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--processes", type=int, default=1, help="how many answer requests")
        parser.add_argument(
            "--no-worker", action="store_true", help="leave background work to others"
        )

    def handle(
        self, *, address: str, port: int, processes: int, no_worker: bool, **options: object
    ) -> None:
        """Run until stopped; the worker stops with the server."""
        if not is_free(address, port):
            raise CommandError(
                f"Something else answers at {address}:{port} already. Stop it, or choose --port."
            )
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        stopped = Event()
        server = Kept(server_command(address, port, processes))
        worker = None if no_worker else Kept(worker_command())
        if worker:
            Thread(target=tidy_daily, args=(stopped,), daemon=True).start()
            Thread(target=fetch_regularly, args=(stopped,), daemon=True).start()
            Thread(target=read_messages_regularly, args=(stopped,), daemon=True).start()
        signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(0))
        try:
            look_after(server, worker, may_start=lambda: is_free_soon(address, port))
        except KeyboardInterrupt:
            self.stdout.write("")
        finally:
            stopped.set()
            stop([one for one in (server, worker) if one])


class Kept:
    """A program that runs as long as we do: started anew when it ends."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self.start()

    def start(self) -> None:
        """Start it, for the first time or anew."""
        self.process = subprocess.Popen(self._command)  # noqa: S603  # our own words
        self._since = time.monotonic()

    def has_ended(self) -> bool:
        """Tell whether it is gone."""
        return self.process.poll() is not None

    def ended_early(self) -> bool:
        """Tell whether it ended before it had begun to work, so that another try is in vain."""
        return time.monotonic() - self._since < STARTS_WITHIN_S


def is_free(address: str, port: int) -> bool:
    """Tell whether nobody listens at a port yet."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def is_free_soon(address: str, port: int) -> bool:
    """Wait until nobody listens at a port any more, and tell whether that came."""
    for _look in range(STARTS_WITHIN_S):
        if is_free(address, port):
            return True
        time.sleep(1)
    return False


def look_after(server: Kept, worker: Kept | None, *, may_start: Callable[[], bool]) -> None:
    """Start anew what ends, until the server ends before it worked or ``may_start`` says no."""
    while True:
        if worker and worker.has_ended():
            worker.start()
        if server.has_ended():
            if server.ended_early() or not may_start():
                return
            server.start()
        time.sleep(LOOKS_EVERY_S)


def stop(kept: list[Kept]) -> None:
    """Ask all to end what they are at, and wait until they have gone."""
    for one in kept:
        one.process.terminate()
    for one in kept:
        one.process.wait(timeout=STOPS_WITHIN_S)


def tidy_daily(stopped: Event, *, first_s: float = FIRST_TIDY_S) -> None:
    """Tidy soon after the start and then once a day, until ``stopped``.

    Each time is a process of its own: what goes wrong in one is in the log and not in the next.
    """
    pause_s = first_s
    while not stopped.wait(pause_s):
        subprocess.run(tidy_command(), check=False)  # noqa: S603  # our own words
        pause_s = TIDY_EVERY_S


def fetch_regularly(stopped: Event) -> None:
    """Look for mails again and again until ``stopped``, wherever some may lie.

    Each look is a process of its own, as with tidying; without a mailbox there is none.
    """
    while not stopped.wait(settings.COMMONSPACE_MAIL_EVERY_S):
        try:
            is_worth_a_look = something_to_fetch()
        except DatabaseError:
            continue
        finally:
            connection.close()
        if is_worth_a_look:
            subprocess.run(fetch_command(), check=False)  # noqa: S603  # our own words


def read_messages_regularly(stopped: Event) -> None:
    """Look again and again for messages and replies that were left lying, until ``stopped``."""
    while not stopped.wait(MESSAGES_EVERY_S):
        try:
            is_worth_a_look = something_waits()
        except DatabaseError:
            continue
        finally:
            connection.close()
        if is_worth_a_look:
            subprocess.run(messages_command(), check=False)  # noqa: S603  # our own words


def messages_command() -> list[str]:
    """Return the command that reads messages left lying and sends replies left unsent."""
    return [sys.executable, "-m", "commonspace.cli.main", "read-messages", "--verbosity", "0"]


def fetch_command() -> list[str]:
    """Return the command that fetches, reads and answers mails."""
    return [sys.executable, "-m", "commonspace.cli.main", "fetch-mail", "--verbosity", "0"]


def tidy_command() -> list[str]:
    """Return the command that deletes what is no longer needed."""
    return [sys.executable, "-m", "commonspace.cli.main", "tidy", "--verbosity", "0"]


def worker_command() -> list[str]:
    """Return the command that does background work."""
    return [
        sys.executable,
        "-m",
        "commonspace.cli.main",
        "worker",
        "--with-parent",
        "--interval",
        "0.5",
    ]


def server_command(address: str, port: int, processes: int = 1) -> list[str]:
    """Return the command that answers requests."""
    return [
        sys.executable, "-m", "commonspace.cli.listening", "--interface", "wsgi", "--host", address, "--port", str(port),
        "--workers", str(processes), "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
        "--respawn-failed-workers", "commonspace.cli.answering:application",
    ]  # fmt: skip
