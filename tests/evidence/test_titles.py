"""Titles from a chat model: used where they pass, told in the run, and never needed."""

import json
import re
from collections import Counter

import pytest
from tests.engines.chatting import chatting, said
from tests.evidence import small

from commonspace.evidence.models import CandidateTheme
from commonspace.evidence.services.analysing import run_analysis
from commonspace.provenance.services import open_run

pytestmark = pytest.mark.django_db


def shared_words(_system, user):
    lines = re.findall(r"^\[\d+\] (.*)", user, re.MULTILINE)
    counted = Counter(word for line in lines for word in set(re.findall(r"[a-z]{5,}", line)))
    words = sorted(counted, key=lambda word: (-counted[word], word))[:2]
    return said(json.dumps({"title": " ".join(words).capitalize(), "description": ""}))


def analysed(call):
    run = open_run(kind="analysis", consultation=call.code, question=None)
    run_analysis(run)
    return run, set(CandidateTheme.objects.filter(run=run).values_list("label", flat=True))


@pytest.fixture
def call(settings):
    settings.COMMONSPACE_EMBEDDER = "none"
    return small.consultation()


def test_titles_that_pass_become_labels_and_the_run_names_the_model(call, settings):
    with chatting(shared_words) as stub:
        settings.COMMONSPACE_CHAT_URL, settings.COMMONSPACE_CHAT_MODEL = stub.url, "local"
        run, labels = analysed(call)

    assert labels
    assert all(len(label.split()) == 2 and "," not in label for label in labels)
    assert run.parameters["chat_model"] == "local"
    assert any("local at 127.0.0.1" in note for note in run.parameters["notes"])


@pytest.mark.parametrize(
    "answer", [said('{"title": "9 of 10 agree"}'), said("no"), (404, b""), (200, b"[")]
)
def test_without_a_good_answer_the_labels_are_as_without_a_model(call, settings, answer):
    _run, plain = analysed(call)
    with chatting(lambda _system, _user: answer) as stub:
        settings.COMMONSPACE_CHAT_URL, settings.COMMONSPACE_CHAT_MODEL = stub.url, "local"
        _run, labels = analysed(call)

    assert labels == plain
