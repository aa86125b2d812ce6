"""Where somebody sent from, and with what, is kept nowhere; who they are only under lock."""

import pytest
from tests.program import served
from tests.trust.sending import code_in, form_of

from commonspace.cli.playing.scene import NEXT_CODE

pytestmark = pytest.mark.endtoend
AGENT = "Zqvkwj-Browser"
ADDRESSES = [f"127.77.{number}.213" for number in range(20, 32)]
FORWARDED = "203.0.113.77"
LOCKED = ("Zqname Xvkwj", "zqmail@xvkwj.example.org")


def test_no_byte_on_disk_tells_where_a_contribution_came_from(demo_copy):
    codes = []
    with served(demo_copy) as site:
        for number, address in enumerate(ADDRESSES):
            form = form_of(
                site.port, NEXT_CODE, f"Sent from somewhere, number {number}.", source=address,
                headers={"User-Agent": f"{AGENT}/{number}", "X-Forwarded-For": FORWARDED},
                name=LOCKED[0], email=LOCKED[1],
            )  # fmt: skip
            status, page = form.send()
            assert status == 200
            codes.append(code_in(page))
        site.wait_until_the_worker_is_done()

    marks = [one.encode() for one in (AGENT, FORWARDED, *ADDRESSES, *LOCKED, *codes)]
    marks += [mark.decode().encode("utf-16-le") for mark in marks]
    kept = [file for file in demo_copy.rglob("*") if file.is_file()]
    found = [
        (str(file.relative_to(demo_copy)), mark)
        for file in kept
        for content in [file.read_bytes()]
        for mark in marks
        if mark in content
    ]
    assert found == []
    database = (demo_copy / "commonspace.sqlite3").read_bytes()
    assert b"Sent from somewhere, number 3." in database, (
        "a scan that finds nothing has to find this"
    )
