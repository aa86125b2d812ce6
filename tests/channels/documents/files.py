"""Good and bad files, made here: nothing of them is anybody's."""

import io
import struct
import zipfile

import docx
import typst

WORDS = "Our association welcomes newcomers at the station. We ask the city for a municipal card."
PDF = typst.compile(
    f"#set page(numbering: none)\n{WORDS}\n#pagebreak()\nThe second page asks for homes.".encode()
)


def word(text: str = WORDS) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def tracked() -> bytes:
    """Return a Word document in which one word was put in and one taken out."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    change = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>We ask for </w:t></w:r>"
        f"<w:ins {change}><w:r><w:t>open</w:t></w:r></w:ins>"
        f"<w:del {change}><w:r><w:delText>closed</w:delText></w:r></w:del>"
        "<w:r><w:t xml:space='preserve'> schools for every child.</w:t></w:r></w:p>"
    )
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as old, zipfile.ZipFile(kept, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "word/document.xml":
                content = (
                    f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode()
                )
            new.writestr(part, content)
    return kept.getvalue()


def archive(files: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return kept.getvalue()


def locked(name: str = "locked.txt") -> bytes:
    """Return an archive whose one entry says that it needs a password."""
    made = bytearray(archive({name: b"secret words"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.index(mark) + place
        (flags,) = struct.unpack_from("<H", made, at)
        struct.pack_into("<H", made, at, flags | 1)
    return bytes(made)


BOMB = b"\x00" * (24 << 20)
