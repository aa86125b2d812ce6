"""A document put into order: labels in its language, footnotes numbered, empty lists gone."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import cast

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from commonspace.analysis.words import quoted
from commonspace.reports import document as blocks
from commonspace.reports.figures import Chart, chart_table
from commonspace.reports.rendering.errors import BrokenNoteError, MissingAlternativeError
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
    Words,
)

_SAFE_ADDRESS = re.compile(r"(https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_BREAKS = re.compile(r"[ \t\r\n\f\v\u2028\u2029\x85]+")
_STYLES = {blocks.Plain: "", blocks.Strong: "strong", blocks.Emphasis: "emphasis"}


def flow_of(document: blocks.Document) -> Flow:
    """Return the document in the order and the words that every format prints.

    Raises:
        BrokenNoteError: If a footnote mark has no note, or a note no mark.
        MissingAlternativeError: If a figure has no text alternative.
    """
    with translation.override(document.language):
        return _Order(document).flow()


class _Order:
    """One pass over one document; remembers footnote numbers and anchors taken."""

    def __init__(self, document: blocks.Document) -> None:
        self.document = document
        self.notes = {note.key: note for note in document.notes}
        self.numbers: dict[str, int] = {}
        self.anchors: set[str] = set()
        self.level = 0
        self.draw: dict[type, Callable[..., Iterable[Node]]] = {
            blocks.Heading: self.heading,
            blocks.Paragraph: self.paragraph,
            blocks.ItemList: self.item_list,
            blocks.FindingBlock: self.finding,
            blocks.ExampleBox: self.example,
            blocks.RecommendationList: self.recommendations,
            blocks.ServiceList: self.services,
            blocks.ResourceList: self.resources,
            blocks.Quote: self.quote,
            blocks.Table: self.table,
            blocks.Figure: self.figure,
            blocks.Notice: self.notice,
        }

    def flow(self) -> Flow:
        document = self.document
        front = self.nodes(document.front)
        sections = tuple(self.section(section) for section in document.sections)
        notes = self.numbered_notes()
        return Flow(
            language=_tag(document.language),
            title=clean(document.title),
            subtitle=clean(document.subtitle),
            publisher=clean(document.publisher),
            dated=_joined(" · ", (document.edition, _day(document.date))),
            front=front,
            sections=sections,
            notes=notes,
            colophon=self.colophon(),
            words=_words(),
        )

    def nodes(self, children: Iterable[blocks.Block]) -> tuple[Node, ...]:
        return tuple(node for block in children for node in self.draw[type(block)](block))

    def section(self, section: blocks.Section) -> SectionNode:
        self.level = 0
        heading = self.heading_node(section.heading, level=1)
        return SectionNode(heading, self.nodes(section.blocks))

    # Headings and anchors

    def heading_node(self, heading: blocks.Heading, *, level: int) -> HeadingNode:
        self.level = min(level, self.level + 1, 5)
        anchor = self.anchor(heading.anchor or f"part-{len(self.anchors) + 1}")
        return HeadingNode(self.level, anchor, clean(heading.number), clean(heading.text))

    def heading(self, heading: blocks.Heading) -> Iterable[Node]:
        yield self.heading_node(heading, level=max(2, heading.level))

    def list_heading(self, text: str, level: int) -> Iterable[Node]:
        if text:
            yield from self.heading(blocks.Heading(text=text, level=level))

    def anchor(self, wished: str) -> str:
        base = re.sub(r"[^A-Za-z0-9_-]+", "-", wished).strip("-") or "part"
        name, count = base, 1
        while name in self.anchors:
            count += 1
            name = f"{base}-{count}"
        self.anchors.add(name)
        return name

    # Words

    def spans(self, runs: Sequence[blocks.Run]) -> Spans:
        return tuple(self.span(run) for run in runs)

    def span(self, run: blocks.Run) -> Span:
        match run:
            case blocks.NoteMark(note=key):
                return self.mark(key)
            case blocks.Link(text=text, url=url):
                return linked(text, url)
            case blocks.Tagged(text=text, language=language):
                return Span(clean(text), language=self.foreign(language))
            case blocks.Strong() | blocks.Emphasis() | blocks.Plain():
                return Span(clean(run.text), _STYLES[type(run)])

    def mark(self, key: str) -> Span:
        if key not in self.notes:
            raise BrokenNoteError(_("A footnote mark points to a note that does not exist."))
        repeated = key in self.numbers
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        return Span(str(number), note=number, repeated=repeated)

    def numbered_notes(self) -> tuple[Spans, ...]:
        if len(self.numbers) < len(self.notes):
            raise BrokenNoteError(_("A footnote is never pointed to in the text."))
        found = tuple(self.spans(self.notes[key].runs) for key in self.numbers)
        if any(span.note for spans in found for span in spans):
            raise BrokenNoteError(_("A footnote cannot point to another footnote."))
        return found

    def foreign(self, language: str) -> str:
        return "" if language in ("", self.document.language) else _tag(language)

    def words_in(
        self, role: str, text: str, *, language: str = "", style: str = ""
    ) -> ParagraphNode:
        return ParagraphNode(role, (Span(clean(text), style),), self.foreign(language))

    # Blocks

    def paragraph(self, block: blocks.Paragraph) -> Iterable[Node]:
        yield ParagraphNode(block.role, self.spans(block.runs), self.foreign(block.language))

    def item_list(self, block: blocks.ItemList) -> Iterable[Node]:
        if block.items:
            yield self.items(block.items, ordered=block.ordered)

    def items(self, items: tuple[blocks.Item, ...], *, ordered: bool) -> ListNode:
        return ListNode("plain", tuple(self.item(item) for item in items), ordered)

    def item(self, item: blocks.Item) -> tuple[Node, ...]:
        own = ParagraphNode("item", self.spans(item.runs))
        return (own, self.items(item.items, ordered=False)) if item.items else (own,)

    def finding(self, block: blocks.FindingBlock) -> Iterable[Node]:
        spans = (*_number(block.number), *self.spans(block.runs))
        children: list[Node] = [ParagraphNode("finding", spans)]
        if block.count:
            children.append(self.words_in("count", block.count))
        children += self.evidence(block.evidence)
        yield BoxNode("finding", "", tuple(children), self.optional_anchor(block.anchor))

    def optional_anchor(self, wished: str) -> str:
        return self.anchor(wished) if wished else ""

    def evidence(self, evidence: tuple[blocks.Evidence, ...]) -> Iterable[Node]:
        if not evidence:
            return
        count = len(evidence)
        label = ngettext("Evidence: %(count)d quotation", "Evidence: %(count)d quotations", count)
        items = tuple(self.evidence_item(entry) for entry in evidence)
        listing = ListNode("evidence", items, ordered=True)
        yield BoxNode("evidence", label % {"count": count}, (listing,))

    def evidence_item(self, entry: blocks.Evidence) -> tuple[Node, ...]:
        language = entry.language or self.document.language
        nodes = [self.words_in("quotation", quoted(entry.quote, language), language=language)]
        nodes += self.translated(entry.translation)
        who = _joined(" · ", (entry.speaker, entry.source, entry.ref))
        return (*nodes, self.words_in("attribution", who)) if who else tuple(nodes)

    def translated(self, text: str) -> list[ParagraphNode]:
        if not text:
            return []
        words = quoted(text, self.document.language)
        return [ParagraphNode("translation", _labelled(_("Translation"), Span(clean(words))))]

    def example(self, block: blocks.ExampleBox) -> Iterable[Node]:
        title = self.words_in("box-title", block.title, language=block.language)
        body = partial(self.words_in, "box-text", language=block.language)
        children: list[Node] = [title]
        children += [body(text) for text in re.split(r"\n\s*\n", block.text.strip()) if text]
        children += self.facts(_("Where"), block.places)
        children += self.facts(_("Who"), block.organisations)
        children += self.link_lines(block.links)
        children += self.evidence(block.evidence)
        anchor = self.optional_anchor(block.anchor)
        yield BoxNode("example", _("Example"), tuple(children), anchor)

    def facts(self, label: str, values: tuple[str, ...]) -> Iterable[Node]:
        if values:
            words = pgettext("between the entries of a list", "; ").join(values)
            yield ParagraphNode("fact", _labelled(label, Span(clean(words))))

    def link_lines(self, links: tuple[blocks.Link, ...]) -> Iterable[Node]:
        for link in links:
            shown = () if link.text in ("", link.url) else (Span(f"{clean(link.text)}: "),)
            yield ParagraphNode("address", (*shown, linked(link.url, link.url)))

    def recommendations(self, block: blocks.RecommendationList) -> Iterable[Node]:
        if block.items:
            yield from self.list_heading(block.heading, block.level)
            yield self.recommendation_list(block.items)

    def recommendation_list(self, items: tuple[blocks.RecommendationItem, ...]) -> ListNode:
        role = "numbered" if all(item.number for item in items) else "plain"
        return ListNode(role, tuple(self.recommendation(item) for item in items))

    def recommendation(self, item: blocks.RecommendationItem) -> tuple[Node, ...]:
        anchored = self.optional_anchor(item.anchor)
        words = (*_number(item.number), Span(clean(item.text)))
        nodes: list[Node] = [ParagraphNode("recommendation", words)]
        meta = _joined(" · ", (item.addressee, item.strength))
        nodes += [self.words_in("meta", meta)] if meta else []
        nodes += self.evidence(item.evidence)
        nodes += [self.recommendation_list(item.children)] if item.children else []
        return (BoxNode("anchored", "", tuple(nodes), anchored),) if anchored else tuple(nodes)

    def services(self, block: blocks.ServiceList) -> Iterable[Node]:
        if not block.items:
            return
        yield from self.list_heading(block.heading, block.level)
        if block.audience:
            yield self.words_in("label", block.audience)
        items = tuple(
            (self.words_in("item", item.text), *self.evidence(item.evidence))
            for item in block.items
        )
        yield ListNode("plain", items)

    def resources(self, block: blocks.ResourceList) -> Iterable[Node]:
        if block.items:
            yield from self.list_heading(block.heading, block.level)
            yield ListNode("resources", tuple(self.resource(item) for item in block.items))

    def resource(self, item: blocks.ResourceItem) -> tuple[Node, ...]:
        year = f" ({item.year})" if item.year else ""
        author = f"{item.author}{year}. " if item.author else f"{item.year}. " if year else ""
        after = _joined(", ", (item.kind, item.place))
        title = Span(clean(item.title), "emphasis", self.foreign(item.language))
        spans = (Span(clean(author)), title, Span(clean(f". {after}." if after else ".")))
        kept = tuple(span for span in spans if span.text)
        nodes: list[Node] = [ParagraphNode("reference", kept)]
        nodes += [ParagraphNode("address", (linked(url, url),)) for url in item.links]
        if item.description:
            language = item.description_language
            nodes.append(self.words_in("description", item.description, language=language))
        return tuple(nodes)

    def quote(self, block: blocks.Quote) -> Iterable[Node]:
        language = block.language or self.document.language
        nodes = [self.words_in("pull", quoted(block.text, language), language=language)]
        nodes += self.translated(block.translation)
        if block.attribution:
            nodes.append(self.words_in("attribution", block.attribution))
        yield BoxNode("quote", "", tuple(nodes))

    def table(self, block: blocks.Table) -> Iterable[Node]:
        yield table_node("table", block.caption, block.header, block.rows)

    def figure(self, block: blocks.Figure) -> Iterable[Node]:
        if not block.alternative.strip():
            raise MissingAlternativeError(_("A figure has no words that stand for it."))
        chart = cast("Chart", _cleaned(block.chart))
        header, rows = chart_table(chart)
        caption = _("%(chart)s: the numbers") % {"chart": chart.title}
        table = table_node("numbers", caption, header, rows)
        yield FigureNode(chart, clean(block.alternative), clean(block.caption), table)

    def notice(self, block: blocks.Notice) -> Iterable[Node]:
        texts = re.split(r"\n\s*\n", block.text.strip())
        children = tuple(self.words_in("box-text", text) for text in texts)
        yield BoxNode("notice", clean(block.title), children)

    def colophon(self) -> SectionNode | None:
        document = self.document
        lines = (
            (_("Written by"), document.authors),
            (_("Paid for by"), document.funders),
            (_("Published by"), document.publisher),
            (_("Licence"), document.licence),
            (_("How to cite"), document.citation),
        )
        children = tuple(
            ParagraphNode("fact", _labelled(label, Span(clean(text))))
            for label, text in lines
            if text
        )
        if not children:
            return None
        self.level = 0
        heading = blocks.Heading(text=_("About this report"), anchor="about-this-report")
        return SectionNode(self.heading_node(heading, level=1), children)


def linked(text: str, url: str) -> Span:
    """Return words that lead to ``url``, or the words alone if it leads nowhere safe."""
    safe = _SAFE_ADDRESS.fullmatch(url.strip())
    return Span(clean(text), url=url.strip() if safe else "")


def table_node(
    role: str, caption: str, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> TableNode:
    """Return a table whose rows are all as wide as its header."""
    width = len(header)
    full = tuple(
        (*(clean(cell) for cell in row), *("",) * (width - len(row)))[:width] for row in rows
    )
    return TableNode(role, clean(caption), tuple(clean(cell) for cell in header), full)


def _day(day: dt.date) -> str:
    """Write the day out in full, in the order its language has."""
    english = (translation.get_language() or "en").startswith("en")
    return date_format(day, "j F Y" if english else "DATE_FORMAT")


def _words() -> Words:
    return Words(
        contents=_("Contents"),
        notes=_("Notes"),
        back=_("Back to the text"),
    )


def _number(number: str) -> Spans:
    return (Span(clean(number), "number"), Span(" ")) if number else ()


def _labelled(label: str, words: Span) -> Spans:
    return (Span(pgettext("label and value", "%(label)s: ") % {"label": label}, "strong"), words)


def _joined(separator: str, parts: Iterable[str]) -> str:
    return separator.join(clean(part) for part in parts if part)


def _tag(language: str) -> str:
    """Return a language tag that every format accepts; ``und`` stands for what is none."""
    return language if _LANGUAGE_TAG.fullmatch(language) else "und"


def _cleaned(value: object) -> object:
    """Return a chart whose every label has been through :func:`clean`."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = {field.name: _cleaned(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **kept)
    if isinstance(value, tuple):
        return tuple(_cleaned(entry) for entry in value)
    return clean(value) if isinstance(value, str) else value


def clean(text: str) -> str:
    """Return the text on one line, without characters that no format can carry."""
    return _BREAKS.sub(" ", _CONTROL.sub("", text))
