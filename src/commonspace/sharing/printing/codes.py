"""QR codes of links (ISO/IEC 18004), made by segno."""

import io

import segno

PIXELS_A_MODULE = 12
QUIET = 4


def qr_svg(link: str) -> bytes:
    """Return the code as SVG, dark on white, with its quiet zone."""
    return _made(link, "svg", scale=4, xmldecl=False, light="white", dark="#1a2226")


def qr_png(link: str) -> bytes:
    """Return the code as PNG, large enough for print."""
    return _made(link, "png", scale=PIXELS_A_MODULE)


def _made(link: str, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind=form, border=QUIET, **options)
    return out.getvalue()
