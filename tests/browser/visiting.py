"""Somebody at a browser: what they do, and what must never happen to them on the way."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
EXPECTED = re.compile(r"status of (422|404) ")
"""Refusals a story provokes on purpose; the browser notes them as errors."""

_OVERFLOWS = """() => [...document.querySelectorAll('body *')]
  .filter(one => { const box = one.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.left < -1)
      && !one.closest('.visually-hidden, details:not([open]), svg, pre, [tabindex="0"], .skip, .skip-link'); })
  .map(one => one.tagName + '.' + one.className).slice(0, 5)"""


@dataclass
class Visitor:
    """One person with one browser. ``complaints`` holds what a browser should not have to say.

    ``eyes`` is a browser with scripts for looking at pages of one without.
    """

    context: BrowserContext
    origin: str
    scripts: bool
    eyes: BrowserContext
    complaints: list[str] = field(default_factory=list)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not EXPECTED.search(message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.complaints.append(f"{self.page.url} asked for {request.url}")

    def go(self, path: str) -> None:
        """Open an address of the site, and look at the page that comes."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"
        self.look()

    def follow(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Follow a link by what it says."""
        (within or self.page).get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()
        self.look()

    def press(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Press a button by what it says."""
        (within or self.page).get_by_role("button", name=name).first.click()
        self.page.wait_for_load_state()
        self.look()

    def look(self) -> None:
        """Nobody is shut out, and nothing stands out of the screen to the side."""
        page = self.page if self.scripts else self._seen_by_the_rules()
        found = Axe().run(page).response["violations"]
        shown = [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]
        assert shown == [], f"{self.page.url}: {shown}"
        shape = self.page.viewport_size
        if shape and shape["width"] <= PHONE["width"]:
            assert page.evaluate(_OVERFLOWS) == [], self.page.url
        if page is not self.page:
            page.close()

    def _seen_by_the_rules(self) -> Page:
        """Return the same page in a browser that runs the accessibility rules, which are a script."""
        shown = self.page.content()
        twin = self.eyes.new_page()
        twin.route(
            self.page.url.partition("#")[0],
            lambda route: route.fulfill(body=shown, content_type="text/html; charset=utf-8"),
        )
        twin.goto(self.page.url)
        return twin

    def reads(self, *words: str | re.Pattern[str]) -> None:
        """The page says this."""
        for one in words:
            expect(self.page.locator("main")).to_contain_text(one)

    def heading(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(words)

    def sign_in(self, email: str, password: str) -> None:
        self.go("/en/sign-in/")
        self.page.get_by_label("Email address").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.press("Sign in", within=self.page.locator("main"))

    def saved(self, link: Locator, folder: Path) -> Path:
        """Download what a link offers."""
        with self.page.expect_download() as waiting:
            link.click()
        file = folder / waiting.value.suggested_filename
        waiting.value.save_as(file)
        return file
