"""A file of vectors under the hashes of their texts, for the cache in front of an embedder."""

import sqlite3
from collections.abc import Iterator, MutableMapping
from pathlib import Path


class VectorFile(MutableMapping[str, bytes]):
    """One SQLite file; several processes may read and write it at once."""

    def __init__(self, path: Path) -> None:
        """Open the file at ``path``; it and its folder are made if need be."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._rows = sqlite3.connect(path, timeout=60, isolation_level=None)
        self._rows.execute("PRAGMA journal_mode=WAL")
        self._rows.execute("PRAGMA synchronous=OFF")
        self._rows.execute("CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB)")

    def __getitem__(self, key: str) -> bytes:
        """Return the vector's bytes, or raise KeyError."""
        row = self._rows.execute("SELECT vector FROM vectors WHERE key = ?", [key]).fetchone()
        if row is None:
            raise KeyError(key)
        return bytes(row[0])

    def __setitem__(self, key: str, vector: bytes) -> None:
        """Keep a vector."""
        self._rows.execute("INSERT OR REPLACE INTO vectors VALUES (?, ?)", [key, vector])

    def __delitem__(self, key: str) -> None:
        """Forget a vector, or raise KeyError."""
        if not self._rows.execute("DELETE FROM vectors WHERE key = ?", [key]).rowcount:
            raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        """Return the hashes kept, in order."""
        return (row[0] for row in self._rows.execute("SELECT key FROM vectors ORDER BY key"))

    def __len__(self) -> int:
        """Return how many vectors are kept."""
        return int(self._rows.execute("SELECT count(*) FROM vectors").fetchone()[0])
