"""Take in existing documents of an organisation: a folder, a ZIP, or single files."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commonspace.channels.documents.choices import Fate
from commonspace.channels.documents.forms import NAMING
from commonspace.channels.documents.models import Bundle
from commonspace.channels.documents.queries import standing
from commonspace.channels.documents.services import TAKING_IN, Terms, put_in, take_in
from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import ConsentBy
from commonspace.people.choices import OrganisationKind
from commonspace.texts.tasks import read_contribution_task

WIDTH = 30


class Command(BaseCommand):
    """Put documents in from the terminal, as the page "Put in documents" does."""

    help = (
        "Make one contribution of each document in a folder, a ZIP or a list of files, for one "
        "organisation. How it may be named and whether its words may be published must be said."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what the page asks for, with no default for consent."""
        parser.add_argument("code", help="short address of the consultation")
        parser.add_argument("paths", nargs="+", type=Path, help="folder, ZIP or files")
        parser.add_argument("--organisation", required=True, help="whose documents they are")
        parser.add_argument("--kind", required=True, choices=OrganisationKind.values)
        parser.add_argument(
            "--attribution", required=True, choices=[each for each, _label in NAMING]
        )
        parser.add_argument("--may-publish", required=True, choices=["yes", "no"])
        parser.add_argument(
            "--consent", required=True, choices=[ConsentBy.STAFF.value, ConsentBy.NOT_ASKED.value],
            help="staff: on the organisation's word; not-asked: the documents are public already",
        )  # fmt: skip
        parser.add_argument("--country", default="", help="two letters, as in PH")
        parser.add_argument("--language", default="", help="left out, it is found from the words")

    def handle(self, *, code: str, paths: list[Path], **options: str) -> None:
        """Keep, take in, read, and say file by file what became of them."""
        consultation = Consultation.objects.filter(code=code).first()
        if consultation is None:
            raise CommandError(f"There is no consultation with the short address “{code}”.")
        files = [(name, path) for root in paths for name, path in _files(root)]
        if not files:
            raise CommandError("There is no file there.")
        with ExitStack() as opened:
            bundle = put_in(
                consultation=consultation,
                terms=_terms(options),
                files=_streams(files, opened),
                by=None,
            )
        take_in(bundle, progress=self._show)
        self._read(bundle)
        self._tell(bundle)

    def _read(self, bundle: Bundle) -> None:
        """Read what was taken in here and now, so that nobody need start a worker."""
        taken = list(bundle.items.filter(fate=Fate.TAKEN_IN).values_list("contribution", flat=True))
        for number, contribution in enumerate(taken, start=1):
            read_contribution_task.func(str(contribution))
            self._show("reading", number, len(taken))
        if self.stderr.isatty():
            self.stderr.write("", style_func=str)

    def _show(self, stage: str, done: int, total: int) -> None:
        """Draw one line of progress over the last one; on paper, only its end."""
        if not self.stderr.isatty():
            return
        filled = WIDTH * done // total if total else 0
        bar = "█" * filled + "·" * (WIDTH - filled)
        whole = f" of {total}" if total else ""
        ends = "\n" if done == total and stage == TAKING_IN else ""
        self.stderr.write(f"\r{stage:<10} {bar} {done}{whole}", style_func=str, ending=ends)

    def _tell(self, bundle: Bundle) -> None:
        found = standing(bundle)
        for line in found.lines:
            remarks = " ".join(str(each) for each in (line.sentence, *line.warnings))
            self.stdout.write(f"{line.name} ({line.contribution or '–'}): {remarks}")
        self.stdout.write(
            f"{found.total} files: {found.read} taken in, {found.already} already here, "
            f"{found.unreadable} kept but could not be read, {found.refused} not taken in."
        )


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    if root.is_file():
        yield root.name, root
    elif root.is_dir():
        for path in sorted(root.rglob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                yield str(path.relative_to(root)), path
    else:
        raise CommandError(f"There is no file or folder {root}.")


def _streams(files: list[tuple[str, Path]], opened: ExitStack) -> Iterator[tuple[str, BinaryIO]]:
    """Open one file after another, closing each before the next."""
    for name, path in files:
        opened.close()
        yield name, opened.enter_context(path.open("rb"))


def _terms(options: dict[str, str]) -> Terms:
    return Terms(
        organisation=options["organisation"],
        kind=options["kind"],
        country=options["country"].upper()[:2],
        language=options["language"],
        attribution=options["attribution"],
        may_publish=options["may_publish"] == "yes",
        consent_by=options["consent"],
        received_at=timezone.now().isoformat(),
    )
