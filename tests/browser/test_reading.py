"""The reading pane by mouse and keyboard: words as they were seen, decisions by single keys."""

import pytest
from playwright.sync_api import expect
from tests import make
from tests.browser.visiting import DESKTOP

from commonspace.evidence.choices import Kind
from commonspace.evidence.models import CandidateStatement
from commonspace.evidence.services.themes import make_theme
from commonspace.provenance.services import open_run, running

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "👩🏽‍🏫 ትምህርት helps. The 🚌 at night brings nurses home. A desk without papers brings wages back."
SELECT = """words => {
  const container = document.querySelector("[data-text]");
  const range = document.createRange();
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
}"""


@pytest.fixture
def call():
    return make.consultation()


@pytest.fixture
def contribution(call):
    """Return a contribution in which two statements are suggested, one after an emoji."""
    made = make.contribution(call, TEXT)
    text = made.texts.get()
    run = open_run(kind="analysis", consultation=call.code, question=None)
    with running(run):
        for quote in ("ትምህርት helps.", "A desk without papers brings wages back."):
            start = text.text.index(quote)
            CandidateStatement.objects.create(
                run=run, text=text, start=start, end=start + len(quote), quote=quote,
                question=call.questions.get(number=1), kind=Kind.POSITION,
            )  # fmt: skip
    return made


@pytest.fixture
def analyst(visits, live_server, call):
    account = make.member(call, "analyst")
    person = visits(live_server.url, viewport=DESKTOP)
    person.sign_in(account.email, make.PASSWORD)
    return person


def test_selected_words_become_the_statement_that_was_seen(analyst, call, contribution):
    analyst.go(f"/en/staff/{call.code}/analysis/read/{contribution.reference}/")

    analyst.page.evaluate(SELECT, "🚌 at night")
    expect(analyst.page.locator("[data-chosen]")).to_have_text("“🚌 at night”")
    analyst.press("Mark", within=analyst.page.locator("#mark"))
    expect(analyst.page.locator("[data-note].confirmed")).to_have_count(1)

    assert [one.quote for one in call.statements.all()] == ["🚌 at night"]


def test_single_keys_confirm_refuse_and_go_on(analyst, call, contribution):
    analyst.go(f"/en/staff/{call.code}/analysis/read/{contribution.reference}/")

    analyst.page.keyboard.press("j")
    analyst.page.keyboard.press("c")
    expect(analyst.page.locator("[data-note].confirmed")).to_have_count(1)
    analyst.page.keyboard.press("x")
    expect(analyst.page.locator("[data-note]")).to_have_count(1)

    assert [one.quote for one in call.statements.all()] == ["ትምህርት helps."]
    refused = CandidateStatement.objects.exclude(refused_at=None)
    assert [one.quote for one in refused] == ["A desk without papers brings wages back."]


def test_single_keys_leave_writing_alone(analyst, call, contribution):
    analyst.go(f"/en/staff/{call.code}/analysis/read/{contribution.reference}/")

    analyst.page.keyboard.press("j")
    analyst.page.locator("[data-keys-on]").uncheck()
    analyst.page.keyboard.press("j")
    analyst.page.keyboard.press("c")

    assert call.statements.count() == 0


def test_a_suggested_theme_is_taken_or_refused_by_a_single_key(
    analyst, call, contribution, settings
):
    settings.COMMONSPACE_EMBEDDER = "none"
    theme = make_theme(
        consultation=call, question=call.questions.get(number=1), label="Evenings", by=None
    )
    analyst.go(f"/en/staff/{call.code}/analysis/q/1/first/")
    analyst.reads("Sort these first", "May belong to “Evenings”")
    before = analyst.page.locator("[data-note]").count()

    analyst.page.keyboard.press("j")
    analyst.page.keyboard.press("w")
    expect(analyst.page.locator("[data-note]").first.get_by_text("May belong to")).to_have_count(0)
    analyst.page.locator("[data-note]").nth(1).focus()
    analyst.page.keyboard.press("y")
    expect(analyst.page.locator("[data-note]")).to_have_count(before - 1)

    assert theme.refusals.count() == 1
    assert theme.codings.count() == 1
