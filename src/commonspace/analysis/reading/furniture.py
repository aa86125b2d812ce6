"""Page numbers, running heads and stacked letters: printed, but no part of the text."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from commonspace.analysis.reading.lines import Line
from commonspace.analysis.reading.plain import folded

_PAGE_NUMBER = re.compile(
    r"(?:[-–—|]\s*)?(?:(?:page|p\.|página|pág\.|seite|صفحة)\s*)?\d{1,4}"
    r"(?:\s*(?:/|of|de|sur|von|من)\s*\d{1,4})?(?:\s*[-–—|])?",
    re.IGNORECASE,
)
_CONTENTS_LINE = re.compile(r"(?:\.{4,}|(?:\. ){3,}|…{2,})\s*\d{1,4}$")
_NUMBER_INSIDE = re.compile(r"\d+")
_STACKED_AT_LEAST = 3
_RUNNING_HEAD_CHARS = 120
_NEAR = 2
_BESIDE_NUMBER = 2
_AT_EDGE = 3
_TITLE_WORDS = 3
_ENDING_CHARS = 120


def furniture(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the lines that are page furniture."""
    filled = [line for line in lines if line.text]
    blank = {line.number for line in lines if not line.text}
    found = _stacked_letters(filled)
    found |= _page_numbers(filled, blank, len(lines))
    found |= {line.number for line in filled if _CONTENTS_LINE.search(line.text[-_ENDING_CHARS:])}
    return found | _running_heads(filled, found)


def _stacked_letters(filled: Sequence[Line]) -> set[int]:
    """Part dividers set one letter above the other, with the number that ends them."""
    found: set[int] = set()
    run: list[Line] = []
    for line in [*filled, None]:
        if line is not None and len(line.text) == 1 and line.text.isalnum():
            run.append(line)
            continue
        letters = sum(item.text.isupper() for item in run)
        if letters >= _STACKED_AT_LEAST and run[0].text.isupper():
            found |= {item.number for item in run}
        run = []
    return found


def _page_numbers(filled: Sequence[Line], blank: set[int], total: int) -> set[int]:
    found: set[int] = set()
    for index, line in enumerate(filled):
        if not _PAGE_NUMBER.fullmatch(line.text):
            continue
        before = line.number == 0 or line.number - 1 in blank
        after = line.number + 1 >= total or line.number + 1 in blank
        at_edge = line.opens_page or (index + 1 < len(filled) and filled[index + 1].opens_page)
        if (before and after) or at_edge:
            found.add(line.number)
    return found


def _running_heads(filled: Sequence[Line], known: set[int]) -> set[int]:
    """Short lines that come back, each time beside a page number or at a page's edge."""
    seen: defaultdict[str, list[int]] = defaultdict(list)
    beside: defaultdict[str, int] = defaultdict(int)
    at_edge: defaultdict[str, int] = defaultdict(int)
    for index, line in enumerate(filled):
        if len(line.text) > _RUNNING_HEAD_CHARS or line.number in known:
            continue
        key = _NUMBER_INSIDE.sub("0", folded(line.text))
        seen[key].append(line.number)
        around = filled[max(0, index - 1) : index + _NEAR]
        beside[key] += any(item.number in known for item in around)
        at_edge[key] += _at_page_edge(filled, index)
    found: set[int] = set()
    for key, numbers in seen.items():
        by_number = len(numbers) >= _BESIDE_NUMBER and beside[key] == len(numbers)
        by_edge = len(numbers) >= _AT_EDGE and at_edge[key] == len(numbers)
        if by_number or by_edge:
            found.update(numbers)
    return found


def _at_page_edge(filled: Sequence[Line], index: int) -> bool:
    last = index + 1 >= len(filled)
    return filled[index].opens_page or last or filled[index + 1].opens_page


def running_head(lines: Sequence[Line], found: set[int]) -> str:
    """Return the line of several words that runs over most pages, often the title."""
    heads = Counter(
        lines[number].text for number in found if len(lines[number].text.split()) >= _TITLE_WORDS
    )
    text, times = heads.most_common(1)[0] if heads else ("", 0)
    return text if times >= _BESIDE_NUMBER else ""
