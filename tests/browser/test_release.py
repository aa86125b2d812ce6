"""Story 6: the secretariat sees what stands open, answers for it and releases; a reader reads."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.visiting import DESKTOP, PHONE

from commonspace.cli.playing.scene import PASSWORD

pytestmark = pytest.mark.browser
SECRETARIAT = "halima@harbour-forum.example.org"
UNSOURCED = "Rivers of paper reach nobody."


def test_secretariat_sees_the_holes_answers_for_them_and_releases(visits, site):
    person = visits(site.url, viewport=DESKTOP)
    person.sign_in(SECRETARIAT, PASSWORD)
    write_without_a_source(person)

    person.go("/en/staff/harbour/report/")
    person.reads("What stands open", f"“{UNSOURCED}” rests on nobody’s words.")
    expect(person.page.locator("figure.ring")).to_contain_text("contributions accounted for")
    person.go("/en/staff/harbour/report/preview/")
    person.reads("This is the report as it would be printed now.")

    person.go("/en/staff/harbour/report/release/")
    person.press("Release edition 2")
    expect(
        person.page.locator("main textarea:is(:invalid, [aria-invalid=true])").first
    ).to_be_visible()
    expect(person.page).to_have_url(re.compile("/release/$"))
    for field in person.page.locator("main form textarea").all():
        field.fill("Told to us at the quay; the notes were lost in the rain.")
    person.press("Release edition 2")
    expect(person.page.get_by_text("Edition 2").first).to_be_visible(timeout=90_000)
    expect(person.page).not_to_have_url(re.compile("/runs/|/release/"), timeout=90_000)

    reader = visits(site.url, viewport=PHONE, scripts=False)
    reader.go("/en/c/harbour/report/")
    expect(reader.page.locator(".downloads").first).to_contain_text("Edition 2")
    reader.reads(UNSOURCED, "Told to us at the quay", "Halima")
    reader.go("/en/c/harbour/report/1/")
    reader.reads("This is an older edition")
    assert UNSOURCED not in reader.page.content()


def write_without_a_source(person) -> None:
    person.go("/en/staff/harbour/synthesis/new/finding/?q=4")
    person.page.get_by_label("What contributors said").fill(UNSOURCED)
    person.press("Keep", within=person.page.locator("form#thing"))
