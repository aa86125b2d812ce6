"""A discussion from its opening to a withdrawal: two people on phones, a moderator at the keys."""

import pytest
from django.utils import translation
from playwright.sync_api import expect
from tests import make
from tests.browser.visiting import DESKTOP, PHONE, Visitor

from commonspace.contributions.models import Contribution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def call():
    with translation.override("en"):
        yield make.consultation("harbour")


def open_the_discussion(staff: Visitor) -> None:
    staff.go("/en/staff/harbour/desk/")
    staff.page.keyboard.press("p")
    expect(staff.page.get_by_role("link", name="Public discussion")).to_be_visible()
    staff.look()
    staff.page.keyboard.press("Escape")
    expect(staff.page.get_by_role("link", name="Public discussion")).to_be_hidden()
    staff.page.locator(".menu summary").press("Enter")
    staff.follow("Public discussion")
    staff.reads("The discussion is closed")
    staff.follow("Set up")
    staff.page.get_by_label("Open for reading and writing").check()
    staff.press("Keep")
    staff.reads("Nothing waits here")


def comment(person: Visitor, words: str) -> str:
    """Forget one choice, mend it, send, and return the code."""
    page = person.page
    page.get_by_label("Your comment").fill(words)
    page.get_by_label("Not at all: anonymous").check()
    person.press("Send my")
    expect(page.get_by_role("alert")).to_contain_text("Please say yes or no.")
    page.get_by_label("Yes, you may publish").check()
    person.press("Send my")
    person.heading("Thank you. We have your comment.")
    return "-".join(page.locator(".receipt-code .group").all_inner_texts())


def moderate_by_keyboard(staff: Visitor, words: str) -> None:
    page = staff.page
    staff.go("/en/staff/harbour/discussion/")
    staff.reads(words, "May be personal data")
    page.keyboard.press("j")
    page.keyboard.press("Space")
    page.keyboard.press("h")
    page.get_by_label("Personal data", exact=False).check()
    staff.press("Hide", within=page.locator("details"))
    staff.reads("1 comment hidden. Its author reads why.", "Nothing waits here")
    page.keyboard.press("u")
    page.wait_for_load_state()
    staff.reads("1 comment stands where it stood before.", words)
    publish_by_keyboard(staff)


def publish_by_keyboard(staff: Visitor) -> None:
    staff.page.keyboard.press("j")
    staff.page.keyboard.press("Space")
    staff.page.keyboard.press("p")
    staff.page.wait_for_load_state()
    staff.reads("1 comment published.")
    staff.look()


def withdraw_with(person: Visitor, code: str) -> None:
    person.go("/en/receipt/")
    person.page.get_by_label("Your receipt code").fill(code)
    person.press("Open")
    person.reads("In the public discussion", "It stands on the page")
    person.follow("Withdraw it")
    person.press("Yes, withdraw it")


def test_a_comment_is_read_first_answered_and_taken_back(visits, live_server, call):
    staff = visits(live_server.url, viewport=DESKTOP)
    staff.sign_in(make.member(call).email, make.PASSWORD)
    open_the_discussion(staff)

    first = visits(live_server.url, scripts=False, viewport=PHONE)
    first.go("/en/c/harbour/")
    first.follow("What others say")
    code = comment(first, "Buses at night, ask amal@example.org.")
    first.follow("Back to the discussion")
    first.reads("Nobody has said anything here yet", "1 comment waits to be read.")

    moderate_by_keyboard(staff, "Buses at night")
    second = visits(live_server.url, scripts=False, viewport=PHONE)
    second.go("/en/c/harbour/discussion/")
    second.follow("Heading 1")
    second.reads("Buses at night")
    second.follow("Answer this")
    comment(second, "And on Sundays.")
    staff.go("/en/staff/harbour/discussion/")
    staff.reads("Answers comment 1")
    publish_by_keyboard(staff)

    withdraw_with(first, code)
    second.go("/en/c/harbour/discussion/1/?order=oldest")
    second.reads("Withdrawn by its author.", "And on Sundays.")
    expect(second.page.locator("main")).not_to_contain_text("Buses at night")
    assert [one.channel for one in Contribution.objects.all()] == ["discussion", "discussion"]
    second.follow("comment 2")
    second.follow("Tell us if this should not stand here")
    second.press("Tell us")
    second.reads("Please choose one.")
