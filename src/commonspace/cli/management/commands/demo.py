"""Build and show the demo: an invented consultation, played to its published report."""

import shutil
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections, transaction

from commonspace.cli.demo.content import load_demo
from commonspace.cli.playing import arriving, calling, publishing, synthesising
from commonspace.cli.playing.meeting import hold_meeting
from commonspace.cli.playing.scene import CODE, NEXT_CODE, PASSWORD, Scene
from commonspace.consultations.models import Consultation
from commonspace.intake.services import receipt_code
from commonspace.kernel.codes import spelled
from commonspace.reports.models import Edition


class Command(BaseCommand):
    """Play the demo once; later runs only show it."""

    help = "Build an invented, finished consultation in the data folder, and serve it with --serve."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to start anew and whether to serve."""
        parser.add_argument("--reset", action="store_true", help="start the demo anew")
        parser.add_argument("--serve", action="store_true", help="serve it when it is built")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, reset: bool, serve: bool, port: int, **options: object) -> None:
        """Build what is missing, say how to sign in, serve."""
        if reset:
            self._reset()
        call_command("migrate", verbosity=0)
        if not Edition.objects.filter(report__consultation__code=CODE).exists():
            self._play()
        self._say_how_to_enter(port)
        if serve:
            call_command("serve", port=port)

    def _reset(self) -> None:
        """Empty the data folder of the demo; one that holds other consultations is left alone."""
        folder = Path(settings.COMMONSPACE_DATA)
        call_command("migrate", verbosity=0)
        if Consultation.objects.exclude(code__in=[CODE, NEXT_CODE]).exists():
            self.stderr.write(
                "This data folder holds other consultations too, so nothing was deleted."
            )
            raise SystemExit(1)
        connections.close_all()
        for child in folder.iterdir():
            if child.name != "keys":
                shutil.rmtree(child) if child.is_dir() else child.unlink()

    def _play(self) -> None:
        self.stdout.write("Building the demo: an invented consultation on cities and migration.")
        scene = Scene(content=load_demo(), say=self.stdout.write)
        with transaction.atomic():
            with scene.step("A secretariat publishes its call"):
                calling.open_accounts(scene)
                calling.set_up_call(scene)
                hold_meeting(scene)
            with scene.step(f"{len(scene.content.contributions)} contributions arrive"):
                arriving.receive_everything(scene)
            with scene.step("Papers are read"):
                arriving.read_everything(scene)
                arriving.work_the_desk(scene)
            with scene.step("Statements and themes are proposed"):
                synthesising.analyse_everything(scene)
            with scene.step("Analysts confirm, sort and write"):
                synthesising.mark_statements(scene)
                synthesising.write_findings(scene)
                synthesising.write_lists(scene)
            with scene.step("The report is released"):
                publishing.write_frame(scene)
                publishing.release_report(scene)
            with scene.step("A second call opens, for you to answer"):
                calling.open_next_call(scene)

    def _say_how_to_enter(self, port: int) -> None:
        consultation = Consultation.objects.get(code=CODE)
        somebody = consultation.contributions.filter(channel="web").first()
        self.stdout.write("")
        self.stdout.write(f"The site:   http://127.0.0.1:{port}/en/")
        self.stdout.write(f"The report: http://127.0.0.1:{port}/en/c/{CODE}/report/")
        self.stdout.write(f"To answer:  http://127.0.0.1:{port}/en/c/{NEXT_CODE}/")
        for role in ("secretariat", "analyst", "rapporteur"):
            member = consultation.memberships.filter(role=role).first()
            if member is not None:
                self.stdout.write(f"  {role:<12} {member.account.email}   password: {PASSWORD}")
        if somebody is not None:
            self.stdout.write(
                f"  {'contributor':<12} receipt code {spelled(receipt_code(somebody))}"
            )
        self.stdout.write("Stop with Ctrl+C.")
