"""Filled report templates: sections, numbered questions, the answers under each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from commonspace.analysis.reading.blocks import Block, Kind
from commonspace.analysis.reading.model import Entry, Span, TemplateQuestion, TemplateSection
from commonspace.analysis.reading.plain import plain

_SECTION = re.compile(
    r"(?:section|part|partie|sección|secci[oó]n|parte)\s+([A-Z]|\d{1,2}|[IVX]+)\s*[:.–—-]\s*",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(
    r"\breport(?:ing)? (?:template|form)\b|\brapporteurs?\b|\bformulaire de rapport\b"
    r"|\bplantilla\b|\bsession report\b",
    re.IGNORECASE,
)
_LETTER_SECTION = re.compile(r"([A-Z])\s*[.:)–—-]\s+(?=[^\W\d_])")
_QUESTION_LABEL = re.compile(r"(?:[Qq]uestion|QUESTION|Q|[Pp]regunta)\s*(\d{1,2})\s*[.:)–—-]\s*")
_QUOTES = re.compile(
    r"(?:inspiring |memorable |key )?(?:quotes?|quotations?|citations?|citas?)\b", re.IGNORECASE
)
_IN_QUOTES = re.compile(r"[“\"«„].{3,}[”\"»“](?:\s*[–—(-].{0,120})?$", re.DOTALL)
_ASKS = re.compile(r"[?؟]")
_LOOK = 4
_TITLE_CHARS = 200
_FEWEST = 2


@dataclass(slots=True)
class _Section:
    id: str
    heading: str
    subheading: str = ""
    questions: list[tuple[int, Block, list[Block]]] = field(default_factory=list)
    quotes: list[Entry] = field(default_factory=list)
    in_quotes: bool = False

    def built(self) -> TemplateSection:
        return TemplateSection(
            id=self.id,
            heading=self.heading,
            subheading=self.subheading,
            questions=tuple(_question(*entry) for entry in self.questions),
            quotes=tuple(self.quotes),
        )


def _question(n: int, block: Block, answers: Sequence[Block]) -> TemplateQuestion:
    entries = [Entry(text=plain(answer.text), spans=answer.spans) for answer in answers]
    return TemplateQuestion(
        n=n,
        question=_QUESTION_LABEL.sub("", plain(block.text), count=1),
        answers=tuple(entry for entry in entries if not _IN_QUOTES.fullmatch(entry.text)),
        quotes=tuple(entry for entry in entries if _IN_QUOTES.fullmatch(entry.text)),
        spans=block.spans,
    )


def read_template(blocks: Sequence[Block]) -> tuple[TemplateSection, ...]:
    """Return the sections of a filled template, or nothing where the text is not one.

    Within a section the next question is the entry that carries the next number and
    asks something; every other entry is an answer to the question above it, so a
    list of answers that counts from 1 again stays a list of answers.
    """
    if not _is_template(blocks):
        return ()
    sections: list[_Section] = []
    for block in blocks:
        begins = _section_start(block)
        if begins:
            sections.append(_Section(begins[1], plain(block.text[begins.end() :])))
        elif not sections and _opens_question(block, 0):
            sections.append(_Section("", ""))
            _take(sections[-1], block)
        elif sections:
            _take(sections[-1], block)
    built = [section.built() for section in sections if section.questions]
    answered = sum(len(q.answers) + len(q.quotes) for section in built for q in section.questions)
    return tuple(built) if answered else ()


def _section_start(block: Block) -> re.Match[str] | None:
    lettered = _LETTER_SECTION.match(block.text) if block.kind is Kind.HEADING else None
    return _SECTION.match(block.text) or lettered


def _number(block: Block) -> str:
    label = _QUESTION_LABEL.match(block.text)
    return label[1] if label else block.marker.number


def _is_template(blocks: Sequence[Block]) -> bool:
    head = any(
        len(block.text) <= _TITLE_CHARS and _TEMPLATE.search(block.text) for block in blocks[:_LOOK]
    )
    lettered = sum(bool(_SECTION.match(block.text)) for block in blocks)
    asking = sum(1 for block in blocks if _number(block) and _ASKS.search(block.text))
    bulleted = sum(1 for block in blocks if block.marker.symbol and block.marker.number)
    return asking >= _FEWEST and (head or (lettered >= _FEWEST and bulleted >= _FEWEST))


def _opens_question(block: Block, last: int) -> bool:
    if _number(block) != str(last + 1):
        return False
    return bool(_ASKS.search(block.text)) or block.kind is Kind.HEADING


def _quoted_lines(block: Block) -> list[Entry]:
    """Quotations printed right under the words that ask for them."""
    return [
        Entry(text=plain(line.text), spans=(Span(line.start, line.end),))
        for line in block.lines[1:]
        if _IN_QUOTES.fullmatch(plain(line.text))
    ]


def _take(section: _Section, block: Block) -> None:
    last = section.questions[-1][0] if section.questions else 0
    if _opens_question(block, last):
        section.in_quotes = False
        section.questions.append((last + 1, block, []))
    elif block.kind is not Kind.ITEM and _QUOTES.match(plain(block.text)):
        section.in_quotes = True
        section.quotes.extend(_quoted_lines(block))
    elif section.in_quotes:
        if _IN_QUOTES.fullmatch(plain(block.text)):
            section.quotes.append(Entry(text=plain(block.text), spans=block.spans))
    elif not section.questions:
        section.subheading = section.subheading or plain(block.text)
    elif block.kind is Kind.ITEM or not block.text.startswith("*"):
        section.questions[-1][2].append(block)
