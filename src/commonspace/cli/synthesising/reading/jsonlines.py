"""Objects, one a line or in one list; their keys are the columns."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from commonspace.engines.tables.delimited import Decoded, encoding_of
from commonspace.engines.tables.errors import UnreadableTableError
from commonspace.engines.tables.rows import Row, Table, whole_words

_OBJECTS_TO_TELL = 1000
_LARGEST_LIST = 512 << 20


def json_table(path: Path, *, encoding: str) -> Table:
    """Return the table of JSON Lines, or of one JSON list of objects.

    Raises:
        UnreadableTableError: If the file is neither.
    """
    lines = Decoded(path, encoding_of(path, encoding))
    listed = next((line for line in lines if line.strip()), "").lstrip("\ufeff \t").startswith("[")

    def objects() -> Iterator[dict[str, object] | None]:
        return iter(_listed(path, lines)) if listed else map(_object, _filled(lines))

    names: dict[str, None] = {}
    for each in islice(objects(), _OBJECTS_TO_TELL):
        names.update(dict.fromkeys(each or {}))
    if not names:
        raise UnreadableTableError(_("There are no JSON objects in this file."))
    columns = tuple(names)

    def rows() -> Iterator[Row]:
        for number, each in enumerate(objects(), start=1):
            if each is None:
                refusal = _("this line is not a JSON object")
                yield Row(number=number, cells=("",) * len(columns), refusal=refusal)
            else:
                cells = tuple(whole_words(words_of(each.get(name))) for name in columns)
                yield Row(number=number, cells=cells)

    shown = tuple(whole_words(name) for name in columns)
    return Table(form="JSON" if listed else "JSON Lines", names=shown, rows=rows, remarks=[])


def _filled(lines: Decoded) -> Iterator[str]:
    return (line for line in lines if line.strip())


def _object(line: str) -> dict[str, object] | None:
    try:
        found = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _listed(path: Path, lines: Decoded) -> list[dict[str, object] | None]:
    if path.stat().st_size > _LARGEST_LIST:
        raise UnreadableTableError(_("A JSON list this large is read better as JSON Lines."))
    try:
        found = json.loads("".join(lines).lstrip("\ufeff"))
    except (ValueError, RecursionError) as broken:
        raise UnreadableTableError(_("This JSON file is damaged.")) from broken
    return [each if isinstance(each, dict) else None for each in found]


def words_of(value: object) -> str:
    """Return what a value of JSON says as the words of a cell."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
