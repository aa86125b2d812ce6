import io
import random
import stat
import zipfile
from pathlib import Path

import pytest
from tests.engines import documents as make

from commonspace.engines.archives import ArchiveLimits, open_archive, safe_name, unpack
from commonspace.engines.blobs import BlobStore
from commonspace.engines.extraction import Reason, UnreadableError


def read(path: Path, **limits: int):
    found = unpack(path, lambda _name, stream: stream.read(), limits=ArchiveLimits(**limits))
    return dict(found.kept), {trouble.where: trouble.reason for trouble in found.unreadable}


def test_files_come_out_and_clutter_does_not(tmp_path: Path) -> None:
    path = make.archive(
        tmp_path,
        {
            "Lyon/lettre.txt": b"bonjour",
            "Quito/": b"",
            "__MACOSX/Lyon/._lettre.txt": b"x",
            "Lyon/.DS_Store": b"x",
            "Thumbs.db": b"x",
            "Quito/carta.md": b"hola",
        },
    )

    assert read(path) == ({"Lyon/lettre.txt": b"bonjour", "Quito/carta.md": b"hola"}, {})


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x", "/etc/passwd", "C:\\Windows\\x.txt", "a/../../x", "..\\x.txt"]
)
def test_a_name_that_climbs_out_is_refused_and_the_rest_kept(tmp_path: Path, name: str) -> None:
    path = make.archive(tmp_path, {name: b"evil", "good.txt": b"good"})

    kept, unreadable = read(path)

    assert kept == {"good.txt": b"good"}
    assert list(unreadable.values()) == [Reason.UNSAFE_NAME]


def test_an_entry_without_a_name_is_refused_and_the_rest_kept(tmp_path: Path) -> None:
    path = tmp_path / "nameless.zip"
    with zipfile.ZipFile(path, "w") as package:
        nameless = zipfile.ZipInfo("x")
        nameless.filename = ""
        package.writestr(nameless, b"nobody")
        package.writestr("good.txt", b"good")

    assert read(path) == ({"good.txt": b"good"}, {"": Reason.UNSAFE_NAME})


def test_links_are_refused_and_the_rest_kept(tmp_path: Path) -> None:
    path = tmp_path / "links.zip"
    with zipfile.ZipFile(path, "w") as package:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(link, "/etc/passwd")
        package.writestr("good.txt", b"good")

    assert read(path) == ({"good.txt": b"good"}, {"link.txt": Reason.NOT_A_FILE})


def test_a_bomb_is_stopped_and_the_rest_kept(tmp_path: Path) -> None:
    path = make.archive(tmp_path, {"bomb.txt": bytes(30 << 20), "good.txt": b"good"})

    assert path.stat().st_size < 50_000
    assert read(path) == ({"good.txt": b"good"}, {"bomb.txt": Reason.ARCHIVE_BOMB})


def test_a_bomb_that_lies_about_its_size_is_stopped(tmp_path: Path) -> None:
    path = make.archive(tmp_path, {"bomb.txt": bytes(30 << 20), "good.txt": b"good"})
    content = path.read_bytes()
    path.write_bytes(content.replace((30 << 20).to_bytes(4, "little"), (9).to_bytes(4, "little")))

    kept, unreadable = read(path)

    assert kept.keys() == {"good.txt"}
    assert unreadable.keys() == {"bomb.txt"}


def test_archives_inside_are_named_not_opened(tmp_path: Path) -> None:
    inner = make.archive(tmp_path, {"deep.txt": b"deep"}, "inner.zip").read_bytes()
    document = make.word(tmp_path).read_bytes()
    path = make.archive(
        tmp_path,
        {
            "a.zip": inner,
            "disguised.txt": inner,
            "letter.docx": document,
            "b.7z": b"7z\xbc\xaf'\x1c",
        },
    )

    kept, unreadable = read(path)

    assert kept == {"letter.docx": document}
    assert unreadable == dict.fromkeys(("a.zip", "disguised.txt", "b.7z"), Reason.NESTED_ARCHIVE)


def test_too_many_entries_are_cut_with_a_reason(tmp_path: Path) -> None:
    path = make.archive(tmp_path, {f"{number}.txt": b"x" for number in range(20)})

    kept, unreadable = read(path, max_entries=10)

    assert len(kept) == 10
    assert unreadable == {"": Reason.TOO_MANY_ENTRIES}


def test_the_total_is_counted_over_all_entries(tmp_path: Path) -> None:
    path = make.archive(tmp_path, {f"{number}.txt": bytes(600) for number in range(4)})

    kept, unreadable = read(path, max_total_bytes=1500)

    assert kept.keys() == {"0.txt", "1.txt"}
    assert set(unreadable.values()) == {Reason.TOO_LARGE}


def test_one_large_entry_is_refused_and_the_rest_kept(tmp_path: Path) -> None:
    path = make.archive(tmp_path, {"big.txt": bytes(900), "small.txt": bytes(10)})

    assert read(path, max_entry_bytes=500)[1] == {"big.txt": Reason.TOO_LARGE}


def test_locked_entries_are_refused_one_by_one(tmp_path: Path) -> None:
    path = make.archive(tmp_path, {"locked.txt": b"secret", "open.txt": b"open"})
    content = bytearray(path.read_bytes())
    content[6] |= 1  # first local header
    content[content.index(b"PK\x01\x02") + 8] |= 1  # first line of the directory
    path.write_bytes(content)

    assert read(path) == ({"open.txt": b"open"}, {"locked.txt": Reason.ENCRYPTED})


def test_entries_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "overlap.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("first.txt", b"one text")
        again = zipfile.ZipInfo("again.txt")
        package.filelist.append(again)
        first = package.filelist[0]
        again.header_offset, again.CRC = first.header_offset, first.CRC
        again.compress_size, again.file_size = first.compress_size, first.file_size

    kept, unreadable = read(path)

    assert kept == {"first.txt": b"one text"}
    assert unreadable == {"again.txt": Reason.ARCHIVE_BOMB}


def test_a_damaged_entry_does_not_cost_the_rest(tmp_path: Path) -> None:
    path = make.archive(tmp_path, {"bad.txt": bytes(range(256)) * 9, "good.txt": b"good"})
    content = bytearray(path.read_bytes())
    content[60:80] = bytes(20)
    path.write_bytes(content)

    assert read(path) == ({"good.txt": b"good"}, {"bad.txt": Reason.TRUNCATED})


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut short"])
def test_what_is_no_archive_is_refused_as_a_whole(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)

    with pytest.raises(UnreadableError) as refusal:
        next(open_archive(path))

    assert refusal.value.reason is Reason.TRUNCATED


def test_names_are_told_apart_where_a_disk_would_not(tmp_path: Path) -> None:
    path = make.archive(tmp_path, {"Note.txt": b"1", "note.TXT": b"2", "a/note.txt": b"3"})

    assert read(path)[0].keys() == {"Note.txt", "note (2).TXT", "a/note.txt"}


def test_a_refused_entry_leaves_nothing_in_the_store(tmp_path: Path) -> None:
    path = make.archive(tmp_path, {"bomb.txt": bytes(30 << 20), "good.txt": b"good"})
    store = BlobStore(tmp_path / "store", key=bytes(32))

    found = unpack(path, lambda _name, stream: store.put(stream, max_bytes=64 << 20))

    assert [blob.id for _name, blob in found.kept] == list(store.ids())
    assert [trouble.reason for trouble in found.unreadable] == [Reason.ARCHIVE_BOMB]
    assert store.discard_unfinished() == 0


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("lettre.txt", "lettre.txt"),
        ("a\\b\\c.txt", "a/b/c.txt"),
        ("./a//b.txt", "a/b.txt"),
        ("re\u202efdp.exe", "refdp.exe"),
        ("nul\0.txt", "nul.txt"),
        ("x" * 200 + ".docx", "x" * 115 + ".docx"),
        ("..", None),
        ("", None),
        ("//server/share", None),
    ],
)
def test_safe_name(given: str, safe: str | None) -> None:
    assert safe_name(given) == safe


def test_streams_can_be_read_in_pieces(tmp_path: Path) -> None:
    content = bytes(range(256)) * 40
    path = make.archive(tmp_path, {"a.bin": content})

    entries = open_archive(path)
    entry = next(entries)
    pieces = io.BytesIO()
    while piece := entry.stream.read(100):
        pieces.write(piece)

    assert pieces.getvalue() == content


def test_no_mutated_archive_ends_in_anything_but_entries_and_named_refusals(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - a seeded source of damage, not of secrets
    whole = make.archive(
        tmp_path, {"a/one.txt": b"one " * 900, "two.docx": b"PK two", "drei-\u00e4.md": b"drei"}
    ).read_bytes()
    victim = tmp_path / "victim.zip"
    kept = refused = 0
    for _ in range(500):
        victim.write_bytes(make.mutated(whole, chance))
        try:
            found = unpack(victim, lambda _name, stream: len(stream.read()))
        except UnreadableError:
            refused += 1
        else:
            kept += len(found.kept)
            assert all(size < 10_000 for _name, size in found.kept)

    assert kept > 200
    assert refused > 20
