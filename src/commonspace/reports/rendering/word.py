"""The look of our Word documents, and the last touches pandoc leaves to us."""

import datetime as dt
import io
import re
import subprocess
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from xml.sax.saxutils import escape

import docx
import pypandoc
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from commonspace.reports.document import Direction
from commonspace.reports.rendering.nodes import Flow, HeadingNode

SERIF: Final = "Georgia"
SANS: Final = "Calibri"
ARABIC: Final = "Arial"
INK: Final = "1A2226"
MUTED: Final = "525C60"
ACCENT: Final = "0D4A5B"
WARM: Final = "A3400C"
SURFACE: Final = "F0F4F3"
DISPLAY_SIZE: Final = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one paragraph style looks; sizes in points, indents in centimetres."""

    font: str = SERIF
    size: float = 10.5
    colour: str = INK
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    before: float = 0
    after: float = 6
    indent: float = 0
    bar: str = ""
    fill: str = ""
    keep: bool = False


LOOKS: Final = {
    "Normal": Look(),
    "Body Text": Look(after=8),
    "First Paragraph": Look(after=8),
    "Compact": Look(after=3),
    "Title": Look(size=30, bold=True, before=150, after=8),
    "Subtitle": Look(size=15, colour=MUTED, after=18),
    "Author": Look(font=SANS, size=11, colour=ACCENT, bold=True),
    "Date": Look(font=SANS, size=10, colour=MUTED, after=24),
    "Heading 1": Look(size=22, bold=True, before=0, after=14, keep=True),
    "Heading 2": Look(size=15, bold=True, before=22, after=8, keep=True),
    "Heading 3": Look(font=SANS, size=11.5, bold=True, colour=ACCENT, before=16, keep=True),
    "Heading 4": Look(font=SANS, size=10.5, bold=True, before=12, keep=True),
    "Heading 5": Look(font=SANS, size=10, bold=True, colour=MUTED, before=10, keep=True),
    "TOC Heading": Look(size=22, bold=True, after=14),
    "Footnote Text": Look(size=9, after=2),
    "Table Caption": Look(font=SANS, size=9, bold=True, before=10, after=4, keep=True),
    "Lead": Look(size=12, after=10),
    "Quiet Line": Look(font=SANS, size=9, colour=MUTED, after=4),
    "Fact": Look(font=SANS, size=9.5, after=3),
    "Description": Look(size=10, colour=MUTED, after=10),
    "Attribution": Look(font=SANS, size=8.5, colour=MUTED, after=6),
    "Translation": Look(size=9.5, colour=MUTED, after=1),
    "Quotation": Look(size=9.5, after=1, keep=True),
    "Pull Quote": Look(size=15, colour=ACCENT, before=14, after=4, keep=True),
    "Finding": Look(size=11, before=14, after=4, indent=0.3, bar=ACCENT, keep=True),
    "Evidence Label": Look(
        font=SANS, size=8.5, bold=True, colour=MUTED, before=4, after=3, keep=True
    ),
    "Box Label": Look(font=SANS, size=8.5, bold=True, colour=WARM, before=14, after=0, keep=True),
    "Example Title": Look(
        font=SANS,
        size=10.5,
        bold=True,
        capitals=True,
        indent=0.3,
        bar=WARM,
        fill=SURFACE,
        keep=True,
    ),
    "Example Text": Look(size=10, indent=0.3, bar=WARM, fill=SURFACE),
    "Example Fact": Look(font=SANS, size=9, after=3, indent=0.3, bar=WARM, fill=SURFACE),
    "Notice Label": Look(font=SANS, size=9.5, bold=True, before=14, after=3, keep=True),
    "Notice Text": Look(size=10, indent=0.3, bar=MUTED, fill=SURFACE),
    "Recommendation": Look(before=6, after=2),
    "Reference": Look(before=6, after=1),
    "Figure Title": Look(font=SANS, size=9.5, bold=True, before=14, after=4, keep=True),
    "toc 1": Look(font=SANS, size=10.5, bold=True, before=8, after=2),
    "toc 2": Look(font=SANS, size=9.5, indent=0.5, after=2),
}


@lru_cache(maxsize=8)
def reference_docx(direction: Direction, title: str) -> bytes:
    """Return the style sheet of our Word documents: styles, margins, running header."""
    plain = subprocess.run(  # noqa: S603  # a fixed program with fixed arguments
        [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"],
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout
    sheet = docx.Document(io.BytesIO(plain))
    for name, look in LOOKS.items():
        _dress(_style(sheet, name), look, direction)
    _break_before(sheet.styles["Heading 1"])
    _break_before(sheet.styles["TOC Heading"])
    _rule_tables(sheet.styles["Table"].element)
    _page(sheet, title)
    made = io.BytesIO()
    sheet.save(made)
    return made.getvalue()


def finished_docx(made: bytes, flow: Flow, *, day: dt.date) -> bytes:
    """Return the document with its contents filled in and every date the report's own."""
    source = zipfile.ZipFile(io.BytesIO(made))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = _finished(content.decode(), flow).encode()
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT", f"{day.isoformat()}T".encode(), content)
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _finished(xml: str, flow: Flow) -> str:
    """Return the body with contents, without picture addresses, tables in reading direction."""
    xml = re.sub(r'(<pic:cNvPr )descr="data:[^"]*"', r'\1descr=""', _with_contents(xml, flow))
    if flow.direction == "rtl":
        xml = re.sub(r"(<w:tblStyle [^>]*/>)", r"\1<w:bidiVisual/>", xml)
    return xml


def _with_contents(xml: str, flow: Flow) -> str:
    """Fill the contents field, so that readers who never refresh it see headings too."""
    filled = "".join(_entry(heading, flow.direction) for heading in flow.contents())
    separate, end = (f'<w:fldChar w:fldCharType="{kind}" />' for kind in ("separate", "end"))
    parted = f"{separate}</w:r></w:p>{filled}<w:p><w:r>{end}</w:r></w:p>"
    return xml.replace(f"{separate}{end}</w:r></w:p>", parted, 1)


def _entry(heading: HeadingNode, direction: Direction) -> str:
    words = f"{heading.number} {heading.text}".strip()
    bidi = "<w:bidi/>" if direction == "rtl" else ""
    rtl = "<w:rPr><w:rtl/></w:rPr>" if direction == "rtl" else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="toc{min(heading.level, 2)}"/>{bidi}</w:pPr>'
        f'<w:hyperlink w:anchor="{heading.anchor}"><w:r>{rtl}'
        f'<w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:hyperlink></w:p>'
    )


def _style(sheet: Any, name: str) -> Any:  # noqa: ANN401  # python-docx has no types
    if name in [style.name for style in sheet.styles]:
        return sheet.styles[name]
    builtin = name.startswith("toc ")
    made = sheet.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=builtin)
    made.base_style = sheet.styles["Normal"]
    return made


def _dress(style: Any, look: Look, direction: Direction) -> None:  # noqa: ANN401  # python-docx has no types
    font = style.font
    font.name, font.size, font.bold, font.italic = look.font, Pt(look.size), look.bold, look.italic
    font.all_caps = look.capitals
    font.color.rgb = RGBColor.from_string(look.colour)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.left_indent = Cm(look.indent)
    shape.keep_with_next = look.keep
    shape.line_spacing = 1.05 if look.size >= DISPLAY_SIZE else 1.2
    _other_scripts(style, look)
    _box(style, look, direction)


def _other_scripts(style: Any, look: Look) -> None:  # noqa: ANN401  # python-docx has no types
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.lower().endswith("theme"):
            del fonts.attrib[name]
    fonts.set(qn("w:hAnsi"), look.font)
    fonts.set(qn("w:cs"), ARABIC)
    for kind, value, later in (
        ("w:bCs", str(int(look.bold)), _AFTER_BOLD),
        ("w:szCs", str(int(look.size * 2)), _AFTER_SIZE),
    ):
        for old in properties.findall(qn(kind)):
            properties.remove(old)
        properties.insert_element_before(_with(kind, val=value), *later)


def _box(style: Any, look: Look, direction: Direction) -> None:  # noqa: ANN401  # python-docx has no types
    properties = style.element.get_or_add_pPr()
    if look.bar:
        side = "w:right" if direction == "rtl" else "w:left"
        border = OxmlElement("w:pBdr")
        border.append(_with(side, val="single", sz="18", space="8", color=look.bar))
        properties.insert_element_before(border, *_AFTER_BORDERS)
    if look.fill:
        shade = _with("w:shd", val="clear", color="auto", fill=look.fill)
        properties.insert_element_before(shade, *_AFTER_BORDERS[1:])


_AFTER_SIZE: Final = ("w:highlight", "w:u", "w:vertAlign", "w:rtl", "w:cs", "w:lang")
_AFTER_BOLD: Final = (
    *("w:i", "w:iCs", "w:caps", "w:smallCaps", "w:strike", "w:vanish", "w:color"),
    *("w:spacing", "w:kern", "w:position", "w:sz", "w:szCs", *_AFTER_SIZE),
)
_AFTER_BORDERS: Final = (
    "w:shd",
    "w:tabs",
    "w:suppressAutoHyphens",
    "w:bidi",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:outlineLvl",
)


def _with(tag: str, **values: str) -> Any:  # noqa: ANN401  # python-docx has no types
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _rule_tables(table: Any) -> None:  # noqa: ANN401  # python-docx has no types
    borders = OxmlElement("w:tblBorders")
    borders.append(_with("w:bottom", val="single", sz="4", space="0", color=MUTED))
    borders.append(_with("w:insideH", val="single", sz="4", space="0", color="C3CCC9"))
    table.find(qn("w:tblPr")).insert(1, borders)
    bold = OxmlElement("w:rPr")
    bold.append(OxmlElement("w:b"))
    table.find(qn("w:tblStylePr")).insert(0, bold)


def _break_before(style: Any) -> None:  # noqa: ANN401  # python-docx has no types
    style.paragraph_format.page_break_before = True


def _page(sheet: Any, title: str) -> None:  # noqa: ANN401  # python-docx has no types
    section = sheet.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.9)
    section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.6)
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    head.text = title
    head.style = sheet.styles["Quiet Line"]
    foot = section.footer.paragraphs[0]
    foot.style = sheet.styles["Quiet Line"]
    foot.alignment = 1
    for run in _page_number_field():
        foot._p.append(run)  # noqa: SLF001  # python-docx has no fields


def _page_number_field() -> Iterable[Any]:
    for kind in ("begin", "", "end"):
        run = OxmlElement("w:r")
        if kind:
            run.append(_with("w:fldChar", fldCharType=kind))
        else:
            words = OxmlElement("w:instrText")
            words.text = " PAGE "
            run.append(words)
        yield run
