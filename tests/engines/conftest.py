import tempfile

import pytest


@pytest.fixture(autouse=True)
def _leaves_nothing_behind(tmp_path_factory, monkeypatch):
    """Every reader works in a temporary folder of its own and must clear it away."""
    own = tmp_path_factory.mktemp("machine")
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    yield
    assert sorted(path.name for path in own.iterdir()) == []
