"""Stories 2 and 4: the secretariat makes a call and publishes it, and puts in old documents."""

import io
import re
import zipfile
from functools import cache

import docx
import pytest
from playwright.sync_api import expect
from tests import make
from tests.browser.visiting import DESKTOP

from commonspace.cli.playing.scene import PASSWORD

pytestmark = pytest.mark.browser
SECRETARIAT = "halima@harbour-forum.example.org"


@pytest.mark.django_db(transaction=True)
def test_secretariat_makes_a_consultation_and_publishes_its_call(visits, live_server):
    account = make.account("Halima Said")
    person = visits(live_server.url, viewport=DESKTOP)
    page = person.page
    person.sign_in(account.email, make.PASSWORD)

    person.follow("New consultation")
    page.get_by_label("Title").fill("Rivers and towns")
    page.get_by_label(re.compile("organisation", re.IGNORECASE)).fill("River Forum")
    person.press("Begin the draft")
    address = page.url.replace(live_server.url, "").removesuffix("call/")

    fill_every_step(person, address)
    person.go(f"{address}call/preview/")
    person.reads("What towns can do for their rivers.")
    stranger = visits(live_server.url)
    code = address.rstrip("/").rpartition("/")[2]
    assert stranger.page.goto(f"/en/c/{code}/").status == 404

    person.go(f"{address}call/publish/")
    person.press("Publish the call")
    person.page.get_by_text("The call is public.").first.wait_for()

    stranger.go(f"/fr/c/{code}/")
    stranger.heading("Les fleuves et les villes")
    stranger.go(f"/en/c/{code}/")
    stranger.reads(
        "River Forum", "To hear what works.", "It becomes a report for mayors.",
        "What works?", "People live by water.", "ada@example.org",
    )  # fmt: skip
    stranger.follow(re.compile("answer", re.IGNORECASE), within=stranger.page.locator("main"))
    expect(stranger.page.get_by_label("Your answer to question 1")).to_be_visible()


def fill_every_step(person, address: str) -> None:
    """Take the steps of a call in their order, by the labels of their fields."""
    person.go(f"{address}call/languages/")
    person.page.locator("[name=languages][value=fr]").check()
    person.press("Keep", within=person.page.locator("main form").first)
    steps = {
        "texts": {
            "Title": "Rivers and towns", "Subject": "What towns can do for their rivers.",
            "Purpose": "To hear what works.", "Background": "People live by water.",
            "The event it prepares": "The forum of mayors",
        },
        "promise": {"What happens with people’s answers": "It becomes a report for mayors."},
        "dates": {"Opens": "2016-07-26T00:00", "Closes": "2099-09-16T23:59"},
        "contacts": {
            "Contact for questions of content": "Ada, ada@example.org",
            "Contact for technical difficulties": "help@example.org",
        },
        "questions/new": {"Heading": "Floods", "What you ask": "What works?\nWhat does not?"},
    }  # fmt: skip
    for step, fields in steps.items():
        person.go(f"{address}call/{step}/")
        form = person.page.locator("main form").first
        for label, value in fields.items():
            form.get_by_label(label).first.fill(value)
        if step == "texts":
            form.locator("details", has_text="Français").locator("summary").click()
            form.locator("[name=title_fr]").fill("Les fleuves et les villes")
        if step == "promise":
            form.locator("[name=level]").first.check()
        person.press("Keep", within=form)


@cache
def letters() -> bytes:
    """Return a ZIP of what an organisation wrote before: text, Word, and a file of zero bytes."""
    word = docx.Document()
    word.add_heading("Evening classes", 1)
    word.add_paragraph("Evening classes with childcare reach the women who work by day.")
    held, kept = io.BytesIO(), io.BytesIO()
    word.save(kept)
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("letters/to the mayor.txt", "Dear mayor, the night bus keeps us safe.")
        archive.writestr("letters/classes.docx", kept.getvalue())
        archive.writestr("letters/page.html", "<h1>Homes</h1><p>Give families homes, not beds.</p>")
        archive.writestr("letters/empty.txt", "")
    return held.getvalue()


def adds_up(line: str) -> bool:
    """Tell whether a line such as ``4 files = 3 taken in + 1 not taken in`` is right."""
    whole, _equals, parts = line.partition("=")
    return int(re.findall(r"\d+", whole)[0]) == sum(int(n) for n in re.findall(r"\d+", parts))


def test_secretariat_puts_in_a_zip_and_finds_everything_on_the_desk(visits, site):
    person = visits(site.url, viewport=DESKTOP)
    page = person.page
    person.sign_in(SECRETARIAT, PASSWORD)
    person.go("/en/staff/harbour/desk/")
    before = page.locator("p.sum").first.inner_text()
    assert adds_up(before)

    page.locator(".menu summary").click()
    person.follow("Put in documents")
    put_in_letters(person)
    expect(page.locator("#bundle p.sum")).to_contain_text("3 taken in", timeout=60_000)
    assert adds_up(page.locator("#bundle p.sum").inner_text())
    person.look()
    person.reads("empty.txt", "not taken in")

    person.follow("See them on the desk")
    row = page.locator("table.rows tbody tr", has_text="River Forum")
    expect(row).to_have_count(3)
    person.go("/en/staff/harbour/desk/")
    after = page.locator("p.sum").first.inner_text()
    assert adds_up(after)
    assert [int(re.findall(r"\d+", one)[0]) for one in (before, after)] == [61, 64]

    person.go("/en/staff/harbour/documents/")
    put_in_letters(person)
    expect(page.locator("#bundle p.sum")).to_contain_text("3 were already here", timeout=60_000)
    person.go("/en/staff/harbour/desk/")
    assert page.locator("p.sum").first.inner_text() == after


def put_in_letters(person) -> None:
    page = person.page
    page.get_by_label("Files, or a ZIP of them").set_input_files(
        {"name": "letters.zip", "mimeType": "application/zip", "buffer": letters()}
    )
    page.get_by_label("Whose documents are they?").fill("River Forum")
    page.get_by_label("What kind of organisation is it?").select_option("ngo")
    for name, value in (
        ("attribution", "organisation"),
        ("may_publish", "yes"),
        ("consent_by", "staff"),
    ):
        page.locator(f"[name={name}][value={value}]").check()
    person.press("Put them in")
    person.heading("Documents of River Forum")
