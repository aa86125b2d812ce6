"""A file of vectors under the hashes of their texts, for the cache in front of an embedder."""

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

_AT_ONCE = 500
_DAY = 86_400
DAYS_KEPT = 30


class VectorFile:
    """One SQLite file; several processes may read and write it at once.

    What nobody asked for in thirty days is forgotten when the file is opened, so that the
    vectors of words that were withdrawn do not stay.
    """

    def __init__(self, path: Path, *, days_kept: int | None = DAYS_KEPT) -> None:
        """Open the file at ``path``; it and its folder are made if need be."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        with self._open() as rows:
            rows.execute("PRAGMA journal_mode=WAL")
            rows.execute("CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB)")
            if "day" not in {row[1] for row in rows.execute("PRAGMA table_info(vectors)")}:
                rows.execute(f"ALTER TABLE vectors ADD COLUMN day INTEGER DEFAULT {_today()}")
            if days_kept is not None:
                rows.execute("DELETE FROM vectors WHERE day < ?", [_today() - days_kept])

    def known(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return what is kept of these, and remember that it was asked for today."""
        found: dict[str, bytes] = {}
        with self._open() as rows:
            for some in _in_parts(keys):
                marks = ",".join("?" * len(some))
                where = f"WHERE key IN ({marks})"
                found.update(rows.execute(f"SELECT key, vector FROM vectors {where}", some))  # noqa: S608 - marks only
                rows.execute(
                    f"UPDATE vectors SET day = ? {where} AND day < ?",  # noqa: S608 - marks only
                    [_today(), *some, _today()],
                )
        return found

    def keep(self, rows: Mapping[str, bytes]) -> None:
        """Keep these, in place of what is there."""
        today = _today()
        with self._open() as table:
            table.executemany(
                "INSERT OR REPLACE INTO vectors (key, vector, day) VALUES (?, ?, ?)",
                ((key, vector, today) for key, vector in rows.items()),
            )

    def forget(self) -> None:
        """Forget every vector, so that no byte of them stays in the file."""
        with self._open() as rows:
            rows.execute("PRAGMA secure_delete=ON")
            rows.execute("DELETE FROM vectors")
        with self._open() as rows:
            rows.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def __len__(self) -> int:
        """Return how many vectors are kept."""
        with self._open() as rows:
            return int(rows.execute("SELECT count(*) FROM vectors").fetchone()[0])

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Give a connection of this thread's own, and commit what was done with it."""
        rows = sqlite3.connect(self._path, timeout=60)
        try:
            rows.execute("PRAGMA synchronous=NORMAL")
            with rows:
                yield rows
        finally:
            rows.close()


def vector_file(path: Path) -> VectorFile | None:
    """Open a file of vectors, anew if it is damaged; nothing where no file can be written."""
    try:
        return VectorFile(path)
    except (sqlite3.OperationalError, OSError):
        return None
    except sqlite3.DatabaseError:
        _remove(path)
    with suppress(sqlite3.Error, OSError):
        return VectorFile(path)
    return None


def kept_vectors() -> Path:
    """Return the file for runs without a site, where programs keep what can be made again."""
    data = os.environ.get("COMMONSPACE_DATA")
    if data:
        return Path(data) / "vectors.sqlite"
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "commonspace" / "vectors.sqlite"


def _remove(path: Path) -> None:
    """Remove a damaged file and what SQLite keeps beside it; it holds nothing that is not made again."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _today() -> int:
    return int(time.time()) // _DAY


def _in_parts(keys: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield list(keys[start : start + _AT_ONCE])
