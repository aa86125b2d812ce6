"""From a page as it was photographed to the page as it was printed.

A plane seen by a camera is mapped by a homography: eight numbers that four or more points settle
(Hartley and Zisserman, Multiple View Geometry, 2nd ed., section 4.1: the direct linear
transformation with normalised points).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image

from commonspace.channels.paper import geometry
from commonspace.channels.paper.scanning.shapes import DPI

Points = Sequence[tuple[float, float]]
Matrix = npt.NDArray[np.float64]
MM = 25.4
_FLAT_FROM = 4
"""Pairs of points a homography needs."""


def fitted(page: Points, picture: Points) -> Matrix:
    """Return the homography that takes points of the page (mm) to those of the picture (px)."""
    here, there = _normaliser(page), _normaliser(picture)
    rows = []
    for (x, y), (u, v) in zip(applied(here, page), applied(there, picture), strict=True):
        rows.append([-x, -y, -1, 0, 0, 0, u * x, u * y, u])
        rows.append([0, 0, 0, -x, -y, -1, v * x, v * y, v])
    solved = np.linalg.svd(np.asarray(rows))[2][-1].reshape(3, 3)
    matrix = np.linalg.inv(there) @ solved @ here
    return np.asarray(matrix / matrix[2, 2])


def fitted_flat(page: Points, picture: Points) -> Matrix:
    """Return the affine map of the same kind: steadier where the points lie close together."""
    known = np.asarray([[x, y, 1.0] for x, y in page])
    wanted = np.asarray(picture)
    solved = np.linalg.lstsq(known, wanted, rcond=None)[0].T
    return np.vstack([solved, [0.0, 0.0, 1.0]])


def applied(matrix: Matrix, points: Points) -> list[tuple[float, float]]:
    """Return where points go."""
    whole = np.asarray([[x, y, 1.0] for x, y in points]) @ matrix.T
    return [(float(x / w), float(y / w)) for x, y, w in whole]


def scale_at(matrix: Matrix, point: tuple[float, float]) -> float:
    """Return how many pixels a millimetre takes at a point of the page."""
    x, y = point
    at, right, down = applied(matrix, [(x, y), (x + 1, y), (x, y + 1)])
    return float((np.hypot(right[0] - at[0], right[1] - at[1])
                  + np.hypot(down[0] - at[0], down[1] - at[1])) / 2)  # fmt: skip


def straightened(picture: Image.Image, matrix: Matrix) -> Image.Image:
    """Return the page as it was printed, edge to edge, at ``DPI``."""
    size = (round(geometry.WIDTH / MM * DPI), round(geometry.HEIGHT / MM * DPI))
    to_mm = np.diag([MM / DPI, MM / DPI, 1.0])
    whole = matrix @ to_mm
    whole = whole / whole[2, 2]
    return picture.transform(
        size,
        Image.Transform.PERSPECTIVE,
        tuple(whole.flatten()[:8]),
        resample=Image.Resampling.BICUBIC,
        fillcolor=255,
    )


def is_sound(matrix: Matrix, size: tuple[int, int]) -> bool:
    """Tell whether a map makes a page of a picture: not mirrored, not folded, of a sensible size."""
    corners = applied(
        matrix,
        [
            (0, 0),
            (geometry.WIDTH, 0),
            (geometry.WIDTH, geometry.HEIGHT),
            (0, geometry.HEIGHT),
        ],
    )
    turns = [_turn(corners[at], corners[(at + 1) % 4], corners[(at + 2) % 4]) for at in range(4)]
    if not all(turn > 0 for turn in turns):
        return False
    reach = 2 * max(size)
    return all(-reach < value < 2 * reach for corner in corners for value in corner)


def _turn(one: tuple[float, float], two: tuple[float, float], three: tuple[float, float]) -> float:
    return (two[0] - one[0]) * (three[1] - two[1]) - (two[1] - one[1]) * (three[0] - two[0])


def _normaliser(points: Points) -> Matrix:
    """Return the map that puts the middle of the points at 0 and their mean distance at √2."""
    whole = np.asarray(points, dtype=np.float64)
    middle = whole.mean(axis=0)
    spread = float(np.hypot(*(whole - middle).T).mean()) or 1.0
    factor = np.sqrt(2) / spread
    return np.asarray(
        [[factor, 0, -factor * middle[0]], [0, factor, -factor * middle[1]], [0, 0, 1]]
    )
