"""Finding the codes and the corner squares of a sheet on a picture."""

from dataclasses import dataclass, field

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter
from scipy import ndimage

from commonspace.channels.paper import geometry
from commonspace.channels.paper.codes import from_payload
from commonspace.channels.paper.scanning.light import Grey, black
from commonspace.channels.paper.scanning.straight import (
    Matrix,
    applied,
    fitted,
    fitted_flat,
    is_sound,
    scale_at,
)

Point = tuple[float, float]
_ANCHORS = geometry.anchor_centres()
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_NEAR_MM = 3.0
_DRIFT = 0.07
"""How far off a place may be for each millimetre between it and what is known."""
_AREA = geometry.ANCHOR**2
_LEAST_AREA, _MOST_AREA = 0.55, 1.5
_LONGEST_SIDE = 1.6
_FULL = 0.62
"""Share of its bounding box that a square fills, turned a little or with its hole."""
_CORNERS = 4
_ENOUGH_CORNERS = 3
_CORNER_OF_CODE = (1, 3)
_WEIGHT = 4
"""A square counts as much as a code with its four corners."""


@dataclass(slots=True)
class Seen:
    """One page of a sheet on a picture: points of the page (mm) and where they are seen (px)."""

    code: str = ""
    page: int = 0
    on_page: list[Point] = field(default_factory=list)
    on_picture: list[Point] = field(default_factory=list)
    anchors: dict[int, Point] = field(default_factory=dict)
    coded: set[int] = field(default_factory=set)

    def knows(self, on_page: Point, on_picture: Point) -> None:
        """Take note of one more place."""
        self.on_page.append(on_page)
        self.on_picture.append(on_picture)

    def matrix(self) -> Matrix:
        """Return the best map so far; an affine one while too few corners of the page are known."""
        if len(self.anchors) == _CORNERS:
            centres = [_ANCHORS[which] for which in self.anchors]
            return fitted(centres, list(self.anchors.values()))
        corners = {*self.anchors, *self.coded}
        fit = fitted if len(corners) >= _ENOUGH_CORNERS else fitted_flat
        return fit(self.on_page, self.on_picture)


def sheets_on(picture: Image.Image, flat: Grey) -> list[Seen]:
    """Return every page of a sheet whose code can be read, with its corner squares."""
    found: dict[tuple[str, int], Seen] = {}
    for code, factor in _codes(picture, flat):
        mark = from_payload(code.text)
        if mark is None:
            continue
        seen = found.setdefault((mark.code, mark.page), Seen(code=mark.code, page=mark.page))
        seen.coded.add(_CORNER_OF_CODE[mark.corner])
        at = code.position
        corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        for on_page, corner in zip(geometry.code_corners(mark.corner), corners, strict=True):
            seen.knows(on_page, (corner.x / factor, corner.y / factor))
    for seen in found.values():
        _find_anchors(seen, flat)
    return [seen for seen in found.values() if is_sound(seen.matrix(), picture.size)]


def _codes(picture: Image.Image, flat: Grey) -> list[tuple[zxingcpp.Barcode, float]]:
    """Return the QR codes of a picture, trying it smaller, larger and softer where none is seen."""
    even = Image.fromarray(flat)
    for image, factor in (
        (picture, 1.0),
        (even, 1.0),
        (even.filter(ImageFilter.MedianFilter(3)), 1.0),
        (even.resize((even.width // 2, even.height // 2), Image.Resampling.BOX), 0.5),
        (even.resize((even.width * 2, even.height * 2)), 2.0),
    ):
        found = zxingcpp.read_barcodes(np.asarray(image), formats=_QR)
        ours = [(one, factor) for one in found if from_payload(one.text)]
        if ours:
            return ours
    return []


def _find_anchors(seen: Seen, flat: Grey) -> None:
    """Look for the squares, the nearest first: each one found makes the next place surer."""
    codes = list(seen.on_page)
    order = sorted(range(_CORNERS), key=lambda which: _distance(_ANCHORS[which], codes))
    for which in order:
        centre = _ANCHORS[which]
        matrix = seen.matrix()
        scale = scale_at(matrix, centre)
        reach = (_NEAR_MM + geometry.ANCHOR + _DRIFT * _distance(centre, seen.on_page)) * scale
        place = _square_near(flat, applied(matrix, [centre])[0], reach=reach, scale=scale)
        if place:
            seen.anchors[which] = place
            for _time in range(_WEIGHT):
                seen.knows(centre, place)


def _distance(point: Point, others: list[Point]) -> float:
    return min(float(np.hypot(point[0] - x, point[1] - y)) for x, y in others)


def _square_near(flat: Grey, place: Point, *, reach: float, scale: float) -> Point | None:
    height, width = flat.shape
    left, right = max(int(place[0] - reach), 0), min(int(place[0] + reach) + 1, width)
    top, bottom = max(int(place[1] - reach), 0), min(int(place[1] + reach) + 1, height)
    if right - left < geometry.ANCHOR * scale / 2 or bottom - top < geometry.ANCHOR * scale / 2:
        return None
    here = (place[0] - left, place[1] - top)
    squares = _squares(flat[top:bottom, left:right], scale)
    if not squares:
        return None
    x, y = min(squares, key=lambda one: np.hypot(one[0] - here[0], one[1] - here[1]))
    return x + left, y + top


def _squares(flat: Grey, scale: float) -> list[Point]:
    """Return the middles of what looks like a corner square, ``scale`` pixels a millimetre."""
    labels, _count = ndimage.label(black(flat))
    found = []
    for number, spot in enumerate(ndimage.find_objects(labels), start=1):
        high, wide = spot[0].stop - spot[0].start, spot[1].stop - spot[1].start
        side = geometry.ANCHOR * scale
        if not side / _LONGEST_SIDE < min(high, wide) <= max(high, wide) < side * _LONGEST_SIDE:
            continue
        inside = labels[spot] == number
        area = float(inside.sum())
        if not _LEAST_AREA < area / (_AREA * scale**2) < _MOST_AREA or area < _FULL * high * wide:
            continue
        rows, columns = np.nonzero(inside)
        found.append(
            (float(columns.mean()) + spot[1].start + 0.5, float(rows.mean()) + spot[0].start + 0.5)
        )
    return found


def page_without_code(flat: Grey) -> Seen | None:
    """Return a page whose codes cannot be read but whose four squares can; the hole tells what is up."""
    height, width = flat.shape
    scale = max(height, width) / geometry.HEIGHT
    squares = _squares(flat, scale)
    corners = [(0, 0), (width, 0), (width, height), (0, height)]
    if len(squares) < _CORNERS:
        return None
    nearest = [min(squares, key=lambda one: np.hypot(one[0] - x, one[1] - y)) for x, y in corners]
    if len(set(nearest)) < _CORNERS:
        return None
    holes = [_has_hole(flat, one, scale) for one in nearest]
    if sum(holes) != 1:
        return None
    first = holes.index(True)
    seen = Seen()
    for which in range(_CORNERS):
        seen.anchors[which] = nearest[(first + which) % _CORNERS]
        seen.knows(_ANCHORS[which], seen.anchors[which])
    matrix = fitted(seen.on_page, seen.on_picture)
    return seen if is_sound(matrix, (width, height)) else None


def _has_hole(flat: Grey, place: Point, scale: float) -> bool:
    half = max(int(geometry.HOLE * scale / 4), 1)
    x, y = int(place[0]), int(place[1])
    return not bool(black(flat[y - half : y + half + 1, x - half : x + half + 1]).mean() > 0.5)  # noqa: PLR2004  # most of it
