"""Typesetting the form: once to learn where everything stands, then as often as sheets are wanted."""

import datetime as dt
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from pypdf import PdfReader

from commonspace.channels.paper.codes import letters, payload
from commonspace.channels.paper.geometry import CODES
from commonspace.engines.typesetting import press_pdf, press_query
from commonspace.sharing.printing.codes import qr_svg

TEMPLATE: Final = Path(__file__).with_name("paper.typ")


def places_of(document: dict[str, Any], *, day: dt.date) -> list[list[dict[str, Any]]]:
    """Return, page by page, where each field and each box of a form stands.

    Raises:
        NotTypesetError: If the typesetter refuses, for instance for want of a font.
    """
    blank = _whole(document, pages=0, sheets=[{"letters": "", "codes": []}])
    source = TEMPLATE.read_bytes()
    made = press_pdf(source, blank, day=day)
    pages: list[list[dict[str, Any]]] = [[] for _page in PdfReader(io.BytesIO(made)).pages]
    for one in press_query(source, blank, "<place>"):
        page = int(one.pop("page"))
        pages[page - 1].append(
            {name: round(value, 3) if isinstance(value, float) else value
             for name, value in one.items()}
        )  # fmt: skip
    return pages


def sheets_pdf(
    document: dict[str, Any], *, pages: int, codes: Sequence[str], day: dt.date
) -> bytes:
    """Return one PDF with a sheet for each code; the same codes and day give the same bytes."""
    sheets = [
        {
            "letters": letters(code),
            "codes": [
                [qr_svg(payload(code, page, corner)).decode() for corner in range(len(CODES))]
                for page in range(1, pages + 1)
            ],
        }
        for code in codes
    ]
    return press_pdf(TEMPLATE.read_bytes(), _whole(document, pages=pages, sheets=sheets), day=day)


def _whole(document: dict[str, Any], *, pages: int, sheets: list[dict[str, Any]]) -> str:
    return json.dumps({**document, "pages": pages, "sheets": sheets}, ensure_ascii=False)
