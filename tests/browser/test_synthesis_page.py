"""The report of a table, opened from a disk: by mouse, by keyboard, on a phone, without scripts, on paper."""

import csv
import re

import pytest
from playwright.sync_api import expect
from tests.browser.visiting import DESKTOP, PHONE
from tests.cli.synthesising.surveys import HEADS, many, run

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Return the address of a report on forty answers, one of them hostile."""
    folder = tmp_path_factory.mktemp("report")
    rows = many(80)
    rows[5] = (
        "p5",
        "<b>House</b>",
        "<img src=x onerror=alert(1)> Night shelters matter to us all.",
    )
    with (folder / "answers.csv").open("w", newline="") as file:
        csv.writer(file).writerows([HEADS, *rows])
    run(folder / "answers.csv", folder / "out")
    return (folder / "out" / "report.html").as_uri()


@pytest.fixture
def reader(visits, report):
    def opened(**options):
        visitor = visits("file://", **options)
        visitor.page.goto(report)
        visitor.look()
        return visitor

    return opened


def shown(page):
    return page.locator("#shelves li:not([hidden])")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP, NARROW])
def test_nobody_is_shut_out_and_nothing_stands_out_to_the_side(reader, viewport):
    page = reader(viewport=viewport).page

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_words_and_choices_narrow_the_list_and_the_count_is_told(reader):
    page = reader(viewport=DESKTOP).page
    page.get_by_label("Words").fill("SHELTERS night")
    expect(page.locator("#found")).to_have_text(re.compile(r"^1[67] statements$"))
    assert all("night shelters" in words.lower() for words in shown(page).all_text_contents())

    page.get_by_label("Words").fill("hovercraft")
    expect(page.locator("#found")).to_contain_text("No statement fits")
    page.get_by_role("button", name="Show everything").click()
    expect(page.locator("#found")).to_have_text("80 statements")

    page.get_by_label("Organisation", exact=True).select_option(label="House 3")
    expect(page.locator("#found")).to_have_text(re.compile(r"^1[12] statements$"))
    assert all("House 3" in words for words in shown(page).all_text_contents())


def test_a_long_list_comes_in_parts(reader):
    page = reader(viewport=DESKTOP).page

    expect(shown(page)).to_have_count(60)
    page.get_by_role("button", name="Show more").click()
    expect(shown(page)).to_have_count(80)


def test_a_theme_leads_to_its_statements_and_back(reader):
    page = reader(viewport=DESKTOP).page
    link = page.locator(".card .all a").first
    count = int(re.search(r"\d+", link.text_content())[0])
    link.click()

    expect(page.locator("#found")).to_have_text(f"{count} statements")
    page.go_back()
    page.locator(".card .who a").first.click()
    expect(page.locator(":target")).to_be_focused()
    expect(page.locator(":target")).to_be_in_viewport()


def test_the_map_is_read_by_keyboard(reader):
    page = reader(viewport=DESKTOP).page
    page.locator(".map").first.focus()
    page.keyboard.press("ArrowRight")
    reading = page.locator("#map-reading")
    first = reading.inner_text()
    page.keyboard.press("ArrowDown")

    expect(reading).to_be_visible()
    assert reading.inner_text() != first
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_be_in_viewport()


def test_without_scripts_everything_is_there(reader):
    page = reader(scripts=False, viewport=PHONE).page

    expect(shown(page)).to_have_count(80)
    expect(page.locator("form.filters")).to_be_hidden()
    page.locator(".card .all a").first.click()
    expect(page.locator(":target h3")).to_be_in_viewport()


def test_on_paper_the_themes_are_open_and_the_long_list_is_left_out(reader):
    page = reader(viewport=DESKTOP).page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    expect(page.locator("#shelves")).to_be_hidden()
    expect(page.locator(".card .quotes li").first).to_be_visible()
    expect(page.get_by_text("The list of statements is left out on paper")).to_be_visible()


def test_the_dark_and_the_arabic_page_are_as_good(visits, tmp_path):
    folder = tmp_path / "out"
    with (tmp_path / "a.csv").open("w", newline="") as file:
        csv.writer(file).writerows([HEADS, *many(20)])
    run(tmp_path / "a.csv", folder, report_language="ar")
    visitor = visits("file://", color_scheme="dark")
    visitor.page.goto((folder / "report.html").as_uri())
    visitor.look()
