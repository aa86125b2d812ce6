"""The commands as an operator types them, each in a process of its own."""

import re
import sqlite3
import time
from contextlib import closing

import pytest
from tests.program import commonspace, with_tables

pytestmark = pytest.mark.endtoend

FOREIGN = """
from commonspace.consultations.models import Consultation
from commonspace.people.services import organisation_named
Consultation.objects.create(
    code="rivers", owner=organisation_named(name="River Forum"), level="consult", title={"en": "Rivers"}
)
"""
COUNT = """
from commonspace.contributions.models import Contribution
from commonspace.reports.models import Edition
print("held", Contribution.objects.count(), Edition.objects.count())
"""


def held(folder) -> str:
    return commonspace(folder, "shell", "-v", "0", "-c", COUNT).stdout.strip()


def test_a_second_demo_is_quick_and_changes_nothing(demo_copy):
    before = held(demo_copy)
    began = time.monotonic()

    said = commonspace(demo_copy, "demo").stdout

    assert time.monotonic() - began < 60
    assert "Building" not in said
    built = (demo_copy / "said.txt").read_text()
    assert said == built[built.index("\nThe site:") :]
    assert held(demo_copy) == before
    assert re.search(r"receipt code \w{4}-\w{4}-\w{4}", said)


def test_a_reset_leaves_a_folder_with_other_consultations_alone(demo_copy):
    commonspace(demo_copy, "shell", "-v", "0", "-c", FOREIGN)
    before = held(demo_copy)

    refused = commonspace(demo_copy, "demo", "--reset", check=False)

    assert refused.returncode == 1
    assert "nothing was deleted" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert held(demo_copy) == before


def test_the_doctor_says_whether_the_site_can_run(demo_copy, tmp_path):
    well = commonspace(demo_copy, "doctor", check=False)
    empty = commonspace(tmp_path / "empty", "doctor", check=False)

    assert (well.returncode, empty.returncode) == (0, 1), well.stdout + empty.stdout
    assert "0 migrations to apply" in well.stdout
    assert "synchronous=FULL" in well.stdout
    assert re.search(r"LOOK +database: sqlite, [1-9]\d* migrations to apply", empty.stdout)


def test_a_command_does_not_load_what_only_an_analysis_needs(tmp_path):
    with_tables(tmp_path)

    words = "import sys, commonspace.evidence.urls; print(*sys.modules)"
    said = commonspace(tmp_path, "shell", "-v", "0", "-c", words).stdout

    assert "commonspace.evidence.services.analysing" in said.split()
    assert not {"sklearn", "onnxruntime", "scipy.cluster"} & set(said.split())


def test_tidying_leaves_nothing_in_the_journal_of_a_database_that_is_in_use(tmp_path):
    with_tables(tmp_path)
    with closing(sqlite3.connect(tmp_path / "commonspace.sqlite3")) as in_use:
        in_use.execute("CREATE TABLE left (words)")
        in_use.execute("INSERT INTO left VALUES ('said and deleted')")
        in_use.commit()
        in_use.execute("DELETE FROM left")
        in_use.commit()
        journal = tmp_path / "commonspace.sqlite3-wal"
        assert b"said and deleted" in journal.read_bytes()

        commonspace(tmp_path, "tidy", "--verbosity", "0")

        assert b"said and deleted" not in journal.read_bytes()


def test_old_documents_become_proposals(demo_copy, shared):
    files = sorted(str(file) for file in (shared / "source-documents").glob("*.txt"))
    assert files

    said = commonspace(demo_copy, "import-source", "harbour-next", *files).stdout

    found = {kind: int(n) for n, kind in re.findall(r"^ *(\d+)  ([a-z ]+)$", said, re.MULTILINE)}
    assert {kind: found[kind] for kind in ("example", "recommendation", "service")} == {
        "example": 16, "recommendation": 44, "service": 54,
    }  # fmt: skip


def test_a_slip_of_the_fingers_is_answered_in_a_sentence(demo_copy):
    wrong = commonspace(demo_copy, "import-source", "no-such-call", "nothing.txt", check=False)

    assert wrong.returncode == 1
    assert "There is no consultation with the short address" in wrong.stderr
    assert "Traceback" not in wrong.stderr
