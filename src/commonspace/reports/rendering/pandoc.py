"""A report as Word, OpenDocument and EPUB, through one syntax tree.

The tree is built here, node by node, so no words of a report are ever parsed as
mark-up; pandoc runs sandboxed and only writes the tree down.
"""

import base64
import json
import os
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, TypeAlias

import pypandoc
from django.utils.translation import gettext as _

from commonspace.reports.document import Document, direction_of
from commonspace.reports.rendering import charts
from commonspace.reports.rendering.errors import RenderingError
from commonspace.reports.rendering.flow import clean, flow_of
from commonspace.reports.rendering.nodes import (
    BoxNode,
    FigureNode,
    Flow,
    HeadingNode,
    ListNode,
    Node,
    ParagraphNode,
    SectionNode,
    Span,
    Spans,
    TableNode,
)
from commonspace.reports.rendering.pictures import chart_pictures
from commonspace.reports.rendering.word import finished_docx, reference_docx

Tree: TypeAlias = dict[str, Any]

API_VERSION: Final = [1, 23, 1]
SECONDS_ALLOWED: Final = 120
STYLES: Final = {
    "lead": "Lead",
    "label": "Quiet Line",
    "count": "Quiet Line",
    "meta": "Quiet Line",
    "fact": "Fact",
    "address": "Fact",
    "description": "Description",
    "attribution": "Attribution",
    "translation": "Translation",
    "quotation": "Quotation",
    "pull": "Pull Quote",
    "box-title": "Example Title",
    "box-text": "Example Text",
    "finding": "Finding",
    "recommendation": "Recommendation",
    "reference": "Reference",
}


LABELS: Final = {"evidence": "Evidence Label", "notice": "Notice Label"}
IN_BOXES: Final = {
    ("example", "fact"): "Example Fact",
    ("example", "address"): "Example Fact",
    ("notice", "box-text"): "Notice Text",
}


def render_docx(document: Document) -> bytes:
    """Return the report as a Word document with real headings, styles and contents.

    Raises:
        RenderingError: If pandoc refuses.
    """
    flow = flow_of(document)
    with tempfile.TemporaryDirectory(prefix="report-") as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(reference_docx(flow.direction, flow.title))
        made = _written(flow, "docx", document, [f"--reference-doc={reference}", "--toc"])
    return finished_docx(made, flow, day=document.date)


def render_odt(document: Document) -> bytes:
    """Return the report as OpenDocument text."""
    return _written(flow_of(document), "odt", document, ["--toc"])


def render_epub(document: Document) -> bytes:
    """Return the report as an electronic book."""
    options = ["--toc", "--split-level=1"]
    return _written(flow_of(document), "epub3", document, options)


def _written(flow: Flow, form: str, document: Document, options: list[str]) -> bytes:
    tree = json.dumps(_tree(flow, document))
    with tempfile.TemporaryDirectory(prefix="report-") as folder:
        target = Path(folder) / "report"
        command = [
            pypandoc.get_pandoc_path(),
            "--from=json",
            f"--to={form}",
            "--sandbox",
            "--standalone",
            "--toc-depth=2",
            f"--output={target}",
            *options,
        ]
        noon = str(document.date.toordinal() * 86400 - 719163 * 86400)
        environment = {"SOURCE_DATE_EPOCH": noon, "PATH": os.defpath, "LC_ALL": "C.UTF-8"}
        try:
            subprocess.run(  # noqa: S603  # a fixed program, fixed arguments, words on standard input
                command,
                input=tree.encode(),
                capture_output=True,
                check=True,
                timeout=SECONDS_ALLOWED,
                env=environment,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as refused:
            raise RenderingError(_("This report could not be written in that format.")) from refused
        return target.read_bytes()


def _tree(flow: Flow, document: Document) -> Tree:
    figures = list(_figures(flow))
    drawings = [
        charts.draw(
            node.chart,
            alternative=node.alternative,
            direction=flow.direction,
            palette=charts.PRINT,
        )
        for node in figures
    ]
    pictures = dict(zip(map(id, figures), chart_pictures(drawings), strict=True))
    body = _Body(flow, pictures)
    return {
        "pandoc-api-version": API_VERSION,
        "meta": _meta(flow, document),
        "blocks": body.whole(),
    }


def _figures(flow: Flow) -> Iterable[FigureNode]:
    nodes: list[Node] = [*flow.front, *(node for part in flow.parts for node in part.children)]
    return (node for node in nodes if isinstance(node, FigureNode))


def _meta(flow: Flow, document: Document) -> Tree:
    lines = {
        "title": flow.title,
        "subtitle": flow.subtitle,
        "author": flow.publisher,
        "date": flow.dated,
        "toc-title": flow.words.contents,
        "rights": clean(document.licence),
        "identifier": f"report-{document.date.isoformat()}-{flow.language}",
    }
    meta = {key: _element("MetaInlines", _inlines(text)) for key, text in lines.items() if text}
    meta["lang"] = _element("MetaString", flow.language)
    meta["dir"] = _element("MetaString", flow.direction)
    return meta


class _Body:
    """Nodes as pandoc's own tree."""

    def __init__(self, flow: Flow, pictures: dict[int, bytes]) -> None:
        self.flow = flow
        self.pictures = pictures
        self.inside = ""

    def whole(self) -> list[Tree]:
        found = self.nodes(self.flow.front)
        for part in self.flow.parts:
            found += self.section(part)
        return found

    def section(self, section: SectionNode) -> list[Tree]:
        return self.nodes((section.heading, *section.children))

    def nodes(self, nodes: Iterable[Node]) -> list[Tree]:
        return [tree for node in nodes for tree in self.node(node)]

    def node(self, node: Node) -> list[Tree]:
        match node:
            case HeadingNode() | ParagraphNode():
                return [
                    self.heading(node) if isinstance(node, HeadingNode) else self.paragraph(node)
                ]
            case ListNode():
                return [self.listing(node)]
            case BoxNode():
                return self.box(node)
            case TableNode():
                return [self.table(node)]
            case FigureNode():
                return self.figure(node)

    def heading(self, node: HeadingNode) -> Tree:
        words = f"{node.number} {node.text}" if node.number else node.text
        return _element("Header", [node.level, [node.anchor, [], []], _inlines(words)])

    def paragraph(self, node: ParagraphNode) -> Tree:
        words = self.spans(node.spans)
        if node.language:
            words = [_element("Span", [_attributes(language=node.language), words])]
        style = IN_BOXES.get((self.inside, node.role), STYLES.get(node.role, ""))
        if not style and not node.language:
            return _element("Para", words)
        attributes = _attributes(style=style, language=node.language)
        return _element("Div", [attributes, [_element("Para", words)]])

    def spans(self, spans: Spans) -> list[Tree]:
        return [tree for span in spans for tree in self.span(span)]

    def span(self, span: Span) -> list[Tree]:
        if span.note:
            return [self.mark(span)]
        words = _inlines(span.text)
        if span.style in {"strong", "number"}:
            words = [_element("Strong", words)]
        if span.style == "emphasis":
            words = [_element("Emph", words)]
        if span.url:
            words = [_element("Link", [_attributes(), words, [span.url, ""]])]
        if span.language:
            words = [_element("Span", [_attributes(language=span.language), words])]
        return words

    def mark(self, span: Span) -> Tree:
        if span.repeated:
            return _element("Superscript", _inlines(span.text))
        words = self.spans(self.flow.notes[span.note - 1])
        return _element("Note", [_element("Para", words)])

    def listing(self, node: ListNode) -> Tree:
        if node.role in {"numbered", "resources"}:
            return _element(
                "Div", [_attributes(), [tree for item in node.items for tree in self.nodes(item)]]
            )
        items = [self.nodes(item) for item in node.items]
        if node.ordered:
            return _element("OrderedList", [[1, {"t": "Decimal"}, {"t": "Period"}], items])
        return _element("BulletList", items)

    def box(self, node: BoxNode) -> list[Tree]:
        outside, self.inside = self.inside, node.role
        inside = [*self.label(node), *self.nodes(node.children)]
        self.inside = outside
        return [_element("Div", [[node.anchor, [node.role], []], inside])]

    def label(self, node: BoxNode) -> list[Tree]:
        if not node.label:
            return []
        style = LABELS.get(node.role, "Box Label")
        words = [_element("Para", _inlines(node.label))]
        return [_element("Div", [_attributes(style=style), words])]

    def table(self, node: TableNode) -> Tree:
        caption = [None, [_element("Plain", _inlines(node.caption))] if node.caption else []]
        columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _cell in node.header]
        head = [_attributes(), [_row(node.header)]]
        body = [_attributes(), 1, [], [_row(row) for row in node.rows]]
        foot = [_attributes(), []]
        return _element("Table", [_attributes(), caption, columns, head, [body], foot])

    def figure(self, node: FigureNode) -> list[Tree]:
        picture = base64.b64encode(self.pictures[id(node)]).decode()
        source = [f"data:image/png;base64,{picture}", ""]
        sized = ["", [], [["width", "12.5cm"]]]
        image = _element("Image", [sized, _inlines(node.alternative), source])
        caption = _element("Para", _inlines(node.caption))
        shown = [_element("Div", [_attributes(style="Figure Title"), [caption]])]
        drawn = _element("Para", [image])
        return [*(shown if node.caption else []), drawn, self.table(node.table)]


def _row(cells: Iterable[str]) -> list[Any]:
    return [_attributes(), [_cell(cell) for cell in cells]]


def _cell(words: str) -> list[Any]:
    content = [_element("Plain", _inlines(words))] if words else []
    return [_attributes(), {"t": "AlignDefault"}, 1, 1, content]


def _element(kind: str, content: object) -> Tree:
    return {"t": kind, "c": content}


def _inlines(text: str) -> list[Tree]:
    """Return words with their spaces kept apart, as pandoc wants them."""
    pieces = text.split(" ")
    found: list[Tree] = []
    for index, piece in enumerate(pieces):
        if index:
            found.append({"t": "Space"})
        if piece:
            found.append(_element("Str", piece))
    return found


def _attributes(*, style: str = "", language: str = "") -> list[Any]:
    pairs = [["custom-style", style]] if style else []
    if language:
        pairs += [["lang", language], ["dir", direction_of(language)]]
    return ["", [], pairs]
