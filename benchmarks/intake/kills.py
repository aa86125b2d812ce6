"""Thirty kills (-9) of a real site while every way in is used: nothing acknowledged may be lost or doubled.

``kills``: how often web server, worker, mail fetcher or all of them were killed at once.
``acknowledged``: receipts, mails marked or moved aside, deliveries a service heard "kept" to, rows of sheets.
``killed_lost``: those that are not there, whole by their digests and behind their receipts; bytes of
recordings that were acknowledged and then not there; stored files without their bytes.
``killed_doubled``: those that are there twice. ``killed_undone``: 1 if work was left undone in the end.

COMMONSPACE_KILLS sets how many, COMMONSPACE_KILLS_SEED when and which. On PostgreSQL, if
COMMONSPACE_DATABASE_URL names an empty database (``sh scripts/with-postgres …``).
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.trust.killing import Killed, killed

KILLS = int(os.environ.get("COMMONSPACE_KILLS", "30"))
SEED = int(os.environ.get("COMMONSPACE_KILLS_SEED", "1"))


def measures() -> Iterator[tuple[str, float]]:
    """Kill the site, and yield what that did."""
    database = os.environ.get("COMMONSPACE_DATABASE_URL", "")
    with tempfile.TemporaryDirectory() as name:
        done = killed(Path(name), kills=KILLS, seed=SEED, database=database)
    for line in _told(done):
        print(line)
    yield "kills", done.kills
    yield "killed_acknowledged", len(done.ledger.acknowledged)
    yield "killed_broken_off", sum(done.ledger.broken_off.values())
    yield "killed_lost", len(done.lost)
    yield "killed_doubled", len(done.doubled)
    yield "killed_undone", not done.drained or len(done.found["failed"])


def _told(done: Killed) -> Iterator[str]:
    """Yield what somebody who has to mend it needs to know."""
    yield f"  killed: {done.by_target}; acknowledged: {done.by_door()}"
    yield from (f"  lost: {one}" for one in done.lost[:20])
    yield from (f"  doubled: {one}" for one in done.doubled[:20])
    yield from (f"  failed: {one}" for one in done.found["failed"][:20])
