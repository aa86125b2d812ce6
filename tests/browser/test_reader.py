"""Story 1: the demo's site. A reader on a phone without scripts; a contributor with the printed code."""

import re
from pathlib import Path

import docx
import pypdf
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def folded(text: str) -> str:
    """Return text as it compares between formats: spaces, soft hyphens and line breaks aside."""
    plain = text.replace("\u00ad", "").replace("\u2011", "-")
    return re.sub(r"\s+", "", plain)


def words_of_pdf(file: Path) -> str:
    """Return the words of a PDF without what stands above and below every page."""
    pages = [page.extract_text().strip().split("\n") for page in pypdf.PdfReader(file).pages]
    return folded(
        " ".join(line for lines in pages for line in lines[1 : -1 if lines[-1].isdigit() else None])
    )


def words_of_docx(file: Path) -> str:
    document = docx.Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return folded(" ".join([*(one.text for one in document.paragraphs), *cells]))


def test_reader_on_a_phone_opens_the_evidence_and_takes_the_same_words_home(
    visits, shown_demo, tmp_path
):
    reader = visits(shown_demo.url, scripts=False, accept_downloads=True)
    reader.go("/en/")
    reader.go("/en/c/harbour/")
    reader.follow(re.compile("report", re.IGNORECASE), within=reader.page.locator("main"))
    reader.reads("The message", "Recommendations")

    finding = reader.page.locator("div.finding").first
    evidence = finding.locator("details.evidence")
    quotation = evidence.locator("blockquote").first
    expect(quotation).to_be_hidden()
    evidence.locator("summary").click()
    expect(quotation).to_be_visible()
    expect(evidence.locator(".attribution").first).to_contain_text(re.compile(r"C-\d{4}"))

    sentences = [
        folded(re.sub(r"^\s*[\d.]+\s", "", one))
        for one in reader.page.locator("p.finding").all_text_contents()
    ]
    assert len(sentences) > 10
    for form, words_of in (("PDF", words_of_pdf), ("Word", words_of_docx)):
        link = reader.page.locator(".downloads").get_by_role("link", name=re.compile(form)).first
        words = words_of(reader.saved(link, tmp_path))
        assert [one for one in sentences if one not in words] == [], form


@pytest.mark.parametrize("language", ["en", "ar"])
def test_front_pages_are_open_to_everybody(visits, shown_demo, language):
    reader = visits(shown_demo.url)
    for path in ("", "c/harbour/", "c/harbour-next/", "c/harbour/report/", "privacy/", "receipt/"):
        reader.go(f"/{language}/{path}")


def test_contributor_comes_back_with_the_printed_code(visits, shown_demo):
    said = (shown_demo.folder / "said.txt").read_text()
    code = re.search(r"receipt code (\S+)", said)
    assert code is not None
    contributor = visits(shown_demo.url, scripts=False)

    contributor.go("/en/receipt/")
    contributor.page.get_by_label("Your receipt code").fill(code.group(1))
    contributor.press("Open")

    contributor.heading("What you sent")
    contributor.reads("Received in time", "How we may name you")
    assert code.group(1) not in contributor.page.content()
