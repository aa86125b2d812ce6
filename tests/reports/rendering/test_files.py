"""Files people download: the same bytes each time, tagged, with real styles."""

import dataclasses
import io
import re
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from tests.reports.rendering import invented

from commonspace.reports.rendering.errors import RenderingError
from commonspace.reports.rendering.html import render_html, render_html_page
from commonspace.reports.rendering.pandoc import render_docx, render_epub, render_odt
from commonspace.reports.rendering.typst import render_pdf


@pytest.mark.parametrize("render", [render_html_page, render_pdf, render_docx])
def test_same_document_same_bytes(render) -> None:
    assert render(invented.report()) == render(invented.report())


def test_pdf_is_tagged_titled_and_knows_its_language(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(render_pdf(invented.report()))

    facts = subprocess.run(
        ["pdfinfo", "-meta", str(tmp_path / "report.pdf")],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    page = subprocess.run(
        ["pdfinfo", str(tmp_path / "report.pdf")], capture_output=True, check=True, text=True
    ).stdout

    assert "<pdfuaid:part>1</pdfuaid:part>" in facts
    assert re.search(r"Tagged:\s+yes", page)
    assert "Doors that open" in page


def test_pdf_without_a_title_is_refused() -> None:
    with pytest.raises(RenderingError):
        render_pdf(dataclasses.replace(invented.report(), title=""))


def test_docx_has_headings_contents_footnotes_and_alternatives() -> None:
    made = render_docx(invented.report())

    styles = {paragraph.style.name for paragraph in docx.Document(io.BytesIO(made)).paragraphs}
    parts = zipfile.ZipFile(io.BytesIO(made))
    body = parts.read("word/document.xml").decode()

    assert {"Heading 1", "Heading 2", "Heading 3", "Finding", "Example Title"} <= styles
    assert '<w:pStyle w:val="toc1"/>' in body
    assert "w:footnoteReference" in body
    assert 'descr="Associations asked most, unions least."' in body
    assert "data:image" not in body
    assert "<w:caps" in parts.read("word/styles.xml").decode()


def test_docx_in_arabic_runs_from_right_to_left() -> None:
    made = render_docx(invented.report_in_arabic())

    body = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()

    assert "<w:bidiVisual/>" in body
    assert body.count("<w:bidi />") > 10


def test_arabic_quotation_in_an_english_report_is_marked_in_html_and_word() -> None:
    page = render_html(invented.report())
    body = zipfile.ZipFile(io.BytesIO(render_docx(invented.report()))).read("word/document.xml")

    assert '<blockquote lang="ar" dir="rtl">«نحتاج' in page
    assert b'<w:rtl /><w:lang w:val="ar" />' in body


@pytest.mark.parametrize("render", [render_odt, render_epub])
def test_open_formats_come_from_the_same_tree(render) -> None:
    archive = zipfile.ZipFile(io.BytesIO(render(invented.report())))

    text = b"".join(archive.read(name) for name in archive.namelist() if name.endswith("ml"))

    assert "THE THURSDAY DESK" not in text.decode()
    assert "نحتاج".encode() in text


def test_html_fragment_needs_no_style_and_no_script() -> None:
    page = render_html(invented.report())

    assert page.count("<h1") == 1
    assert not re.search(r"<script|<style|style=|onclick|http-equiv", page)
    assert page.count('<details class="evidence">') == 4
