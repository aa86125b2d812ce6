"""What every test stands on: a data folder of its own, no network, immediate tasks."""

import os
import tempfile
from pathlib import Path

import pytest

_folder = tempfile.mkdtemp(prefix="commonspace-tests-")
os.environ.setdefault("COMMONSPACE_DATA", _folder)
os.environ.setdefault("COMMONSPACE_PLAIN_STATIC", "yes")
os.environ.setdefault("COMMONSPACE_TASKS", "django_tasks.backends.immediate.ImmediateBackend")
os.environ.setdefault("COMMONSPACE_DATABASE_URL", f"sqlite:///{_folder}/tests.sqlite3")

SHARED = Path(os.environ.get("COMMONSPACE_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of source documents and golden lists beside the checkout.

    Where it is missing a test is skipped, except in CI, where it fails.
    """
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail("The folder of source documents is missing beside the checkout.")
        pytest.skip("needs the source documents beside the checkout")
    return SHARED


def pytest_terminal_summary(terminalreporter) -> None:
    """Say in one line what ran, so that continuous integration can tell it did."""
    part = os.environ.get("COMMONSPACE_PART")
    if part:
        passed = len(terminalreporter.stats.get("passed", ()))
        skipped = len(terminalreporter.stats.get("skipped", ()))
        terminalreporter.write_line(f"ran {part}: {passed} passed, {skipped} skipped")
