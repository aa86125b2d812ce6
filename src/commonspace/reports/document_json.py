"""Documents to JSON and back, for released snapshots.

Every value carries its type's name; fields at their default are left out, so a
field added later does not change what an old snapshot says.
"""

import datetime as dt
import json
from dataclasses import MISSING, Field, fields, is_dataclass
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonspace.kernel.errors import CommonspaceError
from commonspace.reports import document as blocks
from commonspace.reports import figures

SCHEMA_VERSION = 1

_KINDS = MappingProxyType(
    {
        kind.__name__: kind
        for module in (blocks, figures)
        for kind in vars(module).values()
        if isinstance(kind, type) and is_dataclass(kind)
    }
)


class UnreadableDocumentError(CommonspaceError):
    """Stored JSON that is not a document of a schema this version reads."""

    code = "report-unreadable-document"


def to_json(document: blocks.Document) -> str:
    """Return the document as JSON text: same document, same bytes."""
    whole = {"schema": SCHEMA_VERSION, "document": _encode(document)}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> blocks.Document:
    """Return the document written by :func:`to_json`.

    Raises:
        UnreadableDocumentError: If the text is no document, has another schema
            version, or names a type or field that does not exist.
    """
    try:
        whole = json.loads(text)
        if whole["schema"] != SCHEMA_VERSION:
            raise UnreadableDocumentError(_("This report was stored by another version."))
        document = _decode(whole["document"])
    except (ValueError, KeyError, TypeError) as broken:
        raise UnreadableDocumentError(_("This stored report cannot be read.")) from broken
    if not isinstance(document, blocks.Document):
        raise UnreadableDocumentError(_("This stored report cannot be read."))
    return document


def _encode(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        kept = {
            field.name: _encode(getattr(value, field.name))
            for field in fields(value)
            if getattr(value, field.name) != _default(field)
        }
        return {"type": type(value).__name__, **kept}
    if isinstance(value, tuple):
        return [_encode(entry) for entry in value]
    if isinstance(value, dt.date):
        return {"type": "date", "day": value.isoformat()}
    return value


def _default(field: Field[Any]) -> object:
    return field.default if field.default is not MISSING else MISSING


def _decode(value: object) -> object:
    if isinstance(value, list):
        return tuple(_decode(entry) for entry in value)
    if not isinstance(value, dict):
        return value
    kept = {name: _decode(entry) for name, entry in value.items() if name != "type"}
    if value["type"] == "date":
        return dt.date.fromisoformat(str(kept["day"]))
    return _KINDS[value["type"]](**kept)
