"""Killed at random moments with every way in use: what was acknowledged is there, whole and once."""

import sqlite3
from contextlib import closing

import pytest
from tests.trust.killing import killed

pytestmark = [pytest.mark.endtoend, pytest.mark.slow]
KILLS = 4


def test_whatever_dies_nothing_acknowledged_is_lost_or_doubled(tmp_path):
    done = killed(tmp_path, kills=KILLS, seed=4, pause_s=0.2, rows=60)

    assert {"web", "telegram", "recording", "mailbox", "folder"} <= set(done.by_door())
    assert done.ledger.broken_off, "the site was never killed under load"
    assert done.lost == []
    assert done.doubled == []
    assert done.found["never_sent"] == []
    assert done.found["chain_broken"] == 0
    assert done.found["failed"] == []
    assert done.drained
    with closing(sqlite3.connect(tmp_path / "data" / "commonspace.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
