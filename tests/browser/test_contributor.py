"""Story 3 on a phone: read the call, answer, keep the code, come back, change, withdraw."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from playwright.sync_api import Page, expect
from tests import make

from commonspace.contributions.models import Contribution
from commonspace.contributions.queries import answers_of, attachments_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}


@pytest.fixture
def call():
    with translation.override("en"):
        yield make.consultation("harbour", questions=6)


def visitor(chromium, live_server, *, scripts: bool, viewport=PHONE) -> tuple[Page, list[str]]:
    context = chromium.new_context(
        base_url=live_server.url, viewport=viewport, java_script_enabled=scripts, locale="en"
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text)
            if "422 (Unprocessable Entity)" not in message.text
            else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: (
            complaints.append(request.url)
            if not request.url.startswith((live_server.url, "data:"))
            else None
        ),
    )
    return page, complaints


def fits(page: Page) -> None:
    """Nothing stands out of the screen to the side."""
    shown = page.locator("main").bounding_box()
    assert shown is not None
    assert shown["width"] <= page.viewport_size["width"]
    wide = [
        box
        for element in page.locator(
            "main :is(h1, h2, p, dl, dt, dd, input, select, textarea)"
        ).all()
        if (box := element.bounding_box())
        and box["x"] + box["width"] > page.viewport_size["width"] + 1
    ]
    assert wide == []


def send(page: Page) -> None:
    page.get_by_role("button", name="Send what I have").click()


def answer_question_three(page: Page) -> str:
    """Answer with a document, forget one choice, mend it, and return the code."""
    page.get_by_label("Your answer to question 3").fill("Evening classes help.")
    page.get_by_label("Document 1", exact=False).first.set_input_files(
        {"name": "letter.txt", "mimeType": "text/plain", "buffer": b"Dear mayors"}
    )
    page.get_by_label("Not at all: anonymous").check()
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Please say yes or no.")
    expect(page.get_by_label("Your answer to question 3")).to_have_value("Evening classes help.")
    page.get_by_label("Yes, you may publish").check()
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
    fits(page)
    return "-".join(page.locator(".receipt-code .group").all_inner_texts())


def come_back(page: Page, code: str) -> None:
    page.goto("/en/receipt/")
    page.get_by_label("Your receipt code").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Open").click()
    expect(page.locator("main")).to_contain_text("Evening classes help.")
    expect(page.locator("main")).to_contain_text("letter.txt")
    fits(page)


def change(page: Page) -> None:
    page.get_by_role("link", name="Change it").click()
    fits(page)
    page.get_by_label("Your answer to question 3").fill("Morning classes help more.")
    page.get_by_label("letter.txt").uncheck()
    page.get_by_role("button", name="Send the change").click()
    expect(page.locator("main")).to_contain_text("Morning classes help more.")
    expect(page.locator("main")).not_to_contain_text("letter.txt")


def withdraw_and_close(page: Page) -> None:
    page.get_by_role("link", name="Withdraw it").click()
    page.get_by_role("button", name="Yes, withdraw it").click()
    expect(page.locator("main")).to_contain_text("You have withdrawn this contribution")
    page.get_by_role("button", name="Close it on this device").click()
    page.goto("/en/receipt/contribution/")
    assert page.url.endswith("/en/receipt/")


def test_the_whole_story_without_scripts(chromium, live_server, call):
    page, complaints = visitor(chromium, live_server, scripts=False)
    page.goto("/en/c/harbour/")
    fits(page)
    page.locator('main a[href$="/answer/"]').first.click()
    fits(page)

    code = answer_question_three(page)

    contribution = Contribution.objects.get()
    assert code not in page.url
    assert [(a.question.number, a.text.text) for a in answers_of(contribution)] == [
        (3, "Evening classes help.")
    ]
    assert [a.file.name for a in attachments_of(contribution)] == ["letter.txt"]
    page.reload()
    assert Contribution.objects.count() == 1

    come_back(page, code)
    change(page)
    withdraw_and_close(page)

    contribution.refresh_from_db()
    assert contribution.is_withdrawn
    assert complaints == []


def test_what_is_written_stays_on_the_phone_until_it_is_sent(chromium, live_server, call):
    page, complaints = visitor(chromium, live_server, scripts=True)
    page.goto("/en/c/harbour/answer/")
    words = page.get_by_label("Your answer to question 2")
    words.fill("Written on a bus.")
    expect(page.locator("[data-draft-state]")).to_contain_text("Saved at")
    page.get_by_label("Your name").fill("Ada Lovelace")

    page.goto("/fr/c/harbour/answer/")
    page.goto("/en/c/harbour/answer/")
    expect(words).to_have_value("Written on a bus.")
    expect(page.get_by_label("Your name")).to_have_value("")
    assert "Ada" not in page.evaluate("JSON.stringify(localStorage)")
    page.get_by_label("Not at all: anonymous").check()
    page.get_by_label("Yes, you may publish").check()
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")

    assert page.evaluate("localStorage.length") == 0
    assert complaints == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_the_form_is_reachable_by_keyboard_and_passes_the_accessibility_rules(
    chromium, live_server, call, viewport
):
    page, _complaints = visitor(chromium, live_server, scripts=True, viewport=viewport)
    page.context.set_default_timeout(10_000)
    page.goto("/en/c/harbour/answer/")
    send(page)

    results = Axe().run(page)

    assert [violation["id"] for violation in results.response["violations"]] == []
    page.get_by_role("link", name="How may we name you?").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("input[name=attribution]:checked").count() == 1
