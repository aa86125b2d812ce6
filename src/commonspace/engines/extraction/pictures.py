"""Photographs and scans: opened carefully, made plain, and read by recognition."""

import struct
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from commonspace.engines.extraction.lines import PageText, Read
from commonspace.engines.extraction.ocr import UNSURE, Recogniser
from commonspace.engines.extraction.shapes import Limits, Reason, RefusedError, Warn

if TYPE_CHECKING:
    from PIL.Image import Image

_DAMAGE = (OSError, ValueError, SyntaxError, LookupError, EOFError, TypeError, struct.error)
_LONG_SIDE = 4000
_SHORT_SIDE = 1000
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")


def read_picture(path: Path, limits: Limits, recogniser: Recogniser) -> Read:
    """Read the words on a picture, or on each frame of one.

    Raises:
        RefusedError: No recognition here, no words, damaged, or more pixels than we open.
    """
    if not recogniser.is_available:
        raise RefusedError(Reason.IMAGE_ONLY_NO_OCR)
    found = Read(pages=[], paged=True, method="tesseract", warnings={Warn.OCR_USED})
    for number, picture in enumerate(frames(path, limits), start=1):
        if not recogniser.may_go_on:
            found.warnings.add(Warn.OCR_NOT_ALL_PAGES)
            break
        seen = recogniser.read(picture)
        found.pages.append(PageText(seen.text, number, "ocr", seen.confidence))
        if seen.text and seen.confidence < UNSURE:
            found.warnings.add(Warn.OCR_UNSURE)
    return found


def frames(path: Path, limits: Limits) -> Iterator[Path]:
    """Write each frame as a plain grey picture, upright and of a size that can be read."""
    # Loaded here: most files are not pictures, and the library takes a while to start.
    from PIL import Image, ImageOps, ImageSequence  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = limits.max_image_pixels
    count = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=_FORMATS) as picture:
                for frame in ImageSequence.Iterator(picture):
                    if frame.width * frame.height > limits.max_image_pixels:
                        raise RefusedError(Reason.PIXEL_FLOOD)
                    plain = _fitted(ImageOps.exif_transpose(_on_white(frame)).convert("L"))
                    target = Path(f"frame-{count}.png")
                    plain.save(target)
                    yield target
                    target.unlink()
                    count += 1
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise RefusedError(Reason.PIXEL_FLOOD) from None
        except _DAMAGE:
            if not count:
                raise RefusedError(Reason.TRUNCATED) from None


def _on_white(frame: "Image") -> "Image":
    """Lay a picture with transparent parts on white paper."""
    if "A" not in frame.getbands() and "transparency" not in frame.info:
        return frame
    clear = frame.convert("RGBA")
    paper = clear.copy()
    paper.paste((255, 255, 255, 255), (0, 0, *clear.size))
    paper.alpha_composite(clear)
    return paper


def _fitted(picture: "Image") -> "Image":
    """Shrink what is needlessly large, enlarge what is too small to read."""
    if max(picture.size) > _LONG_SIDE:
        picture.thumbnail((_LONG_SIDE, _LONG_SIDE))
    elif max(picture.size) < _SHORT_SIDE:
        return picture.resize((picture.width * 2, picture.height * 2))
    return picture
