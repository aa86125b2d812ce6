"""Chromium, the people at it, and the site they visit."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from tests.browser.visiting import PHONE, Visitor
from tests.program import copied, served

CHROMIUM = Path(os.environ.get("COMMONSPACE_CHROMIUM", "/usr/bin/chromium"))


@pytest.fixture(scope="session")
def chromium():
    """Start Debian's Chromium once. Where it is missing tests are skipped; in CI they fail."""
    if not CHROMIUM.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{CHROMIUM} is not installed")
    # A browser's loop runs beside the tests; rows are still made by them alone.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visits(chromium):
    """Return a way to let people visit a site; complain if any of their browsers did."""
    visitors = []

    def visit(origin: str, *, scripts: bool = True, viewport=PHONE, **options) -> Visitor:
        context = chromium.new_context(
            base_url=origin, viewport=viewport, java_script_enabled=scripts, **options
        )
        eyes = context if scripts else chromium.new_context(viewport=viewport)
        visitors.append(Visitor(context, origin, scripts, eyes))
        return visitors[-1]

    yield visit
    complaints = [words for visitor in visitors for words in visitor.complaints]
    for visitor in visitors:
        visitor.context.close()
        visitor.eyes.close()
    assert complaints == []


@pytest.fixture
def site(demo_copy):
    """Serve a demo of the test's own, worker included, by the program itself."""
    with served(demo_copy) as running:
        yield running


@pytest.fixture(scope="module")
def shown_demo(demo, tmp_path_factory):
    """Serve the demo to readers: one site for the tests of a module."""
    with served(copied(demo, tmp_path_factory.mktemp("shown") / "data")) as running:
        yield running
