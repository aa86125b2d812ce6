"""Blocks: headings, paragraphs, list entries, boxes and notes, each whole again.

Lines are grouped at blank lines, page starts, markers and labels; a group that a
box, a note or a page break cut in two is put together afterwards.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from commonspace.analysis.reading.boxlabels import is_box_start
from commonspace.analysis.reading.headshape import Measure, begins_low, looks_like_heading
from commonspace.analysis.reading.hyphens import ends_broken, mostly_capitals
from commonspace.analysis.reading.lines import Line, spans_of
from commonspace.analysis.reading.markers import NOTHING, Marker, MarkerReader, is_finished
from commonspace.analysis.reading.mending import Mender
from commonspace.analysis.reading.model import Span
from commonspace.analysis.reading.notemarks import NoteReader

_OPEN_WORDS = re.compile(
    r"(?:\b(?:to|of|and|the|a|an|for|in|by|with|on|or|from|de|et|la|le|les|des|du|pour|en|y|del|para|el)|[,&])$",
    re.IGNORECASE,
)
_FULL_SHARE = 0.75
_LONG_CAPITALS = 40
_TITLE_CHARS = 110
_REST_LINES = 4
_ONE_BLANK_LINE = 2


class Kind(Enum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    BOX = "box"
    NOTE = "note"


@dataclass(slots=True)
class Block:
    """Lines that belong together; ``skip`` characters of the first are the marker."""

    kind: Kind
    lines: list[Line]
    marker: Marker = NOTHING
    skip: int = 0
    note: int = 0
    text: str = ""
    depth: int = 1

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the block stands in the original, marker left out."""
        return spans_of(self.lines, skip=self.skip)

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.lines[0].start

    @property
    def raw(self) -> str:
        """The lines as they are, joined by spaces: for looking, not for keeping."""
        return " ".join(line.text for line in self.lines)[self.skip :]


@dataclass(slots=True)
class _Grouper:
    """Cuts lines into blocks, one line at a time."""

    markers: MarkerReader
    notes: NoteReader
    blocks: list[Block] = field(default_factory=list)
    last: Marker = NOTHING

    def group(self, lines: Sequence[Line]) -> list[Block]:
        before: Line | None = None
        for line in lines:
            if not line.text:
                before = None
                continue
            self._take(line, None if line.opens_page else before)
            before = line
        return self.blocks

    def _take(self, line: Line, before: Line | None) -> None:
        in_note = bool(self.blocks) and self.blocks[-1].kind is Kind.NOTE
        number, length = self.notes.read(line, before, in_note=in_note)
        marker = NOTHING if number else self.markers.read(line, before, self.last)
        if number:
            self.blocks.append(Block(Kind.NOTE, [line], skip=length, note=number))
        elif marker is not NOTHING:
            self._begin_marked(line, marker)
        elif is_box_start(line.text):
            self.blocks.append(Block(Kind.BOX, [line]))
        elif before is None or self._is_apart(line, before):
            self.blocks.append(Block(Kind.PARAGRAPH, [line]))
        else:
            self.blocks[-1].lines.append(line)

    def _begin_marked(self, line: Line, marker: Marker) -> None:
        self.last = marker
        kind = Kind.ITEM
        if marker.level:
            kind = Kind.BOX if is_box_start(line.text[marker.length :]) else Kind.HEADING
        elif is_box_start(line.text[marker.length :]) and not marker.number:
            kind = Kind.BOX
        self.blocks.append(Block(kind, [line], marker=marker, skip=marker.length))

    def _is_apart(self, line: Line, before: Line) -> bool:
        block = self.blocks[-1]
        return bool(block.marker.level) or line.quoted != before.quoted


def build_blocks(
    lines: Sequence[Line], *, markers: MarkerReader, notes: NoteReader, measure: Measure
) -> list[Block]:
    """Return the blocks of a document, furniture already left out of ``lines``."""
    blocks = _Grouper(markers, notes).group(lines)
    _find_headings(blocks, measure)
    blocks = list(_merge_headings(blocks))
    blocks = _rejoin(blocks, measure)
    _set_depths(blocks)
    return blocks


def mend_blocks(blocks: Sequence[Block], mender: Mender) -> None:
    """Set the mended text of every block."""
    for block in blocks:
        block.text = mender.mend(block.lines, skip=block.skip)


def _find_headings(blocks: Sequence[Block], measure: Measure) -> None:
    for index, block in enumerate(blocks):
        if block.kind not in (Kind.PARAGRAPH, Kind.ITEM) or block.marker.symbol:
            continue
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        before = blocks[index - 1] if index else None
        if block.marker.number and _has_sibling(block, before, after):
            continue
        if before and before.kind is Kind.PARAGRAPH and _OPEN_WORDS.search(before.raw):
            continue
        if looks_like_heading(
            [line.text for line in block.lines],
            skip=block.skip,
            numbered=bool(block.marker.number),
            before_items=after is not None and after.kind is Kind.ITEM,
            measure=measure,
        ):
            block.kind = Kind.HEADING


def _has_sibling(block: Block, before: Block | None, after: Block | None) -> bool:
    """A numbered line next to the one before or after it in number is a list entry."""
    if not block.marker.number.isdigit():
        return False
    number = int(block.marker.number)
    near = ((before, number - 1), (after, number + 1))
    return any(
        other is not None and not other.marker.symbol and other.marker.number == str(wanted)
        for other, wanted in near
    )


def _merge_headings(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with headings set over several groups made one."""
    held: Block | None = None
    for block in blocks:
        if held and held.kind is Kind.HEADING and _continues_heading(held, block):
            held.lines.extend(block.lines)
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _continues_heading(held: Block, block: Block) -> bool:
    if block.kind not in (Kind.HEADING, Kind.PARAGRAPH) or block.marker is not NOTHING:
        return False
    is_label = _is_part_label(held.raw)
    is_closed = held.marker.level or (is_finished(held.raw.rstrip(".")) and not is_label)
    if is_closed or block.lines[0].number - held.lines[-1].number > _ONE_BLANK_LINE:
        return False
    if block.kind is Kind.PARAGRAPH:
        return _is_heading_rest(held, block)
    last = held.lines[-1].text
    opens = bool(_OPEN_WORDS.search(last))
    if mostly_capitals(held.raw) or mostly_capitals(block.raw):
        both = mostly_capitals(held.raw) and mostly_capitals(block.raw)
        return both and (opens or len(last) >= _LONG_CAPITALS)
    return is_label or opens or begins_low(block.raw)


def _is_heading_rest(held: Block, block: Block) -> bool:
    """Whether a short group in small letters, or after "Annex 1:", ends the heading."""
    if block.lines[0].opens_page or is_finished(block.raw) or len(block.lines) > _REST_LINES:
        return False
    return begins_low(block.raw) or _is_part_label(held.raw)


def _is_part_label(text: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d]+ (?:\d+|[IVXLC]+) ?:", text))


def _rejoin(blocks: Sequence[Block], measure: Measure) -> list[Block]:
    """Put together what a box, a note or a page break cut in two."""
    kept: list[Block] = []
    open_block: Block | None = None
    for block in blocks:
        if block.kind in (Kind.NOTE, Kind.BOX):
            kept.append(block)
            continue
        if open_block and _continues(open_block, block, measure):
            open_block.lines.extend(block.lines)
            continue
        kept.append(block)
        open_block = block if block.kind in (Kind.PARAGRAPH, Kind.ITEM) else None
    return _close_boxes(kept)


def _continues(open_block: Block, block: Block, measure: Measure) -> bool:
    if block.kind is not Kind.PARAGRAPH or is_finished(_without_marks(open_block.raw)):
        return False
    if ends_broken(open_block.lines[-1].text) or begins_low(block.raw):
        return True
    return measure.wrapped and _is_full(open_block) and not is_box_start(block.raw)


def _without_marks(text: str) -> str:
    """Return ``text`` without note marks after its last full stop."""
    return re.sub(r"(?:[⁰¹²³⁴-⁹]+|(?<=[.;:?!]) ?\d{1,2})$", "", text.rstrip())


def _is_full(block: Block) -> bool:
    """Whether the last line runs to the measure, so that more is likely to follow."""
    widths = [len(line.text) for line in block.lines]
    if len(widths) == 1:
        return False
    return widths[-1] >= _FULL_SHARE * max(widths)


def _close_boxes(blocks: Sequence[Block]) -> list[Block]:
    """Give a box that is only a title, or was cut, the paragraphs that belong to it."""
    kept: list[Block] = []
    for block in blocks:
        box = kept[-1] if kept else None
        if box and box.kind is Kind.BOX and _belongs_to(box, block):
            box.lines.extend(block.lines)
            continue
        kept.append(block)
    return kept


def _belongs_to(box: Block, block: Block) -> bool:
    if block.lines[0].quoted and box.lines[-1].quoted:
        return True
    if box.marker.level:
        return block.kind in (Kind.PARAGRAPH, Kind.ITEM)
    return block.kind is Kind.PARAGRAPH and _is_unfinished_box(box)


def _is_unfinished_box(box: Block) -> bool:
    title_only = len(box.lines) == 1 and len(box.raw) <= _TITLE_CHARS
    return title_only or not is_finished(box.raw) or box.raw.endswith(":")


def _set_depths(blocks: Sequence[Block]) -> None:
    """Say how deep each list entry is nested: by marker, in order of appearance."""
    stack: list[tuple[str, int]] = []
    for block in blocks:
        if block.kind is Kind.HEADING:
            stack = []
        if block.kind is not Kind.ITEM:
            continue
        key = (block.marker.symbol or _number_kind(block.marker.number), block.lines[0].indent)
        stack = _nested(stack, key)
        block.depth = len(stack)


def _number_kind(number: str) -> str:
    return "letter" if number.isalpha() else f"number{number.count('.')}"


def _nested(stack: list[tuple[str, int]], key: tuple[str, int]) -> list[tuple[str, int]]:
    for index, (symbol, indent) in enumerate(stack):
        same_indent = abs(indent - key[1]) <= 1
        if symbol == key[0] and (same_indent or key[1] < indent):
            return stack[: index + 1]
    if stack and key[1] < stack[-1][1] - 1:
        shallower = [entry for entry in stack if entry[1] < key[1]]
        return [*shallower, key]
    return [*stack, key]
