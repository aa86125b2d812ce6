"""Sheets as people fill them in and machines scan them: real pages, a pen, skew, noise and JPEG."""

import io
import random
import subprocess
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONT = "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"
PEN = (22, 30, 92)
TABLE = (231, 228, 222)
MM = 25.4


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size)


def printed(pdf: bytes, *, dpi: int = 200) -> list[Image.Image]:
    """Return the pages of a PDF as a printer lays them on paper."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.pdf"
        path.write_bytes(pdf)
        subprocess.run(
            ["pdftoppm", "-r", str(dpi), str(path), str(path.with_suffix(""))], check=True
        )
        return [Image.open(one).convert("RGB") for one in sorted(Path(folder).glob("*.ppm"))]


def filled(
    page: Image.Image,
    places: list[dict],
    *,
    words: Mapping[str, str] | None = None,
    ticks: Collection[str] = (),
    dpi: int = 200,
) -> Image.Image:
    """Write words into the fields of a page, and tick its boxes with a pen."""
    sheet = page.copy()
    pen, scale = ImageDraw.Draw(sheet), dpi / MM
    for place in places:
        x, y, side = place["x"] * scale, place["y"] * scale, place["width"] * scale
        for row, line in enumerate((words or {}).get(place["key"], "").split("\n")):
            at = (x + 3 * scale, y + (1 + 8.5 * row) * scale)
            pen.text(at, line, font=font(int(4.6 * scale)), fill=PEN)
        if place["key"] in ticks:
            points = [(x + 0.5 * scale, y + side / 2), (x + side * 0.4, y + side - 0.3 * scale),
                      (x + side + 1.2 * scale, y - scale)]  # fmt: skip
            pen.line(points, fill=PEN, width=max(2, round(0.5 * scale)))
    return sheet


@dataclass(frozen=True)
class Scanner:
    """How a page is put on the glass, and how good the machine is. Angles in degrees."""

    skew: float = 0.0
    turned: int = 0
    noise: float = 0.0
    shade: float = 0.0
    blur: float = 0.0
    quality: int = 75

    def scan(self, page: Image.Image, seed: int = 1) -> Image.Image:
        laid = page.rotate(
            self.skew, expand=True, fillcolor=TABLE, resample=Image.Resampling.BICUBIC
        ).rotate(self.turned, expand=True)
        if self.blur:
            laid = laid.filter(ImageFilter.GaussianBlur(self.blur))
        light = np.asarray(laid, dtype=np.float32)
        light = light * np.linspace(1 - self.shade, 1, light.shape[1])[None, :, None]
        light = light + np.random.default_rng(seed).normal(0, self.noise, light.shape)
        return Image.fromarray(np.asarray(np.clip(light, 0, 255), dtype=np.uint8))

    def jpeg(self, page: Image.Image, seed: int = 1) -> bytes:
        out = io.BytesIO()
        self.scan(page, seed).save(out, "JPEG", quality=self.quality)
        return out.getvalue()


def photographed(page: Image.Image, seed: int = 1) -> Image.Image:
    """Return a page as a phone sees it from one side: its corners at four odd places."""
    chance = random.Random(seed)  # noqa: S311  # where a phone is held is no secret
    wide, high = page.size
    shift = lambda: chance.uniform(0.02, 0.07)  # noqa: E731  # four times the same
    corners = [
        (wide * shift(), high * shift()), (wide * (1.15 - shift()), high * shift()),
        (wide * (1.15 - shift()), high * (1.15 - shift())), (wide * shift(), high * (1.15 - shift())),
    ]  # fmt: skip
    flat = [(0, 0), (wide, 0), (wide, high), (0, high)]
    rows = []
    for (u, v), (x, y) in zip(corners, flat, strict=True):
        rows.append([u, v, 1, 0, 0, 0, -x * u, -x * v])
        rows.append([0, 0, 0, u, v, 1, -y * u, -y * v])
    solved = np.linalg.solve(np.array(rows), np.array(flat).reshape(8))
    return page.transform(
        (int(wide * 1.2), int(high * 1.2)), Image.Transform.PERSPECTIVE, tuple(solved),
        resample=Image.Resampling.BICUBIC, fillcolor=TABLE,
    )  # fmt: skip


def pdf_of(pages: list[Image.Image], *, quality: int = 75) -> bytes:
    """Return pages as one file of a scanner."""
    out = io.BytesIO()
    pages[0].save(
        out, "PDF", save_all=True, append_images=pages[1:], quality=quality, resolution=200
    )
    return out.getvalue()
