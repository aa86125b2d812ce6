"""The call in a real browser: on a phone, in two directions, with and without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}


def opened(chromium, address, *, scripts=True, zone="Europe/Paris"):
    context = chromium.new_context(
        viewport=PHONE, java_script_enabled=scripts, locale="en", timezone_id=zone
    )
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize(
    ("scripts", "zone", "shown"),
    [(True, "Europe/Paris", True), (True, "Asia/Manila", False), (False, "Europe/Paris", False)],
    ids=["elsewhere", "on the same clock", "without scripts"],
)
def test_deadline_is_told_on_the_readers_clock_where_it_differs(
    chromium, live_server, scripts, zone, shown
):
    call = make.consultation()

    page = opened(chromium, f"{live_server.url}/en/c/{call.code}/", scripts=scripts, zone=zone)

    assert page.locator("[data-local-time]").is_visible() is shown
    assert page.get_by_text("UTC+08:00").first.is_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_call_fits_a_phone_and_can_be_read_by_everybody(chromium, live_server, language):
    call = make.consultation(questions=6)

    page = opened(chromium, f"{live_server.url}/{language}/c/{call.code}/")

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert Axe().run(page).response["violations"] == []
