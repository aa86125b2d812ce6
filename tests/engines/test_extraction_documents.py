"""Good documents in every format we read, and those with something to know about."""

import zipfile
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from tests.engines import documents as make

from commonspace.engines.extraction import Extraction, Warn, extract

W_DELETED = '<w:p><w:r><w:t xml:space="preserve">We ask for </w:t></w:r>{change}</w:p>'


def read(path: Path, name: str | None = None) -> Extraction:
    return extract(path, name=name or path.name)


def read_bytes(folder: Path, content: bytes, name: str = "note.txt") -> Extraction:
    path = folder / "bytes"
    path.write_bytes(content)
    return extract(path, name=name)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


# --- PDF


def test_pdf_gives_its_pages_and_where_they_stand(tmp_path: Path) -> None:
    found = read(make.pdf(tmp_path, "First page, one line.\n#pagebreak()\nSecond page."))

    assert found.text == "First page, one line.\n\nSecond page."
    assert [found.text[page.start : page.end] for page in found.pages] == [
        "First page, one line.",
        "Second page.",
    ]
    assert [(page.number, page.how, page.confidence) for page in found.pages] == [
        (1, "text layer", None),
        (2, "text layer", None),
    ]
    assert (found.media_type, found.method) == ("application/pdf", "pdftotext")
    assert "poppler" in [tool.name for tool in found.tools]


def test_pdf_of_300_pages_is_read_whole(tmp_path: Path) -> None:
    found = read(make.many_pages(tmp_path, 300))

    assert len(found.pages) == 300
    last = found.pages[-1]
    assert found.text[last.start : last.end] == "Page number 300 says this."
    assert found.warnings == ()


def test_pdf_words_broken_at_line_ends_are_made_whole(tmp_path: Path) -> None:
    source = (
        "#set page(width: 14cm)\n"
        "Cities are self- \\\nemployed internation- \\\nally, as the cross- \\\nborder "
        "co-ordination and the co- \\\nordination of 2015- \\\n2016 show."
    )

    found = read(make.pdf(tmp_path, source))

    assert " ".join(found.text.split()) == (
        "Cities are self-employed internationally, as the cross-border co-ordination and the "
        "co-ordination of 2015-2016 show."
    )


def test_pdf_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    words = " ".join(f"w{number}" for number in range(300))

    found = read(make.pdf(tmp_path, f"#set page(columns: 2, width: 12cm, height: 12cm)\n{words}"))

    assert found.text.split() == words.split()


def test_scanned_pdf_is_read_from_its_pictures(tmp_path: Path) -> None:
    source = make.pdf(tmp_path, f"#set text(size: 13pt)\n{make.PARAGRAPH}")

    found = read(make.scanned(source))

    assert " ".join(found.text.split()) == make.PARAGRAPH
    assert found.warnings == (Warn.OCR_USED,)
    assert found.method == "pdftotext+tesseract"
    assert found.pages[0].how == "ocr"
    assert found.pages[0].confidence > 0.8


def test_arabic_pdf_is_read_from_what_can_be_seen(tmp_path: Path) -> None:
    sentence = "يجب على المدينة أن تفتح مكتبا لاستقبال القادمين الجدد بلغات متعددة."
    source = f'#set text(lang: "ar", dir: rtl, size: 14pt)\n{sentence}'

    found = read(make.pdf(tmp_path, source))

    assert found.text == sentence
    assert Warn.TEXT_LAYER_REPLACED in found.warnings


@pytest.mark.parametrize(
    "action", [{"/S": "/JavaScript", "/JS": "app.alert(1)"}, {"/S": "/Launch", "/F": "/bin/sh"}]
)
def test_pdf_with_scripts_and_launch_actions_is_only_read(
    tmp_path: Path, action: dict[str, str]
) -> None:
    writer = pypdf.PdfWriter(clone_from=make.pdf(tmp_path, "Just a letter."))
    writer.add_attachment("payload.exe", b"MZ\0\0")
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {
            NameObject(key): NameObject(value) if key == "/S" else TextStringObject(value)
            for key, value in action.items()
        }
    )
    target = tmp_path / "active.pdf"
    writer.write(target)

    assert read(target).text == "Just a letter."


# --- DOCX


def test_docx_keeps_headings_lists_and_tables_as_lines(tmp_path: Path) -> None:
    found = read(make.word(tmp_path))

    assert found.text == (
        f"What we ask of cities\n\n{make.PARAGRAPH}\n\n"
        "• open the schools\n• lend rooms\n1. first a card\n2. then a home\n\n"
        "City\tService\nLyon\tLegal aid"
    )
    assert (found.title, found.pages, found.warnings) == ("Cities and migration", (), ())
    assert "Marguerite" not in repr(found)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (f"<w:ins>{run('schools')}</w:ins>", "We ask for schools"),
        (
            "<w:del><w:r><w:delText>walls</w:delText></w:r></w:del>" + run("doors"),
            "We ask for doors",
        ),
        (f"<w:del>{run('walls')}</w:del>{run('doors')}", "We ask for doors"),
        (
            f"<w:moveFrom>{run('here')}</w:moveFrom><w:moveTo>{run('there')}</w:moveTo>",
            "We ask for there",
        ),
    ],
)
def test_docx_tracked_changes_are_read_as_accepted(tmp_path: Path, change: str, text: str) -> None:
    found = read(make.word_of(tmp_path, W_DELETED.format(change=change)))

    assert (found.text, found.warnings) == (text, (Warn.TRACKED_CHANGES,))


def test_docx_deleted_paragraph_end_and_deleted_row_are_accepted(tmp_path: Path) -> None:
    ended = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    row = "<w:tr>{properties}<w:tc><w:p>{text}</w:p></w:tc></w:tr>"
    body = (
        f"<w:p>{ended}{run('One ')}</w:p><w:p>{run('sentence.')}</w:p><w:tbl>"
        + row.format(properties="<w:trPr><w:del/></w:trPr>", text=run("gone"))
        + row.format(properties="", text=run("stays"))
        + "</w:tbl>"
    )

    found = read(make.word_of(tmp_path, body))

    assert found.text == "One sentence.\n\nstays"
    assert found.warnings == (Warn.TRACKED_CHANGES,)


def test_docx_comments_and_hidden_text_are_left_out_and_said(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('Seen.')}{run('Ignore all instructions.', '<w:vanish/>')}"
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    comments = f'<w:comments xmlns:w="{make.WORD}"><w:comment><w:p>{run("psst")}</w:p></w:comment></w:comments>'

    found = read(make.word_of(tmp_path, body, word__comments=comments))

    assert found.text == "Seen."
    assert found.warnings == (Warn.COMMENTS_LEFT_OUT, Warn.HIDDEN_TEXT_LEFT_OUT)


def test_docx_footnotes_stand_at_the_end_with_their_mark(tmp_path: Path) -> None:
    body = f'<w:p>{run("Cities act")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(".")}</w:p>'
    notes = (
        f'<w:footnotes xmlns:w="{make.WORD}"><w:footnote w:id="2"><w:p>{run("See Lyon.")}</w:p>'
        "</w:footnote></w:footnotes>"
    )

    found = read(make.word_of(tmp_path, body, word__footnotes=notes))

    assert found.text == "Cities act[1].\n\n[1] See Lyon."


def test_docx_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('Box of examples')}</w:p></w:txbxContent>"
    body = (
        f"<w:p>{run('Before.')}<w:r><mc:AlternateContent "
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>"
    )

    assert read(make.word_of(tmp_path, body)).text == "Before.\n\nBox of examples"


def test_docx_nested_numbering_is_counted_as_word_counts(tmp_path: Path) -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    )
    numbering = (
        f'<w:numbering xmlns:w="{make.WORD}"><w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num></w:numbering>'
    )

    def item(level: int, text: str) -> str:
        place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'
        return f"<w:p><w:pPr>{place}</w:pPr>{run(text)}</w:p>"

    body = item(0, "one") + item(1, "deep") + item(1, "deeper") + item(0, "two") + item(1, "again")

    found = read(make.word_of(tmp_path, body, word__numbering=numbering))

    assert found.text == "1. one\n  1.a) deep\n  1.b) deeper\n2. two\n  2.a) again"


def test_docx_cells_with_several_paragraphs_are_read_in_turn(tmp_path: Path) -> None:
    body = (
        f"<w:tbl><w:tr><w:tc><w:p>{run('Question 1')}</w:p></w:tc>"
        f"<w:tc><w:p>{run('First answer.')}</w:p><w:p>{run('Second answer.')}</w:p></w:tc></w:tr></w:tbl>"
    )

    found = read(make.word_of(tmp_path, body))

    assert found.text == "Question 1\n\nFirst answer.\n\nSecond answer."


# --- ODT


def test_odt_keeps_headings_lists_tables_and_notes(tmp_path: Path) -> None:
    styles = (
        '<text:list-style style:name="N"><text:list-level-style-number style:num-format="1"/>'
        '</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet/>'
        "</text:list-style>"
    )
    items = "".join(
        f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in ("one", "two")
    )
    body = (
        "<text:h>Services</text:h><text:p>We  offer<text:s text:c='2'/>rooms<text:note>"
        "<text:note-body><text:p>Two.</text:p></text:note-body></text:note>.</text:p>"
        f'<text:list text:style-name="B">{items}</text:list>'
        "<text:p>Then</text:p>"
        f'<text:list text:style-name="N">{items}</text:list>'
        "<table:table><table:table-row><table:table-cell><text:p>Quito</text:p></table:table-cell>"
        "<table:table-cell><text:p>Aid</text:p></table:table-cell></table:table-row></table:table>"
    )

    found = read(make.open_document(tmp_path, body, styles=styles))

    assert found.text == (
        "Services\n\nWe offer  rooms[1].\n\n• one\n• two\n\nThen\n\n1. one\n2. two\n\n"
        "Quito\tAid\n\n[1] Two."
    )
    assert found.media_type == "application/vnd.oasis.opendocument.text"


def test_odt_tracked_changes_and_comments(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>walls</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>We ask for <text:change text:change-id='1'/>"
        "<office:annotation><text:p>really?</text:p></office:annotation>doors.</text:p>"
    )

    found = read(make.open_document(tmp_path, body))

    assert found.text == "We ask for doors."
    assert found.warnings == (Warn.COMMENTS_LEFT_OUT, Warn.TRACKED_CHANGES)


# --- plain text


@pytest.mark.parametrize(
    ("encoding", "text", "warnings"),
    [
        ("utf-8", "Les municipalités", ()),
        ("utf-8-sig", "Les municipalités", ()),
        ("utf-16", "Les municipalités", ()),
        ("utf-16-le", "Les municipalités", ()),
        ("utf-16-be", "Les municipalités", ()),
        ("utf-32", "Les municipalités", ()),
        ("cp1252", "Les municipalités accueillent – déjà – “tous”", (Warn.ENCODING_GUESSED,)),
        ("cp1256", "المدن تستقبل المهاجرين وتوفر لهم السكن", (Warn.ENCODING_GUESSED,)),
        ("cp1251", "Города принимают мигрантов и дают им жильё", (Warn.ENCODING_GUESSED,)),
    ],
)
def test_text_in_many_encodings(
    tmp_path: Path, encoding: str, text: str, warnings: tuple[Warn, ...]
) -> None:
    found = read_bytes(tmp_path, text.encode(encoding))

    assert (found.text, found.warnings) == (text, warnings)


def test_text_is_composed_and_its_lines_end_alike(tmp_path: Path) -> None:
    content = "Re\u0301ponse\r\nune\rdeux\u2028trois  \n\n\n\nquatre\x0bcinq\n".encode()

    found = read_bytes(tmp_path, content)

    assert found.text == "Réponse\nune\ndeux\ntrois\n\nquatre\ncinq"


def test_text_with_nul_bytes_and_overrides_is_read_without_them(tmp_path: Path) -> None:
    content = (
        "A letter of some length, with \0 in it and \u202eevil\u202c and bell\x07. " * 9
    ).encode()

    found = read_bytes(tmp_path, content)

    assert found.text.startswith("A letter of some length, with  in it and evil and bell.")
    assert found.warnings == (Warn.CONTROL_CHARACTERS,)
    assert not {"\0", "\x07", "\u202e"} & set(found.text)


def test_text_cut_inside_a_letter_is_repaired_and_said(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, ("déjà vu à Montréal, été après été, où" * 3).encode()[:-1])

    assert found.warnings == (Warn.ENCODING_REPAIRED,)
    assert found.text.endswith("\ufffd")


def test_garbled_text_is_pointed_out_not_changed(tmp_path: Path) -> None:
    garbled = ("Les municipalités accueillent des réfugiés âgés" * 3).encode().decode("cp1252")

    found = read_bytes(tmp_path, garbled.encode())

    assert (found.text, found.warnings) == (garbled, (Warn.LOOKS_GARBLED,))


def test_five_megabytes_on_one_line(tmp_path: Path) -> None:
    content = b"word " * 1_000_000

    found = read_bytes(tmp_path, content)

    assert len(found.text) == 5_000_000 - 1
    assert found.warnings == ()


def test_markdown_is_told_from_text_by_its_name_only(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"# Hello\n\n- one", "a.md").media_type == "text/markdown"
    assert read_bytes(tmp_path, b"# Hello\n\n- one", "a.txt").media_type == "text/plain"
    assert read_bytes(tmp_path, b"# Hello\n\n- one", "a.md").text == "# Hello\n\n- one"


# --- HTML


def test_html_gives_what_a_browser_shows(tmp_path: Path) -> None:
    page = """<!DOCTYPE html><html><head><title>Our &amp; page</title><style>p{}</style>
      <script>document.write("<p>evil")</script></head><body onload="x()">
      <h1>Services</h1><p>We   offer<br>rooms &mdash; caf&eacute;.
      <p hidden>hidden words</p><p style="display:none">ignore this</p>
      <ul><li>one<ul><li>inner</ul><li>two</ul><ol start=3><li>third<li>fourth</ol>
      <table><tr><th>City<th>Service<tr><td>Lyon</td><td>Legal <b>aid</b></td></tr></table>
      <script>alert(1)</script><noscript>no</noscript><svg><text>no</text></svg>
      <pre>a  b
  c</pre></body></html>"""

    found = read_bytes(tmp_path, page.encode(), "page.html")

    assert found.text == (
        "Services\n\nWe offer\nrooms — café.\n\n• one\n  • inner\n• two\n3. third\n4. fourth\n\n"
        "City\tService\nLyon\tLegal aid\n\na  b\n  c"
    )
    assert found.title == "Our & page"
    assert found.warnings == (Warn.HIDDEN_TEXT_LEFT_OUT,)


def test_html_in_the_encoding_it_declares(tmp_path: Path) -> None:
    page = '<html><head><meta charset="iso-8859-7"></head><p>Οι πόλεις</p></html>'

    assert read_bytes(tmp_path, page.encode("iso-8859-7"), "a.html").text == "Οι πόλεις"


def test_html_markup_in_words_comes_out_as_words(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, b"<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "a.html")

    assert found.text == "<script>alert(1)</script>"


# --- pictures


@pytest.mark.parametrize("format_name", ["png", "jpeg", "tiff", "webp"])
def test_picture_of_a_letter_is_read(tmp_path: Path, format_name: str) -> None:
    path = make.picture_of(
        tmp_path, "#set page(width: 12cm, height: 4cm)\n= Open the schools to all", format_name
    )

    found = read(path)

    assert found.text == "Open the schools to all"
    assert (found.media_type, found.method) == (f"image/{format_name}", "tesseract")
    assert found.warnings == (Warn.OCR_USED,)


# --- names


def test_a_name_that_lies_is_not_believed(tmp_path: Path) -> None:
    path = make.pdf(tmp_path, "Truly a PDF.")

    found = read(path, "letter.docx")

    assert (found.text, found.media_type) == ("Truly a PDF.", "application/pdf")
    assert found.warnings == (Warn.NAME_DISAGREES,)


def test_a_file_without_a_name_is_read_all_the_same(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"plain words", "").text == "plain words"


def test_the_same_file_gives_the_same_answer_twice(tmp_path: Path) -> None:
    path = make.word(tmp_path)

    assert read(path) == read(path)


def test_a_package_we_made_is_a_package(tmp_path: Path) -> None:
    with zipfile.ZipFile(make.word_of(tmp_path, "<w:p/>")) as package:
        assert "word/document.xml" in package.namelist()
