"""The ways in that lead through paper, a microphone, and back out again, as people see them."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone, translation
from playwright.sync_api import expect
from tests import make
from tests.browser.visiting import DESKTOP, Visitor
from tests.channels.paper.inking import Scanner, filled, pdf_of, printed

from commonspace.channels.paper.models import Layout
from commonspace.channels.recordings.models import Offer
from commonspace.contributions.models import Contribution
from commonspace.intake.services import receipt_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SMALL = {"width": 360, "height": 780}


@pytest.fixture
def call():
    with translation.override("en"):
        made = make.consultation("harbour", questions=1)
        made.languages = ["en", "ar"]
        made.save(update_fields=["languages"])
        yield made


@pytest.fixture
def staff(visits, live_server, call):
    person = visits(live_server.url, viewport=DESKTOP)
    person.sign_in(make.member(call).email, make.PASSWORD)
    return person


@pytest.fixture
def phone(visits, live_server):
    return visits(live_server.url, viewport=SMALL, permissions=["microphone"])


def printed_sheet(staff: Visitor, folder: Path) -> Path:
    """Offer paper, make a stack of one sheet, and take it home."""
    staff.go("/en/staff/harbour/paper/set-up/")
    staff.page.get_by_label("People can answer on paper").check()
    staff.page.get_by_label("Where are filled sheets brought").first.fill("Harbour Library")
    staff.press("Keep")
    staff.reads("No sheet waits.")
    staff.page.get_by_label("How many sheets?").fill("1")
    staff.press("Make the stack")
    return staff.saved(staff.page.get_by_role("link", name="Download (PDF)"), folder)


def scan_of(sheet: Path, folder: Path) -> Path:
    """Fill a sheet in with a pen, and lay it on the glass a little aslant."""
    layout = Layout.objects.get(language="en", sheets__number=1)
    key = layout.pages[0][0]["key"]
    ticks = ("naming:anonymous", "publish:yes")
    pages = [
        filled(page, layout.pages[number], words={key: "Open the gym at night."}, ticks=ticks)
        for number, page in enumerate(printed(sheet.read_bytes()))
    ]
    made = folder / "scan.pdf"
    made.write_bytes(pdf_of([Scanner(skew=2, noise=8).scan(page) for page in pages]))
    return made


def test_a_sheet_goes_out_and_comes_back(staff, phone, call, tmp_path):
    sheet = printed_sheet(staff, tmp_path)
    phone.go("/ar/c/harbour/paper/")
    phone.go("/en/c/harbour/paper/")
    phone.reads("Harbour Library", "Form in Arabic (PDF)")

    staff.go("/en/staff/harbour/paper/")
    staff.page.get_by_label("Scans or photographs").set_input_files(scan_of(sheet, tmp_path))
    staff.press("Find the sheets")
    staff.reads("with its sheet")
    scans = staff.page.url
    staff.follow("Back to paper")
    staff.follow("Look at the next sheet")
    words = staff.page.get_by_role("textbox", name="1. Heading 1")
    expect(words).to_have_value("Open the gym at night.")
    staff.reads("Nothing seems to be written here.")
    staff.press("Take it in")
    staff.heading("Taken in")
    code = staff.page.locator(".receipt-code").inner_text()

    phone.go("/en/receipt/")
    phone.page.get_by_label("Your receipt code").fill(code)
    phone.press("Open")
    phone.reads("Open the gym at night.")
    staff.page.set_viewport_size(SMALL)
    for address in ("/en/staff/harbour/paper/", scans, "/en/staff/harbour/desk/"):
        staff.go(address)


def test_a_removal_is_asked_for_and_decided(staff, phone, call):
    letter = make.contribution(call, "The night bus keeps us safe.", organisation="Bus Riders")
    call.closes_at = timezone.now() - timedelta(hours=1)
    call.save(update_fields=["closes_at"])

    phone.go("/en/receipt/")
    phone.page.get_by_label("Your receipt code").fill(receipt_code(letter))
    phone.press("Open")
    phone.follow("Ask for removal")
    phone.press("Ask for removal")
    phone.reads("Please look at one place again")
    phone.page.get_by_label("Everything I sent").check()
    phone.press("Ask for removal")
    phone.reads("You have asked for removal")

    staff.go("/en/staff/harbour/desk/")
    staff.follow("1 request for removal waits")
    staff.reads("1 waits for a decision")
    staff.follow(str(letter))
    staff.page.set_viewport_size(SMALL)
    staff.look()
    staff.go(staff.page.url.replace("/en/", "/ar/"))
    staff.page.set_viewport_size(DESKTOP)
    staff.go(staff.page.url.replace("/ar/", "/en/"))
    staff.press("Carry it out")
    staff.reads("Removed.", "Nothing waits for a decision.")

    assert not Contribution.objects.get().answers.exclude(text=None).exists()


HEARS_A_TONE = """
  navigator.mediaDevices.getUserMedia = async () => {
    const context = new AudioContext();
    await context.resume();
    const tone = context.createOscillator();
    const out = context.createMediaStreamDestination();
    tone.connect(out);
    tone.start();
    return out.stream;
  };
"""


def test_a_recording_is_paused_heard_again_and_sent(phone, call):
    Offer.objects.create(consultation=call, is_offered=True)
    page = phone.page
    page.add_init_script(HEARS_A_TONE)
    phone.go("/ar/c/harbour/record/")
    phone.go("/en/c/harbour/record/")
    page.get_by_label("Not at all: anonymous").check()
    page.get_by_label("Yes, you may publish").check()

    page.get_by_role("button", name="Record your voice").click()
    expect(page.locator("[data-clock]")).to_have_text("0:01")
    phone.look()
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("[data-state]")).to_have_text("paused")
    phone.look()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("It is not sent yet")).to_be_visible()
    expect(page.locator("[data-name]")).not_to_contain_text(".webm")
    phone.look()
    phone.press("Send it")
    phone.heading("Thank you. We have it.")
