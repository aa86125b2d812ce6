"""A key is whole or not there: one that is empty would seal nothing."""

import os

import pytest
from django.core.exceptions import ImproperlyConfigured

from commonspace.kernel import secrets
from commonspace.kernel.secrets import read_or_make


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path):
    path = tmp_path / "keys" / "server.key"

    key = read_or_make(path)

    assert (len(key), read_or_make(path)) == (64, key)
    assert path.stat().st_mode & 0o077 == 0
    assert [one.name for one in path.parent.iterdir()] == ["server.key"]


def test_a_process_killed_while_making_a_key_leaves_none(tmp_path, monkeypatch):
    path = tmp_path / "server.key"

    def die(_handle: int) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(secrets.os, "fsync", die)
        with pytest.raises(SystemExit):
            read_or_make(path)

    assert not path.exists()
    assert len(read_or_make(path)) == 64


def test_two_that_make_a_key_at_once_agree_on_one(tmp_path, monkeypatch):
    path = tmp_path / "server.key"
    link = os.link

    def after_another(unfinished, goal):
        goal.write_bytes(b"the key of the other")
        link(unfinished, goal)

    monkeypatch.setattr(secrets.os, "link", after_another)

    assert read_or_make(path) == b"the key of the other"


def test_an_empty_key_stops_the_start(tmp_path):
    path = tmp_path / "server.key"
    path.touch()

    with pytest.raises(ImproperlyConfigured, match="restore it from a backup"):
        read_or_make(path)
