import hashlib
import io
import os
import resource
from pathlib import Path

import pytest

from commonspace.engines.blobs import BlobStore, BrokenBlobError, TooLargeError, age_identity

KEY = bytes(range(32))
WORDS = b"Marguerite lives at 14 rue du Port and works without papers. " * 40


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "store", key=KEY)


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_put_then_open_gives_the_same_bytes(store: BlobStore) -> None:
    blob = store.put(io.BytesIO(WORDS), max_bytes=10_000)

    with store.open(blob.id) as stream:
        back = stream.read()

    assert (back, blob.size) == (WORDS, len(WORDS))
    assert store.read(blob.id) == WORDS
    assert blob.sha256 == hashlib.sha256(WORDS).hexdigest()


def test_put_leaves_nothing_readable_on_disk(store: BlobStore, tmp_path: Path) -> None:
    store.put(io.BytesIO(WORDS), max_bytes=10_000)

    on_disk = bytes_on_disk(tmp_path)

    assert len(on_disk) > len(WORDS)
    for word in (b"Marguerite", b"rue du Port", b"papers"):
        assert word not in on_disk


def test_name_on_disk_tells_neither_content_nor_order(store: BlobStore, tmp_path: Path) -> None:
    first, second = (store.put(io.BytesIO(WORDS), max_bytes=10_000) for _ in range(2))

    assert first.id != second.id
    assert first.sha256 == second.sha256
    assert first.sha256 not in "".join(str(path) for path in tmp_path.rglob("*"))


def test_put_refuses_one_byte_too_many_and_keeps_nothing(store: BlobStore, tmp_path: Path) -> None:
    store.put(io.BytesIO(b"x" * 100), max_bytes=100)

    with pytest.raises(TooLargeError):
        store.put(io.BytesIO(b"x" * 101), max_bytes=100)

    assert len(list(store.ids())) == 1
    assert list((tmp_path / "store" / "incoming").iterdir()) == []


def test_put_passes_on_what_its_source_raised(store: BlobStore) -> None:
    class Lost(io.RawIOBase):
        def read(self, size=-1):
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store.put(Lost(), max_bytes=100)

    assert list(store.ids()) == []


def test_empty_blob_is_kept(store: BlobStore) -> None:
    blob = store.put(io.BytesIO(b""), max_bytes=1)

    with store.open(blob.id) as stream:
        assert stream.read() == b""
    assert store.read(blob.id) == b""


def test_put_is_durable_when_it_returns(store: BlobStore, monkeypatch) -> None:
    seen = []
    sync, rename = os.fsync, Path.rename
    monkeypatch.setattr(
        os, "fsync", lambda fd: (seen.append(Path(f"/proc/self/fd/{fd}").readlink()), sync(fd))
    )
    monkeypatch.setattr(Path, "rename", lambda a, b: (seen.append("rename"), rename(a, b))[1])

    blob = store.put(io.BytesIO(WORDS), max_bytes=10_000)

    assert [Path(step).name for step in seen] == [blob.id, "store", "rename", blob.id[:2]]


@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied", "gone"])
def test_damaged_blob_is_refused_not_shortened(
    store: BlobStore, tmp_path: Path, damage: str
) -> None:
    blob = store.put(io.BytesIO(os.urandom(300_000)), max_bytes=1 << 20)
    path = tmp_path / "store" / blob.id[:2] / blob.id
    kept = path.read_bytes()
    damaged = {
        "cut": kept[:200_000],
        "flipped": kept[:200_000] + bytes([kept[200_000] ^ 1]) + kept[200_001:],
        "emptied": b"",
        "gone": None,
    }[damage]
    if damaged is None:
        path.unlink()
    else:
        path.write_bytes(damaged)

    with pytest.raises(BrokenBlobError), store.open(blob.id) as stream:
        list(iter(lambda: stream.read(1 << 14), b""))
    with pytest.raises(BrokenBlobError):
        store.read(blob.id)


def test_another_key_cannot_open(store: BlobStore, tmp_path: Path) -> None:
    blob = store.put(io.BytesIO(WORDS), max_bytes=10_000)
    stranger = BlobStore(tmp_path / "store", key=bytes(32))

    with pytest.raises(BrokenBlobError), stranger.open(blob.id) as stream:
        stream.read()
    with pytest.raises(BrokenBlobError):
        stranger.read(blob.id)


def test_leaving_early_ends_cleanly(store: BlobStore) -> None:
    blob = store.put(io.BytesIO(os.urandom(2_000_000)), max_bytes=1 << 22)

    with store.open(blob.id) as stream:
        assert len(stream.read(10)) == 10


def test_as_file_is_private_and_gone_afterwards(store: BlobStore, tmp_path: Path) -> None:
    blob = store.put(io.BytesIO(WORDS), max_bytes=10_000)
    folder = tmp_path / "plain"
    folder.mkdir()

    with store.as_file(blob.id, folder=folder) as path:
        assert path.read_bytes() == WORDS
        assert path.parent.stat().st_mode & 0o077 == 0

    assert list(folder.iterdir()) == []


def test_delete_forgets_and_may_be_repeated(store: BlobStore) -> None:
    blob = store.put(io.BytesIO(WORDS), max_bytes=10_000)

    store.delete(blob.id)
    store.delete(blob.id)

    assert list(store.ids()) == []
    with pytest.raises(BrokenBlobError), store.open(blob.id):
        pass


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 32, "0" * 31, "0" * 33])
def test_an_id_that_is_not_ours_leads_nowhere(store: BlobStore, name: str) -> None:
    with pytest.raises(BrokenBlobError), store.open(name):
        pass
    with pytest.raises(BrokenBlobError):
        store.read(name)


def test_discard_unfinished_counts_what_a_crash_left(store: BlobStore, tmp_path: Path) -> None:
    blob = store.put(io.BytesIO(WORDS), max_bytes=10_000)
    (tmp_path / "store" / "incoming" / ("0" * 32)).write_bytes(b"half")

    assert store.discard_unfinished() == 1
    assert list(store.ids()) == [blob.id]


def test_large_blob_passes_in_constant_memory(store: BlobStore) -> None:
    class Long(io.RawIOBase):
        left = 200 << 20

        def read(self, size=-1):
            size = min(size, self.left)
            self.left -= size
            return b"\x5a" * size

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    blob = store.put(Long(), max_bytes=1 << 30)
    with store.open(blob.id) as stream:
        while stream.read(1 << 16):
            pass

    grown_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert blob.size == 200 << 20
    assert grown_kb < 40_000


def test_age_identity_is_what_the_public_tool_writes() -> None:
    # The identity for 32 zero bytes, checked against the reference implementation's alphabet.
    assert age_identity(bytes(32)).startswith("AGE-SECRET-KEY-1QQQQQQQQ")
    with pytest.raises(ValueError, match="32 bytes"):
        age_identity(b"short")


def test_discard_unfinished_leaves_what_is_still_being_written(
    store: BlobStore, tmp_path: Path
) -> None:
    incoming = tmp_path / "store" / "incoming"
    fresh, old = incoming / "fresh", incoming / "old"
    for path in (fresh, old):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))

    assert store.discard_unfinished(older_than_s=3600) == 1
    assert (fresh.exists(), old.exists()) == (True, False)
