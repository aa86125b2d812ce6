"""One run: read, analyse, compose, write."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from commonspace.analysis.results import Analysis
from commonspace.cli.synthesising.choices import Choices
from commonspace.cli.synthesising.columns import Guess
from commonspace.cli.synthesising.composition.compose import compose
from commonspace.cli.synthesising.composition.material import Material
from commonspace.cli.synthesising.errors import CannotSynthesiseError
from commonspace.cli.synthesising.fates import Fate, totals
from commonspace.cli.synthesising.placing import placed_together
from commonspace.cli.synthesising.programs import analysis_json, statements_json
from commonspace.cli.synthesising.qualitative import project_qdpx
from commonspace.cli.synthesising.sources import Given
from commonspace.cli.synthesising.studying import Progress, Tell, study
from commonspace.cli.synthesising.tables import ledger_csv, statements_xlsx
from commonspace.reports.document import Document
from commonspace.reports.rendering.errors import RenderingError

Writer = Callable[[Path], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one run gave: everything the report is made from, the files, what could not be made."""

    material: Material
    files: tuple[Path, ...] = ()
    failed: tuple[str, ...] = ()

    @property
    def analysis(self) -> Analysis:
        """Statements, themes, campaigns and counts."""
        return self.material.analysis

    @property
    def rows(self) -> dict[Fate, int]:
        """Rows by state; they add up to the rows of the input."""
        return totals(self.material.fates)


def _silent(stage: str, done: int, total: int) -> None:
    """Take no notice of progress."""


def _untold(guesses: tuple[Guess, ...]) -> None:
    """Take no notice of the guesses."""


def synthesise(
    source: str | Path | Given,
    out: str | Path | None = None,
    *,
    choices: Choices | None = None,
    progress: Progress = _silent,
    tell: Tell = _untold,
    **named: object,
) -> Outcome:
    """Read a table, a folder of documents or given rows, and write a report on them into a folder.

    Needs no database, no server and no network. The same input and choices give the same bytes.

    Args:
        source: A table (CSV, TSV, XLSX, ODS, JSON Lines), a document, a folder of documents, an
            export of Polis, an input of ThemeFinder, or records or mappings.
        out: The folder to write into; it is made if need be, and older files of ours replaced.
            Nothing is written without it.
        choices: Options; see :class:`Choices`. Single ones can be given by name instead.
        progress: Told the stage, how much is done, and of how much (0 for unknown).
        tell: Told what each column is taken for, before the texts are read.
        named: Options by name, over those of ``choices``.

    Returns:
        What was read and proposed, and the files written.

    Raises:
        CannotSynthesiseError, UnreadableTableError: With a sentence for people, before anything
            is written.
    """
    choices = replace(choices or Choices(), **named)  # type: ignore[arg-type]  # names are checked by replace
    with translation.override(choices.report_language):
        folder = Path(out) if out is not None else None
        if folder and folder.exists() and not folder.is_dir():
            raise CannotSynthesiseError(_("%(path)s is a file, not a folder.") % {"path": folder})
        material = study(source, choices, progress, tell)
        if folder is None:
            return Outcome(material=material)
        return _written(material, compose(material), folder, progress)


def _written(material: Material, document: Document, folder: Path, progress: Progress) -> Outcome:
    files, failed = [], []
    writers = _writers(material, document)
    with placed_together(folder, writers) as made:
        for done, (name, write) in enumerate(writers.items(), start=1):
            try:
                write(made / name)
            except RenderingError as refused:
                failed.append(f"{name}: {refused.message}")
            else:
                files.append(folder / name)
            progress("writing", done, len(writers))
    return Outcome(material=material, files=tuple(files), failed=tuple(failed))


def _writers(material: Material, document: Document) -> dict[str, Writer]:
    from commonspace.cli.synthesising.page.render import render_page  # noqa: PLC0415  # what only writing needs
    from commonspace.reports.rendering.pandoc import render_docx  # noqa: PLC0415  # as above
    from commonspace.reports.rendering.typst import render_pdf  # noqa: PLC0415  # as above

    return {
        "report.html": lambda path: path.write_bytes(render_page(material).encode()),
        "report.pdf": lambda path: path.write_bytes(render_pdf(document)),
        "report.docx": lambda path: path.write_bytes(render_docx(document)),
        "report.qdpx": lambda path: path.write_bytes(project_qdpx(material)),
        "statements.xlsx": lambda path: statements_xlsx(material, path),
        "statements.json": lambda path: statements_json(material, path),
        "analysis.json": lambda path: path.write_bytes(analysis_json(material)),
        "ledger.csv": lambda path: path.write_bytes(ledger_csv(material)),
    }
