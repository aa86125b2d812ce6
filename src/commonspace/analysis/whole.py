"""The whole way from a table to a report, for programs.

The library knows nothing of files and reports. Whatever writes them announces itself under the
entry point ``commonspace.synthesise`` and is looked up when it is called.
"""

from collections.abc import Iterable, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol, cast

from commonspace.analysis.records import Record
from commonspace.analysis.results import Analysis

_GROUP = "commonspace.synthesise"


class Synthesis(Protocol):
    """What a run gives: the analysis, every row by its state, and the files written."""

    @property
    def analysis(self) -> Analysis:
        """Statements, themes, campaigns and counts."""
        ...

    @property
    def rows(self) -> Mapping[str, int]:
        """Rows by state; they add up to the rows of the input."""
        ...

    @property
    def files(self) -> tuple[Path, ...]:
        """The files written."""
        ...

    @property
    def failed(self) -> tuple[str, ...]:
        """A sentence for each file that could not be written."""
        ...


class NoReportWriterError(RuntimeError):
    """The package that reads tables and writes reports is not installed."""


def synthesise(
    source: str | Path | Iterable[Record | Mapping[str, object]],
    out: str | Path | None = None,
    **choices: object,
) -> Synthesis:
    """Read a table, a folder of documents or given rows, and write a report on them.

    What ``commonspace synthesise`` does in a terminal. Same input and choices, same bytes; the
    day printed is that of the file's last change, and for given rows ``date`` or else today.

    Args:
        source: The path of a table, a document or a folder; or records; or mappings, whose keys
            are columns.
        out: The folder to write into. Nothing is written without it.
        choices: Options by name: ``text``, ``question``, ``languages``, ``seed``, ``embedder``,
            ``codebook``, ``labels``, ``report_language``, ``title``, ``date`` and others;
            docs/how-to/synthesise-a-table.md lists them.

    Returns:
        What was found and written.

    Raises:
        commonspace.kernel.errors.CommonspaceError: With a sentence for people, before anything
            is written.
        NoReportWriterError: If nothing that writes reports is installed.
        TypeError: If an option has no such name.
    """
    found = [each for each in entry_points(group=_GROUP) if each.name == "report"]
    if not found:
        raise NoReportWriterError(f"nothing is installed under the entry point {_GROUP}")
    return cast("Synthesis", found[0].load()(source, out, **choices))
