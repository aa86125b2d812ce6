"""Rows given by a program instead of a file."""

from collections.abc import Iterable, Mapping

from commonspace.analysis.records import Record
from commonspace.cli.synthesising.reading.jsonlines import words_of
from commonspace.engines.tables.roles import Role
from commonspace.engines.tables.rows import Row, Table, fitted, whole_words

_FIELDS = {
    "id": Role.LEFT_OUT,
    "contributor": Role.CONTRIBUTOR,
    "organisation": Role.ORGANISATION,
    "question": Role.QUESTION,
    "language": Role.LANGUAGE,
    "country": Role.COUNTRY,
    "text": Role.TEXT,
}


def given_table(given: Iterable[Record | Mapping[str, object]]) -> Table:
    """Return the table of records, whose fields say what they are, or of mappings.

    Raises:
        TypeError: If one is neither.
    """
    items = list(given)
    for each in items:
        if not isinstance(each, Record | Mapping):
            raise TypeError(f"a record or a mapping is needed, not {type(each).__name__}")
    are_records = bool(items) and all(isinstance(each, Record) for each in items)
    mappings = [_fields(each) if isinstance(each, Record) else each for each in items]
    names = tuple(_FIELDS) if are_records else tuple(dict.fromkeys(k for m in mappings for k in m))
    rows = [
        fitted(
            Row(
                number=number,
                cells=tuple(words_of(each.get(name)) for name in names),
                place=whole_words(str(each["id"])) if are_records else "",
            ),
            len(names),
        )
        for number, each in enumerate(mappings, start=1)
    ]
    return Table(
        form="Python",
        names=tuple(whole_words(str(name)) for name in names),
        rows=lambda: iter(rows),
        remarks=[],
        roles=tuple(_FIELDS.values()) if are_records else (),
    )


def _fields(record: Record) -> Mapping[str, object]:
    return {name: getattr(record, name) for name in _FIELDS}
