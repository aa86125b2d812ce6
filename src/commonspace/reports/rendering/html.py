"""A report as accessible HTML: a fragment for our pages, or a page that stands alone.

No script, no style attribute. Evidence folds under its finding in ``<details>``,
which opens by keyboard in every browser. Everything printed has been escaped.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from django.utils.html import escape

from commonspace.reports.document import Document, direction_of
from commonspace.reports.rendering import charts
from commonspace.reports.rendering.flow import flow_of
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

STYLESHEETS: Final = Path(__file__).parent.parent / "static" / "reports"


def render_html(document: Document) -> charts.Markup:
    """Return the report as one ``<article>``, to be set into a page.

    The report's title is its ``<h1>``; the page around it must not have another.
    """
    return charts.Markup(_article(flow_of(document)))


def render_html_page(document: Document) -> str:
    """Return the report as a whole HTML page that needs nothing beside it.

    For download and keeping: the style sheet is inside. Serve the fragment
    instead where a content security policy forbids styles in pages.
    """
    flow = flow_of(document)
    styles = "\n".join(
        (STYLESHEETS / name).read_text("utf-8") for name in ("page.css", "report.css", "charts.css")
    )
    return (
        f'<!doctype html>\n<html lang="{escape(flow.language)}" dir="{flow.direction}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(flow.title)}</title>\n<style>\n{styles}</style>\n</head>\n"
        f"<body>\n<main>\n{_article(flow)}\n</main>\n</body>\n</html>\n"
    )


def _article(flow: Flow) -> str:
    opening = f'<article class="publication" lang="{escape(flow.language)}" dir="{flow.direction}">'
    parts = [
        opening,
        _title(flow),
        _contents(flow),
        '<div class="report-body">',
        f'<div class="report-front">{_nodes(flow.front, flow)}</div>' if flow.front else "",
        *(_section(section, flow) for section in flow.sections),
        _notes(flow),
        _section(flow.colophon, flow) if flow.colophon else "",
        "</div></article>",
    ]
    return "\n".join(part for part in parts if part)


def _title(flow: Flow) -> str:
    lines = (
        ("h1", "report-title", flow.title),
        ("p", "report-subtitle", flow.subtitle),
        ("p", "report-publisher", flow.publisher),
        ("p", "report-date", flow.dated),
    )
    shown = (f'<{tag} class="{name}">{escape(text)}</{tag}>' for tag, name, text in lines if text)
    return f'<header class="report-header">{"".join(shown)}</header>'


def _contents(flow: Flow) -> str:
    entries = "".join(
        f'<li class="level-{heading.level}"><a href="#{heading.anchor}">'
        f"{_heading_words(heading)}</a></li>"
        for heading in flow.contents()
    )
    label = escape(flow.words.contents)
    return (
        '<nav class="report-contents" aria-labelledby="report-contents">'
        f'<h2 id="report-contents">{label}</h2><ol>{entries}</ol></nav>'
    )


def _section(section: SectionNode, flow: Flow) -> str:
    anchor = section.heading.anchor
    return (
        f'<section aria-labelledby="{anchor}">{_heading(section.heading)}'
        f"{_nodes(section.children, flow)}</section>"
    )


def _notes(flow: Flow) -> str:
    if not flow.notes:
        return ""
    back = escape(flow.words.back)
    entries = "".join(
        f'<li id="note-{number}">{_words(spans)} '
        f'<a class="note-back" href="#mark-{number}" aria-label="{back}">↩</a></li>'
        for number, spans in enumerate(flow.notes, start=1)
    )
    return (
        '<section class="report-notes" aria-labelledby="report-notes">'
        f'<h2 id="report-notes">{escape(flow.words.notes)}</h2><ol>{entries}</ol></section>'
    )


def _nodes(nodes: Iterable[Node], flow: Flow) -> str:
    return "".join(_node(node, flow) for node in nodes)


def _node(node: Node, flow: Flow) -> str:
    match node:
        case HeadingNode() | ParagraphNode():
            return _heading(node) if isinstance(node, HeadingNode) else _paragraph(node)
        case ListNode():
            return _list(node, flow)
        case BoxNode():
            return _box(node, flow)
        case TableNode():
            return _table(node, captioned=True)
        case FigureNode():
            return _figure(node, flow)


def _heading(node: HeadingNode) -> str:
    tag = f"h{node.level + 1}"
    return f'<{tag} id="{node.anchor}">{_heading_words(node)}</{tag}>'


def _heading_words(node: HeadingNode) -> str:
    number = f'<span class="number">{escape(node.number)}</span> ' if node.number else ""
    return number + escape(node.text)


def _paragraph(node: ParagraphNode) -> str:
    if node.role in {"quotation", "pull"}:
        return f"<blockquote{_language(node.language)}>{_words(node.spans)}</blockquote>"
    name = "" if node.role in {"body", "item"} else f' class="{node.role}"'
    return f"<p{name}{_language(node.language)}>{_words(node.spans)}</p>"


def _language(language: str) -> str:
    if not language:
        return ""
    return f' lang="{escape(language)}" dir="{direction_of(language)}"'


def _words(spans: Spans) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    if span.note:
        return _mark(span)
    words = str(escape(span.text))
    tag = {"strong": "strong", "emphasis": "em", "number": "span"}.get(span.style, "")
    name = ' class="number"' if span.style == "number" else ""
    if span.url:
        words = f'<a href="{escape(span.url)}" rel="noopener noreferrer">{words}</a>'
    if tag:
        return f"<{tag}{name}{_language(span.language)}>{words}</{tag}>"
    return f"<span{_language(span.language)}>{words}</span>" if span.language else words


def _mark(span: Span) -> str:
    identity = "" if span.repeated else f' id="mark-{span.note}"'
    return (
        f'<sup class="note-mark"><a{identity} href="#note-{span.note}" role="doc-noteref">'
        f"{span.note}</a></sup>"
    )


def _list(node: ListNode, flow: Flow) -> str:
    tag = "ol" if node.ordered else "ul"
    items = "".join(f"<li>{_nodes(item, flow)}</li>" for item in node.items)
    name = "" if node.role == "plain" else f' class="{node.role}"'
    return f"<{tag}{name}>{items}</{tag}>"


def _box(node: BoxNode, flow: Flow) -> str:
    inside = _nodes(node.children, flow)
    label = escape(node.label)
    anchor = f' id="{node.anchor}"' if node.anchor else ""
    if node.role == "evidence":
        return f'<details class="evidence"{anchor}><summary>{label}</summary>{inside}</details>'
    tag = {"example": "aside", "quote": "figure"}.get(node.role, "div")
    role = ' role="note"' if node.role == "notice" else ""
    shown = f'<p class="box-label">{label}</p>' if label else ""
    return f'<{tag} class="{node.role}"{anchor}{role}>{shown}{inside}</{tag}>'


def _table(node: TableNode, *, captioned: bool) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in node.header)
    rows = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        f"{''.join(f'<td>{escape(cell)}</td>' for cell in rest)}</tr>"
        for first, *rest in node.rows
    )
    caption = f"<caption>{escape(node.caption)}</caption>" if captioned and node.caption else ""
    return (
        f'<div class="table-scroll" tabindex="0" role="group" '
        f'aria-label="{escape(node.caption)}"><table class="{node.role}">{caption}'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _figure(node: FigureNode, flow: Flow) -> str:
    drawing = charts.draw(node.chart, alternative=node.alternative, direction=flow.direction)
    caption = f"<figcaption>{escape(node.caption)}</figcaption>" if node.caption else ""
    numbers = _table(node.table, captioned=False)
    summary = f"<summary>{escape(node.table.caption)}</summary>"
    return (
        f'<figure class="chart-figure">{caption}{drawing}'
        f'<details class="numbers">{summary}{numbers}</details></figure>'
    )
