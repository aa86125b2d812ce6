"""Entries of a frame, as a table or as lines have them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from commonspace.people.services import folded

_NAMES = {
    "code": {"code", "n", "no", "nr", "number", "numero", "num", "id", "ref", "رقم", "رمز"},
    "title": {
        "title", "label", "name", "text", "indicator", "challenge", "item", "goal", "titre", "nom",
        "indicateur", "defi", "titulo", "nombre", "indicador", "desafio", "titel", "العنوان", "المؤشر",
    },
    "description": {
        "description", "definition", "details", "explanation", "descripcion", "definicion", "الوصف",
    },
    "parent": {"parent", "under", "measure of", "part of", "group", "sous", "bajo", "padre", "تحت"},
}  # fmt: skip
_LANGUAGE = re.compile(r"^(?P<name>.+?)[\s_:-]*\(?(?P<code>[a-z]{2})\)?$")
_INDENT = re.compile(r"^(?:\s{2,}|\t|\s*[-–•*]\s+)")
_NUMBERED = re.compile(r"^\s*(?P<code>\d{1,3}(?:\.\d{1,3})*|[a-z])[.)]\s+(?P<title>.+)$")
LONGEST_TITLE = 500


@dataclass(slots=True, kw_only=True)
class Entry:
    """An entry to be: texts by language; ``parent`` is the place of another, counted from 0."""

    title: dict[str, str]
    code: str = ""
    description: dict[str, str] = field(default_factory=dict)
    parent: int | None = None


def entries_of_lines(text: str, language: str) -> list[Entry]:
    """Return one entry a line; what is indented or begins with a dash lies under the one above."""
    found: list[Entry] = []
    top: int | None = None
    for line in text.splitlines():
        if not line.strip():
            continue
        is_below = bool(_INDENT.match(line)) and top is not None
        bare = _INDENT.sub("", line).strip()
        numbered = _NUMBERED.match(bare)
        title = numbered["title"] if numbered else bare
        found.append(
            Entry(
                title={language: title[:LONGEST_TITLE].strip()},
                code=numbered["code"] if numbered else "",
                parent=top if is_below else None,
            )
        )
        top = top if is_below else len(found) - 1
    return found


def entries_of_table(rows: Sequence[Sequence[str]], language: str) -> list[Entry]:
    """Return one entry a row of a table with or without a line of headings.

    Known headings are code, title, description and parent, in four languages; a title or
    description in another language has its code behind it, as in "title_fr". ``parent`` holds
    the code or the title of another row. Without headings the longest column is the title.

    Args:
        rows: Cells as text; every row may have another length.
        language: Of texts whose heading names none.
    """
    if not rows:
        return []
    columns = _columns(rows[0], language)
    if any(kind == "title" for kind, _language in columns.values()):
        body = rows[1:]
    else:
        body, columns = rows, _guessed(rows, language)
    read = (_entry(row, columns) for row in body)
    return _placed([(entry, parent) for entry, parent in read if entry is not None])


def _columns(heads: Iterable[str], language: str) -> dict[int, tuple[str, str]]:
    """Return what each column holds and in which language, as its heading says."""
    found: dict[int, tuple[str, str]] = {}
    for place, head in enumerate(heads):
        name = folded(head.replace("_", " "))
        kind = _kind_of(name)
        other = _LANGUAGE.match(name)
        if kind:
            found[place] = (kind, language)
        elif other and (kind := _kind_of(other["name"].strip())):
            found[place] = (kind, other["code"])
    return found


def _kind_of(name: str) -> str:
    return next((kind for kind, names in _NAMES.items() if name in names), "")


def _guessed(rows: Sequence[Sequence[str]], language: str) -> dict[int, tuple[str, str]]:
    width = max(len(row) for row in rows)
    lengths = [sum(len(row[place]) for row in rows if place < len(row)) for place in range(width)]
    title = lengths.index(max(lengths))
    columns = {title: ("title", language)}
    return columns if title == 0 else {0: ("code", language), **columns}


def _entry(row: Sequence[str], columns: dict[int, tuple[str, str]]) -> tuple[Entry | None, str]:
    entry, parent = Entry(title={}), ""
    for place, (kind, language) in columns.items():
        cell = row[place].strip() if place < len(row) else ""
        if not cell:
            continue
        if kind == "code":
            entry.code = cell[:20]
        elif kind == "parent":
            parent = cell
        else:
            getattr(entry, kind)[language] = cell[:LONGEST_TITLE] if kind == "title" else cell
    return (entry if entry.title else None), parent


def _placed(found: Sequence[tuple[Entry, str]]) -> list[Entry]:
    """Find each parent by its code or title; who names none, or itself, stands at the top."""
    place: dict[str, int] = {}
    for number, (entry, _parent) in enumerate(found):
        for name in filter(None, (entry.code, *entry.title.values())):
            place.setdefault(folded(name), number)
    above = [place.get(folded(parent)) if parent else None for _entry, parent in found]
    for number, (entry, _parent) in enumerate(found):
        entry.parent = _top(number, above)
    return [entry for entry, _parent in found]


def _top(number: int, above: Sequence[int | None]) -> int | None:
    """Return the topmost entry over one, as frames have two levels; none in a circle."""
    seen = {number}
    here = above[number]
    while here is not None and here not in seen and above[here] is not None:
        seen.add(here)
        here = above[here]
    return None if here in seen else here
