"""Charts as SVG made on the server: bars, ring, stacked bar, timeline, matrix. No pies.

On a page a chart takes the reader's ink (``currentColor``) and, where
``reports/charts.css`` is loaded, the accent colours by class name; it carries no
style and no script, so any content security policy lets it through. In print the
same drawing has fixed colours. Right-to-left charts are mirrored, never flipped.

    bars("Who said it", [Bar("Migrants' associations", 21)], alternative="…")

Every function returns :class:`Markup`, text that templates may print as it is:
everything inside has been escaped here.
"""

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from commonspace.reports.document import Direction
from commonspace.reports.figures import (
    Bar,
    BarChart,
    Chart,
    MatrixChart,
    Part,
    PartsChart,
    Point,
    TimelineChart,
    number_words,
)

WIDTH: Final = 440
SIZE: Final = 14
LINE: Final = 18
GLYPH: Final = 0.56
"""Mean width of a letter, in ems: enough to break a label before it meets a number."""


class Markup(str):
    """Markup that has been escaped already; templates print it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one medium; ``tones`` are told apart by lightness, not hue alone."""

    ink: str
    muted: str
    line: str
    bar: str
    paper: str
    tones: tuple[tuple[str, float], ...]
    font: str


SCREEN = Palette(
    ink="currentColor",
    muted="currentColor",
    line="currentColor",
    bar="currentColor",
    paper="none",
    tones=tuple(("currentColor", opacity) for opacity in (0.9, 0.62, 0.42, 0.28, 0.18, 0.1)),
    font="",
)
PRINT = Palette(
    ink="#1a2226",
    muted="#525c60",
    line="#b9c2bf",
    bar="#0d4a5b",
    paper="#ffffff",
    tones=tuple(
        (tone, 1.0) for tone in ("#0d4a5b", "#4c8793", "#a9c9cd", "#a3400c", "#dda277", "#d3d9d6")
    ),
    font="Noto Sans, Noto Sans Arabic, Noto Naskh Arabic, Liberation Sans, DejaVu Sans",
)


def bars(
    title: str,
    rows: Sequence[Bar],
    *,
    alternative: str = "",
    direction: Direction = "ltr",
    palette: Palette = SCREEN,
) -> Markup:
    """Draw horizontal bars, each under its label with its number at the end."""
    canvas = _Canvas(palette, direction)
    most = max((row.value for row in rows), default=0) or 1
    y = 4.0
    for row in rows:
        y = canvas.label(row.label, y, number=row.words or number_words(row.value))
        canvas.bar(y, row.value / most)
        y += 22
    return canvas.svg(title, alternative, y)


def ring(
    title: str,
    parts: Sequence[Part],
    *,
    total_label: str = "",
    alternative: str = "",
    direction: Direction = "ltr",
    palette: Palette = SCREEN,
) -> Markup:
    """Draw a ring of parts with the total in its middle and a legend beside it."""
    canvas = _Canvas(palette, direction)
    total = sum(part.value for part in parts)
    canvas.arcs([part.value for part in parts])
    canvas.text(str(total), 90, 92, size=30, anchor="middle", weight="bold")
    canvas.text(total_label, 90, 114, size=12, anchor="middle", kind="muted")
    height = canvas.legend(parts, 200, y=max(20.0, 90 - len(parts) * 13))
    return canvas.svg(title, alternative, max(180.0, height))


def stack(
    title: str,
    parts: Sequence[Part],
    *,
    alternative: str = "",
    direction: Direction = "ltr",
    palette: Palette = SCREEN,
) -> Markup:
    """Draw one bar cut into parts, with a legend under it."""
    canvas = _Canvas(palette, direction)
    total = sum(part.value for part in parts) or 1
    start = 0.0
    for tone, part in enumerate(parts):
        width = part.value / total * WIDTH
        canvas.box(start, 4, max(0.0, width - 2), 22, tone=tone)
        start += width
    return canvas.svg(title, alternative, canvas.legend(parts, 0, y=44))


def timeline(
    title: str,
    points: Sequence[Point],
    *,
    alternative: str = "",
    direction: Direction = "ltr",
    palette: Palette = SCREEN,
) -> Markup:
    """Draw one column a point; first, last and highest are labelled."""
    canvas = _Canvas(palette, direction)
    most = max((point.value for point in points), default=0) or 1
    step = WIDTH / max(1, len(points))
    base, room = 136.0, 106.0
    for index, point in enumerate(points):
        tall = point.value / most * room
        canvas.box(index * step, base - tall, max(1.0, step - 1.5), tall, kind="bar")
    canvas.rule(0, base, WIDTH, base)
    canvas.timeline_labels(points, step, base, most)
    return canvas.svg(title, alternative, base + 26)


def matrix(
    title: str,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[int]],
    *,
    alternative: str = "",
    direction: Direction = "ltr",
    palette: Palette = SCREEN,
) -> Markup:
    """Draw a dot for each pair that occurs, its area for how often, its number beside it."""
    canvas = _Canvas(palette, direction)
    left = 168.0
    step = (WIDTH - left) / max(1, len(columns))
    y = canvas.column_labels(columns, left, step)
    most = max((value for row in values for value in row), default=0) or 1
    for label, row in zip(rows, values, strict=True):
        y = canvas.matrix_row(label, row, y, left=left, step=step, most=most)
    return canvas.svg(title, alternative, y)


def inline_bar(share: float, *, alternative: str, palette: Palette = SCREEN) -> Markup:
    """Draw a bar small enough for a line of text; ``share`` is 0 to 1."""
    full = min(1.0, max(0.0, share)) * 64
    return Markup(
        f'<svg class="chart-inline" role="img" viewBox="0 0 64 10" width="64" height="10" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(alternative)}</title>'
        f'<rect class="chart-track" y="1" width="64" height="8" rx="1" fill="{palette.line}" '
        f'fill-opacity="0.15"/><rect class="chart-bar" y="1" width="{full:g}" height="8" rx="1" '
        f'fill="{palette.bar}"/></svg>'
    )


def draw(
    chart: Chart, *, alternative: str, direction: Direction = "ltr", palette: Palette = SCREEN
) -> Markup:
    """Draw whatever chart this is."""
    match chart:
        case BarChart():
            return bars(
                chart.title,
                chart.rows,
                alternative=alternative,
                direction=direction,
                palette=palette,
            )
        case PartsChart():
            return _parts(chart, alternative, direction, palette)
        case TimelineChart():
            return timeline(
                chart.title,
                chart.points,
                alternative=alternative,
                direction=direction,
                palette=palette,
            )
        case MatrixChart():
            return matrix(
                chart.title,
                chart.rows,
                chart.columns,
                chart.values,
                alternative=alternative,
                direction=direction,
                palette=palette,
            )


def _parts(chart: PartsChart, alternative: str, direction: Direction, palette: Palette) -> Markup:
    if chart.form == "stack":
        return stack(
            chart.title, chart.parts, alternative=alternative, direction=direction, palette=palette
        )
    return ring(
        chart.title,
        chart.parts,
        total_label=chart.total_label,
        alternative=alternative,
        direction=direction,
        palette=palette,
    )


class _Canvas:
    """Marks on paper, measured from the side where reading starts."""

    def __init__(self, palette: Palette, direction: Direction) -> None:
        self.palette = palette
        self.mirrored = direction == "rtl"
        self.marks: list[str] = []

    def x(self, start: float, width: float = 0) -> float:
        return round(WIDTH - start - width if self.mirrored else start, 2)

    def colour(self, kind: str, tone: int | None) -> str:
        if tone is None:
            fill, opacity = str(getattr(self.palette, kind)), 1.0
        else:
            fill, opacity = self.palette.tones[tone % len(self.palette.tones)]
        shade = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
        name = f"chart-{kind}" if tone is None else f"chart-tone-{tone % 6 + 1}"
        return f'class="{name}" fill="{fill}"{shade}'

    def box(
        self,
        start: float,
        y: float,
        width: float,
        height: float,
        *,
        kind: str = "bar",
        tone: int | None = None,
    ) -> None:
        place = f'x="{self.x(start, width):g}" y="{y:.1f}"'
        size = f'width="{width:.1f}" height="{height:.1f}"'
        self.marks.append(f'<rect {place} {size} rx="1.5" {self.colour(kind, tone)}/>')

    def rule(self, start: float, y: float, end: float, to: float) -> None:
        ends = f'x1="{self.x(start):g}" y1="{y:g}" x2="{self.x(end):g}" y2="{to:g}"'
        line = f'class="chart-line" stroke="{self.palette.line}" stroke-width="1"'
        self.marks.append(f"<line {ends} {line}/>")

    def dot(self, start: float, y: float, radius: float) -> None:
        place = f'cx="{self.x(start):g}" cy="{y:g}" r="{radius:.1f}"'
        self.marks.append(f"<circle {place} {self.colour('bar', None)}/>")

    def text(
        self,
        words: str,
        start: float,
        y: float,
        *,
        size: int = SIZE,
        anchor: str = "start",
        weight: str = "",
        kind: str = "ink",
        turn: int = 0,
    ) -> None:
        if not words:
            return
        if self.mirrored:
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
        x = self.x(start)
        heavy = f' font-weight="{weight}"' if weight else ""
        angle = -turn if self.mirrored else turn
        turned = f' transform="rotate({angle} {x:g} {y:g})"' if turn else ""
        self.marks.append(
            f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}"{heavy}{turned} '
            f'class="chart-{kind}" fill="{getattr(self.palette, kind)}">{escape(words)}</text>'
        )

    def label(self, words: str, y: float, *, number: str) -> float:
        room = int((WIDTH - 30 - len(number) * SIZE * GLYPH) / (SIZE * GLYPH))
        lines = _lines(words, room)
        for line in lines:
            y += LINE
            self.text(line, 0, y - 4)
        self.text(number, WIDTH, y - 4, anchor="end", weight="bold")
        return y + (0 if lines else LINE)

    def bar(self, y: float, share: float) -> None:
        self.box(0, y + 2, max(1.0, share * WIDTH), 10)

    def arcs(self, values: Sequence[int]) -> None:
        around = 2 * math.pi * 68
        total = sum(values) or 1
        offset = 0.0
        for tone, value in enumerate(values):
            length = value / total * around
            shown = max(0.0, length - (2 if value < total else 0))
            self.arc(tone, shown, around, offset)
            offset += length

    def arc(self, tone: int, length: float, around: float, offset: float) -> None:
        colour, opacity = self.palette.tones[tone % len(self.palette.tones)]
        faint = f' stroke-opacity="{opacity:g}"' if opacity < 1 else ""
        centre = self.x(90)
        turn = f"rotate(-90 {centre:g} 90)"
        if self.mirrored:
            turn = f"translate({2 * centre:g} 0) scale(-1 1) {turn}"
        self.marks.append(
            f'<circle cx="{centre:g}" cy="90" r="68" fill="none" stroke-width="22" '
            f'class="chart-arc-{tone % 6 + 1}" stroke="{colour}"{faint} transform="{turn}" '
            f'stroke-dasharray="{length:.2f} {around - length:.2f}" '
            f'stroke-dashoffset="{-offset:.2f}"/>'
        )

    def legend(self, parts: Sequence[Part], start: float, *, y: float) -> float:
        room = int((WIDTH - start - 70) / (SIZE * GLYPH))
        for tone, part in enumerate(parts):
            self.box(start, y - 4, 12, 12, tone=tone)
            self.text(str(part.value), start + 52, y + 7, anchor="end", weight="bold")
            for line in _lines(part.label, room) or [""]:
                self.text(line, start + 62, y + 7)
                y += LINE
            y += 8
        return y

    def timeline_labels(self, points: Sequence[Point], step: float, base: float, most: int) -> None:
        if not points:
            return
        peak = max(range(len(points)), key=lambda index: points[index].value)
        middle = min(WIDTH - 20.0, max(20.0, (peak + 0.5) * step))
        self.text(str(points[peak].value), middle, 24, anchor="middle", weight="bold")
        self.text(points[0].label, 0, base + 18, size=12, kind="muted")
        if len(points) > 1:
            self.text(points[-1].label, WIDTH, base + 18, size=12, anchor="end", kind="muted")
        if 0.25 * WIDTH < middle < 0.75 * WIDTH:
            label = points[peak].label
            self.text(label, middle, base + 18, size=12, anchor="middle", kind="muted")

    def column_labels(self, columns: Sequence[str], left: float, step: float) -> float:
        room = max(1, int(step / (12 * GLYPH)))
        if all(len(column) <= room for column in columns):
            for index, column in enumerate(columns):
                self.text(column, left + (index + 0.5) * step, 16, size=12, anchor="middle")
            return 24.0
        longest = max(len(column) for column in columns) * 12 * GLYPH
        tall = min(longest, 190.0) * 0.7 + 16
        for index, column in enumerate(columns):
            at = left + (index + 0.35) * step
            self.text(column, at, tall, size=12, turn=-45)
        return tall + 8

    def matrix_row(
        self, label: str, row: Sequence[int], y: float, *, left: float, step: float, most: int
    ) -> float:
        lines = _lines(label, int((left - 8) / (13 * GLYPH)))
        tall = max(34.0, len(lines) * 16 + 12.0)
        self.rule(0, y, WIDTH, y)
        top = y + tall / 2 - (len(lines) - 1) * 8 + 5
        for index, line in enumerate(lines):
            self.text(line, 0, top + index * 16, size=13)
        for index, value in enumerate(row):
            largest = 8 * min(1.0, step / 64)
            self.matrix_dot(
                value / most * largest**2, value, left + (index + 0.5) * step, y + tall / 2
            )
        return y + tall

    def matrix_dot(self, size: float, value: int, centre: float, y: float) -> None:
        """Draw a dot of an area of ``size``, and its number; narrow columns have small dots."""
        if value:
            self.dot(centre - 7, y, 2 + math.sqrt(size))
            self.text(str(value), centre + 6, y + 4, size=12)

    def svg(self, title: str, alternative: str, height: float) -> Markup:
        tall = math.ceil(height) + 4
        font = f" font-family={quoteattr(self.palette.font)}" if self.palette.font else ""
        described = f"<desc>{escape(alternative)}</desc>" if alternative else ""
        return Markup(
            f'<svg class="chart" role="img" aria-label={quoteattr(alternative or title)} '
            f'viewBox="0 0 {WIDTH} {tall}" width="{WIDTH}" height="{tall}" direction="ltr"{font} '
            f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>{described}'
            f"{''.join(self.marks)}</svg>"
        )


def _lines(words: str, room: int) -> list[str]:
    return textwrap.wrap(words, max(8, room), break_long_words=True)
