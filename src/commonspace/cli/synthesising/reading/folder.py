"""A folder of documents: each file is one contribution, read in the confined reader."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from commonspace.engines.extraction.errors import UnreadableError
from commonspace.engines.extraction.messages import warning_sentence
from commonspace.engines.extraction.reader import extract
from commonspace.engines.tables.rows import Row, Table, whole_words

FILE, TEXT = 0, 1


def folder_table(root: Path) -> Table:
    """Return one row for each file of a folder and the folders in it, or for one document.

    Every file is opened once, however often the rows are walked through.
    """
    read: list[Row] = []
    remarks: list[str] = []

    def rows() -> Iterator[Row]:
        if not read:
            read.extend(_row(*each, remarks) for each in enumerate(_files(root), start=1))
        return iter(read)

    names = (_("file"), _("text"))
    return Table(form=_("documents"), names=names, rows=rows, remarks=remarks, is_folder=True)


def _files(root: Path) -> list[tuple[str, Path]]:
    if root.is_file():
        return [(root.name, root)]
    found = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    named = [(path.relative_to(root).as_posix(), path) for path in found]
    return sorted(each for each in named if not _is_hidden(each[0]))


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "~$")) for part in name.split("/"))


def _row(number: int, file: tuple[str, Path], remarks: list[str]) -> Row:
    name, path = whole_words(file[0]), file[1]
    try:
        extraction = extract(path, name=path.name)
    except UnreadableError as refused:
        return Row(number=number, cells=(name, ""), source=name, refusal=str(refused.message))
    remarks.extend(
        _("%(file)s: %(remark)s") % {"file": name, "remark": warning_sentence(warning)}
        for warning in extraction.warnings
    )
    return Row(number=number, cells=(name, extraction.text), source=name)
