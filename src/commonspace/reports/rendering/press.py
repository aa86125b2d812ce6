"""Pressing a report: our templates in the typesetter of the house."""

import datetime as dt
from pathlib import Path
from typing import Final

from commonspace.engines import typesetting
from commonspace.reports.rendering.errors import RenderingError

TEMPLATES: Final = Path(__file__).parent / "templates"


def press_pdf(template: str, document: str, *, day: dt.date) -> bytes:
    """Return a tagged PDF/UA-1 file; the same document gives the same bytes.

    Raises:
        RenderingError: If the typesetter refuses, for instance for want of a title.
    """
    try:
        return typesetting.press_pdf(_source(template), document, day=day)
    except typesetting.NotTypesetError as refused:
        raise RenderingError(refused.message) from refused


def press_pages(template: str, document: str, *, ppi: int) -> tuple[bytes, ...]:
    """Return every page as a PNG picture.

    Raises:
        RenderingError: If the typesetter refuses.
    """
    try:
        return typesetting.press_pages(_source(template), document, ppi=ppi)
    except typesetting.NotTypesetError as refused:
        raise RenderingError(refused.message) from refused


def _source(template: str) -> bytes:
    return (TEMPLATES / template).read_bytes()
