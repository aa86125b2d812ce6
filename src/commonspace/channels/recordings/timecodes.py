"""Words with the times at which they were said, written as people write them: ``[1:05] Good morning``.

A question mark in the brackets, ``[1:05?]``, marks words a machine was not sure of.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from commonspace.engines.speech import Segment
from commonspace.kernel.clock import HOUR_S, MINUTE_S, clock

_CODE = re.compile(r"\[(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(\?)?\][ \t]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """Words without their codes, and ``marks``: ``[start, end, second, is_sure]`` in code points."""

    text: str
    marks: list[list[int | bool]]


def written(segments: Iterable[Segment]) -> str:
    """Return segments as lines with their time codes."""
    return "\n".join(
        f"[{clock(one.start_s)}{'' if one.is_sure else '?'}] {one.text.strip()}"
        for one in segments
        if one.text.strip()
    )


def read(draft: str) -> Timed:
    """Take the time codes out of a draft; each mark reaches from its code to the next."""
    words: list[str] = []
    marks: list[list[int | bool]] = []
    length = last = 0
    for code in _CODE.finditer(draft):
        words.append(draft[last : code.start()])
        length += code.start() - last
        last = code.end()
        _close(marks, length)
        marks.append([length, length, _second(code), not code[4]])
    words.append(draft[last:])
    _close(marks, length + len(draft) - last)
    return _trimmed("".join(words), [mark for mark in marks if mark[0] < mark[1]])


def unsure_times(draft: str) -> list[int]:
    """Return the seconds at which somebody should listen again."""
    return [_second(code) for code in _CODE.finditer(draft) if code[4]]


def _trimmed(text: str, marks: list[list[int | bool]]) -> Timed:
    """Take blank edges off a text and move its marks with it."""
    before = len(text) - len(text.lstrip())
    plain = text.strip()
    moved = [
        [max(0, start - before), min(len(plain), end - before), second, sure]
        for start, end, second, sure in marks
    ]
    return Timed(text=plain, marks=[mark for mark in moved if mark[0] < mark[1]])


def _close(marks: list[list[int | bool]], end: int) -> None:
    if marks:
        marks[-1][1] = end


def _second(code: re.Match[str]) -> int:
    return int(code[1] or 0) * HOUR_S + int(code[2]) * MINUTE_S + int(code[3])
