"""The invented papers become real files that read back with the same words."""

from pathlib import Path

import pytest

from commonspace.cli.demo.content import load_demo
from commonspace.cli.demo.papers import blocks_of, paper_bytes, span_of
from commonspace.cli.demo.shapes import Contribution, Paper, PaperSection
from commonspace.engines.extraction import extract

WITH_PAPER = {one.key: one for one in load_demo().contributions if one.paper}


def paper_of(contribution: Contribution) -> Paper:
    assert contribution.paper is not None
    return contribution.paper


def read_back(contribution: Contribution, folder: Path) -> str:
    paper = paper_of(contribution)
    path = folder / paper.file_name
    path.write_bytes(paper_bytes(paper, language=contribution.language))
    return extract(path, name=paper.file_name).text


def test_papers_come_in_five_formats() -> None:
    formats = {paper_of(one).format for one in WITH_PAPER.values()}

    assert formats == {"pdf", "docx", "odt", "html", "txt"}
    for contribution in WITH_PAPER.values():
        assert paper_of(contribution).file_name.endswith(f".{paper_of(contribution).format}")


@pytest.mark.parametrize("key", sorted(WITH_PAPER))
def test_paper_is_as_long_as_a_paper(key: str) -> None:
    assert 300 <= len(paper_of(WITH_PAPER[key]).text.split()) <= 900


def test_lines_with_a_hyphen_become_bullets() -> None:
    section = PaperSection(heading="Head", text="One.\n\n- two\n- three\n\nFour.")
    paper = Paper(title="T", file_name="t.txt", format="txt", sections=(section,))

    assert list(blocks_of(paper)) == [
        {"kind": "heading", "text": "Head"},
        {"kind": "paragraph", "text": "One."},
        {"kind": "bullets", "items": ["two", "three"]},
        {"kind": "paragraph", "text": "Four."},
    ]


def test_words_are_never_markup() -> None:
    section = PaperSection(heading="<b>#x</b>", text="<script>alert(1)</script> *a* $b$")
    paper = Paper(title="#panic()", file_name="t.html", format="html", sections=(section,))

    written = paper_bytes(paper, language="en").decode()

    assert "<script>" not in written
    assert "&lt;script&gt;" in written
    assert paper_bytes(
        Paper(title="#panic()", file_name="t.pdf", format="pdf", sections=(section,)), language="en"
    ).startswith(b"%PDF-")


def test_a_quote_is_found_over_a_line_break() -> None:
    assert span_of("two three", "one two\n  three four") == (4, 15)
    assert span_of("two four", "one two\n three four") is None


@pytest.mark.slow
@pytest.mark.parametrize("key", sorted(WITH_PAPER))
def test_every_statement_is_found_in_the_file_read_back(key: str, tmp_path: Path) -> None:
    contribution = WITH_PAPER[key]
    statements = [one for one in load_demo().synthesis.statements if one.contribution == key]

    text = read_back(contribution, tmp_path)

    assert [one.key for one in statements if span_of(one.quote, text) is None] == []
    assert len(text) > 1000
