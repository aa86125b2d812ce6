"""Read one document, or several of one consultation, into structured objects."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from commonspace.analysis.reading.blocks import Block, Kind, build_blocks, mend_blocks
from commonspace.analysis.reading.boxes import read_box
from commonspace.analysis.reading.doubts import address_doubts, cut_sentences, near_equal
from commonspace.analysis.reading.footnotes import read_footnotes
from commonspace.analysis.reading.furniture import furniture, running_head
from commonspace.analysis.reading.headshape import Measure
from commonspace.analysis.reading.hyphens import Vocabulary
from commonspace.analysis.reading.kinds import kind_of, title_of
from commonspace.analysis.reading.lines import Line, split_lines
from commonspace.analysis.reading.links import missing_addresses, read_links
from commonspace.analysis.reading.markers import MarkerReader
from commonspace.analysis.reading.matching import QuestionMatcher
from commonspace.analysis.reading.mending import Mender
from commonspace.analysis.reading.model import (
    Doubt,
    Entry,
    Example,
    Paragraph,
    Programme,
    Question,
    QuestionHint,
    Reading,
    TemplateSection,
)
from commonspace.analysis.reading.notemarks import NoteReader, without_marks
from commonspace.analysis.reading.outline import Place, outline
from commonspace.analysis.reading.plain import plain, words
from commonspace.analysis.reading.programme import read_programme
from commonspace.analysis.reading.questions import as_entries, bulleted_questions, read_questions
from commonspace.analysis.reading.recommendations import read_recommendations
from commonspace.analysis.reading.resources import read_resources
from commonspace.analysis.reading.services import read_services
from commonspace.analysis.reading.template import read_template


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One document of a consultation, to be read with the others."""

    name: str
    text: str


@dataclass(slots=True)
class _Parsed:
    """A document cut into blocks, before anything is known about questions."""

    text: str
    lines: list[Line]
    blocks: list[Block]
    notes: NoteReader
    mender: Mender
    running_head: str


@dataclass(slots=True)
class _Forms:
    """What the form of the document alone shows."""

    template: tuple[TemplateSection, ...]
    programme: Programme
    questions: tuple[Question, ...]
    guiding: tuple[Entry, ...]


def read_document(text: str, *, name: str = "", questions: Sequence[QuestionHint] = ()) -> Reading:
    """Read the structured objects in a document from its form and language.

    Args:
        text: The document as plain text or Markdown, page breaks as they came.
        name: What to call it; it is not looked at.
        questions: Questions of the consultation, where they are known. Those
            printed in the document itself are found without help.

    Returns:
        Everything found. Where the form is not clear, less is found, not guessed.
    """
    parsed = _parse(text)
    forms = _read_forms(parsed)
    return _read(parsed, forms, name, questions)


def read_documents(documents: Sequence[SourceDocument | tuple[str, str]]) -> tuple[Reading, ...]:
    """Read several documents of one consultation.

    The questions found in the first call, or else report, that prints some serve
    the other documents as well.

    Args:
        documents: Documents, or pairs of name and text.
    """
    sources = [
        item if isinstance(item, SourceDocument) else SourceDocument(*item) for item in documents
    ]
    parsed = [_parse(source.text) for source in sources]
    forms = [_read_forms(one) for one in parsed]
    asked = max((one.questions for one in forms), key=len, default=())
    hints = [QuestionHint(number=q.number, text=q.text, heading=q.heading) for q in asked]
    return tuple(
        _read(one, form, source.name, hints)
        for one, form, source in zip(parsed, forms, sources, strict=True)
    )


def _parse(text: str) -> _Parsed:
    lines = split_lines(text)
    out = furniture(lines)
    kept = [line for line in lines if line.number not in out]
    filled = [line for line in kept if line.text]
    notes = NoteReader(filled)
    mender = Mender(Vocabulary(filled))
    blocks = build_blocks(
        kept, markers=MarkerReader(filled), notes=notes, measure=Measure.of(filled)
    )
    mend_blocks(blocks, mender)
    return _Parsed(text, kept, blocks, notes, mender, running_head(lines, out))


def _read_forms(parsed: _Parsed) -> _Forms:
    template = read_template(parsed.blocks)
    programme = read_programme(parsed.lines, parsed.blocks)
    questions: tuple[Question, ...] = ()
    guiding: tuple[Entry, ...] = ()
    if not template and not programme.items:
        questions = read_questions(parsed.blocks)
        bulleted = bulleted_questions(parsed.blocks)
        if bulleted and _is_discussion(parsed.blocks, bulleted):
            questions, guiding = (), as_entries(bulleted)
    return _Forms(template, programme, questions, guiding)


def _is_discussion(blocks: Sequence[Block], bulleted: Sequence[Block]) -> bool:
    """Unnumbered questions in a text with notes guide a debate; nobody is asked to answer."""
    noted = any(block.kind is Kind.NOTE for block in blocks)
    return noted and not any(block.marker.number for block in bulleted)


def _read(parsed: _Parsed, forms: _Forms, name: str, hints: Sequence[QuestionHint]) -> Reading:
    own = [QuestionHint(number=q.number, text=q.text) for q in forms.questions]
    matcher = QuestionMatcher(own or list(hints))
    places = outline(parsed.blocks, matcher)
    placed = list(zip(parsed.blocks, places, strict=True))
    listed = [] if forms.template or forms.programme.items else placed
    examples = _examples(placed, parsed.mender)
    recommendations = read_recommendations(listed)
    services = read_services(listed)
    resources = read_resources(listed)
    links = read_links(parsed.text, parsed.blocks)
    doubts = [
        *parsed.mender.doubts.values(),
        *address_doubts(resources, links),
        *missing_addresses(parsed.blocks),
        *near_equal([*recommendations, *services]),
        *([] if forms.programme.items else cut_sentences(parsed.blocks)),
    ]
    return Reading(
        name=name,
        kind=kind_of(
            parsed.blocks,
            n_sections=len(forms.template),
            n_timed=len(forms.programme.items),
            n_questions=len(forms.questions),
            n_listed=len(examples) + len(recommendations) + len(services),
        ),
        title=title_of(parsed.blocks, parsed.running_head),
        questions=_with_headings(forms.questions, placed),
        guiding_questions=forms.guiding,
        examples=examples,
        recommendations=recommendations,
        services=services,
        resources=resources,
        template_sections=forms.template,
        programme=forms.programme,
        footnotes=read_footnotes(placed, parsed.notes),
        links=links,
        paragraphs=_paragraphs(placed, has_notes=bool(parsed.notes.kinds)),
        hyphens=parsed.mender.hyphens(),
        doubts=_in_order(doubts),
    )


def _with_headings(
    questions: Sequence[Question], placed: Sequence[tuple[Block, Place]]
) -> tuple[Question, ...]:
    """Give each question the heading it goes under in most places of the document."""
    headings: defaultdict[int, list[str]] = defaultdict(list)
    last = ""
    for _, place in placed:
        if place.section and place.section != last and place.question is not None:
            headings[place.question].append(plain(place.section).rstrip(" ."))
        last = place.section
    return tuple(replace(q, heading=_agreed(headings[q.number])) for q in questions)


def _agreed(headings: Sequence[str]) -> str:
    """Return the heading most places agree on, in small letters if it is printed so anywhere."""
    if not headings:
        return ""
    spread = Counter(tuple(words(heading)) for heading in headings)
    most = max(spread.values())
    chosen = [one for one in headings if spread[tuple(words(one))] == most]
    return next((one for one in chosen if not one.isupper()), chosen[0])


def _examples(placed: Sequence[tuple[Block, Place]], mender: Mender) -> tuple[Example, ...]:
    found = (
        read_box(block, place.question, mender) for block, place in placed if block.kind is Kind.BOX
    )
    return tuple(example for example in found if example)


def _paragraphs(placed: Sequence[tuple[Block, Place]], *, has_notes: bool) -> tuple[Paragraph, ...]:
    bare = without_marks if has_notes else str
    return tuple(
        Paragraph(
            text=bare(plain(block.text)),
            heading=bare(plain(place.heading)),
            question=place.question,
            is_item=block.kind is Kind.ITEM,
            spans=block.spans,
        )
        for block, place in placed
        if block.kind in (Kind.PARAGRAPH, Kind.ITEM)
    )


def _in_order(doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
    return tuple(sorted(doubts, key=lambda doubt: doubt.spans[0].start if doubt.spans else 0))
