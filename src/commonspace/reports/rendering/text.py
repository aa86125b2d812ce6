"""The canonical text of a report: every word every format carries, in order."""

from collections.abc import Iterable, Iterator

from commonspace.reports.document import Document
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
    Spans,
    TableNode,
)


def render_text(document: Document) -> str:
    """Return the report as plain text, one line a paragraph, notes before the colophon.

    This is what equality of formats is measured against: the contents list,
    page numbers and running headers of a format are not part of it.
    """
    return "\n".join(line for line in flow_lines(flow_of(document)) if line) + "\n"


def flow_lines(flow: Flow) -> Iterator[str]:
    """Yield the lines of a flow, from title to colophon."""
    yield from (flow.title, flow.subtitle, flow.publisher, flow.dated)
    yield from _lines(flow.front)
    for section in flow.sections:
        yield from _section(section)
    if flow.notes:
        yield flow.words.notes
    for number, spans in enumerate(flow.notes, start=1):
        yield f"{number}. {_words(spans)}"
    if flow.colophon:
        yield from _section(flow.colophon)


def _section(section: SectionNode) -> Iterator[str]:
    yield from _lines((section.heading, *section.children))


def _lines(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        yield from _node(node)


def _node(node: Node) -> Iterator[str]:
    match node:
        case HeadingNode(number=number, text=text):
            yield f"{number} {text}".strip()
        case ParagraphNode(spans=spans):
            yield _words(spans)
        case ListNode():
            yield from _list(node)
        case BoxNode(label=label, children=children):
            yield label
            yield from _lines(children)
        case TableNode():
            yield from _table(node)
        case FigureNode(caption=caption, table=table):
            yield caption
            yield from _table(table)


def _list(node: ListNode) -> Iterator[str]:
    for number, item in enumerate(node.items, start=1):
        mark = f"{number}. " if node.ordered else "- "
        first, *rest = _lines(item)
        yield mark + first
        yield from rest


def _table(node: TableNode) -> Iterator[str]:
    yield node.caption
    for row in (node.header, *node.rows):
        yield " | ".join(row)


def _words(spans: Spans) -> str:
    return "".join(f"[{span.note}]" if span.note else span.text for span in spans)
