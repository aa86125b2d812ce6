"""Where each block stands: under which heading, which question, in which list."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from commonspace.analysis.reading.addressees import party_of_heading
from commonspace.analysis.reading.blocks import Block, Kind
from commonspace.analysis.reading.cues import (
    Purpose,
    audience_of,
    closes_list,
    is_chapter,
    is_general,
    purposes,
)
from commonspace.analysis.reading.hyphens import mostly_capitals
from commonspace.analysis.reading.matching import QuestionMatcher, names_question
from commonspace.analysis.reading.model import Addressee

_HEADING_CHARS = 320
_ASKS = re.compile(r"[?؟]")


@dataclass(frozen=True, slots=True)
class Place:
    """The standing of one block.

    ``subheading`` is the heading inside a list, such as the audience of services;
    ``addressee`` is whom a heading over recommendations names. In a ``loose`` place
    it is not certain that the list goes on.
    """

    heading: str = ""
    section: str = ""
    question: int | None = None
    purpose: Purpose | None = None
    subheading: str = ""
    addressee: Addressee | None = None
    loose: bool = False


@dataclass(slots=True)
class _Walker:
    matcher: QuestionMatcher
    place: Place = Place()
    chapter_purpose: Purpose | None = None
    fresh_purpose: bool = False
    question_level: int = 0
    list_heading: Block | None = None
    lists: Counter[Purpose] = field(default_factory=Counter)
    questions_seen: set[int] = field(default_factory=set)

    def step(self, block: Block) -> Place:
        if self._is_question_heading(block):
            block.kind = Kind.HEADING
        if block.kind is Kind.HEADING:
            self._heading(block)
        elif block.kind is Kind.ITEM:
            self.fresh_purpose = False
        return self.place

    def _number(self, block: Block) -> int | None:
        if len(block.text) > _HEADING_CHARS:
            return None
        if _ASKS.search(block.text) and not names_question(block.text):
            return None
        return self.matcher.number_of(block.text, printed=block.marker.number)

    def _is_question_heading(self, block: Block) -> bool:
        """A short block in the words of a question is a heading whatever its shape."""
        if block.kind not in (Kind.PARAGRAPH, Kind.ITEM) or block.marker.symbol:
            return False
        if self.place.purpose and block.kind is Kind.ITEM and not block.marker.number:
            return False
        return (
            block.text[-1:] not in ";," and self._number(block) is not None and self._brief(block)
        )

    @staticmethod
    def _brief(block: Block) -> bool:
        return not block.text.rstrip(".").count(". ") and len(block.text.split()) >= 4  # noqa: PLR2004

    def _heading(self, block: Block) -> None:
        text = block.text
        number = self._number(block)
        named = purposes(text) if number is None else frozenset[Purpose]()
        if number is not None:
            self._question(text, number, block.marker.level)
        elif len(named) == 1:
            self._purpose(text, next(iter(named)), block)
        elif self._is_inside_list(text):
            self.place = replace(
                self.place, heading=text, subheading=text, addressee=party_of_heading(text)
            )
        else:
            self._other(text, block)

    def _question(self, text: str, number: int, level: int) -> None:
        if self.fresh_purpose:
            self.chapter_purpose = self.place.purpose
        self.fresh_purpose = False
        self.question_level = level
        self.questions_seen.add(number)
        self.place = Place(
            heading=text, section=text, question=number, purpose=self.chapter_purpose
        )

    def _purpose(self, text: str, purpose: Purpose, block: Block) -> None:
        inside = purpose is Purpose.SERVICES and self.place.purpose is purpose and audience_of(text)
        if inside:
            self.place = replace(self.place, heading=text, subheading=text)
            return
        leaves = is_chapter(text) or is_general(text) or self._leaves_question(purpose, block)
        question = None if leaves else self.place.question
        if leaves:
            self.chapter_purpose = None
        self.fresh_purpose = True
        self.list_heading = block
        self.place = Place(
            heading=text,
            section=text if leaves else self.place.section,
            question=question,
            purpose=purpose,
            subheading=text if audience_of(text) and purpose is Purpose.SERVICES else "",
            addressee=party_of_heading(text),
        )

    def _is_inside_list(self, text: str) -> bool:
        if is_chapter(text):
            return False
        if self.place.purpose is Purpose.SERVICES:
            return audience_of(text) is not None
        return self.place.purpose is Purpose.RECOMMENDATIONS and party_of_heading(text) is not None

    def _leaves_question(self, purpose: Purpose, block: Block) -> bool:
        """Whether a list is about all questions: by its rank, or as the only one of its kind."""
        level = block.marker.level
        if level and level < self.question_level:
            return True
        deeper = level > self.question_level > 0
        return self.lists[purpose] == 1 and len(self.questions_seen) > 1 and not deeper

    def _is_above(self, block: Block) -> bool:
        level = block.marker.level
        return bool(level) and self.place.question is not None and level <= self.question_level

    def _is_deeper(self, block: Block) -> bool:
        """Whether a heading stands below the one that opened the list, by its form."""
        parent = self.list_heading
        if parent is None:
            return False
        if block.marker.level and parent.marker.level:
            return block.marker.level > parent.marker.level
        if parent.marker.number and block.marker.number:
            return block.marker.number.startswith(f"{parent.marker.number}.")
        return mostly_capitals(parent.text) and not mostly_capitals(block.text)

    def _may_go_on(self, text: str, block: Block) -> bool:
        if self.place.purpose is None or is_chapter(text) or closes_list(text):
            return False
        return self._is_deeper(block) or self.place.purpose is Purpose.RECOMMENDATIONS

    def _other(self, text: str, block: Block) -> None:
        if self._may_go_on(text, block) and not self._is_above(block):
            loose = self.place.loose or not self._is_deeper(block)
            self.place = replace(self.place, heading=text, subheading=text, loose=loose)
            return
        self.fresh_purpose = False
        leaves = is_chapter(text) or self._is_above(block)
        if leaves or self.place.question is None:
            self.chapter_purpose = None
            self.place = Place(heading=text, section=text)
            return
        self.place = Place(heading=text, section=self.place.section, question=self.place.question)


def outline(blocks: Sequence[Block], matcher: QuestionMatcher) -> list[Place]:
    """Return the place of every block, in order.

    Blocks in the words of a known question become headings on the way.
    """
    lists = Counter(
        purpose
        for block in blocks
        if block.kind is Kind.HEADING
        for purpose in purposes(block.text)
    )
    walker = _Walker(matcher, lists=lists)
    return [walker.step(block) for block in blocks]
