"""Real files, made in the test session: good ones, and every bad one we could think of."""

import io
import random
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import docx
import typst
from PIL import Image

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
PARAGRAPH = (
    "Our association welcomes newcomers at the station and helps them find a first home. "
    "The city lends us two rooms. We ask for a municipal card that opens every service."
)


def pdf(folder: Path, source: str, name: str = "letter.pdf") -> Path:
    target = folder / name
    target.write_bytes(typst.compile(source.encode()))
    return target


def many_pages(folder: Path, count: int) -> Path:
    pages = f"#for n in range(1, {count + 1}) [Page number #n says this. #pagebreak(weak: true)]"
    return pdf(folder, pages, "long.pdf")


def scanned(source: Path) -> Path:
    """Print a PDF and scan it again: pictures of pages and nothing else."""
    stem = source.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "150", "-gray", source, stem], check=True)
    pages = [Image.open(page) for page in sorted(source.parent.glob(f"{stem.name}-*.pgm"))]
    target = source.with_name(f"{stem.name}-scan.pdf")
    pages[0].save(target, save_all=True, append_images=pages[1:], resolution=150)
    return target


def locked(source: Path) -> Path:
    target = source.with_name("locked.pdf")
    program = ["qpdf", "--encrypt", "open", "sesame", "256", "--", source, target]
    subprocess.run(program, check=True)
    return target


def word(folder: Path, name: str = "letter.docx") -> Path:
    document = docx.Document()
    document.core_properties.title = "Cities and migration"
    document.core_properties.author = "Marguerite Canari"
    document.add_heading("What we ask of cities", level=1)
    document.add_paragraph(PARAGRAPH)
    for item in ("open the schools", "lend rooms"):
        document.add_paragraph(item, style="List Bullet")
    for item in ("first a card", "then a home"):
        document.add_paragraph(item, style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells],
        ("City", "Service", "Lyon", "Legal aid"),
        strict=True,
    ):
        cell.text = text
    target = folder / name
    document.save(target)
    return target


def word_of(folder: Path, body: str, **parts: str | bytes) -> Path:
    """Make a DOCX from raw WordprocessingML, with further parts by name (``__`` for a slash)."""
    target = folder / "raw.docx"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        )
        for name, content in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", content)
    return target


def open_document(folder: Path, body: str, *, styles: str = "", **parts: str) -> Path:
    spaces = " ".join(
        f'xmlns:{short}="{OASIS}:{long}:1.0"'
        for short, long in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("style", "style"),
            ("draw", "drawing"),
        )
    )
    target = folder / "letter.odt"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        for name, content in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", content)
    return target


def archive(folder: Path, entries: dict[str, bytes], name: str = "post.zip") -> Path:
    target = folder / name
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for entry, content in entries.items():
            package.writestr(entry, content)
    return target


def pixel_flood(folder: Path, side: int = 20_000) -> Path:
    """A few kilobytes of PNG that claim to be a picture of 400 million pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side + 1) * 50)
    target = folder / "flood.png"
    target.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
    return target


def picture_of(folder: Path, source: str, format_name: str) -> Path:
    made = pdf(folder, source, "picture.pdf")
    subprocess.run(
        ["pdftoppm", "-r", "150", "-gray", "-singlefile", made, made.with_suffix("")], check=True
    )
    target = folder / f"picture.{format_name}"
    Image.open(made.with_suffix(".pgm")).save(target)
    return target


def picture_bytes(size: tuple[int, int], format_name: str) -> bytes:
    target = io.BytesIO()
    Image.effect_noise(size, 60).save(target, format_name)
    return target.getvalue()


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Damage a file a little, as a bad line or a bad mind would."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 4, 40))):
        at = chance.randrange(len(changed))
        match chance.randrange(5):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + chance.randrange(1, 60)]
            case 2:
                changed[at:at] = chance.randbytes(chance.randrange(1, 60))
            case 3:
                changed[at:at] = changed[at : at + 200]
            case _:
                changed[at : at + 4] = chance.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"]]>%"))
        if not changed:
            return b"x"
    return bytes(changed)
