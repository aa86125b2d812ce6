"""Finding and reading pages: real forms, spoilt in the ways of scanners and phones."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from tests.channels.paper.conftest import TICKS, written
from tests.channels.paper.inking import Scanner, pdf_of, photographed

from commonspace.channels.paper.choices import PageState, Ticked
from commonspace.channels.paper.codes import from_payload, new_code, payload, typed_code
from commonspace.channels.paper.geometry import Spot
from commonspace.channels.paper.models import Scan, ScannedPage
from commonspace.channels.paper.queries import taken_for
from commonspace.channels.paper.scanning.confined import pages_of, read_page
from commonspace.channels.paper.scanning.reading import lines_read
from commonspace.engines.extraction import Reason, UnreadableError


def found_in(folder: Path, content: bytes, name: str = "scan.jpg"):
    path = folder / "scan"
    path.write_bytes(content)
    with pages_of(path, name=name) as pages:
        return list(pages)


def ticks_on(folder: Path, picture: bytes, places) -> set[str]:
    path = folder / "page"
    path.write_bytes(picture)
    spots = [(one["key"], one["sort"], Spot(one["x"], one["y"], one["width"], one["height"]))
             for one in places if one["sort"] == "tick"]  # fmt: skip
    read = read_page(path, spots=spots, languages=[])
    return {
        key
        for key, one in read.ticks.items()
        if taken_for(one.dark, is_found=one.is_found) == Ticked.YES
    }


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dpi", "how"),
    [
        (150, Scanner(skew=5, turned=180, noise=10, shade=0.2)),
        (300, Scanner(skew=-6, turned=90, noise=18, quality=50)),
    ],
)
def test_a_page_is_found_and_its_boxes_read_however_it_lies(call, stack, tmp_path, dpi, how):
    printing = stack()
    sheet = written(call, printing, dpi=dpi)[0]

    page = found_in(tmp_path, how.jpeg(sheet[2]))[0]

    assert (page.code, page.page) == (printing.sheets.get().code, 3)
    assert ticks_on(tmp_path, page.picture, printing.layout.pages[2]) == set(TICKS)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_phone_photograph_is_straightened(call, stack, tmp_path):
    printing = stack()
    sheet = written(call, printing)[0]
    out = io.BytesIO()
    Scanner(noise=6, shade=0.3).scan(photographed(sheet[2])).save(out, "JPEG")

    page = found_in(tmp_path, out.getvalue())[0]

    assert (page.page, page.marks) == (3, 4)
    assert ticks_on(tmp_path, page.picture, printing.layout.pages[2]) == set(TICKS)


def test_the_picture_of_a_page_does_not_tell_where_it_was_taken(tmp_path):
    taken = Image.new("RGB", (600, 800), "white")
    about = Image.Exif()
    about[0x010F] = "Camera of Amina"
    about.get_ifd(0x8825).update({1: "N", 2: (14.0, 35.0, 58.2), 3: "E", 4: (120.0, 59.0, 3.1)})
    out = io.BytesIO()
    taken.save(out, "JPEG", exif=about, comment=b"Kitchen at home")
    assert b"Exif" in out.getvalue()

    page = found_in(tmp_path, out.getvalue())[0]

    kept = Image.open(io.BytesIO(page.picture))
    assert dict(kept.getexif()) == {}
    assert not [one for one in (b"Exif", b"Amina", b"Kitchen") if one in page.picture]


@pytest.mark.slow
@pytest.mark.django_db
def test_a_page_whose_codes_are_gone_is_set_upright_by_its_squares(call, stack, tmp_path):
    printing = stack()
    page = written(call, printing)[0][2]
    pen = ImageDraw.Draw(page)
    for x, y in ((174, 6), (18, 273)):
        at = [value * 200 / 25.4 for value in (x, y, x + 18, y + 18)]
        pen.rectangle(at, fill="white")

    found = found_in(tmp_path, Scanner(skew=2, turned=180).jpeg(page))[0]

    assert (found.code, found.is_straight) == ("", True)
    assert ticks_on(tmp_path, found.picture, printing.layout.pages[2]) == set(TICKS)


def test_an_empty_back_is_told_from_a_page(tmp_path):
    back = Image.new("RGB", (827, 1169), (250, 249, 246))

    found = found_in(tmp_path, Scanner(noise=3).jpeg(back))[0]

    assert (found.is_empty, found.code) == (True, "")


def locked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of([Image.new("RGB", (200, 300))]))))
    writer.encrypt("secret")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def flood() -> bytes:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("make_it", "name", "reason"),
    [
        (lambda: b"", "empty.pdf", Reason.EMPTY_FILE),
        (locked, "locked.pdf", Reason.ENCRYPTED),
        (lambda: b"%PDF-1.7\nno more", "half.pdf", Reason.TRUNCATED),
        (flood, "huge.png", Reason.PIXEL_FLOOD),
        (lambda: b"Only words.", "words.jpg", Reason.UNKNOWN_FORMAT),
    ],
)
def test_what_is_no_scan_is_refused_with_a_reason(tmp_path, make_it, name, reason):
    with pytest.raises(UnreadableError) as refused:
        found_in(tmp_path, make_it(), name)

    assert refused.value.reason == reason


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_is_kept_and_says_why(call, give, client):
    scan = give(("locked.pdf", locked()))

    assert "locked with a password" in scan.refusal
    assert scan.file.name == "locked.pdf"


@pytest.mark.django_db
def test_the_same_file_twice_is_one_scan(call, give, client):
    first = give(("half.pdf", b"%PDF-1.7\nno more"))
    second = give(("again.pdf", b"%PDF-1.7\nno more"))

    assert first == second
    assert Scan.objects.count() == 1


@pytest.mark.slow
@pytest.mark.django_db
def test_a_stack_in_any_order_finds_its_sheets(call, stack, give):
    printing = stack(2)
    one, two = written(call, printing)
    back = Image.new("RGB", one[0].size, "white")
    order = [two[2], one[0], back, two[0].rotate(180), one[2], one[1], two[1]]

    give(("stack.pdf", pdf_of(order)))

    states = [page.state for page in ScannedPage.objects.order_by("number")]
    assert states == [PageState.PLACED] * 2 + [PageState.EMPTY] + [PageState.PLACED] * 4
    codes = list(printing.sheets.values_list("code", flat=True))
    assert [
        (codes.index(page.code), page.page)
        for page in ScannedPage.objects.filter(state=PageState.PLACED).order_by("number")
    ] == [(1, 3), (0, 1), (1, 1), (0, 3), (0, 2), (1, 2)]


@pytest.mark.parametrize(
    ("dark", "is_found", "said"),
    [
        (0.0, True, Ticked.NO),
        (0.03, True, Ticked.LOOK),
        (0.2, True, Ticked.YES),
        (0.9, True, Ticked.LOOK),
        (0.2, False, Ticked.LOOK),
    ],
)
def test_boxes_in_doubt_are_left_to_people(dark, is_found, said):
    assert taken_for(dark, is_found=is_found) == said


def test_a_slip_in_a_code_shows():
    code = new_code()
    wrong = ("3" if code[0] != "3" else "4") + code[1:]

    assert typed_code(f" {code[:4].lower()} {code[4:]} ") == code
    assert typed_code(wrong) == ""
    assert from_payload(payload(code, 12, 1)) is not None
    assert from_payload(payload(wrong, 1, 0)) is None
    assert from_payload("https://example.org/") is None


def test_the_room_between_ruled_lines_parts_no_words():
    assert lines_read("We ask for keys\n\n  and a small budget. \n\n") == (
        "We ask for keys\nand a small budget."
    )
