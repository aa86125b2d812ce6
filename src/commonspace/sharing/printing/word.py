"""Leaflets as Word files, with real form fields: content controls that programs can read back."""

import io
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from commonspace.sharing.leaflets import Block, Leaflet, Sort
from commonspace.sharing.printing.codes import qr_png

QR_POINTS: Final = 80
_CHECK = "http://schemas.microsoft.com/office/word/2010/wordml"
_STYLES: Final = {Sort.HEADING: "Heading 2", Sort.ITEM: "List Bullet"}
_MUTED: Final = RGBColor(0x52, 0x5C, 0x60)


def leaflet_docx(leaflet: Leaflet) -> bytes:
    """Return a leaflet as DOCX; what is to be filled in stands in content controls."""
    with override(leaflet.language):
        return _Writer(leaflet).written()


class _Writer:
    """Writes one leaflet down, block by block."""

    def __init__(self, leaflet: Leaflet) -> None:
        self.leaflet = leaflet
        self.mirrored = leaflet.direction == "rtl"
        self.document = Document()
        self.document.core_properties.title = leaflet.title[:255]
        self.document.core_properties.language = leaflet.language
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Arial", Pt(11)
        self.fields = 0

    def written(self) -> bytes:
        leaflet = self.leaflet
        if leaflet.kicker:
            self.paragraph(leaflet.kicker, muted=True)
        self.paragraph(leaflet.title, style="Title")
        if leaflet.lead:
            self.paragraph(leaflet.lead)
        if leaflet.link:
            self.document.add_paragraph(leaflet.link)
            picture = self.document.add_picture(
                io.BytesIO(qr_png(leaflet.link)), width=Pt(QR_POINTS)
            )
            picture._inline.docPr.set("descr", leaflet.link)  # noqa: SLF001  # no public door to the alternative
        for block in leaflet.blocks:
            self.block(block)
        if leaflet.foot:
            self.paragraph(leaflet.foot, muted=True)
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def block(self, block: Block) -> None:
        if block.sort is Sort.BREAK:
            self.document.add_page_break()  # type: ignore[no-untyped-call]  # its author left it so
        elif block.sort is Sort.FIELD:
            self.field(block)
        elif block.sort is Sort.TICK:
            self.tick(block)
        elif block.sort is Sort.FACT:
            self.paragraph(block.label, strong=True, then=f" {block.text}")
        else:
            small = block.sort is Sort.SMALL
            self.paragraph(block.text, style=_STYLES.get(block.sort, ""), muted=small)

    def paragraph(
        self,
        text: str,
        *,
        style: str = "",
        strong: bool = False,
        muted: bool = False,
        then: str = "",
    ) -> Any:  # noqa: ANN401  # the library has no types
        made = self.document.add_paragraph(style=style or None)
        run = made.add_run(_clean(text))
        run.bold = strong or None
        if muted:
            run.font.size, run.font.color.rgb = Pt(9), _MUTED
        if then:
            made.add_run(_clean(then))
        self.turn(made)
        return made

    def field(self, block: Block) -> None:
        """A label, help, and under it a framed content control that holds several paragraphs."""
        label = self.paragraph(block.label, strong=True)
        label.paragraph_format.keep_with_next = True
        if block.text:
            self.paragraph(block.text, muted=True).paragraph_format.keep_with_next = True
        holder = self.paragraph(f"[{_('Write here')}]")
        _framed(holder)
        holder.paragraph_format.space_after = Pt(6 + 4 * block.rows)
        control, properties = self._control(block)
        properties.append(OxmlElement("w:showingPlcHdr"))
        properties.append(OxmlElement("w:richText"))
        holder._p.addprevious(control)  # noqa: SLF001  # content controls have no public door
        content = OxmlElement("w:sdtContent")
        content.append(holder._p)  # noqa: SLF001
        control.append(content)

    def tick(self, block: Block) -> None:
        made = self.document.add_paragraph()
        self.turn(made)
        control, properties = self._control(block)
        properties.append(_checkbox())
        _content(control, "☐")
        made._p.append(control)  # noqa: SLF001
        made.add_run(f" {_clean(block.label)}")
        for run in made.runs:
            self.turn_run(run)

    def _control(self, block: Block) -> tuple[Any, Any]:
        self.fields += 1
        made = OxmlElement("w:sdt")
        properties = OxmlElement("w:sdtPr")
        for tag, value in (("w:alias", block.label[:60]), ("w:tag", block.key[:60])):
            one = OxmlElement(tag)
            one.set(qn("w:val"), _clean(value))
            properties.append(one)
        number = OxmlElement("w:id")
        number.set(qn("w:val"), str(1000 + self.fields))
        properties.append(number)
        made.append(properties)
        return made, properties

    def turn(self, paragraph: Any) -> None:  # noqa: ANN401
        """Let a paragraph run from right to left where the language does."""
        if self.mirrored:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001
            for run in paragraph.runs:
                self.turn_run(run)

    def turn_run(self, run: Any) -> None:  # noqa: ANN401
        """Mark a run as right to left."""
        if self.mirrored:
            run.font.rtl = True


def _checkbox() -> Any:  # noqa: ANN401
    """Return the mark-up of a box that programs let people tick (Word 2010 and later)."""
    return parse_xml(
        f'<w14:checkbox xmlns:w14="{_CHECK}"><w14:checked w14:val="0"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )


def _framed(paragraph: Any) -> None:  # noqa: ANN401
    """Draw a frame around a paragraph."""
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", "8B9693")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001
        borders, "w:shd", "w:tabs", "w:bidi", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _content(control: Any, text: str) -> None:  # noqa: ANN401
    content, run, words = (OxmlElement(tag) for tag in ("w:sdtContent", "w:r", "w:t"))
    words.text = text
    run.append(words)
    content.append(run)
    control.append(content)


def _clean(text: str) -> str:
    """Return text without the characters XML cannot carry."""
    return "".join(c for c in text if c in "\t\n" or ord(c) >= ord(" "))
