"""What crosses between the confined readers and the rest. Nothing here may import Django."""

from dataclasses import dataclass, field
from typing import Final

from commonspace.engines.extraction.shapes import Limits
from commonspace.engines.sandbox import Bounds

DPI: Final = 200
"""Dots an inch of a straightened page: enough for recognition, small enough to look at."""
JPEG_QUALITY: Final = 80
MOST_PAGES: Final = 500
MOST_PAGE_BYTES: Final = 8 << 20
LARGEST_FILE: Final = 300 << 20
LIMITS: Final = Limits(max_file_bytes=LARGEST_FILE, max_pages=MOST_PAGES)
FINDING: Final = Bounds(cpu_s=1800, wall_s=2400, memory_bytes=2 << 30, file_bytes=1 << 30)
READING: Final = Bounds(cpu_s=240, wall_s=300, memory_bytes=2 << 30, file_bytes=64 << 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """One page of a scan.

    Attributes:
        number: Its place in the file, from 1.
        code: The code of the sheet, empty if none could be read.
        page: Which page of the sheet.
        is_straight: Whether ``picture`` is the page as it was printed, edge to edge.
        is_empty: Whether nothing is on it, such as the back of a sheet.
        marks: How many of the four corner squares were found.
        picture: JPEG in grey.
    """

    number: int
    code: str
    page: int
    is_straight: bool
    is_empty: bool
    marks: int
    picture: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRead:
    """What was read in a field: words and how sure that is, 0 to 1. ``ink``: whether anything is there."""

    text: str
    confidence: float
    ink: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TickRead:
    """How much of a box is dark, 0 to 1, and whether its printed edge was found where it belongs."""

    dark: float
    is_found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """What was read on one straightened page. ``tool`` is empty if there is no recognition here."""

    fields: dict[str, FieldRead]
    ticks: dict[str, TickRead]
    tool: str
