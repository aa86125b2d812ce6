"""What every test stands on."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import pytest_django.fixtures
from django.db import connection
from django.utils import translation
from tests.program import copied, migrated_database, played_demo

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


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """Give every process its tables: on SQLite a copy of what the migrations once made."""
    if connection.vendor != "sqlite":
        request.getfixturevalue("migrated_by_itself")
        yield
        return
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = "file:tested?mode=memory&cache=shared"
        connection.ensure_connection()
        with closing(sqlite3.connect(migrated_database())) as made:
            made.backup(connection.connection)
    yield
    with django_db_blocker.unblock():
        connection.close()


migrated_by_itself = pytest_django.fixtures.django_db_setup


@pytest.fixture(scope="session")
def demo() -> Path:
    """Return the data folder of the demo as ``commonspace demo`` leaves it: only to be read."""
    return played_demo()


@pytest.fixture
def demo_copy(demo, tmp_path) -> Path:
    """Return a copy of the demo that a test may change."""
    return copied(demo, tmp_path / "data")


@pytest.fixture(autouse=True)
def english():
    """Begin every test in English: a page in French leaves its language in the thread."""
    with translation.override("en"):
        yield


def pytest_terminal_summary(terminalreporter) -> None:
    """Say in one line what ran, so that continuous integration can tell it did."""
    part = os.environ.get("COMMONSPACE_PART")
    if part:
        passed = len(terminalreporter.stats.get("passed", ()))
        skipped = len(terminalreporter.stats.get("skipped", ()))
        terminalreporter.write_line(f"ran {part}: {passed} passed, {skipped} skipped")
