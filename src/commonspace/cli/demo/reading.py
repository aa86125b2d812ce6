"""TOML tables become the records of ``shapes``: every key known, nothing missing, no guessing."""

import dataclasses
import tomllib
import types
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from commonspace.cli.demo.shapes import LANGUAGES, Localised

Shape = TypeVar("Shape")
Table = Mapping[str, Any]


class DemoContentError(ValueError):
    """The demo's own files are incomplete or contradict each other; the message says where."""


def read_tables(path: Path) -> dict[str, Any]:
    """Return the tables of one TOML file."""
    with path.open("rb") as file:
        return tomllib.load(file)


def build(shape: type[Shape], table: Table, *, where: str) -> Shape:
    """Make one record from one table.

    Raises:
        DemoContentError: If a key is unknown, missing, or not of the right type.
    """
    hints = get_type_hints(shape)
    unknown = set(table) - set(hints)
    if unknown:
        raise DemoContentError(f"{where}: unknown {', '.join(sorted(unknown))}")
    values = {
        name: _convert(hints[name], table[name], where=f"{where}.{name}")
        for name in _present(shape, table, where=where)
    }
    return shape(**values)


def build_all(shape: type[Shape], tables: Iterable[Table], *, where: str) -> tuple[Shape, ...]:
    """Make one record from each table, in order."""
    return tuple(build(shape, table, where=f"{where}[{n}]") for n, table in enumerate(tables, 1))


def _present(shape: type[Any], table: Table, *, where: str) -> list[str]:
    fields = dataclasses.fields(shape)
    needed = {field.name for field in fields if field.default is dataclasses.MISSING}
    missing = needed - set(table)
    if missing:
        raise DemoContentError(f"{where}: missing {', '.join(sorted(missing))}")
    return [field.name for field in fields if field.name in table]


def _convert(hint: Any, value: Any, *, where: str) -> Any:  # noqa: ANN401 - a hint decides
    if isinstance(hint, types.UnionType):
        hint = next(kind for kind in get_args(hint) if kind is not types.NoneType)
    if hint is Localised:
        return _localised(value, where=where)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return tuple(
            _convert(inner, item, where=f"{where}[{n}]") for n, item in enumerate(value, 1)
        )
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return build(hint, value, where=where)
    if type(value) is not hint:
        raise DemoContentError(f"{where}: {hint.__name__} expected")
    return value.strip() if isinstance(value, str) else value


def _localised(value: Any, *, where: str) -> Localised:  # noqa: ANN401 - checked below
    if not isinstance(value, dict) or set(value) != set(LANGUAGES):
        raise DemoContentError(f"{where}: needs {', '.join(LANGUAGES)}")
    texts = {
        language: "\n".join(text) if isinstance(text, list) else text.strip()
        for language, text in value.items()
    }
    empty = [language for language, text in texts.items() if not text]
    if empty:
        raise DemoContentError(f"{where}: empty in {', '.join(empty)}")
    return Localised(**texts)
