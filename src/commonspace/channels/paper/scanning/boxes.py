"""Telling a ticked box from an empty one: how dark it is inside its printed edge."""

from typing import Final

import numpy as np
import numpy.typing as npt

from commonspace.channels.paper.geometry import Spot
from commonspace.channels.paper.scanning.light import Grey, Mask, ink
from commonspace.channels.paper.scanning.shapes import DPI, TickRead
from commonspace.channels.paper.scanning.straight import MM

Shares = npt.NDArray[np.float64]
PX: Final = DPI / MM
_REACH = round(1.8 * PX)
"""How far a box may have moved on crumpled paper."""
_LINE = 2
_FOUND = 0.5
"""Share of a printed edge that must be seen."""
_NEARLY = 0.05
_INSET = round(0.7 * PX)


def tick_in(flat: Grey, spot: Spot) -> TickRead:
    """Return how dark the inside of a box is, where its edge is really seen."""
    size = round(spot.width * PX)
    left, top = round(spot.x * PX) - _REACH, round(spot.y * PX) - _REACH
    around = ink(_cut(flat, left, top, size + 2 * _REACH))
    shares = _edge_shares(around, size)
    best = float(shares.max())
    is_found = best >= _FOUND
    row, column = _middle_of_best(shares, best) if is_found else (_REACH, _REACH)
    inside = around[
        row + _INSET : row + size - _INSET + 1, column + _INSET : column + size - _INSET + 1
    ]
    return TickRead(dark=round(float(inside.mean()), 3), is_found=is_found)


def _cut(flat: Grey, left: int, top: int, side: int) -> Grey:
    """Return a square of the page; what lies beyond its edges is paper."""
    square = np.full((side, side), 255, dtype=np.uint8)
    high, wide = flat.shape
    from_row, to_row = max(top, 0), min(top + side, high)
    from_column, to_column = max(left, 0), min(left + side, wide)
    if from_row < to_row and from_column < to_column:
        square[from_row - top : to_row - top, from_column - left : to_column - left] = flat[
            from_row:to_row, from_column:to_column
        ]
    return square


def _edge_shares(around: Mask, size: int) -> Shares:
    """Return, for every place the box may have, the share of its four edges that is dark.

    An edge is ``_LINE`` pixels deep; sums along rows and columns make each place a few additions.
    """
    offsets = around.shape[0] - size
    dark = around.astype(np.float64)
    along = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1)
    down = np.cumsum(np.pad(dark, ((1, 0), (0, 0))), axis=0)
    across = (along[:, size:] - along[:, :-size]) / size
    upright = (down[size:, :] - down[:-size, :]) / size
    shares = np.zeros((offsets, offsets))
    for row in range(offsets):
        for column in range(offsets):
            edges = (
                across[row : row + _LINE, column].max(),
                across[row + size - _LINE : row + size, column].max(),
                upright[row, column : column + _LINE].max(),
                upright[row, column + size - _LINE : column + size].max(),
            )
            shares[row, column] = min(edges) + sum(edges) / 100
    return shares


def _middle_of_best(shares: Shares, best: float) -> tuple[int, int]:
    """Return the middle of the places that fit nearly as well as the best."""
    rows, columns = np.nonzero(shares >= best - _NEARLY)
    return round(float(rows.mean())), round(float(columns.mean()))
