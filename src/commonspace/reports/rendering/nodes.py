"""The few things every format can draw: headings, paragraphs, lists, boxes, tables, figures.

A node holds the final words, labels included, and a *role*: the only thing a
format may use to decide how it looks.
"""

from dataclasses import dataclass
from typing import TypeAlias

from commonspace.reports.document import Direction, direction_of
from commonspace.reports.figures import Chart


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one style; ``note`` above zero makes it the mark of that footnote."""

    text: str
    style: str = ""
    language: str = ""
    url: str = ""
    note: int = 0
    repeated: bool = False


Spans: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class HeadingNode:
    """A heading; ``level`` never skips one, whatever the document asked for."""

    level: int
    anchor: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class ParagraphNode:
    """One paragraph; ``language`` is empty when it is the document's."""

    role: str
    spans: Spans
    language: str = ""


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list whose entries are themselves nodes."""

    role: str
    items: tuple[tuple["Node", ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class BoxNode:
    """Nodes set apart under a label: a finding, an example, evidence, a notice, a quotation."""

    role: str
    label: str
    children: tuple["Node", ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class TableNode:
    """Rows of words; the first column names each row."""

    role: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FigureNode:
    """A chart, the sentence that stands for it, its caption and its numbers."""

    chart: Chart
    alternative: str
    caption: str
    table: TableNode


Node: TypeAlias = HeadingNode | ParagraphNode | ListNode | BoxNode | TableNode | FigureNode


@dataclass(frozen=True, slots=True)
class SectionNode:
    """A part of the report."""

    heading: HeadingNode
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The labels a format needs outside the flow, in the document's language."""

    contents: str
    notes: str
    back: str


@dataclass(frozen=True, slots=True)
class Flow:
    """A document as every format prints it, from title to colophon."""

    language: str
    title: str
    subtitle: str
    publisher: str
    dated: str
    front: tuple[Node, ...]
    sections: tuple[SectionNode, ...]
    notes: tuple[Spans, ...]
    colophon: SectionNode | None
    words: Words

    @property
    def direction(self) -> Direction:
        """Writing direction of the whole."""
        return direction_of(self.language)

    @property
    def parts(self) -> tuple[SectionNode, ...]:
        """Every section, the colophon last."""
        return self.sections if self.colophon is None else (*self.sections, self.colophon)

    def contents(self, depth: int = 2) -> tuple[HeadingNode, ...]:
        """Headings down to ``depth``, in order."""
        found = []
        for section in self.parts:
            found.append(section.heading)
            found += [
                node
                for node in section.children
                if isinstance(node, HeadingNode) and node.level <= depth
            ]
        return tuple(found)
