"""The end of story 3: one second after the deadline nothing that was written is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests import make

from commonspace.contributions.models import Contribution
from commonspace.intake.services import receipt_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "The night bus keeps us safe."


def close(call) -> None:
    """Let the deadline have passed one second ago."""
    call.closes_at = timezone.now() - timedelta(seconds=1)
    call.save(update_fields=["closes_at"])


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_one_second_after_the_deadline_the_form_says_what_still_works(visits, live_server, scripts):
    call = make.consultation("harbour", questions=6)
    person = visits(live_server.url, scripts=scripts)
    person.go("/en/c/harbour/answer/")
    person.page.get_by_label("Your answer to question 3").fill(WORDS)
    person.page.get_by_label("Not at all: anonymous").check()
    person.page.get_by_label("Yes, you may publish").check()

    close(call)
    person.press("Send what I have")

    expect(person.page.get_by_role("alert")).to_contain_text("came after the call closed")
    person.reads("What still works", "content@example.org")
    expect(person.page.locator("textarea").first).to_have_value(WORDS)
    assert Contribution.objects.count() == 0
    person.go("/en/c/harbour/answer/")
    person.heading("This call has closed")


def test_after_the_deadline_a_code_still_reads_and_no_longer_changes(visits, live_server):
    call = make.consultation("harbour")
    contribution = make.contribution(call, WORDS)
    close(call)
    person = visits(live_server.url, scripts=False)

    person.go("/en/receipt/")
    person.page.get_by_label("Your receipt code").fill(receipt_code(contribution))
    person.press("Open")

    person.reads(WORDS, "Received in time", "The call has closed")
    expect(person.page.get_by_role("link", name="Change it")).to_have_count(0)
    assert person.page.goto("/en/receipt/contribution/change/").ok
    person.look()
    assert person.page.get_by_role("button", name="Send the change").count() == 0


def test_a_mistyped_code_is_answered_kindly(visits, live_server):
    call = make.consultation("harbour")
    code = receipt_code(make.contribution(call, WORDS))
    person = visits(live_server.url, scripts=False)

    person.go("/en/receipt/")
    person.page.get_by_label("Your receipt code").fill(
        code[:-1] + ("2" if code[-1] != "2" else "3")
    )
    person.press("Open")

    expect(person.page.get_by_role("alert")).to_contain_text(
        "One of the characters of this code is not right"
    )
