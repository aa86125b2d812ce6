"""A receipt outlives the program: killed twice under load, nothing acknowledged is lost or doubled."""

import re
import signal
import sqlite3
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.program import Served
from tests.trust.sending import REFUSED, code_in, form_of, opened_with

from commonspace.cli.playing.scene import NEXT_CODE

pytestmark = pytest.mark.endtoend
SENDERS = 4
LONGEST_WAIT = 60.0
SENT_BETWEEN = 25
"""Receipts given before each kill, and after the last; how long that takes is the machine's affair."""


class Crowd:
    """People who send one answer after another, and again where no receipt came back."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.receipts: dict[str, str] = {}
        self.interrupted = 0
        self.stop = threading.Event()

    def one(self, number: int) -> None:
        count = 0
        while not self.stop.is_set():
            count += 1
            self._send(f"Answer {count} of sender {number}: marked m{number}x{count}m.")

    def wait_for(self, receipts: int) -> None:
        """Wait until so many receipts were given."""
        end = time.monotonic() + LONGEST_WAIT
        while len(self.receipts) < receipts:
            assert time.monotonic() < end, f"only {len(self.receipts)} receipts were given"
            time.sleep(0.02)

    def _send(self, text: str) -> None:
        form = None
        while True:
            try:
                form = form or form_of(self.port, NEXT_CODE, text)
                status, page = form.send()
            except REFUSED:
                self.interrupted += 1
                if self.stop.wait(0.05) and form is None:
                    return
                continue
            assert status == 200, page[-2000:]
            self.receipts[text] = code_in(page)
            return


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(demo_copy):
    site = Served(demo_copy)
    site.start()
    crowd = Crowd(site.port)
    try:
        with ThreadPoolExecutor(SENDERS) as people:
            sending = [people.submit(crowd.one, number) for number in range(SENDERS)]
            try:
                for kill in range(2):
                    crowd.wait_for((kill + 1) * SENT_BETWEEN)
                    site.send(signal.SIGKILL)
                    site.start()
                crowd.wait_for(3 * SENT_BETWEEN)
            finally:
                crowd.stop.set()
            for one in sending:
                one.result(timeout=60)
        lost = [
            text
            for text, code in crowd.receipts.items()
            if text not in opened_with(site.port, code)
        ]
    finally:
        site.send(signal.SIGTERM)

    assert len(crowd.receipts) >= 3 * SENT_BETWEEN
    assert crowd.interrupted > 0, "the program was never killed under load"
    assert lost == []
    held = texts_in(demo_copy)
    assert {text: held[text] for text in crowd.receipts} == dict.fromkeys(crowd.receipts, 1)
    assert set(held.values()) == {1}


def texts_in(folder) -> Counter[str]:
    """Count the marked texts a database holds, after looking whether it is whole."""
    database = sqlite3.connect(folder / "commonspace.sqlite3")
    try:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = database.execute("SELECT text FROM contributions_sourcetext").fetchall()
        answers = database.execute(
            "SELECT count(*) FROM contributions_contribution c WHERE NOT EXISTS "
            "(SELECT 1 FROM contributions_receipt r WHERE r.contribution_id = c.id)"
        ).fetchone()
    finally:
        database.close()
    assert answers == (0,)
    return Counter(text for (text,) in rows if re.search(r"marked m\dx\d+m\.$", text))
