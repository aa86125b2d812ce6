"""Where the marks of a sheet stand, in millimetres from the top left corner of an A4 page.

The template prints them, the reader looks for them: both take the numbers from here. Nothing here
may import Django: the confined reader starts once for every file.
"""

from dataclasses import dataclass
from typing import Final

WIDTH: Final = 210.0
HEIGHT: Final = 297.0
ANCHOR: Final = 5.0
"""Side of the black squares in the corners."""
INSET: Final = 11.0
"""Distance of their centres from the edges: no printer leaves that much out."""
HOLE: Final = 2.0
"""Side of the white hole in the square at the top left: it tells which way is up."""
CODE: Final = 18.0
"""Side of a QR code with its quiet zone."""
QUIET: Final = CODE * 4 / 29
"""Quiet zone of a code of 21 modules."""
CODES: Final = ((174.0, 6.0), (18.0, 273.0))
"""Top left corners of the two codes: one of them is enough."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A rectangle on a page, in millimetres."""

    x: float
    y: float
    width: float
    height: float


def anchor_centres() -> tuple[tuple[float, float], ...]:
    """Return the centres of the squares: top left, top right, bottom right, bottom left."""
    right, bottom = WIDTH - INSET, HEIGHT - INSET
    return ((INSET, INSET), (right, INSET), (right, bottom), (INSET, bottom))


def code_corners(which: int) -> tuple[tuple[float, float], ...]:
    """Return the corners of a code without its quiet zone, in the same order."""
    x, y = CODES[which]
    left, top, right, bottom = x + QUIET, y + QUIET, x + CODE - QUIET, y + CODE - QUIET
    return ((left, top), (right, top), (right, bottom), (left, bottom))
