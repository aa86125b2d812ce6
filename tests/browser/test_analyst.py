"""Story 5: an analyst runs the analysis of a question and makes of it what the report will say."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.visiting import DESKTOP

from commonspace.cli.playing.scene import PASSWORD

pytestmark = pytest.mark.browser
ANALYST = "ines@harbour-forum.example.org"
BOARD = "/en/staff/harbour/analysis/q/3/"


@pytest.fixture
def analyst(visits, site):
    person = visits(site.url, viewport=DESKTOP)
    person.sign_in(ANALYST, PASSWORD)
    return person


def test_analyst_goes_from_the_answers_to_findings_and_lists(analyst):
    run_the_analysis(analyst)
    first, second = adopt_two_themes(analyst)
    rename_and_merge(analyst, first, second)
    confirm_and_change(analyst)
    write_a_finding(analyst)
    for kind, fields in MADE_OF_A_STATEMENT.items():
        make_of_a_statement(analyst, kind, fields)

    analyst.go("/en/staff/harbour/synthesis/q/3/")
    analyst.reads("Walls come down where people cook together.")
    analyst.reads(
        *(next(iter(fields.values())) for fields in MADE_OF_A_STATEMENT.values() if fields)
    )


def run_the_analysis(analyst) -> None:
    analyst.go("/en/staff/harbour/analysis/")
    row = analyst.page.locator("table.rows tbody tr").nth(2)
    row.get_by_role("button", name="Analyse question 3").click()
    expect(analyst.page).to_have_url(re.compile(r"/analysis/(runs/|q/3/)"))
    expect(analyst.page).to_have_url(re.compile(r"/analysis/q/3/$"), timeout=60_000)
    analyst.look()
    analyst.reads("Read them: here they are, in this order", "contributor", "statement")


def suggestions(analyst):
    """What lies near each other, unfolded: there is too little for themes."""
    folded = analyst.page.locator("details.near:not([open]) > summary")
    if folded.count():
        folded.click()
    return analyst.page.locator("section[aria-labelledby=proposed-heading] article[id^=proposed-]")


def adopt_two_themes(analyst) -> tuple[str, str]:
    """Adopt two suggestions, and return their names."""
    adopted = []
    for _each in range(2):
        card = suggestions(analyst).first
        name = card.locator("h3 a").first.inner_text()
        card.get_by_role("button", name="Adopt", exact=True).first.click()
        own = analyst.page.locator("section[aria-labelledby=ours-heading]")
        expect(own.get_by_role("link", name=name, exact=True).first).to_be_visible()
        adopted.append(name)
    analyst.look()
    return adopted[0], adopted[1]


def rename_and_merge(analyst, first: str, second: str) -> None:
    own = analyst.page.locator("section[aria-labelledby=ours-heading]")
    analyst.follow(second, within=own)
    analyst.page.get_by_label("Other theme").select_option(label=first)
    analyst.press("Merge into it")
    analyst.page.get_by_text("Nobody is counted twice").first.wait_for()
    analyst.heading(first)
    card = analyst.page.locator("form.card", has_text="Rename")
    card.get_by_label("Name of the theme").fill("Cooking together")
    analyst.press("Keep", within=card)
    analyst.heading("Cooking together")


def confirm_and_change(analyst) -> None:
    """Confirm one suggestion where it waits, and say of one statement that it is something else."""
    analyst.go(f"{BOARD}all/")
    waiting = analyst.page.locator("li.margin-note:not(.confirmed)")
    before = waiting.count()
    waiting.first.get_by_role("button", name="Confirm", exact=True).first.click()
    expect(waiting).to_have_count(before - 1)

    analyst.go(BOARD)
    analyst.follow(
        "Cooking together", within=analyst.page.locator("section[aria-labelledby=ours-heading]")
    )
    note = analyst.page.locator("li.margin-note.confirmed").first
    note.get_by_text("Kind, theme").first.click()
    note.get_by_label("Kind").first.select_option("challenge")
    note.get_by_role("button", name="Change", exact=True).first.click()
    expect(analyst.page.locator("li.margin-note.confirmed").first).to_contain_text("challenge")
    analyst.look()


def write_a_finding(analyst) -> None:
    analyst.follow("Write a finding", within=analyst.page.locator(".page-head"))
    analyst.reads("What it rests on")
    assert analyst.page.locator("[name=from]:checked").count() > 0
    analyst.page.get_by_label("What contributors said").fill(
        "Walls come down where people cook together."
    )
    analyst.press("Keep")
    card = analyst.page.locator(
        "article", has_text="Walls come down where people cook together."
    ).first
    card.locator("details.evidence summary").first.click()
    expect(card.locator("blockquote").first).to_be_visible()


MADE_OF_A_STATEMENT = {
    "an example": {"Title": "Soup on the square", "What was done": "Every Friday a pot for all."},
    "a recommendation": {"What is asked": "Cities should lend their kitchens."},
    "a service": {"What civil society offers": "Cooks who speak six languages."},
    "a resource": {"Title": "A cookbook of neighbours", "Links": "https://cook.example.org/book"},
    "a quote": {},
}


def make_of_a_statement(analyst, kind: str, fields: dict[str, str]) -> None:
    """Make one thing of the first statement of the theme, in one step from where it is read."""
    analyst.go(BOARD)
    own = analyst.page.locator("section[aria-labelledby=ours-heading]")
    analyst.follow("Cooking together", within=own)
    note = analyst.page.locator("li.margin-note").first
    quoted = note.locator("blockquote").first.inner_text()
    note.get_by_text("Make of it …").first.click()
    analyst.follow(kind, within=note)
    form = analyst.page.locator("form#thing")
    for label, value in fields.items():
        form.get_by_label(label, exact=False).first.fill(value)
    if kind == "a recommendation":
        form.get_by_label("Who shall act").select_option("cities")
        form.get_by_label("Strength").select_option("should")
    if kind == "a service":
        form.get_by_label("Direct services to people").check()
    if kind == "a quote":
        expect(form.locator("[name=text]")).to_have_value(quoted)
    analyst.press("Keep", within=form)
    expect(analyst.page).to_have_url(re.compile(r"/synthesis/q/3/#"))
