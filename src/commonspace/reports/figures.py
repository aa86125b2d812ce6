"""What a chart says, before anyone draws it.

A figure keeps its numbers and its words, never a picture: the same figure is
drawn in the reader's colours on a page, in fixed colours in print, and printed
as a table beside both.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart: how many, of whom; ``words`` replaces the bare number."""

    label: str
    value: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole; parts are drawn and listed in the order given."""

    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Point:
    """One moment of a timeline, labelled as the reader should see it."""

    label: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Horizontal bars, longest meaning most; ``measure`` names what is counted."""

    title: str
    category: str
    measure: str
    rows: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsChart:
    """A whole and its parts, as a ring or as one stacked bar."""

    title: str
    category: str
    measure: str
    parts: tuple[Part, ...]
    total_label: str
    form: Literal["ring", "stack"] = "ring"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineChart:
    """Counts over time, one column a point, in the order given."""

    title: str
    category: str
    measure: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixChart:
    """Dots for two ways of sorting the same people.

    ``values`` holds one tuple a row, each as long as ``columns``.
    """

    title: str
    category: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]


Chart: TypeAlias = BarChart | PartsChart | TimelineChart | MatrixChart


def chart_table(chart: Chart) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the chart's numbers as a header row and rows of words."""
    match chart:
        case BarChart(rows=rows):
            body = tuple((row.label, row.words or number_words(row.value)) for row in rows)
        case PartsChart(parts=parts, total_label=total):
            body = tuple((part.label, str(part.value)) for part in parts)
            body = (*body, (total, str(sum(part.value for part in parts))))
        case TimelineChart(points=points):
            body = tuple((point.label, str(point.value)) for point in points if point.value)
        case MatrixChart(category=category, rows=names, columns=columns, values=values):
            cells = tuple(tuple(str(value) for value in row) for row in values)
            return (category, *columns), tuple(
                (name, *row) for name, row in zip(names, cells, strict=True)
            )
    return (chart.category, chart.measure), body


def number_words(value: float) -> str:
    """Write a number without a needless decimal part.

    Example:
        >>> number_words(12.0), number_words(2.5)
        ('12', '2.5')
    """
    return str(int(value)) if float(value).is_integer() else f"{value:g}"
