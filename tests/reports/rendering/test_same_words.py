"""HTML, PDF and Word carry the same words: what each adds is named here, and nothing else."""

import re
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import lxml.etree
import lxml.html
import pypandoc
import pytest
from tests.reports.rendering import invented

from commonspace.reports.document import Document
from commonspace.reports.rendering import charts
from commonspace.reports.rendering.flow import flow_of
from commonspace.reports.rendering.html import render_html
from commonspace.reports.rendering.nodes import FigureNode, Flow
from commonspace.reports.rendering.pandoc import render_docx
from commonspace.reports.rendering.text import render_text
from commonspace.reports.rendering.typst import render_pdf

INLINE = {"a", "em", "span", "strong"}
TITLE_AND_ALL = "$title$\n$subtitle$\n$for(author)$$author$$endfor$\n$date$\n$body$"


def words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.findall(r"[^\W\d_]+|\d+", folded)


def words_of_html(fragment: str) -> list[str]:
    tree = lxml.html.fragment_fromstring(fragment)
    for away in tree.xpath("//nav | //svg | //a[@class='note-back']"):
        away.drop_tree()
    for ordered in tree.iter("ol"):
        for number, item in enumerate(ordered.findall("li"), start=1):
            item.text = f"{number}. {item.text or ''}"
    for element in tree.iter():
        if element.tag not in INLINE:
            element.text = f" {element.text or ''}"
            element.tail = f" {element.tail or ''}"
    return words(tree.text_content())


def words_of_docx(content: bytes, folder: Path) -> list[str]:
    (folder / "report.docx").write_bytes(content)
    (folder / "all.txt").write_text(TITLE_AND_ALL)
    plain = pypandoc.convert_file(
        str(folder / "report.docx"),
        "plain",
        extra_args=["--wrap=none", f"--template={folder / 'all.txt'}"],
    )
    return words(plain)


def words_of_pdf(content: bytes, folder: Path) -> list[str]:
    """The title page, then every page after the contents, without running head and number."""
    (folder / "report.pdf").write_bytes(content)
    found = []
    for pages in (["-l", "1"], ["-f", "3", "-x", "0", "-W", "595", "-y", "70", "-H", "695"]):
        command = ["pdftotext", *pages, str(folder / "report.pdf"), "-"]
        found += words(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return found


def figures(flow: Flow) -> list[FigureNode]:
    nodes = [node for part in flow.parts for node in part.children]
    return [node for node in nodes if isinstance(node, FigureNode)]


def drawn_words(flow: Flow) -> list[str]:
    """The labels and numbers inside the drawings, which print as text."""
    drawings = [charts.draw(node.chart, alternative="") for node in figures(flow)]
    texts = [lxml.etree.fromstring(drawing).iterfind(".//{*}text") for drawing in drawings]
    return [word for found in texts for text in found for word in words(text.text)]


def latin(found: list[str]) -> list[str]:
    return [word for word in found if not arabic_letters([word])]


def arabic_letters(found: list[str]) -> list[str]:
    """Arabic letters without vowel marks: extraction parts words where a mark stands."""
    return [letter for word in found for letter in word if "\u0621" <= letter <= "\u064a"]


def vowel_marks(text: str) -> int:
    """How many marks stand over letters: pdftotext may read such a letter twice."""
    return len(re.findall("[\u064b-\u0652]", text))


def contents_words(flow: Flow) -> list[str]:
    entries = (f"{heading.number} {heading.text}" for heading in flow.contents())
    return words(" ".join((flow.words.contents, *entries)))


@pytest.mark.parametrize("document", [invented.report(), invented.report_in_arabic()])
def test_html_carries_the_canonical_words_in_order(document: Document) -> None:
    assert words_of_html(render_html(document)) == words(render_text(document))


@pytest.mark.parametrize("document", [invented.report(), invented.report_in_arabic()])
def test_docx_adds_only_contents_and_what_stands_for_pictures(
    document: Document, tmp_path: Path
) -> None:
    flow = flow_of(document)
    alternatives = words(" ".join(node.alternative for node in figures(flow)))

    found = Counter(words_of_docx(render_docx(document), tmp_path))

    assert found + Counter(words(flow.words.notes)) == Counter(
        words(render_text(document)) + contents_words(flow) + alternatives
    )


@pytest.mark.parametrize("document", [invented.report(), invented.report_in_arabic()])
def test_pdf_adds_only_the_words_inside_its_charts(document: Document, tmp_path: Path) -> None:
    flow = flow_of(document)
    expected = words(render_text(document)) + drawn_words(flow)

    found = words_of_pdf(render_pdf(document), tmp_path) + words(flow.words.notes)

    assert Counter(latin(found)) == Counter(latin(expected))
    letters, wanted = Counter(arabic_letters(found)), Counter(arabic_letters(expected))
    assert wanted <= letters
    assert (letters - wanted).total() <= vowel_marks(render_text(document))
