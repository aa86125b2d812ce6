import multiprocessing
import sqlite3

import numpy as np
import pytest
import time_machine

from commonspace.engines.embedding import CachedEmbedder
from commonspace.engines.vector_store import DAYS_KEPT, VectorFile


class Counting:
    """A small embedder that remembers what it was asked."""

    name = "counting-1"
    digest = ""

    def __init__(self):
        self.asked = []

    def embed(self, texts):
        self.asked.extend(texts)
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32).reshape(-1, 2)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cache" / "vectors.sqlite"


def test_the_cache_asks_for_each_text_once(path):
    counting = Counting()
    cached = CachedEmbedder(counting, VectorFile(path))

    first = cached.embed(["one", "three", "one"])
    second = cached.embed(["three", "seven"])

    assert counting.asked == ["one", "three", "seven"]
    assert first.tolist() == [[3, 1], [5, 1], [3, 1]]
    assert second.tolist() == [[5, 1], [5, 1]]
    assert (cached.name, len(VectorFile(path))) == ("counting-1", 3)
    assert cached.embed([]).shape == (0, 2)


def test_another_model_has_vectors_of_its_own(path):
    store, other = VectorFile(path), Counting()
    other.name = "counting-2"
    CachedEmbedder(Counting(), store).embed(["one"])

    CachedEmbedder(other, store).embed(["one"])

    assert other.asked == ["one"]
    assert len(store) == 2


def test_more_keys_than_one_question_to_the_file_may_hold(path):
    store = VectorFile(path)
    rows = {str(number): bytes([number % 256]) for number in range(1_234)}

    store.keep(rows)

    assert store.known([*rows, "unknown"]) == rows


def test_several_processes_may_keep_vectors_at_once(path):
    VectorFile(path)
    makers = [multiprocessing.Process(target=_keep, args=(path, start)) for start in (0, 100)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()

    assert [maker.exitcode for maker in makers] == [0, 0]
    assert len(VectorFile(path)) == 200


def _keep(path, start):
    store = VectorFile(path)
    for number in range(start, start + 100):
        store.keep({str(number): b"vector"})


def test_what_nobody_asked_for_in_thirty_days_is_forgotten(path):
    with time_machine.travel("2026-03-01", tick=False):
        VectorFile(path).keep({"asked again": b"1", "not asked": b"2"})
    with time_machine.travel("2026-03-20", tick=False):
        VectorFile(path).known(["asked again"])
    with time_machine.travel("2026-04-10", tick=False):
        store = VectorFile(path)

        assert store.known(["asked again", "not asked"]) == {"asked again": b"1"}
    assert DAYS_KEPT == 30


def test_a_file_from_before_days_were_kept_still_serves(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as rows:
        rows.execute("CREATE TABLE vectors (key TEXT PRIMARY KEY, vector BLOB)")
        rows.execute("INSERT INTO vectors VALUES ('old', x'01')")
    rows.close()

    assert VectorFile(path).known(["old"]) == {"old": b"\x01"}
