import io
import zipfile

import pytest

from commonspace.consultations.errors import UnofferedFileError
from commonspace.consultations.file_types import file_type


def packed(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


ODT = {"mimetype": "application/vnd.oasis.opendocument.text", "content_xml": "<x/>"}


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"%PDF-1.4\n", "PDF"),
        (b"\xff\xd8\xff\xe0 picture", "JPEG"),
        (b"\x89PNG\r\n\x1a\n picture", "PNG"),
        ("Une note à lire.".encode(), "TXT"),
        (("é" * 4095).encode()[:4097] + b"x", "TXT"),
        (packed(word__document_xml="<x/>"), "DOCX"),
        (packed(xl__workbook_xml="<x/>"), "XLSX"),
        (packed(ppt__presentation_xml="<x/>"), "PPTX"),
        (packed(**ODT), "ODT"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_type_is_read_from_the_bytes(content, word):
    stream = io.BytesIO(content)

    kind = file_type(stream)

    assert kind.word == word
    assert stream.tell() == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00\x03",
        b"#!/bin/sh\nrm -r /\n",
        b"<html><script>alert(1)</script>",
        b"  <svg onload='x'>",
        b"\xff\xfe\x00\x01 noise",
        b"caf\xe9 in an old encoding, long enough not to be a cut",
        b"PK\x03\x04 not really packed",
        packed(readme="hello"),
        packed(mimetype="application/epub+zip"),
        packed(word__document_xml="<x/>", **{"word__vbaProject.bin": "macro"}),
        packed(**ODT, Basic__script="macro"),
    ],
    ids=[
        "empty",
        "exe",
        "shell",
        "html",
        "svg",
        "noise",
        "latin-1",
        "broken zip",
        "zip",
        "epub",
        "docm",
        "odt macro",
    ],
)
def test_what_may_do_harm_is_not_offered(content):
    with pytest.raises(UnofferedFileError):
        file_type(io.BytesIO(content))
