"""Start from old documents: read a call, a programme, a paper, a report, and propose what is in them."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import Channel, ConsentBy
from commonspace.contributions.models import SourceText
from commonspace.intake.envelopes import Consent, Envelope, FilePart, Sender
from commonspace.intake.services import receive
from commonspace.people.choices import Attribution
from commonspace.provenance.services import store_bytes
from commonspace.synthesis.choices import ProposalKind
from commonspace.synthesis.services.importing import read_sources
from commonspace.texts.services import read_attachment

LARGEST_FILE = 100 << 20


class Command(BaseCommand):
    """Take documents in as contributions and propose the objects found in them."""

    help = (
        "Read existing documents of a consultation (a call, a programme, a filled session template, "
        "a paper, a report) and propose the questions, examples, recommendations, services, "
        "resources and notes found in them. People accept or refuse each on the page of proposals."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the consultation and the files."""
        parser.add_argument("code", help="short address of the consultation")
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--organisation", default="", help="whose documents they are")

    def handle(self, *, code: str, files: list[Path], organisation: str, **options: object) -> None:
        """Take in, read, propose, and say what was found."""
        consultation = Consultation.objects.filter(code=code).first()
        if consultation is None:
            raise CommandError(f"There is no consultation with the short address “{code}”.")
        texts = [
            text for file in files if (text := self._taken_in(consultation, file, organisation))
        ]
        if not texts:
            raise CommandError("None of these files could be read, so nothing was proposed.")
        run = read_sources(consultation=consultation, texts=texts, by=None)
        counts = Counter(run.proposals.values_list("kind", flat=True))
        doubts = sum(bool(found) for found in run.proposals.values_list("doubts", flat=True))
        for kind in ProposalKind:
            self.stdout.write(f"{counts[kind]:6}  {kind.label}")
        self.stdout.write(f"{doubts:6}  with a doubt to look at")
        self.stdout.write(
            f"Decide on them at /{consultation.default_language}/staff/{code}/proposals/"
        )

    def _taken_in(
        self, consultation: Consultation, path: Path, organisation: str
    ) -> SourceText | None:
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        with path.open("rb") as stream:
            file = store_bytes(stream=stream, name=path.name, max_bytes=LARGEST_FILE)
        envelope = Envelope(
            consultation=consultation,
            channel=Channel.DOCUMENT,
            key=f"source:{consultation.code}:{file.sha256}",
            received_at=timezone.now(),
            sender=Sender(organisation=organisation or consultation.owner.name),
            consent=Consent(
                attribution=Attribution.ORGANISATION, may_publish=True, by=ConsentBy.NOT_ASKED
            ),
            files=(FilePart(file=file, title=path.stem),),
        )
        contribution = receive(envelope).contribution
        attachment = contribution.attachments.get()
        text = read_attachment(attachment)
        if text is None:
            attachment.refresh_from_db()
            self.stderr.write(f"{path.name}: {attachment.refusal_message}")
        return text
