"""Scripts in every text, opened in a real browser by those who read them: nothing runs."""

import pytest
from tests import make
from tests.browser.visiting import DESKTOP
from tests.trust.test_scripts import hostile_world, poison
from tests.trust.world import pages, release_everything

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PUBLIC = ("home", "call", "answer", "report", "report-edition")
STAFF = (
    "staff-home", "staff-call", "call-preview", "call-questions", "call-question", "call-partners",
    "staff-desk", "desk-contribution", "desk-text", "desk-duplicates", "documents", "documents-bundle",
    "staff-meetings", "session-report", "staff-analysis", "analysis-board", "analysis-tray", "analysis-read",
    "analysis-theme", "analysis-proposed", "synthesis-board", "synthesis-thing", "synthesis-take-out",
    "staff-ledger", "staff-proposals", "staff-report", "report-texts", "report-preview", "report-recall",
)  # fmt: skip


def test_no_script_that_people_wrote_ever_runs(visits, live_server):
    world = hostile_world()
    poison()
    release_everything(world)
    addresses = pages(world)
    reader = visits(live_server.url)
    member = visits(live_server.url, viewport=DESKTOP)
    member.page.goto("/en/sign-in/")
    member.page.get_by_label("Email address").fill(world.staff["secretariat"].email)
    member.page.get_by_label("Password").fill(make.PASSWORD)
    member.page.get_by_role("main").get_by_role("button").click()

    for visitor, names in ((reader, PUBLIC), (member, STAFF)):
        for address in (one for name in names for one in addresses[name]):
            answer = visitor.page.goto(address)
            assert answer.status == 200, address
            assert visitor.page.evaluate("window.hit") is None, address
            assert (
                visitor.page.evaluate("document.querySelectorAll('img[src=x], svg[onload]').length")
                == 0
            ), address
