"""Making paper white whatever the light was: shadows, yellowed sheets, grey scans."""

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
_SHRINK = 8
_REACH = 11
_INK = 0.72
"""Darker than this share of the paper around it is ink; the printed rules are lighter."""
_BLACK = 0.5
_DARKEST_PAPER = 40


def flattened(picture: Image.Image) -> Grey:
    """Return a grey picture in which paper is 255 everywhere.

    The paper at each place is the brightest in its surroundings, taken from a small copy.
    """
    small = picture.resize(
        (max(picture.width // _SHRINK, 1), max(picture.height // _SHRINK, 1)), Image.Resampling.BOX
    )
    paper = small.filter(ImageFilter.MaxFilter(_REACH)).filter(ImageFilter.GaussianBlur(_REACH / 2))
    whole = np.asarray(paper.resize(picture.size, Image.Resampling.BILINEAR), dtype=np.float32)
    share = np.asarray(picture, dtype=np.float32) / np.maximum(whole, np.float32(_DARKEST_PAPER))
    return np.asarray(np.clip(share * 255, 0, 255), dtype=np.uint8)


def ink(flat: Grey) -> Mask:
    """Return where somebody wrote or something is printed in full."""
    return flat < int(_INK * 255)


def black(flat: Grey) -> Mask:
    """Return where it is as dark as the corner squares."""
    return flat < int(_BLACK * 255)
