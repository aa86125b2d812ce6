"""Blocks: headings, paragraphs, list entries, boxes and notes, each whole again.

Lines are grouped at blank lines, page starts, markers and labels; a group that a
box, a note or a page break cut in two is put together afterwards.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from commonspace.analysis.reading.boxlabels import is_box_start
from commonspace.analysis.reading.cues import purposes
from commonspace.analysis.reading.headshape import Measure, begins_low, looks_like_heading
from commonspace.analysis.reading.hyphens import ends_broken, mostly_capitals
from commonspace.analysis.reading.lines import Line, spans_of
from commonspace.analysis.reading.markers import (
    NOTHING,
    Marker,
    MarkerReader,
    is_finished,
    is_label,
)
from commonspace.analysis.reading.mending import Mender
from commonspace.analysis.reading.model import Span
from commonspace.analysis.reading.notemarks import NoteReader, without_marks

_OPEN_WORDS = re.compile(
    r"(?:\b(?:to|of|and|the|a|an|for|in|by|with|on|or|from|de|et|la|le|les|des|du|pour|en|y|del|para|el)|[,&])$",
    re.IGNORECASE,
)
_FULL_SHARE = 0.75
_LONG_CAPITALS = 40
_TITLE_CHARS = 110
_REST_LINES = 4
_ONE_BLANK_LINE = 2
_NEAR_BLOCKS = 8
_ENTRY_WORDS = 4
_TAIL_CHARS = 200
_LOOK_LINES = 40
_HEADING_CHARS = 320
_HEADING_LINES = 12


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
    def head(self) -> str:
        """The first line without its marker, as it is."""
        return self.lines[0].text[self.skip :]

    @property
    def tail(self) -> str:
        """The end of the last line, as it is."""
        first = self.skip if len(self.lines) == 1 else 0
        return self.lines[-1].text[first:][-_TAIL_CHARS:]

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
        elif before is None or is_label(line.text) or self._is_apart(line, before):
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
    """Turn the blocks that have the shape of a heading into headings."""
    over: Block | None = None
    numbers: dict[str, int] = {}
    for index, block in enumerate(blocks):
        before = blocks[index - 1] if index else None
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        is_entry = _is_entry(block, over, after, numbers, index)
        if block.marker.number and not block.marker.symbol:
            numbers[block.marker.number] = index
        if not is_entry and not _is_inside_sentence(before) and _has_shape(block, after, measure):
            block.kind = Kind.HEADING
        if block.kind is Kind.HEADING:
            over = block


def _has_shape(block: Block, after: Block | None, measure: Measure) -> bool:
    if block.kind not in (Kind.PARAGRAPH, Kind.ITEM) or block.marker.symbol:
        return False
    return looks_like_heading(
        [without_marks(line.text) for line in block.lines],
        skip=block.skip,
        numbered=bool(block.marker.number),
        before_items=after is not None and after.kind is Kind.ITEM,
        measure=measure,
    )


def _is_inside_sentence(before: Block | None) -> bool:
    return bool(before and before.kind is Kind.PARAGRAPH and _OPEN_WORDS.search(before.tail))


def _is_entry(
    block: Block, over: Block | None, after: Block | None, numbers: dict[str, int], index: int
) -> bool:
    """Whether a numbered line is an entry of a list rather than a heading.

    It is when its neighbours in number stand near it, or when it begins a list
    under a heading that promises one.
    """
    number = block.marker.number
    if not number or block.marker.symbol:
        return False
    if not number.isdigit():
        return number.isalpha()
    near = numbers.get(str(int(number) - 1), -_NEAR_BLOCKS)
    next_to = after is not None and not after.marker.symbol
    followed = next_to and after is not None and after.marker.number == str(int(number) + 1)
    if mostly_capitals(block.head) or not (is_finished(block.tail) or _has_words(block)):
        return False
    promised = over is not None and bool(purposes(over.raw[:_HEADING_CHARS]))
    before_bullets = after is not None and bool(after.marker.symbol)
    if index - near == 1 or followed:
        return True
    return promised and not before_bullets and (number == "1" or index - near <= _NEAR_BLOCKS)


def _has_words(block: Block) -> bool:
    return len(block.head.split()) >= _ENTRY_WORDS or len(block.lines) > 1


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
    if _is_whole(held) or block.lines[0].number - held.lines[-1].number > _ONE_BLANK_LINE:
        return False
    if block.kind is Kind.PARAGRAPH:
        return _is_heading_rest(held, block)
    last = held.lines[-1].text
    opens = bool(_OPEN_WORDS.search(last))
    if mostly_capitals(held.raw) or mostly_capitals(block.raw):
        both = mostly_capitals(held.raw) and mostly_capitals(block.raw)
        return both and (opens or len(last) >= _LONG_CAPITALS)
    return _is_part_label(held.raw) or opens or begins_low(block.head)


def _is_whole(held: Block) -> bool:
    """Whether a heading cannot go on: Markdown, ended like a sentence, or very long."""
    if held.marker.level or len(held.lines) > _HEADING_LINES:
        return True
    return is_finished(held.tail.rstrip(".")) and not _is_part_label(held.raw)


def _is_heading_rest(held: Block, block: Block) -> bool:
    """Whether a short group in small letters, or after "Annex 1:", ends the heading."""
    if block.lines[0].opens_page or is_finished(block.tail) or len(block.lines) > _REST_LINES:
        return False
    return begins_low(block.head) or _is_part_label(held.raw)


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
    if block.kind is not Kind.PARAGRAPH or is_finished(without_marks(open_block.tail)):
        return False
    if ends_broken(open_block.lines[-1].text) or begins_low(block.head):
        return True
    return measure.wrapped and _is_full(open_block) and not is_box_start(block.head)


def _is_full(block: Block) -> bool:
    """Whether the last line runs to the measure, so that more is likely to follow."""
    widths = [len(line.text) for line in block.lines[-_LOOK_LINES:]]
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
    if block.kind is Kind.BOX:
        return False
    if block.lines[0].quoted and box.lines[-1].quoted:
        return True
    if box.marker.level:
        return block.kind in (Kind.PARAGRAPH, Kind.ITEM)
    return block.kind is Kind.PARAGRAPH and _is_unfinished_box(box)


def _is_unfinished_box(box: Block) -> bool:
    title_only = len(box.lines) == 1 and len(box.head) <= _TITLE_CHARS
    return title_only or not is_finished(box.tail) or box.tail.endswith(":")


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
