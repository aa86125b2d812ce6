"""What a run is made from: a file, a folder, or rows a program gives."""

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from commonspace.analysis.records import Record
from commonspace.cli.synthesising.choices import Choices
from commonspace.cli.synthesising.reading.given import given_table
from commonspace.cli.synthesising.reading.opening import open_table
from commonspace.engines.tables.rows import Table

Given = Iterable[Record | Mapping[str, object]]
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An input as a table, with what identifies it."""

    table: Table
    name: str
    title: str
    digest: str
    day: dt.date


def source_of(source: str | Path | Given, choices: Choices) -> Source:
    """Open an input.

    Raises:
        UnreadableTableError: If there is nothing, or nothing that can be read as a table.
        TypeError: If rows are given that are neither records nor mappings.
    """
    if isinstance(source, str | Path):
        path = Path(source)
        return Source(
            table=open_table(path, choices),
            name=path.resolve().name,
            title=title_of(path),
            digest=digest_of(path),
            day=_day(path),
        )
    table = given_table(source)
    return Source(
        table=table, name=_("rows"), title=_("Answers"), digest=_digest(table), day=_today()
    )


def title_of(path: Path) -> str:
    """Make a title of a file's name.

    Example:
        >>> title_of(Path("city_survey-2026.csv"))
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


def _today() -> dt.date:
    """Return today, or the day that SOURCE_DATE_EPOCH names for builds that must repeat."""
    asked = os.environ.get("SOURCE_DATE_EPOCH", "")
    if asked.isdecimal():
        return dt.datetime.fromtimestamp(int(asked), tz=dt.UTC).date()
    return timezone.now().date()


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


def _digest(table: Table) -> str:
    total = sha256("\0".join(table.names).encode())
    for row in table.rows():
        total.update("\0".join((row.place, *row.cells, "\n")).encode())
    return total.hexdigest()


def _inputs(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for each in sorted(path.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in each.relative_to(path).parts)
        if each.is_file() and not each.is_symlink() and not hidden:
            yield each
