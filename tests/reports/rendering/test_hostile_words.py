"""Mark-up of four languages, put into every text field, comes out as words."""

import dataclasses
import subprocess
from pathlib import Path

import lxml.html
import pypandoc
import pytest
from tests.reports.rendering import invented

from commonspace.reports.document import Document, Link, plain
from commonspace.reports.figures import Bar
from commonspace.reports.rendering import charts
from commonspace.reports.rendering.flow import linked
from commonspace.reports.rendering.html import render_html, render_html_page
from commonspace.reports.rendering.pandoc import render_docx
from commonspace.reports.rendering.typst import render_pdf

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "#import sys: inputs",
    '#eval("1")',
    "$x^2$ *bold* _it_ `code`",
    "\\input{/etc/hostname}",
    "![x](file:///etc/hostname)",
    "<w:t>&amp;{{ x }}{% y %}",
)
KEPT = frozenset({"language", "description_language", "role", "form", "key", "note", "anchor"})


def poisoned(value: object, payload: str) -> object:
    """The same document with the payload after every text a person reads."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: poisoned(getattr(value, field.name), payload)
            for field in dataclasses.fields(value)
            if field.name not in KEPT
        }
        return dataclasses.replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(poisoned(entry, payload) for entry in value)
    return f"{value} {payload}" if isinstance(value, str) and value else value


def texts(value: object) -> int:
    """How many texts were poisoned, so that none can go missing unseen."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = (field.name for field in dataclasses.fields(value) if field.name not in KEPT)
        return sum(texts(getattr(value, name)) for name in fields)
    if isinstance(value, tuple):
        return sum(texts(entry) for entry in value)
    return int(isinstance(value, str) and bool(value))


def squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_html_prints_markup_as_words(payload: str) -> None:
    document = poisoned(invented.report(), payload)
    assert isinstance(document, Document)

    tree = lxml.html.fragment_fromstring(render_html(document))

    assert not tree.xpath("//script | //img | //@onerror | //@style")
    assert squeezed(tree.text_content()).count(squeezed(payload)) > texts(document) * 0.9


def test_pdf_prints_markup_as_words(tmp_path: Path) -> None:
    payload = " ".join(PAYLOADS)
    document = poisoned(invented.report(), payload)
    assert isinstance(document, Document)
    (tmp_path / "report.pdf").write_bytes(render_pdf(document))

    command = ["pdftotext", str(tmp_path / "report.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout

    assert squeezed(text).count(squeezed(payload)) > texts(document) * 0.7


def test_docx_prints_markup_as_words(tmp_path: Path) -> None:
    payload = " ".join(PAYLOADS)
    document = poisoned(invented.report(), payload)
    assert isinstance(document, Document)
    (tmp_path / "report.docx").write_bytes(render_docx(document))

    text = pypandoc.convert_file(str(tmp_path / "report.docx"), "plain", extra_args=["--wrap=none"])

    assert squeezed(text).count(squeezed(payload)) > texts(document) * 0.7


def test_control_characters_are_left_out_everywhere() -> None:
    document = poisoned(invented.report(), "a\x00b\x0bc\ud800d")
    assert isinstance(document, Document)

    assert "abcd" in render_html(document)
    assert render_pdf(document)
    assert render_docx(document)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "ftp://x",
    ],
)
def test_unsafe_addresses_print_as_words_only(address: str) -> None:
    assert linked("words", address).url == ""


def test_safe_addresses_lead_somewhere() -> None:
    assert linked("words", "https://example.org/a?b=c&d").url == "https://example.org/a?b=c&d"
    assert linked("words", "mailto:desk@example.org").url == "mailto:desk@example.org"


def test_quotes_cannot_leave_an_attribute() -> None:
    document = dataclasses.replace(
        invented.report(),
        language='en" onload="x',
        front=(invented.Paragraph((Link("a", 'https://e.org/"onclick="x'), *plain("b"))),),
    )

    page = lxml.html.document_fromstring(render_html_page(document))

    assert not page.xpath("//@onload | //@onclick")


def test_chart_labels_are_escaped() -> None:
    drawing = charts.bars('<b a="1">', [Bar("<script>x</script>", 1)], alternative='"<i>"')

    assert "<script" not in drawing
    assert "&lt;script&gt;" in drawing
    assert "aria-label='\"&lt;i&gt;\"'" in drawing
