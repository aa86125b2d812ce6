"""The tables on the database at hand: durable settings, nothing left to migrate."""

import os

import pytest
from django.core.management import call_command
from django.db import connection

pytestmark = pytest.mark.django_db


def test_the_part_named_postgres_runs_on_postgresql():
    expected = "postgresql" if os.environ.get("COMMONSPACE_PART") == "postgres" else "sqlite"

    assert connection.vendor == expected


def test_a_commit_is_on_disk_before_anybody_hears_of_it():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (2,)
        else:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)


def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
