"""Further rows of a response, found by the code of the response they name; however many there are."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing

HELD = 200_000
"""Rows kept in memory; those beyond lie in a file that the system deletes when it is closed."""

Cells = tuple[str, ...]


class Repeats:
    """Rows by the code each names, in the order they came."""

    def __init__(self, rows: Iterable[tuple[str, Cells]], *, held: int = HELD) -> None:
        self._near: dict[str, list[Cells]] = {}
        self._far: sqlite3.Connection | None = None
        left = iter(rows)
        for _place, (code, cells) in zip(range(held), left, strict=False):
            self._near.setdefault(code, []).append(cells)
        self._spill(left)

    def __getitem__(self, code: str) -> list[Cells]:
        """Return the rows that name ``code``; none if no row does."""
        near = self._near.get(code, [])
        if self._far is None:
            return near
        with closing(self._far.execute("SELECT cells FROM far WHERE code = ? ORDER BY rowid", (code,))) as found:  # fmt: skip
            return near + [tuple(json.loads(cells)) for (cells,) in found]

    def _spill(self, rows: Iterable[tuple[str, Cells]]) -> None:
        for place, (code, cells) in enumerate(rows):
            if place == 0:
                # An empty name is a file of its own without a name: nobody else can open it.
                self._far = sqlite3.connect("", isolation_level=None, check_same_thread=False)
                self._far.execute("CREATE TABLE far (code TEXT, cells TEXT)")
                self._far.execute("BEGIN")
            assert self._far is not None  # noqa: S101  # made at the first row
            self._far.execute("INSERT INTO far VALUES (?, ?)", (code, json.dumps(cells)))
        if self._far is not None:
            self._far.execute("COMMIT")
            self._far.execute("CREATE INDEX codes ON far (code)")
