"""The journal of an SQLite database: what was deleted stands in it until it is written over."""

from django.db import connection


def empty_the_journal() -> None:
    """Let SQLite write its journal into the database and cut it off: old bytes stand in it."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
