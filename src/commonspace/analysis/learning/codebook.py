"""A codebook: the codes people sort statements into, from a table, JSON or a REFI-QDA file."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from commonspace.analysis.wording import Remark, gettext_noop, remark
from commonspace.analysis.words import normal_form

_COLUMNS = {
    "key": ("code", "key", "id", "topic_id", "código", "كود"),
    "title": (
        "title", "name", "label", "theme", "topic_label", "topic_name", "titre", "titel", "título",
        "nom", "nombre", "thème", "thema", "tema", "العنوان",
    ),
    "description": (
        "description", "definition", "topic_description", "memo", "définition", "descripción",
        "descrição", "beschreibung", "الوصف",
    ),
    "parent": ("parent", "parent_code", "under", "inside", "groupe", "grupo", "gruppe", "الأصل"),
}  # fmt: skip
_EMPTY = gettext_noop("The codebook holds no code. It needs a column called “code” or “title”.")
_NO_COLUMN = gettext_noop(
    "The codebook has no column called “code” or “title”. Its columns are: %(columns)s."
)
_TWICE = gettext_noop(
    "The codebook has the code “%(named)s” twice. Give each code a name of its own."
)
_ORPHAN = gettext_noop(
    "The code “%(named)s” is said to lie under “%(parent)s”, which is not in the codebook."
)
_LOOP = gettext_noop("The code “%(named)s” lies inside itself. Please mend its parents.")
_UNREADABLE = gettext_noop("The codebook cannot be read: it is not well-formed %(form)s.")


class CodebookError(ValueError):
    """A codebook that does not fit; ``remark`` says in a sentence what to mend."""

    def __init__(self, message: str, **params: str) -> None:
        """Keep the sentence and its values apart, so that it can be translated."""
        self.remark: Remark = remark("codebook", message, **params)
        super().__init__(str(self.remark))


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of a codebook. ``parent`` is the key of the code it lies under, if any."""

    key: str
    title: str
    description: str = ""
    parent: str | None = None

    @property
    def words(self) -> str:
        """Return title and description as one text, to be compared with statements."""
        return f"{self.title}. {self.description}" if self.description else self.title


def codebook_from_rows(rows: Sequence[Mapping[str, str]]) -> tuple[Code, ...]:
    """Read a codebook from the rows of a table.

    Columns may be called code, title, description, parent, or one of their usual other names,
    in any case. Without a column for codes the title is the code. A parent may be named by its
    code or by its title.

    Raises:
        CodebookError: If there is no code, a code comes twice, a parent is missing or a code
            lies inside itself.
    """
    columns = _columns(rows)
    codes = []
    for row in rows:
        cells = {name: str(row.get(column) or "").strip() for name, column in columns.items()}
        key, title = cells.get("key", ""), cells.get("title", "")
        if key or title:
            codes.append(
                Code(
                    key=key or title,
                    title=title or key,
                    description=cells.get("description", ""),
                    parent=cells.get("parent") or None,
                )
            )
    return _checked(codes)


def _columns(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    names = list(dict.fromkeys(name for row in rows for name in row if name))
    if not names:
        raise CodebookError(_EMPTY)
    called = {normal_form(name.replace("_", " ")): name for name in reversed(names)}
    found = {
        wanted: called[form]
        for wanted, others in _COLUMNS.items()
        for form in [normal_form(other.replace("_", " ")) for other in reversed(others)]
        if form in called
    }
    if "key" not in found and "title" not in found:
        raise CodebookError(_NO_COLUMN, columns=", ".join(names))
    return found


def codebook_from_json(content: bytes | str) -> tuple[Code, ...]:
    """Read a codebook from JSON: a list of codes, each with ``children`` if need be, or an object of titles by code.

    Raises:
        CodebookError: If it is not JSON, or does not fit as in ``codebook_from_rows``.
    """
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise CodebookError(_UNREADABLE, form="JSON") from error
    if isinstance(found, Mapping):
        inner = next((v for v in found.values() if isinstance(v, list)), None)
        found = inner if inner is not None else [{"code": k, "title": v} for k, v in found.items()]
    if not isinstance(found, list):
        raise CodebookError(_EMPTY)
    return codebook_from_rows([row for one in found for row in _flat(one, "")])


def _flat(one: Any, parent: str) -> Iterator[dict[str, str]]:  # noqa: ANN401 - anything JSON holds
    if isinstance(one, str):
        one = {"title": one}
    if not isinstance(one, Mapping):
        return
    row = {str(k): str(v) for k, v in one.items() if isinstance(v, str | int | float)}
    if parent:
        row = {"parent": parent, **row}
    yield row
    below = one.get("children") or ()
    columns = _columns([row])
    name = row.get(columns.get("key", "")) or row.get(columns.get("title", "")) or ""
    for child in below if isinstance(below, list) else ():
        yield from _flat(child, name)


def codebook_from_qdc(content: bytes) -> tuple[Code, ...]:
    """Read a codebook from a REFI-QDA file (.qdc, or the codebook of a project).

    Raises:
        CodebookError: If it is not well-formed XML, or holds no code.
    """
    try:
        root = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise CodebookError(_UNREADABLE, form="XML") from error
    codes = [code for one in _children(root, "Codes") for code in _qdc_codes(one, None)]
    return _checked(codes)


def _children(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element.iter() if one.tag.rpartition("}")[2] == name)


def _qdc_codes(above: Element, parent: str | None) -> Iterator[Code]:
    for one in above:
        if one.tag.rpartition("}")[2] != "Code":
            continue
        title = (one.get("name") or "").strip()
        key = (one.get("guid") or title).strip()
        told = (each.text or "" for each in one if each.tag.rpartition("}")[2] == "Description")
        if key:
            yield Code(
                key=key, title=title or key, description=next(told, "").strip(), parent=parent
            )
        yield from _qdc_codes(one, key or parent)


def _checked(codes: Sequence[Code]) -> tuple[Code, ...]:
    if not codes:
        raise CodebookError(_EMPTY)
    by_form: dict[str, str] = {}
    for code in codes:
        if normal_form(code.key) in by_form or not normal_form(code.key):
            raise CodebookError(_TWICE, named=code.key)
        by_form[normal_form(code.key)] = code.key
    titled = {normal_form(code.title): code.key for code in reversed(codes)}
    named = titled | by_form
    above = [_under(code, named) for code in codes]
    parents = {code.key: code.parent for code in above}
    for code in above:
        _refuse_loop(code, parents)
    return tuple(above)


def _under(code: Code, named: Mapping[str, str]) -> Code:
    if code.parent is None:
        return code
    parent = named.get(normal_form(code.parent))
    if parent is None:
        raise CodebookError(_ORPHAN, named=code.title, parent=code.parent)
    return replace(code, parent=parent)


def _refuse_loop(code: Code, parents: Mapping[str, str | None]) -> None:
    seen = {code.key}
    above = code.parent
    while above is not None:
        if above in seen:
            raise CodebookError(_LOOP, named=code.title)
        seen.add(above)
        above = parents[above]
