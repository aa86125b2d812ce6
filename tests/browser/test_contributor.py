"""Story 3 on a phone: read the call, answer, keep the code, come back, change, withdraw."""

import pytest
from django.utils import translation
from playwright.sync_api import expect
from tests import make
from tests.browser.visiting import DESKTOP, PHONE, Visitor

from commonspace.contributions.models import Contribution
from commonspace.contributions.queries import answers_of, attachments_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def call():
    with translation.override("en"):
        yield make.consultation("harbour", questions=6)


def send(person: Visitor) -> None:
    person.page.get_by_role("button", name="Send what I have").click()


def answer_question_three(person: Visitor) -> str:
    """Answer with a document, forget one choice, mend it, and return the code."""
    page = person.page
    page.get_by_label("Your answer to question 3").fill("Evening classes help.")
    page.get_by_label("Document 1", exact=False).first.set_input_files(
        {"name": "letter.txt", "mimeType": "text/plain", "buffer": b"Dear mayors"}
    )
    page.get_by_label("Not at all: anonymous").check()
    send(person)
    expect(page.get_by_role("alert")).to_contain_text("Please say yes or no.")
    expect(page.get_by_label("Your answer to question 3")).to_have_value("Evening classes help.")
    page.get_by_label("Yes, you may publish").check()
    send(person)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
    person.look()
    return "-".join(page.locator(".receipt-code .group").all_inner_texts())


def come_back(person: Visitor, code: str) -> None:
    page = person.page
    page.goto("/en/receipt/")
    page.get_by_label("Your receipt code").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Open").click()
    expect(page.locator("main")).to_contain_text("Evening classes help.")
    expect(page.locator("main")).to_contain_text("letter.txt")
    person.look()


def change(person: Visitor) -> None:
    page = person.page
    page.get_by_role("link", name="Change it").click()
    person.look()
    page.get_by_label("Your answer to question 3").fill("Morning classes help more.")
    page.get_by_label("letter.txt").uncheck()
    page.get_by_role("button", name="Send the change").click()
    expect(page.locator("main")).to_contain_text("Morning classes help more.")
    expect(page.locator("main")).not_to_contain_text("letter.txt")


def withdraw_and_close(person: Visitor) -> None:
    page = person.page
    page.get_by_role("link", name="Withdraw it").click()
    page.get_by_role("button", name="Yes, withdraw it").click()
    expect(page.locator("main")).to_contain_text("You have withdrawn this contribution")
    page.get_by_role("button", name="Close it on this device").click()
    page.goto("/en/receipt/contribution/")
    assert page.url.endswith("/en/receipt/")


def test_the_whole_story_without_scripts(visits, live_server, call):
    person = visits(live_server.url, scripts=False)
    page = person.page
    page.goto("/en/c/harbour/")
    person.look()
    page.locator('main a[href$="/answer/"]').first.click()
    person.look()

    code = answer_question_three(person)

    contribution = Contribution.objects.get()
    assert code not in page.url
    assert [(a.question.number, a.text.text) for a in answers_of(contribution)] == [
        (3, "Evening classes help.")
    ]
    assert [a.file.name for a in attachments_of(contribution)] == ["letter.txt"]
    page.reload()
    assert Contribution.objects.count() == 1

    come_back(person, code)
    change(person)
    withdraw_and_close(person)

    contribution.refresh_from_db()
    assert contribution.is_withdrawn


def test_what_is_written_stays_on_the_phone_until_it_is_sent(visits, live_server, call):
    person = visits(live_server.url)
    page = person.page
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
    send(person)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")

    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_the_form_is_reachable_by_keyboard_and_passes_the_accessibility_rules(
    visits, live_server, call, viewport
):
    person = visits(live_server.url, viewport=viewport)
    page = person.page
    page.goto("/en/c/harbour/answer/")
    send(person)

    person.look()
    page.get_by_role("link", name="How may we name you?").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("input[name=attribution]:checked").count() == 1
