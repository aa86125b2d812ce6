"""A report as a tagged PDF (PDF/UA-1), set from a fixed template."""

import json
from dataclasses import fields, is_dataclass

from commonspace.reports.document import Document, direction_of
from commonspace.reports.rendering import charts
from commonspace.reports.rendering.flow import flow_of
from commonspace.reports.rendering.nodes import FigureNode, Flow
from commonspace.reports.rendering.press import press_pdf


def render_pdf(document: Document) -> bytes:
    """Return the report as PDF; the same document gives the same bytes.

    Raises:
        RenderingError: If the typesetter refuses the document.
    """
    flow = flow_of(document)
    printed = json.dumps(_printed(flow, flow), ensure_ascii=False)
    return press_pdf("report.typ", printed, day=document.date)


def _printed(value: object, flow: Flow) -> object:
    if isinstance(value, FigureNode):
        return _figure(value, flow)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {field.name: _printed(getattr(value, field.name), flow) for field in fields(value)}
        return {"type": type(value).__name__, **kept, **_direction(kept)}
    if isinstance(value, tuple):
        return [_printed(entry, flow) for entry in value]
    return value


def _direction(kept: dict[str, object]) -> dict[str, object]:
    language = kept.get("language")
    return {"direction": direction_of(language)} if isinstance(language, str) and language else {}


def _figure(node: FigureNode, flow: Flow) -> dict[str, object]:
    drawing = charts.draw(
        node.chart,
        alternative=node.alternative,
        direction=flow.direction,
        palette=charts.PRINT,
    )
    return {
        "type": "FigureNode",
        "drawing": str(drawing),
        "alternative": node.alternative,
        "caption": node.caption,
        "table": _printed(node.table, flow),
    }
