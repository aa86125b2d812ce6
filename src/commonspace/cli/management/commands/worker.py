"""Do background work only: for installations with more than one machine."""

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Run tasks as they come until stopped."""

    help = "Do background work until stopped."

    def handle(self, **options: object) -> None:
        """Hand over to the task library's worker."""
        call_command("db_worker", reload=False, startup_delay=False)
