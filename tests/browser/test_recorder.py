"""A voice message recorded on a phone with a bad line, up to words with times."""

import math
import struct
import wave

import pytest
from django.utils import translation
from playwright.sync_api import expect
from tests import make
from tests.browser.visiting import DESKTOP, PHONE, Visitor

from commonspace.channels.recordings.models import Offer, Recording, Upload
from commonspace.contributions.queries import current_texts

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def call():
    with translation.override("en"):
        made = make.consultation("voices", questions=2)
        Offer.objects.create(consultation=made, is_offered=True)
        yield made


@pytest.fixture
def microphone(chromium, tmp_path):
    """Start a second Chromium that hears a tone instead of the room."""
    path = tmp_path / "tone.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        tone = (int(12_000 * math.sin(n / 6)) for n in range(32_000))
        sound.writeframes(b"".join(struct.pack("<h", value) for value in tone))
    browser = chromium.browser_type.launch(
        executable_path="/usr/bin/chromium",
        args=[
            "--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-audio-capture={path}",
        ],
    )  # fmt: skip
    yield browser
    browser.close()


@pytest.fixture
def phone(microphone, live_server):
    context = microphone.new_context(
        base_url=live_server.url, viewport=PHONE, permissions=["microphone"]
    )
    yield Visitor(context, live_server.url, True, context)
    context.close()


def begin(phone, call):
    phone.go(f"/en/c/{call.code}/record/")
    phone.page.get_by_label("Not at all: anonymous").check()
    phone.page.get_by_label("Yes, you may publish").check()
    phone.page.get_by_role("button", name="Record your voice").click()
    expect(phone.page.locator("[data-clock]")).to_have_text("0:02")


def send(phone):
    phone.page.get_by_role("button", name="Send it").click()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")


def test_a_line_that_breaks_again_and_again_loses_nothing(phone, call):
    begin(phone, call)
    for seconds in ("0:04", "0:06"):
        phone.context.set_offline(True)
        expect(phone.page.locator("[data-clock]")).to_have_text(seconds)
        phone.context.set_offline(False)
    phone.page.get_by_role("button", name="Stop").click()
    expect(phone.page.get_by_text("All of it has arrived")).to_be_visible(timeout=60_000)
    phone.look()
    send(phone)

    recording = Recording.objects.get()
    assert recording.seconds > 5
    assert not recording.is_silent
    assert not Upload.objects.exists()


def test_a_page_closed_too_early_shows_the_recording_again(phone, call):
    begin(phone, call)
    expect(phone.page.locator("[data-clock]")).to_have_text("0:04")
    phone.page.close(run_before_unload=False)
    phone.page = phone.context.new_page()
    phone.page.goto(f"/en/c/{call.code}/record/")
    expect(phone.page.get_by_text("All of it has arrived")).to_be_visible(timeout=60_000)
    phone.page.get_by_label("Not at all: anonymous").check()
    phone.page.get_by_label("Yes, you may publish").check()
    send(phone)

    assert Recording.objects.get().seconds > 1


def test_staff_write_it_down_with_keys(visits, live_server, call, phone):
    begin(phone, call)
    send(phone)
    staff = visits(live_server.url, viewport=DESKTOP)
    staff.sign_in(make.member(call).email, make.PASSWORD)
    staff.go(f"/en/staff/{call.code}/recordings/")
    staff.follow("Write it down")
    words = staff.page.get_by_label("What is said")
    words.focus()
    staff.page.keyboard.press("Alt+t")
    staff.page.keyboard.type("Evening classes help.")
    expect(staff.page.locator("[data-told]")).to_contain_text("Kept at")
    staff.press("This is what is said")

    text = current_texts(call).get()
    assert text.text == "Evening classes help."
    assert text.marks[0][2] == 0
