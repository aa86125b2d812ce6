"""What the cells of a column look like, from a sample of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from commonspace.analysis.words import count_words
from commonspace.engines.tables.rows import Row

SAMPLE_ROWS = 2000
_KEPT_DIFFERENT = 500
_FREE_WORDS = 4.0
_FREE_CHARACTERS = 25.0
_OWN_WORDS = 0.2
_SHORT_LIST = 60
_ROWS_A_QUESTION = 3
_MOSTLY = 0.9
_CELL_SAMPLE = 2000
_NUMBER = re.compile(r"[-+(]?[\d\s.,'%]*\d[\d\s.,'%)]*")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ].*)?|\w{3} \w{3} \d+ .*\d{4}")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z]{2,4})?")


@dataclass(slots=True)
class Shape:
    """What the sampled cells of one column look like."""

    filled: int = 0
    words: int = 0
    characters: int = 0
    numbers: int = 0
    dates: int = 0
    mails: int = 0
    tags: int = 0
    different: set[str] = field(default_factory=set)

    def see(self, cell: str) -> None:
        """Take one filled cell into account."""
        sample = cell.strip()[:_CELL_SAMPLE]
        self.filled += 1
        self.words += count_words(sample)
        self.characters += len(sample)
        self.numbers += bool(_NUMBER.fullmatch(sample))
        self.dates += bool(_DATE.fullmatch(sample))
        self.mails += bool(_MAIL.fullmatch(sample))
        self.tags += bool(_TAG.fullmatch(sample))
        if len(self.different) < _KEPT_DIFFERENT:
            self.different.add(sample)

    def mostly(self, count: int) -> bool:
        """Tell whether nearly all filled cells are of one sort."""
        return self.filled > 0 and count >= self.filled * _MOSTLY

    @property
    def is_free_text(self) -> bool:
        """Tell whether the cells read like sentences, few of them twice."""
        others = (self.numbers, self.dates, self.mails)
        if not self.filled or any(self.mostly(count) for count in others):
            return False
        long = self.words >= _FREE_WORDS * self.filled
        wide = self.characters >= _FREE_CHARACTERS * self.filled
        own = len(self.different) >= min(self.filled, _KEPT_DIFFERENT) * _OWN_WORDS
        return (long or wide) and own

    @property
    def repeats(self) -> bool:
        """Tell whether the cells come from a short list, each used for several rows."""
        few = len(self.different) <= _SHORT_LIST
        return few and self.filled >= len(self.different) * _ROWS_A_QUESTION


def shapes_of(rows: Iterable[Row], width: int) -> list[Shape]:
    """Look at the first rows of every column."""
    shapes = [Shape() for _column in range(width)]
    for row in islice(rows, SAMPLE_ROWS):
        for shape, cell in zip(shapes, row.cells, strict=False):
            if cell.strip():
                shape.see(cell)
    return shapes
