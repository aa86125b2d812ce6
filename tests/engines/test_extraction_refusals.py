"""Bad files: each ends in a named refusal or a warning, never in an error."""

import random
import re
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from tests.engines import documents as make

from commonspace.engines.extraction import (
    Extraction,
    Limits,
    Reason,
    UnreadableError,
    Warn,
    extract,
    warning_sentence,
)
from commonspace.engines.extraction.messages import refusal_sentence

NO_OCR = Limits(ocr_languages=())
BILLION_LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def refused(path: Path, name: str | None = None, limits: Limits | None = None) -> Reason:
    with pytest.raises(UnreadableError) as refusal:
        extract(path, name=name or path.name, limits=limits or Limits())
    return refusal.value.reason


def refused_bytes(folder: Path, content: bytes, name: str = "note.txt") -> Reason:
    path = folder / "bytes"
    path.write_bytes(content)
    return refused(path, name)


# --- the list every installation will meet


def test_empty_file(tmp_path: Path) -> None:
    assert refused_bytes(tmp_path, b"") is Reason.EMPTY_FILE


def test_file_of_nothing_but_blanks(tmp_path: Path) -> None:
    assert refused_bytes(tmp_path, b" \n\t\r\n " * 50) is Reason.NO_TEXT


def test_locked_pdf(tmp_path: Path) -> None:
    assert refused(make.locked(make.pdf(tmp_path, "Secret."))) is Reason.ENCRYPTED


def test_pdf_that_forbids_copying_but_opens_is_read(tmp_path: Path) -> None:
    source = make.pdf(tmp_path, "Open to all.")
    target = tmp_path / "owner.pdf"
    program = ["qpdf", "--encrypt", "", "boss", "256", "--extract=n", "--", source, target]
    subprocess.run(program, check=True)

    assert extract(target, name="owner.pdf").text == "Open to all."


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_cut_pdf_is_refused_or_read_with_a_warning(tmp_path: Path, share: float) -> None:
    whole = make.many_pages(tmp_path, 20)
    cut = tmp_path / "cut.pdf"
    content = whole.read_bytes()
    cut.write_bytes(content[: int(len(content) * share)])

    try:
        found = extract(cut, name="cut.pdf")
    except UnreadableError as refusal:
        assert refusal.reason is Reason.TRUNCATED  # noqa: PT017 - either ending is right
    else:
        assert Warn.DAMAGED_BUT_READ in found.warnings


def test_pictures_only_without_recognition_is_said_not_silent(tmp_path: Path) -> None:
    scan = make.scanned(make.pdf(tmp_path, make.PARAGRAPH))

    assert refused(scan, limits=NO_OCR) is Reason.IMAGE_ONLY_NO_OCR


def test_a_picture_without_recognition(tmp_path: Path) -> None:
    path = make.picture_of(tmp_path, "Words", "png")

    assert refused(path, limits=NO_OCR) is Reason.IMAGE_ONLY_NO_OCR


def test_some_pages_without_recognition_are_pointed_out(tmp_path: Path) -> None:
    scan = make.scanned(make.pdf(tmp_path, make.PARAGRAPH))
    letter = make.pdf(tmp_path, "A page with words that can be read.", "words.pdf")
    both = tmp_path / "both.pdf"
    subprocess.run(["qpdf", "--empty", "--pages", letter, scan, "--", both], check=True)

    found = extract(both, name="both.pdf", limits=NO_OCR)

    assert found.text == "A page with words that can be read."
    assert found.warnings == (Warn.PAGES_WITHOUT_TEXT,)
    assert [(page.start, page.end) for page in found.pages] == [(0, 35), (35, 35)]


def test_more_scanned_pages_than_may_be_recognised(tmp_path: Path) -> None:
    scan = make.scanned(
        make.pdf(tmp_path, "#set text(size: 14pt)\nFirst page here.\n#pagebreak()\nSecond")
    )

    found = extract(scan, name="scan.pdf", limits=Limits(max_ocr_pages=1, ocr_languages=("eng",)))

    assert found.text == "First page here."
    assert Warn.OCR_NOT_ALL_PAGES in found.warnings


def test_more_pages_than_we_take(tmp_path: Path) -> None:
    found = extract(make.many_pages(tmp_path, 12), name="a.pdf", limits=Limits(max_pages=5))

    assert len(found.pages) == 5
    assert found.warnings == (Warn.TOO_MANY_PAGES,)


def test_a_file_larger_than_we_take(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"x" * 1001)

    assert refused(path, limits=Limits(max_file_bytes=1000)) is Reason.TOO_LARGE


def test_a_text_longer_than_we_take_is_cut_and_said(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"word " * 1000)

    found = extract(path, name="long.txt", limits=Limits(max_text_chars=1000))

    assert 900 < len(found.text) <= 1000
    assert found.warnings == (Warn.TEXT_CUT,)


def test_a_long_text_is_cut_between_letters(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(("a " + "né " * 9000).encode())

    found = extract(path, name="long.txt", limits=Limits(max_text_chars=1000))

    assert set(found.text) == set("a né")
    assert found.warnings == (Warn.TEXT_CUT,)


def test_words_after_a_flood_of_blank_lines_are_not_lost_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "blank.txt"
    path.write_bytes(b"first" + b"\n" * 9000 + b"last")

    found = extract(path, name="blank.txt", limits=Limits(max_text_chars=1000))

    assert (found.text, found.warnings) == ("first", (Warn.TEXT_CUT,))


# --- not what it says


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"MZ\x90\0\x03\0\0\0" + bytes(60), Reason.EXECUTABLE),
        (b"\x7fELF\x02\x01\x01" + bytes(60), Reason.EXECUTABLE),
        (b"#!/bin/sh\nrm -rf /\n", Reason.EXECUTABLE),
        (b"L\0\0\0\x01\x14\x02\0" + bytes(60), Reason.EXECUTABLE),
        (b"{\\rtf1 hello}", Reason.OLD_OFFICE_FORMAT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Reason.OLD_OFFICE_FORMAT),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(600)
            + "EncryptedPackage".encode("utf-16-le"),
            Reason.ENCRYPTED,
        ),
        (b"GIF89a" + bytes(60), Reason.PICTURE_FORMAT),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
            Reason.PICTURE_FORMAT,
        ),
        (b"\x1f\x8b\x08" + bytes(60), Reason.ARCHIVE),
        (b"ID3\x04\0\0\0\0\0\0" + bytes(90), Reason.RECORDING),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(60), Reason.RECORDING),
        (bytes(range(256)) * 20, Reason.NOT_WHAT_IT_SAYS),
        (b"%PDF-1.7\nnothing more", Reason.TRUNCATED),
        (b"PK\x03\x04" + bytes(30), Reason.TRUNCATED),
        (b"\x89PNG\r\n\x1a\n" + bytes(30), Reason.TRUNCATED),
        (b"\xff\xd8\xff\xe0" + bytes(30), Reason.TRUNCATED),
    ],
)
def test_other_things_under_the_name_of_a_document(
    tmp_path: Path, content: bytes, reason: Reason
) -> None:
    assert refused_bytes(tmp_path, content, "letter.pdf") is reason


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({"a.txt": b"one"}, Reason.ARCHIVE),
        ({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}, Reason.SPREADSHEET),
        ({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<x/>"}, Reason.SLIDES),
        (
            {
                "[Content_Types].xml": b"<Types/>",
                "word/document.xml": b"<x/>",
                "word/vbaProject.bin": b"x",
            },
            Reason.MACRO_FILE,
        ),
        (
            {
                "mimetype": b"application/vnd.oasis.opendocument.text",
                "content.xml": b"<x/>",
                "Basic/Standard/Module1.xml": b"<x/>",
            },
            Reason.MACRO_FILE,
        ),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, Reason.SPREADSHEET),
        ({"mimetype": b"application/epub+zip"}, Reason.UNKNOWN_FORMAT),
        ({"[Content_Types].xml": b"<Types/>", "word/other.xml": b"<x/>"}, Reason.TRUNCATED),
        ({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:p"}, Reason.TRUNCATED),
    ],
)
def test_packages_of_other_kinds(tmp_path: Path, entries: dict[str, bytes], reason: Reason) -> None:
    assert refused(make.archive(tmp_path, entries), "letter.docx") is reason


def test_locked_odt(tmp_path: Path) -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    )

    path = make.open_document(tmp_path, "<text:p/>", **{"META-INF__manifest": manifest})

    assert refused(path) is Reason.ENCRYPTED


# --- bombs


@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml"])
def test_docx_with_entities_that_multiply(tmp_path: Path, part: str) -> None:
    path = make.archive(
        tmp_path,
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": b"<d/>",
            part: f"{BILLION_LAUGHS}<d>&i;</d>".encode(),
        },
    )

    assert refused(path, "letter.docx") is Reason.ARCHIVE_BOMB


def test_docx_with_an_outside_entity(tmp_path: Path) -> None:
    body = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    path = make.archive(tmp_path, {"[Content_Types].xml": b"<T/>", "word/document.xml": body})

    assert refused(path, "letter.docx") is Reason.ARCHIVE_BOMB


def test_docx_that_unpacks_a_thousandfold(tmp_path: Path) -> None:
    path = make.archive(
        tmp_path, {"[Content_Types].xml": b"<T/>", "word/document.xml": b"<d>" + bytes(40 << 20)}
    )

    assert path.stat().st_size < 60_000
    assert refused(path, "letter.docx") is Reason.ARCHIVE_BOMB


def test_docx_nested_a_hundred_thousand_deep(tmp_path: Path) -> None:
    deep = f'<w:p xmlns:w="{make.WORD}">' + "<w:r>" * 100_000 + "</w:r>" * 100_000 + "</w:p>"
    path = make.archive(
        tmp_path, {"[Content_Types].xml": b"<T/>", "word/document.xml": deep.encode()}
    )

    assert refused(path, "letter.docx") in {Reason.TRUNCATED, Reason.NO_TEXT, Reason.READER_FAILED}


def test_picture_that_claims_to_be_enormous(tmp_path: Path) -> None:
    path = make.pixel_flood(tmp_path)

    assert path.stat().st_size < 10_000
    assert refused(path) is Reason.PIXEL_FLOOD


def test_html_nested_a_hundred_thousand_deep_is_read(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<div>" * 100_000 + "words" + "</div>" * 100_000)

    assert extract(path, name="deep.html").text == "words"


def test_too_little_memory_is_said(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"word " * 4_000_000)

    assert refused(path, limits=Limits(memory_bytes=64 << 20)) is Reason.OUT_OF_MEMORY


def test_too_little_time_is_said_and_kept_to(tmp_path: Path) -> None:
    path = tmp_path / "slow.html"
    path.write_bytes(b"<p>a</p>" * 1_000_000)
    began = time.monotonic()

    assert refused(path, limits=Limits(wall_s=1)) is Reason.TOO_SLOW
    assert time.monotonic() - began < 4


def test_what_is_not_a_file(tmp_path: Path) -> None:
    assert refused(tmp_path) is Reason.NOT_A_FILE


# --- what people are told


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_says_what_happened_and_what_to_do(reason: Reason) -> None:
    sentences = re.split(r"(?<=\.) ", str(refusal_sentence(reason)))

    assert len(sentences) >= 2
    assert "lease" in sentences[-1]


def test_every_warning_has_a_sentence_of_its_own() -> None:
    assert len({str(warning_sentence(warning)) for warning in Warn}) == len(Warn)


# --- mutations


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("seeds")
    page = folder / "page.html"
    page.write_text("<html><body><h1>Cities</h1><ul><li>caf&eacute;</ul><table><tr><td>x</table>")
    note = folder / "note.txt"
    note.write_bytes("Les municipalités accueillent. ".encode() * 20)
    return [
        make.pdf(folder, make.PARAGRAPH),
        make.word(folder),
        make.open_document(folder, f"<text:p>{make.PARAGRAPH}</text:p>"),
        page,
        note,
        make.picture_of(folder, "#set page(width: 3cm, height: 2cm)\nHi", "png"),
    ]


def opened_up(path: Path, chance: random.Random) -> bytes:
    """Change the text inside a package, so that damage reaches past its checksums."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    victim = chance.choice([name for name in parts if name.endswith(".xml") and parts[name]])
    parts[victim] = make.mutated(parts[victim], chance)
    return make.archive(path.parent, parts, "mutated.zip").read_bytes()


@pytest.mark.slow
def test_no_mutation_ends_in_anything_but_text_or_a_named_refusal(
    seeds: list[Path], tmp_path: Path
) -> None:
    chance = random.Random(20)  # noqa: S311 - a seeded source of damage, not of secrets
    limits = Limits(wall_s=20, ocr_languages=("eng",))
    seen: dict[str, int] = {}
    for number in range(150):
        seed = seeds[number % len(seeds)]
        inside = seed.suffix in {".docx", ".odt"} and number % 4
        content = opened_up(seed, chance) if inside else make.mutated(seed.read_bytes(), chance)
        victim = tmp_path / "victim"
        victim.write_bytes(content)
        try:
            found: Extraction | None = extract(victim, name=seed.name, limits=limits)
        except UnreadableError as refusal:
            found = None
            seen[refusal.reason] = seen.get(refusal.reason, 0) + 1
        if found is not None:
            seen["read"] = seen.get("read", 0) + 1

    assert seen.get("read", 0) > 40
    assert seen.keys() & {Reason.READER_FAILED, Reason.TOO_SLOW, Reason.OUT_OF_MEMORY} == set()
